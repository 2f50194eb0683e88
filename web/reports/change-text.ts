import { type ListName, lists } from '../../shared/dictionary/lists.ts'
import type { Indicator } from '../../shared/dictionary/indicator.ts'
import type { AddedItems, Change, ScalarChange } from '../../shared/report.ts'
import { factName, valueText } from '../facts/fact-text.ts'
import { indicatorAt } from '../facts/paths.ts'
import { plain } from '../format.ts'
import { listed, t, term } from '../i18n.ts'

export const isAddition = (change: Change): change is AddedItems => 'add' in change

/** Exactly, to the yuan: what is weaker by one yuan would no longer do. */
const amount = (value: unknown, indicator: Indicator | undefined): string =>
  indicator?.kind === 'money' && typeof value === 'number'
    ? t('format.wan', { amount: plain(value / 10_000) })
    : valueText(value, indicator)

function scalarText({ fact, from, to }: ScalarChange): string {
  const indicator = indicatorAt(fact)
  const name = factName(fact)
  if (Array.isArray(to)) return t('report.changeNone', { name })
  if (from === null) return t('report.changeFill', { name, to: amount(to, indicator) })
  return t('report.changeFromTo', { name, from: amount(from, indicator), to: amount(to, indicator) })
}

type Item = AddedItems['add'][number]

/** Members of an added item that need no word: every new right is in force, its day is when it is granted. */
const unsaid: ReadonlySet<string> = new Set([
  'valid',
  'usedForHnte',
  'industrialisable',
  'grantedOn',
  'recognisedOn',
  'publishedOn',
  'paidOn',
])

/** 「发明专利（自主研发、与主要产品（服务）相关、已实施应用）」 */
function itemText(list: ListName, item: Item): string {
  const { required, label, members } = lists[list]
  const declared: Readonly<Record<string, Indicator>> = members
  const [head = ''] = required
  const name = item[head] == null ? term(label) : amount(item[head], declared[head])
  const more = Object.entries(item).flatMap(([member, value]) => {
    const indicator = declared[member]
    if (member === head || unsaid.has(member) || !indicator || value == null || value === false) return []
    if (value === true) return [term(indicator.label)]
    if (indicator.kind === 'rank') return [t('report.changeRank', { name: term(indicator.label), rank: plain(Number(value)) })]
    return [amount(value, indicator)]
  })
  const named = list === 'ip' || item[head] == null ? name : t('report.changeItemOf', { name: term(label), of: name })
  return more.length > 0 ? t('report.changeItem', { name: named, more: listed(more) }) : named
}

function additionText({ fact, add }: AddedItems): string {
  const counts = new Map<string, number>()
  for (const item of add) {
    const text = itemText(fact as ListName, item)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return listed([...counts].map(([name, count]) => t('report.changeAdd', { count, name })))
}

/** One change as a person reads it: 「2025 年研发费用 120 万元 → 150 万元」, 「新增 1 项发明专利（…）」, 「先填：…」. */
export const changeText = (change: Change): string => (isAddition(change) ? additionText(change) : scalarText(change))

/** One way: all its changes together. */
export const changesText = (changes: readonly Change[]): string => changes.map(changeText).join(t('format.semicolon'))
