/** Units that money is typed in, by what one is worth in yuan. */
export type MoneyUnit = 1 | 10_000

export type Typed = { readonly value: number | null } | { readonly fault: 'not-a-number' | 'decimals' | 'too-large' | 'negative' }

const suffixes: Readonly<Record<string, number>> = { 万: 4, 万元: 4, 亿: 8, 亿元: 8, 元: 0 }

/**
 * A number as people type it: full-width digits, thousands separators, 万 and 亿. Shifted by powers of ten as text, so
 * that 145.67 万元 is exactly 1,456,700 元. An empty text is unknown, not zero.
 */
export function parseNumber(text: string, exponent: number, decimals: number): Typed {
  const written = text.normalize('NFKC').replace(/[,，\s_]/g, '')
  if (written === '') return { value: null }
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([万亿]?元?)$/.exec(written)
  if (!match || (match[2] === '' && !match[3])) return { fault: 'not-a-number' }
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match
  const shift = suffix === '' ? exponent : (suffixes[suffix] ?? 0)
  const kept = fraction.replace(/0+$/, '')
  const digits = `${whole}${kept.padEnd(shift, '0').slice(0, shift)}`
  const rest = kept.slice(shift)
  if (rest.length > decimals) return { fault: 'decimals' }
  const value = Number(`${sign}${digits || '0'}${rest ? `.${rest}` : ''}`)
  if (Math.abs(value) >= 1e13) return { fault: 'too-large' }
  return { value }
}

/** Yuan from a text in the unit that is chosen: at most two decimals of a yuan. */
export const parseMoney = (text: string, unit: MoneyUnit): Typed => parseNumber(text, unit === 1 ? 0 : 4, 2)

/** Persons, items, percent: at most six decimals; not negative unless said. */
export function parseCount(text: string, mayBeNegative = false): Typed {
  const typed = parseNumber(text.replace(/%$/, ''), 0, 6)
  return 'value' in typed && typed.value !== null && typed.value < 0 && !mayBeNegative ? { fault: 'negative' } : typed
}

/** The text that gives this amount back when typed in the unit. */
export function moneyText(yuan: number | null | undefined, unit: MoneyUnit): string {
  if (yuan == null) return ''
  if (unit === 1) return String(yuan)
  const fen = Math.round(Math.abs(yuan) * 100)
  const text = `${Math.floor(fen / 1_000_000)}.${String(fen % 1_000_000).padStart(6, '0')}`.replace(/\.?0+$/, '')
  return yuan < 0 ? `-${text}` : text
}
