import { z } from 'zod'
import { certifications, type Certification } from '../dictionary/certifications.ts'
import { Day, Line } from '../facts.ts'
import { Verdict } from '../report.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])

/** How a cultivation list is composed: which certification, on which day, who, and how near. Reads as one sentence on every export. */
export const Recipe = z.strictObject({
  certification: CertificationId,
  asOf: Day,
  purpose: z.enum(['apply', 'renew']).default('apply'),
  scope: z.strictObject({
    /** Park ids; empty: all. `none` is outside every park. */
    parks: z.array(Line(40)).max(20).default([]),
    towns: z.array(Line(12)).max(60).default([]),
    /** GB/T 4754 prefixes. */
    industries: z.array(Line(5)).max(60).default([]),
  }),
  include: z.strictObject({
    /** Qualified and not yet held. */
    reach: z.boolean(),
    review: z.boolean(),
    /** Undetermined with at most so many missing facts; null: none. */
    missingAtMost: z.number().int().min(1).max(50).nullable(),
    /** Unqualified by at most so many criteria; null: none. */
    shortByAtMost: z.number().int().min(1).max(10).nullable(),
    /** Each of those at most so far from its threshold, as a fraction of it; null: any distance. */
    distanceAtMost: z.number().min(0).max(10).nullable(),
    /** Unqualified by score but within so many points of the pass mark; null: none. */
    scoreWithin: z.number().min(0).max(100).nullable(),
    /** Firms that hold the certification already and must renew within so many days; null: holders are left out. */
    renewWithinDays: z.number().int().min(0).max(1000).nullable(),
  }),
})
export type Recipe = z.infer<typeof Recipe>

/** One firm on a list, with everything that the export prints. */
export const ListRow = z.object({
  position: z.number().int(),
  firmId: z.uuid(),
  uscc: z.string(),
  name: z.string(),
  parkId: z.string().nullable(),
  townCode: z.string().nullable(),
  industry: z.string().nullable(),
  verdict: Verdict,
  score: z.object({ min: z.number(), max: z.number(), of: z.number(), pass: z.number() }).nullable(),
  shortBy: z.number().int().nullable(),
  /** Why it is on the list. */
  ground: z.enum(['reach', 'review', 'missing', 'short', 'score', 'renew']),
  /** Unmet criteria with value, threshold, distance, clause. */
  unmet: z.array(
    z.object({
      id: z.string(),
      value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
      threshold: z.union([z.number(), z.string(), z.null()]),
      distance: z.number().nullable(),
      clause: z.string(),
    }),
  ),
  missing: z.array(z.string()),
  proxies: z.array(z.string()),
  /** One sentence in Chinese, in the words of the assessment page. */
  reason: z.string(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  factsFingerprint: z.string(),
})
export type ListRow = z.infer<typeof ListRow>

export const ListCounts = z.object({
  firms: z.number().int(),
  assessed: z.number().int(),
  byGround: z.record(z.string(), z.number().int()),
  byPark: z.record(z.string(), z.number().int()),
})
export type ListCounts = z.infer<typeof ListCounts>

/** POST /lists/preview */
export const ListPreview = z.object({
  ruleset: z.string().nullable(),
  counts: ListCounts,
  /** The recipe as one sentence. */
  sentence: z.string(),
  /** The first 200 rows, nearest first. */
  rows: z.array(ListRow),
})
export type ListPreview = z.infer<typeof ListPreview>

/** POST /lists: freezes the list as it is now. It is numbered and never changes again. */
export const ListFreeze = z.strictObject({ title: Line(80).refine((s) => s.length > 0, { error: '名单标题不能为空' }), recipe: Recipe })
export type ListFreeze = z.infer<typeof ListFreeze>

export const FrozenList = z.object({
  id: z.uuid(),
  /** e.g. FQ-HNTE-2026-02 */
  number: z.string(),
  title: z.string(),
  certification: CertificationId,
  ruleset: z.string().nullable(),
  asOf: z.string(),
  recipe: Recipe,
  sentence: z.string(),
  counts: ListCounts,
  frozenBy: z.string(),
  frozenAt: z.string(),
})
export type FrozenList = z.infer<typeof FrozenList>

export const FrozenLists = z.object({ items: z.array(FrozenList), nextCursor: z.string().nullable() })
export const ListRows = z.object({ items: z.array(ListRow), nextCursor: z.string().nullable(), total: z.number().int() })

/** GET /lists/:listId/comparison?with=:otherId — what changed from the other (earlier) list to this one, with reasons. */
export const ListComparison = z.object({
  from: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  to: z.object({ id: z.uuid(), number: z.string(), title: z.string() }),
  entered: z.array(z.object({ firmId: z.uuid(), uscc: z.string(), name: z.string(), reason: z.string() })),
  left: z.array(z.object({ firmId: z.uuid(), uscc: z.string(), name: z.string(), reason: z.string() })),
  changed: z.array(
    z.object({ firmId: z.uuid(), uscc: z.string(), name: z.string(), before: z.string(), after: z.string(), reason: z.string() }),
  ),
  unchanged: z.number().int(),
})
export type ListComparison = z.infer<typeof ListComparison>
