import { z } from 'zod'
import { Line } from '../facts.ts'
import { FirmQuery } from './firms.ts'

const Filters = FirmQuery.omit({ sort: true, order: true, cursor: true, limit: true, ids: true })

const kept = {
  name: Line(40).refine((name) => name.length > 0, { error: '请给视图起个名字' }),
  /** As they stand in the registry's address; checked by the same schema. */
  filters: z
    .record(z.string().max(40), z.string().max(400))
    .refine((filters) => Object.keys(filters).every((key) => key in Filters.shape), { error: '有不认识的条件' })
    .refine((filters) => Filters.safeParse(filters).success, { error: '有条件填写不正确' }),
  columns: z.array(Line(40)).max(40),
  sort: FirmQuery.shape.sort,
  order: FirmQuery.shape.order,
  isShared: z.boolean(),
}

export const SavedView = z.object({
  id: z.uuid(),
  name: z.string(),
  filters: z.record(z.string(), z.string()),
  columns: z.array(z.string()),
  sort: FirmQuery.shape.sort,
  order: FirmQuery.shape.order,
  isShared: z.boolean(),
  ownerName: z.string(),
  isOwn: z.boolean(),
  version: z.number().int(),
})
export type SavedView = z.infer<typeof SavedView>
export const SavedViews = z.object({ items: z.array(SavedView) })

export const ViewCreate = z.strictObject({ ...kept, isShared: kept.isShared.default(false) })
export type ViewCreate = z.infer<typeof ViewCreate>

export const ViewPatch = z.strictObject(kept).partial()
export type ViewPatch = z.infer<typeof ViewPatch>
