import { z } from 'zod'
import { institutionLevels } from '../dictionary/codes.ts'
import { type Title, titles } from '../dictionary/certifications.ts'
import { Line } from '../facts.ts'

const TitleId = z.enum(Object.keys(titles) as [Title, ...Title[]])
const Level = z.enum(Object.keys(institutionLevels) as [string, ...string[]])

/** How the value of a plan indicator comes about. */
export const CountingRule = z.discriminatedUnion('by', [
  /** Firms that hold one of the titles: on the day itself, or on any day of its year. A firm counts once. */
  z.strictObject({ by: z.literal('titles'), titles: z.array(TitleId).min(1).max(12), when: z.enum(['on-day', 'in-year']) }),
  /** R&D institutions of these levels, by words of their kind; no words: every kind. Each one counts, or each firm once. */
  z.strictObject({
    by: z.literal('institutions'),
    levels: z.array(Level).min(1),
    kinds: z.array(Line(20)).max(12),
    per: z.enum(['institution', 'firm']),
  }),
  /** A person enters it from what an office publishes. */
  z.strictObject({ by: z.literal('entered') }),
])
export type CountingRule = z.infer<typeof CountingRule>

/** The rule in words, for pages and exports in Chinese. */
export function countingWords(rule: CountingRule): string {
  switch (rule.by) {
    case 'titles':
      return `${rule.when === 'on-day' ? '当日' : '当年内任一日'}持有${rule.titles.map((id) => titles[id].zh).join('或')}的企业数（每家计一次）`
    case 'institutions': {
      const levels = institutionLevels as Readonly<Record<string, { readonly zh: string }>>
      const which = `${rule.levels.map((level) => levels[level]?.zh ?? level).join('、')}${rule.kinds.length > 0 ? `“${rule.kinds.join('”“')}”` : '研发机构'}`
      return rule.per === 'firm' ? `设有${which}的企业数` : `${which}的个数`
    }
    case 'entered':
      return '由科技局按公布的数据填报'
  }
}

/** Where the plan expects a value in a year: the path that was set, else the straight way from base to target. */
export function pathAt(
  { base, target, path }: { readonly base: number | null; readonly target: number | null; readonly path: Readonly<Record<string, number>> },
  { baseYear, targetYear }: { readonly baseYear: number; readonly targetYear: number },
  year: number,
): number | null {
  const set = path[year]
  if (set !== undefined) return set
  if (base === null || target === null || year < baseYear || year > targetYear) return null
  const way = base + ((target - base) * (year - baseYear)) / (targetYear - baseYear)
  return Number(way.toPrecision(12))
}
