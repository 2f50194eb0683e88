import { z } from 'zod'
import { Day, Line } from '../facts.ts'

const count = z.number().int()

/** How sure the units of a restored task are: both readings agree, one shows it beside, it fits, or it is lost. */
export const attributions = ['agreed', 'adjacent', 'probable', 'lost'] as const
export type Attribution = (typeof attributions)[number]
export const taskStates = ['todo', 'doing', 'stuck', 'done', 'late'] as const
export type TaskState = (typeof taskStates)[number]

const UnitName = z.strictObject({ name: Line(80), from: Day.nullable(), to: Day.nullable() })
export type UnitName = z.infer<typeof UnitName>
export const Unit = z.object({ id: z.string(), name: z.string(), names: z.array(UnitName), parkId: z.string().nullable(), version: count })
export type Unit = z.infer<typeof Unit>
export const UnitPatch = z.strictObject({ names: z.array(UnitName).max(20).optional(), parkId: Line(40).nullable().optional() })
export type UnitPatch = z.infer<typeof UnitPatch>
export const Units = z.object({ items: z.array(Unit) })

const TaskNote = z.object({ at: z.string(), by: z.string(), text: z.string() })

export const Task = z.object({
  id: z.uuid(),
  code: z.string(),
  parentId: z.uuid().nullable(),
  source: z.string(),
  section: z.string(),
  title: z.string(),
  text: z.string(),
  leadUnit: z.string().nullable(),
  supportingUnits: z.array(z.string()),
  attribution: z.enum(attributions).nullable(),
  dueOn: z.string().nullable(),
  target: z.string().nullable(),
  state: z.enum(taskStates),
  lastNote: TaskNote.nullable(),
  version: count,
  updatedBy: z.string(),
  updatedAt: z.string(),
})
export type Task = z.infer<typeof Task>
export const Tasks = z.object({ items: z.array(Task) })
export const TaskDetail = Task.extend({ notes: z.array(TaskNote), parts: z.array(Task) })
export type TaskDetail = z.infer<typeof TaskDetail>

const written = {
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().max(4000),
  leadUnit: Line(80).nullable(),
  supportingUnits: z.array(Line(80)).max(40),
  dueOn: Day.nullable(),
  target: z.string().trim().max(400).nullable(),
  state: z.enum(taskStates),
}
export const TaskCreate = z.strictObject({
  title: written.title,
  parentId: z.uuid().nullable().default(null),
  source: z.string().trim().min(1).max(200),
  leadUnit: written.leadUnit.default(null),
  dueOn: written.dueOn.default(null),
})
export type TaskCreate = z.infer<typeof TaskCreate>
export const TaskPatch = z.strictObject(written).partial()
export type TaskPatch = z.infer<typeof TaskPatch>
export const TaskNoteCreate = z.strictObject({ text: z.string().trim().min(1).max(2000) })

const Reminder = z.object({ on: z.string(), daysLeft: count, units: z.array(z.string()) })
export type Reminder = z.infer<typeof Reminder>

export const ReportPart = z.object({
  unitId: z.string(),
  unitName: z.string(),
  text: z.string(),
  /** What the unit reported the year before. */
  before: z.string().nullable(),
  submittedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  /** 0 before anything was written. */
  version: count,
  tasks: z.array(z.object({ code: z.string(), title: z.string(), state: z.enum(taskStates) })),
})
export type ReportPart = z.infer<typeof ReportPart>

export const ReportRound = z.object({
  year: count,
  dueOn: z.string(),
  frozenAt: z.string().nullable(),
  frozenBy: z.string().nullable(),
  reminders: z.array(Reminder),
  submitted: count,
  owing: count,
  version: count,
})
export type ReportRound = z.infer<typeof ReportRound>
export const ReportRounds = z.object({ items: z.array(ReportRound) })
export const ReportDocument = ReportRound.extend({ parts: z.array(ReportPart) })
export type ReportDocument = z.infer<typeof ReportDocument>
export const RoundCreate = z.strictObject({ year: count.min(2016).max(2100) })
export const PartPut = z.strictObject({ text: z.string().max(20_000), isSubmitted: z.boolean() })
export type PartPut = z.infer<typeof PartPut>
