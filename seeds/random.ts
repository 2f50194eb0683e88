/** A stream of pseudo-random numbers in [0, 1), the same for the same seeds on every machine (integer arithmetic only). */
export type Random = () => number

/** Mixes two whole numbers into 32 bits. */
function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

/** The stream of one item of a seeded series: items do not depend on how many there are, nor on each other (mulberry32). */
export function randomOf(seed: number, item: number): Random {
  let state = mix(seed | 0, item | 0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const chance = (random: Random, probability: number): boolean => random() < probability

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random()

export const whole = (random: Random, low: number, high: number): number => Math.floor(between(random, low, high + 1))

export const pick = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!

/**
 * About log-normal around a median: a product of symmetric factors. Only the four basic operations, whose results are
 * the same everywhere, which `Math.exp` and `Math.log` do not promise.
 */
export function skewed(random: Random, median: number, factors: number): number {
  let value = median
  for (let i = 0; i < factors; i++) {
    const u = random()
    value *= (1 + 2 * u) / (3 - 2 * u)
  }
  return value
}
