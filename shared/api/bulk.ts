import { z } from 'zod'
import { Line } from '../facts.ts'
import { FirmQuery } from './firms.ts'

/** Firms by their ids, or all that a query of the registry finds: "select all" means the query. */
export const Selection = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(2000).optional(),
    query: FirmQuery.omit({ cursor: true, limit: true, sort: true, order: true }).strict().optional(),
  })
  .refine(({ ids, query }) => (ids === undefined) !== (query === undefined), { error: '请给出 ids 或 query，二选一' })
export type Selection = z.infer<typeof Selection>

/** Why a firm of a selection is passed over. */
export const Skip = z.enum(['no-account', 'asked-lately', 'nothing-missing'])
export type Skip = z.infer<typeof Skip>

/** POST /firms/actions/ask: ask the firms for the figures that decide most. `preview` sends nothing. */
export const AskBody = z.strictObject({ selection: Selection, note: Line(200).default(''), preview: z.boolean().default(false) })
export type AskBody = z.infer<typeof AskBody>

export const AskResult = z.object({
  asked: z.number().int(),
  skipped: z.partialRecord(Skip, z.number().int()),
  /** The first of them, with what each is asked for. */
  firms: z.array(z.object({ id: z.uuid(), name: z.string(), facts: z.array(z.string()), skip: Skip.nullable() })),
})
export type AskResult = z.infer<typeof AskResult>

/** POST /firms/actions/assign: null takes the officer away. */
export const AssignBody = z.strictObject({
  selection: Selection,
  serviceOfficer: Line(40)
    .nullable()
    .transform((name) => (name === '' ? null : name)),
})
export type AssignBody = z.infer<typeof AssignBody>

const Tag = Line(20).refine((tag) => tag.length > 0, { error: '标签不能为空' })

/** POST /firms/actions/tag */
export const TagBody = z.strictObject({
  selection: Selection,
  add: z.array(Tag).max(10).default([]),
  remove: z.array(Tag).max(10).default([]),
})
export type TagBody = z.infer<typeof TagBody>

/** Which firms are otherwise now, by what stood there: the way back. */
export const BulkResult = z.object({
  changed: z.number().int(),
  unchanged: z.number().int(),
  before: z.array(z.object({ serviceOfficer: z.string().nullable(), ids: z.array(z.uuid()) })),
})
export type BulkResult = z.infer<typeof BulkResult>
