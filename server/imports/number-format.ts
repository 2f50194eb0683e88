/** What a number format makes of a stored number, as far as it matters to whoever reads the number. */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'date' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'currency'; readonly currency: string }
  | { readonly kind: 'scaled'; readonly format: string }

const plain: NumberFormat = { kind: 'plain' }

const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])

const renminbi = /^(¥|￥|元|圆|CNY|RMB|人民币)$/i
const foreign = /US\$|HK\$|NT\$|[$€£₩₽]|\b(?:USD|EUR|GBP|JPY|HKD|TWD)\b|美元|欧元|英镑|日元|港元|港币|台币/i

/** The kind of a number format by its id and, where it is a custom one, its code. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (builtInDates.has(id)) return { kind: 'date' }
    return id === 9 || id === 10 ? { kind: 'percent' } : plain
  }
  const currency = foreignCurrencyOf(code)
  if (currency) return { kind: 'currency', currency }
  // Only the part for positive numbers, without literals, colours, locales and padding.
  const positive = code.split(';', 1)[0]!
  const bare = positive.replace(/"[^"]*"/g, '').replace(/\[[^\]]*\]/g, '')
  // A literal point, or a comma after the last digit: 12345678 shown as 1234.5678 or as 12,346.
  if (/[#0?][\\!]\.|[#0?],+(?![#0?,])/.test(bare)) return { kind: 'scaled', format: code }
  const meaning = bare.replace(/[\\!_*]./g, '')
  if (/[ymdhs年月日]/i.test(meaning) && !/general|通用/i.test(meaning)) return { kind: 'date' }
  return meaning.includes('%') ? { kind: 'percent' } : plain
}

function foreignCurrencyOf(code: string): string | undefined {
  for (const [, symbol = '', locale = ''] of code.matchAll(/\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]/g)) {
    if (symbol === '') continue
    if (/^[¥￥]$/.test(symbol) && /411$/.test(locale)) return '日元'
    if (!renminbi.test(symbol)) return symbol
  }
  const literals = [...code.matchAll(/"([^"]*)"|\\(.)/g)].map((match) => match[1] ?? match[2] ?? '').join(' ')
  return foreign.exec(literals)?.[0]
}

/** The kind of each cell style of a workbook, from the entries of `styles.xml` that were met. */
export const formatsOf = (styles: readonly number[], codes: ReadonlyMap<number, string>): readonly NumberFormat[] =>
  styles.map((id) => numberFormat(id, codes.get(id)))
