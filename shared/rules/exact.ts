/**
 * Comparisons without rounding. Figures are whole numbers (fen, millionths of a person) below 2⁵³; a ratio stays a pair
 * until it is compared by cross-multiplication. Doubles decide wherever their error bound allows; BigInt decides the rest.
 */

/** A threshold as the text states it: 5 % is 5/100, never 0.05. */
export interface Rational {
  readonly p: number
  readonly q: number
}

export const percent = (p: number): Rational => ({ p, q: 100 })
export const whole = (p: number): Rational => ({ p, q: 1 })

export const toNumber = ({ p, q }: Rational): number => p / q

/** A whole number of `1 / scale`, the decimal that was written. Scale 100 for yuan, 1,000,000 for all else. */
export interface Scaled {
  readonly units: number
  readonly scale: number
}

export const scaled = (value: number, scale: number): Scaled => ({ units: Math.round(value * scale), scale })

/** Above any error of at most six roundings of products and sums, 6 · 2⁻⁵³. */
const relativeError = 1e-15

const product = (factors: readonly number[]): number => {
  let result = 1
  for (const factor of factors) result *= factor
  return result
}

/** The sign of a sum of products of whole numbers, decided exactly. */
export function signOfSum(terms: readonly (readonly number[])[]): -1 | 0 | 1 {
  let sum = 0
  let size = 0
  for (const factors of terms) {
    const term = product(factors)
    sum += term
    size += Math.abs(term)
  }
  if (Math.abs(sum) > size * relativeError * 4) return sum > 0 ? 1 : -1
  let exact = 0n
  for (const factors of terms) exact += factors.reduce((term, factor) => term * BigInt(factor), 1n)
  return exact > 0n ? 1 : exact < 0n ? -1 : 0
}

/** The sign of a · b · c − d · e · f, whole numbers: by doubles where they are sure, without a thing put on the heap. */
function signOfDifference(a: number, b: number, c: number, d: number, e: number, f: number): -1 | 0 | 1 {
  const left = a * b * c
  const right = d * e * f
  const difference = left - right
  const size = Math.abs(left) + Math.abs(right)
  // Below 2⁵³ products of whole numbers and their difference are exact.
  if (size < 2 ** 53 || Math.abs(difference) > size * relativeError * 4) return difference > 0 ? 1 : difference < 0 ? -1 : 0
  return signOfSum([
    [a, b, c],
    [-1, d, e, f],
  ])
}

/** Whether part ÷ whole lies below (−1), on (0) or above (1) the threshold, for a whole above zero. */
export const compareShare = (part: Scaled, denominator: Scaled, { p, q }: Rational): -1 | 0 | 1 =>
  signOfDifference(part.units, denominator.scale, q, denominator.units, part.scale, p)

/** Whether an amount lies below, on or above the threshold. */
export const compareAmount = (amount: Scaled, { p, q }: Rational): -1 | 0 | 1 => signOfDifference(amount.units, q, 1, amount.scale, p, 1)

/**
 * Whether ½ (v2 ÷ v1 + v3 ÷ v2) − 1 lies below, on or above the threshold, for v1 and v2 above zero and one common scale
 * (195号 三(七) 4: the mean of two yearly growth rates).
 */
export const compareMeanGrowth = (v1: number, v2: number, v3: number, { p, q }: Rational): -1 | 0 | 1 =>
  signOfSum([
    [q, v2, v2],
    [q, v3, v1],
    [-2, q + p, v1, v2],
  ])

/** Whether v2 ÷ v1 − 1 lies below, on or above the threshold, for v1 above zero. */
export const compareGrowth = (v1: number, v2: number, { p, q }: Rational): -1 | 0 | 1 => signOfDifference(q, v2, 1, q + p, v1, 1)

/** Whether √(v3 ÷ v1) − 1, the compound rate over two steps, lies below, on or above the threshold, for v1 above zero. */
export const compareCompoundGrowth = (v1: number, v3: number, { p, q }: Rational): -1 | 0 | 1 =>
  v3 <= 0 && q + p > 0 ? -1 : signOfDifference(q, q, v3, q + p, q + p, v1)

/** Whether the mean of part ÷ whole over the pairs lies below, on or above the threshold, for wholes above zero. */
export function compareMeanShare(parts: readonly number[], wholes: readonly number[], { p, q }: Rational): -1 | 0 | 1 {
  const terms = parts.map((part, index) => [q, part, ...wholes.filter((_, other) => other !== index)])
  return signOfSum([...terms, [-parts.length, p, ...wholes]])
}

export type Relation = '>=' | '>' | '<=' | '<'

/** Whether the sign of (value − threshold) satisfies the relation. */
export function holds(sign: number, relation: Relation): boolean {
  switch (relation) {
    case '>=':
      return sign >= 0
    case '>':
      return sign > 0
    case '<=':
      return sign <= 0
    case '<':
      return sign < 0
  }
}
