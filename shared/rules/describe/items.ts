import { classOneIp, ipKinds } from '../../dictionary/codes.ts'
import type { Indicator, Label } from '../../dictionary/indicator.ts'
import { type ListName, lists } from '../../dictionary/lists.ts'
import { windowOf } from '../windows.ts'
import { addMonths } from '../../days.ts'
import type { ItemCondition, Window } from '../ruleset.ts'
import { choiceText } from './quantities.ts'
import { amountText, type Context, join, label, listed, say } from './words.ts'

const memberOf = (list: ListName, name: string): Indicator => (lists[list].members as Readonly<Record<string, Indicator>>)[name]!

const isSet = (values: readonly unknown[], of: readonly string[]): boolean =>
  values.length === of.length && of.every((one) => values.includes(one))
const classTwoIp = Object.keys(ipKinds).filter((kind) => !(classOneIp as readonly string[]).includes(kind))

/** 12 → 1 年; 18 → 18 个月. */
const monthsText = (months: number): Label =>
  months % 12 === 0 ? amountText({ p: months, q: 12 }, 'years') : say('{0} 个月', '{0} months', months)

/** A time before the day asked, with its first day. */
export function windowText(context: Context, window: Window): Label {
  const { from } = windowOf(context.of.asOf, window)
  switch (window.kind) {
    case 'days':
      return window.days === 0
        ? label('评估日当天', 'on the day of assessment')
        : say('评估日前 {0} 天内（{1} 起）', 'within {0} days before (since {1})', window.days, from)
    case 'months':
      return say('近 {0}内（{1} 起）', 'within {0} before (since {1})', monthsText(window.months), from)
    case 'calendar-years':
      return say('{0} 年 1 月 1 日以来', 'since 1 January {0}', context.of.year - window.yearsBack)
  }
}

/** A condition on an item of a list. */
export function conditionText(context: Context, list: ListName, condition: ItemCondition): Label {
  switch (condition.kind) {
    case 'member-in': {
      const indicator = memberOf(list, condition.member)
      const values = condition.values.map(String)
      if (indicator.kind === 'flag') {
        if (condition.values[0] === true) return indicator.label
        return say(indicator.label.zh.startsWith('曾') ? '未{0}' : '非{0}', 'not {0}', indicator.label)
      }
      if (isSet(values, classOneIp)) return label('Ⅰ类', 'class I')
      if (isSet(values, classTwoIp)) return label('Ⅱ类', 'class II')
      return join(
        values.map((value) => choiceText(indicator, value)),
        '、',
        ' / ',
      )
    }
    case 'at-most': {
      const { kind, label: name } = memberOf(list, condition.member)
      return kind === 'rank'
        ? say('{0}前 {1}', '{0}: among the first {1}', name, condition.limit)
        : say('{0} ≤ {1}', '{0} ≤ {1}', name, condition.limit)
    }
    case 'not-after':
      return say('{0}不晚于评估日', '{0}: by the day of assessment', memberOf(list, condition.member).label)
    case 'within':
      return say('{0}在{1}', '{0}: {1}', memberOf(list, condition.member).label, windowText(context, condition.window))
    case 'overlaps':
      return say('{0}在列', 'listed {0}', windowText(context, condition.window))
    case 'older-than': {
      const { label: name } = memberOf(list, condition.member)
      const day = addMonths(context.of.asOf, -condition.months)
      return condition.strict
        ? say('{0}至今超过 {1}（早于 {2}）', '{0}: more than {1} ago (before {2})', name, monthsText(condition.months), day)
        : say('{0}至今满 {1}（不晚于 {2}）', '{0}: at least {1} ago (by {2})', name, monthsText(condition.months), day)
    }
    case 'obtained-within':
      return say(
        '{0}取得（自主研发的按授权日期，其他按取得日期）',
        'obtained {0} (granted, or acquired where not of own research)',
        windowText(context, condition.window),
      )
    case 'one-of':
      return join(
        condition.of.map((one) => grouped(context, list, one)),
        ' 或 ',
        ' or ',
      )
    case 'all-of':
      return join(
        condition.of.map((one) => grouped(context, list, one)),
        '，且',
        ', and ',
      )
  }
}

/** Inside another condition: in brackets where it has parts of its own. */
function grouped(context: Context, list: ListName, condition: ItemCondition): Label {
  const text = conditionText(context, list, condition)
  return (condition.kind === 'one-of' || condition.kind === 'all-of') && condition.of.length > 1 ? say('（{0}）', '({0})', text) : text
}

export const conditionsText = (context: Context, list: ListName, where: readonly ItemCondition[]): Label =>
  join(
    where.map((condition) => conditionText(context, list, condition)),
    '，',
    ', ',
  )

/** The items of a list that satisfy conditions: 「知识产权（Ⅰ类，有效）」. */
export function itemsText(context: Context, list: ListName, where: readonly ItemCondition[]): Label {
  const { label: name } = lists[list]
  return where.length === 0 ? name : say('{0}（{1}）', '{0} ({1})', name, conditionsText(context, list, where))
}

/** Every kind of right that a condition speaks of. */
const kindsIn = (condition: ItemCondition): readonly unknown[] =>
  'of' in condition ? condition.of.flatMap(kindsIn) : condition.kind === 'member-in' && condition.member === 'kind' ? condition.values : []

const keyOf = (condition: ItemCondition): string => JSON.stringify(condition)

/** The conditions that every class asks for. */
export const common = (classes: readonly (readonly ItemCondition[])[]): readonly ItemCondition[] =>
  (classes[0] ?? []).filter((condition) => classes.every((where) => where.some((one) => keyOf(one) === keyOf(condition))))

/** What sets one class apart from the others: 「Ⅰ类高价值」; its list where nothing does. */
export function classText(context: Context, list: ListName, where: readonly ItemCondition[], shared: readonly ItemCondition[]): Label {
  const known = new Set(shared.map(keyOf))
  const own = where.flatMap((condition) => {
    if (known.has(keyOf(condition))) return []
    const text = conditionText(context, list, condition)
    const isClassTwo = condition.kind === 'one-of' && isSet(kindsIn(condition), classTwoIp)
    return isClassTwo ? say('Ⅱ类（{0}）', 'class II ({0})', text) : text
  })
  if (own.length === 0) return lists[list].label
  return own.every(({ zh }) => zh.length <= 6) ? join(own, '', ', ') : join(own, '，', ', ')
}

/** The choices of a member that a condition leaves out: 「受让、受赠、并购」; null where it cannot be said. */
export function otherChoices(list: ListName, [condition, ...more]: readonly ItemCondition[]): Label | null {
  if (condition?.kind !== 'member-in' || more.length > 0) return null
  const { choices } = memberOf(list, condition.member)
  if (!choices) return null
  return listed(Object.entries(choices).flatMap(([id, text]) => (condition.values.includes(id) ? [] : [text])))
}
