import type { Label } from '../../dictionary/indicator.ts'
import { type Case, caseOf } from '../case.ts'
import { type Rational, type Relation, toNumber } from '../exact.ts'
import { type Criterion, type Parameter, type Ruleset, valueOn } from '../ruleset.ts'

/** What a text speaks of: the law of one day, the years and windows of another (as a rule the same), one rule set. */
export interface Context {
  readonly law: string
  readonly of: Case
  readonly criteria: ReadonlyMap<string, Criterion>
  /** Inside "in each of the years": what stands for the year of a figure. */
  readonly each?: Label
}

export const contextOf = ({ criteria }: Pick<Ruleset, 'criteria'>, asOf: string, law = asOf): Context => ({
  law,
  of: caseOf({ asOf }),
  criteria: new Map(criteria.map((criterion) => [criterion.id, criterion])),
})

export const lawful = <T>({ law }: Context, parameter: Parameter<T>): T => valueOn(parameter, law).value

/** Digits stand apart from 汉字. */
export const label = (zh: string, en = zh): Label => ({ zh: zh.replace(/([\u4e00-\u9fff])(\d)/g, '$1 $2'), en })

/** A sentence in both languages round parts that are in both: `{0}` is the first of them. */
export function say(zh: string, en: string, ...parts: readonly (Label | string | number)[]): Label {
  const fill = (template: string, language: keyof Label) =>
    template.replace(/\{(\d)\}/g, (_, index: string) => {
      const part = parts[Number(index)]
      return typeof part === 'object' ? part[language] : String(part)
    })
  return label(fill(zh, 'zh'), fill(en, 'en'))
}

export const join = (parts: readonly Label[], zh: string, en: string): Label =>
  label(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en))
export const listed = (parts: readonly Label[]): Label => join(parts, '、', ', ')

export const symbols: Readonly<Record<Relation, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' }

// Made once: a number formatted by its own method builds one of these each time.
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })

/** Grouped, with the decimals that are written and no more. */
export const plain = (value: number): string => grouped.format(Number(value.toPrecision(12)))

/** Yuan as people say it: 元 below 1万, 万元 below 1亿, 亿元 above. */
function moneyText(yuan: number): Label {
  const size = Math.abs(yuan)
  const zh = size < 1e4 ? `${plain(yuan)} 元` : size < 1e8 ? `${plain(yuan / 1e4)} 万元` : `${plain(yuan / 1e8)} 亿元`
  return label(zh, `${plain(yuan)} yuan`)
}

/** What a number counts. `percent` is written in % already, `share` is a fraction of 1. */
export type Unit = 'money' | 'people' | 'count' | 'percent' | 'share' | 'years' | 'level' | 'rank' | 'points'

/** A number with what it counts: 「2 亿元」, 「5%」, 「3 项」. */
export function amountText(value: Rational, unit: Unit): Label {
  const number = toNumber(value)
  const shown = plain(number)
  const many = (en: string) => `${shown} ${en}${number === 1 ? '' : 's'}`
  switch (unit) {
    case 'money':
      return moneyText(number)
    case 'share':
      return label(`${plain(number * 100)}%`)
    case 'percent':
      return label(`${shown}%`)
    case 'people':
      return label(`${shown} 人`, many('person'))
    case 'count':
      return label(`${shown} 项`, many('item'))
    case 'years':
      return label(`${shown} 年`, many('year'))
    case 'level':
      return label(`${shown} 级`, `level ${shown}`)
    case 'rank':
      return label(`第 ${shown} 位`, `rank ${shown}`)
    case 'points':
      return label(`${shown} 分`, many('point'))
  }
}
