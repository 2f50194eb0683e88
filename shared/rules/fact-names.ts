import { figures } from '../dictionary/figures.ts'
import type { Indicator, Label } from '../dictionary/indicator.ts'
import { lists } from '../dictionary/lists.ts'
import { listing, market, profile } from '../dictionary/profile.ts'

const scalars = { profile, market, listing }

const label = (zh: string, en: string): Label => ({ zh, en })

/** What a fact is called, by its dot path: for lists of missing figures and for questions. */
export function factLabel(path: string): Label {
  const [head, second, third] = path.split('.')
  if (head === 'years' && third !== undefined) {
    const { zh, en } = (figures as Readonly<Record<string, Indicator>>)[third]?.label ?? label(third, third)
    return label(`${second} 年${zh}`, `${en} of ${second}`)
  }
  if (head === 'conversions')
    return second === undefined ? label('科技成果转化', 'Conversions') : label(`${second} 年科技成果转化`, `Conversions of ${second}`)
  if (head !== undefined && head in lists) {
    const declared = lists[head as keyof typeof lists]
    if (second === undefined) return declared.label
    const member = third === undefined ? undefined : (declared.members as Readonly<Record<string, Indicator>>)[third]
    return label(
      `${declared.label.zh}第 ${Number(second) + 1} 项${member ? `：${member.label.zh}` : ''}`,
      `${declared.label.en} ${Number(second) + 1}${member ? `: ${member.label.en}` : ''}`,
    )
  }
  const declared = (scalars as Readonly<Record<string, Readonly<Record<string, Indicator>>>>)[head ?? '']
  return declared?.[second ?? '']?.label ?? label(path, path)
}
