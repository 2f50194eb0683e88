import { z } from 'zod'
import { Day, Line } from '../facts.ts'
import { Selection } from './bulk.ts'

/** 潜力、后备、重点: how near the firms are for which it is made. */
export const TrainingLevel = z.enum(['potential', 'reserve', 'key', 'all'])
export type TrainingLevel = z.infer<typeof TrainingLevel>

export const Attendance = z.enum(['invited', 'signed-up', 'declined', 'attended', 'absent'])
export type Attendance = z.infer<typeof Attendance>

const counts = z.partialRecord(Attendance, z.number().int())

const described = {
  title: Line(80).refine((text) => text.length > 0, { error: '请填写培训名称' }),
  level: TrainingLevel,
  heldOn: Day,
  startsAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '时间应为 14:30 这样' }),
  place: Line(120).refine((text) => text.length > 0, { error: '请填写地点' }),
  capacity: z.number().int().min(1).max(10_000).nullish(),
  description: Line(1000).nullish(),
  signUpBy: Day.nullish(),
}

export const Training = z.object({
  id: z.uuid(),
  parkId: z.string().nullable(),
  title: z.string(),
  level: TrainingLevel,
  heldOn: z.string(),
  startsAt: z.string(),
  place: z.string(),
  capacity: z.number().int().nullable(),
  description: z.string().nullable(),
  signUpBy: z.string().nullable(),
  version: z.number().int(),
  /** Of the firms that the caller sees. */
  counts,
  may: z.object({ edit: z.boolean() }),
  /** A company's own part in it. */
  own: z.object({ firmId: z.uuid(), state: Attendance, people: z.number().int() }).nullable(),
})
export type Training = z.infer<typeof Training>

export const Trainings = z.object({ items: z.array(Training), nextCursor: z.string().nullable() })
export const TrainingQuery = z.object({
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type TrainingQuery = z.infer<typeof TrainingQuery>

export const TrainingCreate = z.strictObject(described)
export type TrainingCreate = z.infer<typeof TrainingCreate>
export const TrainingPatch = TrainingCreate.partial()
export type TrainingPatch = z.infer<typeof TrainingPatch>

export const TrainingFirm = z.object({
  firmId: z.uuid(),
  firmName: z.string(),
  state: Attendance,
  people: z.number().int(),
  updatedAt: z.string(),
  updatedBy: z.string(),
})
export type TrainingFirm = z.infer<typeof TrainingFirm>
export const TrainingFirms = z.object({ items: z.array(TrainingFirm) })

/** POST /trainings/:trainingId/invitations */
export const Invite = z.strictObject({ selection: Selection })
export const Invited = z.object({ invited: z.number().int(), already: z.number().int() })
export type Invited = z.infer<typeof Invited>

/** PUT /trainings/:trainingId/firms/:firmId: a firm signs up or declines, an office notes who came. */
export const AttendancePut = z.strictObject({ state: Attendance, people: z.number().int().min(1).max(200).default(1) })
export type AttendancePut = z.infer<typeof AttendancePut>
