import { figures } from '../../dictionary/figures.ts'
import type { Indicator, IndicatorKind, Label } from '../../dictionary/indicator.ts'
import { scalarIndicator } from '../case.ts'
import type { Rational, Relation } from '../exact.ts'
import type { Growth, Quantity, ScalarFact, Span, Tier } from '../ruleset.ts'
import { spanYears, yearBefore } from './spans.ts'
import { amountText, type Context, join, label, listed, say, symbols, type Unit } from './words.ts'

/** A quantity in two parts, so that what two quantities share is said once. */
interface Phrase {
  readonly when: Label | null
  readonly name: Label
}

/** 2025 年; 2024–2025 年; 2023、2025 年. */
function yearsText(years: readonly number[]): Label {
  const sorted = [...new Set(years)].sort((a, b) => a - b)
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)]
  const isRun = last - first === sorted.length - 1
  return isRun && first !== last ? say('{0} 年', '{0}', `${first}–${last}`) : say('{0} 年', '{1}', sorted.join('、'), sorted.join(', '))
}

const spanText = (context: Context, span: Span): Label =>
  say('近三个会计年度（{0}）', 'the last three accounting years ({0})', yearsText(spanYears(context, span)))

/** The fiscal years that a quantity reads; null where it reads no figure of a year. */
function yearsOf(context: Context, quantity: Quantity): readonly number[] | null {
  switch (quantity.kind) {
    case 'figure':
      return [yearBefore(context, quantity.yearsBack)]
    case 'plus':
    case 'mean':
    case 'least': {
      const years = quantity.of.map((one) => yearsOf(context, one))
      return years.every((one) => one !== null) ? years.flat() : null
    }
    case 'sum':
    case 'conversions':
    case 'years':
    case 'scalar':
    case 'financing':
      return null
  }
}

const combined = {
  plus: ['{0}合计', 'sum of {0}'],
  mean: ['{0}平均值', 'mean of {0}'],
  least: ['{0}孰低', 'the lowest of {0}'],
} as const

const isSame = (labels: readonly (Label | null)[]): boolean => labels.every((one) => one?.zh === labels[0]?.zh)

function phrase(context: Context, quantity: Quantity): Phrase {
  switch (quantity.kind) {
    case 'figure':
      return {
        when: context.each ?? yearsText([yearBefore(context, quantity.yearsBack)]),
        name: figures[quantity.figure].label,
      }
    case 'sum':
      return { when: spanText(context, quantity.over), name: say('{0}合计', 'sum of {0}', figures[quantity.figure].label) }
    case 'conversions':
      return { when: spanText(context, quantity.over), name: label('科技成果转化项数', 'conversions of results') }
    case 'years':
      return { when: spanText(context, quantity.over), name: label('年数', 'number of years') }
    case 'scalar':
      return { when: null, name: scalarIndicator(quantity.fact).label }
    case 'financing':
      return {
        when: yearsText(Array.from({ length: quantity.years }, (_, i) => yearBefore(context, i + 1))),
        name: label('新增股权融资（合格机构投资者）', 'new equity of qualified institutions'),
      }
    case 'plus':
    case 'mean':
    case 'least': {
      const phrases = quantity.of.map((one) => phrase(context, one))
      const years = yearsOf(context, quantity)
      const [zh, en] = combined[quantity.kind]
      const [first] = phrases
      if (first && years && isSame(phrases.map(({ name }) => name)))
        return { when: context.each ?? yearsText(years), name: say(zh, en, first.name) }
      const together = (labels: readonly Label[]) => say(zh, en, join(labels, '与', ' and '))
      if (first && isSame(phrases.map(({ when }) => when))) return { when: first.when, name: together(phrases.map(({ name }) => name)) }
      return { when: null, name: together(phrases.map(written)) }
    }
  }
}

const written = ({ when, name }: Phrase): Label => (when ? say('{0}{1}', '{1} of {0}', when, name) : name)

/** A quantity with its years: 「2025 年销售收入」. */
export const quantityText = (context: Context, quantity: Quantity): Label => written(phrase(context, quantity))

/** One quantity over another, the period said once where it is the same. */
export function shareText(context: Context, part: Quantity, whole: Quantity): Label {
  const [a, b] = [phrase(context, part), phrase(context, whole)]
  if (whole.kind === 'years') return say('{0}年均{1}', '{1} a year over {0}', b.when ?? '', a.name)
  if (!isSame([a.when, b.when])) return say('{0} ÷ {1}', '{0} ÷ {1}', written(a), written(b))
  return written({ when: a.when, name: say('{0} ÷ {1}', '{0} ÷ {1}', a.name, b.name) })
}

/** A rate of growth with its years. */
export function growthText(context: Context, { figure, form }: Growth): Label {
  const { label: name } = figures[figure]
  const [y3, y2, y1] = spanYears(context, 'accounting-years')
  switch (form) {
    case 'yearly':
      return say('{1} 年{0}增长率', 'growth of {0} in {1}', name, y1!)
    case 'mean':
      return say('近两年（{1}、{2} 年）{0}平均增长率', 'mean yearly growth of {0} in {1} and {2}', name, y2!, y1!)
    case 'compound':
      return say('{0}两年复合增长率（{1}–{2} 年）', 'compound growth of {0} from {1} to {2}', name, y3!, y1!)
  }
}

const unitOfKind: Readonly<Record<IndicatorKind, Unit>> = {
  money: 'money',
  people: 'people',
  count: 'count',
  rank: 'rank',
  percent: 'percent',
  day: 'count',
  flag: 'count',
  choice: 'count',
  text: 'count',
}

/** Numbers that are declared as counts or per cent and are spoken of otherwise. */
const unitOfFact: { readonly [F in ScalarFact]?: Unit } = {
  'market.yearsInNiche': 'years',
  'market.digitalLevel': 'level',
  'market.platformScore': 'points',
  'market.platformScorePrevious': 'points',
  'market.localScore': 'points',
}

/** What the numbers of a quantity count. */
export function unitOf(quantity: Quantity): Unit {
  switch (quantity.kind) {
    case 'figure':
    case 'sum':
      return unitOfKind[(figures[quantity.figure] as Indicator).kind]
    case 'conversions':
      return 'count'
    case 'years':
      return 'years'
    case 'scalar':
      return unitOfFact[quantity.fact] ?? unitOfKind[scalarIndicator(quantity.fact).kind]
    case 'financing':
      return 'money'
    case 'plus':
    case 'mean':
    case 'least':
      return quantity.of[0] ? unitOf(quantity.of[0]) : 'count'
  }
}

/** 「≤ 2 亿元」; 「前 3 位」 for a rank. */
export const limitText = (relation: Relation, limit: Rational, unit: Unit): Label =>
  unit === 'rank' && relation === '<='
    ? say('前 {0} 位', 'among the first {0}', limit.p / limit.q)
    : say('{0} {1}', '{0} {1}', symbols[relation], amountText(limit, unit))

/** 「2025 年销售收入 ≤ 2 亿元」. */
export const comparison = (of: Label, relation: Relation, limit: Rational, unit: Unit): Label =>
  say(unit === 'rank' ? '{0}{1}' : '{0} {1}', '{0} {1}', of, limitText(relation, limit, unit))

/** The threshold of each tier: 「不超过 5,000 万元的 ≥ 5%；超过 2 亿元的 ≥ 3%」. */
export function tiersText(tiers: readonly Tier[], relation: Relation, by: Unit): Label {
  const bound = (upTo: number | null | undefined) => amountText({ p: upTo ?? 0, q: 1 }, by)
  return join(
    tiers.map(({ upTo, threshold }, index) => {
      const asked = limitText(relation, threshold, 'share')
      if (upTo !== null) return say('不超过 {0}的 {1}', '{1} up to {0}', bound(upTo), asked)
      return index === 0 ? asked : say('超过 {0}的 {1}', '{1} above {0}', bound(tiers[index - 1]?.upTo), asked)
    }),
    '；',
    '; ',
  )
}

/** What a choice of a single value is called; the code in front of a coded one stays away. */
export function choiceText(indicator: Indicator, value: string): Label {
  if (indicator.kind === 'flag') return value === 'true' ? label('是', 'yes') : label('否', 'no')
  const { zh, en } = indicator.choices?.[value] ?? label(value)
  return label(zh.replace(/^\d+ /, ''), en.replace(/^\d+ /, ''))
}

export const choicesText = (indicator: Indicator, values: readonly string[]): Label =>
  listed(values.map((value) => choiceText(indicator, value)))
