import { z } from 'zod'
import { type Certification, certifications } from '../dictionary/certifications.ts'
import { Day, Line } from '../facts.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])
const Required = (length: number, error: string) => Line(length).refine((text) => text.length > 0, { error })

export const ServiceKind = z.enum(['visit', 'call', 'advice', 'training', 'application', 'other'])
export type ServiceKind = z.infer<typeof ServiceKind>

/** The six kinds of personalised service: 技术研发、成果转化、市场开拓、人才支撑、科技金融、科技中介. */
export const ServiceTheme = z.enum(['research', 'transfer', 'market', 'talent', 'finance', 'agency'])
export type ServiceTheme = z.infer<typeof ServiceTheme>

export const CaseState = z.enum(['open', 'reached', 'given-up'])
export type CaseState = z.infer<typeof CaseState>

const signature = { version: z.number().int(), createdBy: z.string(), updatedAt: z.string() }

export const ServiceRecord = z.object({
  id: z.uuid(),
  kind: ServiceKind,
  theme: ServiceTheme.nullable(),
  happenedOn: z.string(),
  officer: z.string(),
  summary: z.string(),
  outcome: z.string().nullable(),
  caseId: z.uuid().nullable(),
  ...signature,
})
export type ServiceRecord = z.infer<typeof ServiceRecord>

export const CoachingTodo = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  what: z.string(),
  dueOn: z.string().nullable(),
  doneOn: z.string().nullable(),
  ...signature,
})
export type CoachingTodo = z.infer<typeof CoachingTodo>

export const CoachingCase = z.object({
  id: z.uuid(),
  certification: CertificationId.nullable(),
  goal: z.string(),
  coach: z.string(),
  state: CaseState,
  outcome: z.string().nullable(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  todos: z.array(CoachingTodo),
  ...signature,
})
export type CoachingCase = z.infer<typeof CoachingCase>

/** What was and is done for one firm. */
export const FirmServices = z.object({
  records: z.array(ServiceRecord),
  cases: z.array(CoachingCase),
  may: z.object({ edit: z.boolean() }),
})
export type FirmServices = z.infer<typeof FirmServices>

export const RecordCreate = z.strictObject({
  kind: ServiceKind,
  theme: ServiceTheme.nullish(),
  happenedOn: Day,
  officer: Required(40, '请填写服务人'),
  summary: Required(1000, '请写下做了什么'),
  outcome: Line(500).nullish(),
  caseId: z.uuid().nullish(),
})
export type RecordCreate = z.infer<typeof RecordCreate>
export const RecordPatch = RecordCreate.partial()
export type RecordPatch = z.infer<typeof RecordPatch>

export const CaseCreate = z.strictObject({
  certification: CertificationId.nullish(),
  goal: Required(200, '请写下辅导目标'),
  coach: Required(40, '请填写辅导人'),
  openedOn: Day,
})
export type CaseCreate = z.infer<typeof CaseCreate>
export const CasePatch = CaseCreate.omit({ openedOn: true })
  .extend({ state: CaseState, outcome: Line(500).nullish() })
  .partial()
export type CasePatch = z.infer<typeof CasePatch>

export const TodoCreate = z.strictObject({ caseId: z.uuid(), what: Required(200, '请写下要做什么'), dueOn: Day.nullish() })
export type TodoCreate = z.infer<typeof TodoCreate>
export const TodoPatch = TodoCreate.omit({ caseId: true }).extend({ doneOn: Day.nullish() }).partial()
export type TodoPatch = z.infer<typeof TodoPatch>

const firm = { firmId: z.uuid(), firmName: z.string() }

/** GET /services: the work of an office at a glance. */
export const ServiceBoard = z.object({
  todos: z.array(CoachingTodo.extend({ ...firm, coach: z.string() })),
  records: z.array(ServiceRecord.extend(firm)),
  nextCursor: z.string().nullable(),
  /** Firms, open cases and open to-dos of each officer. */
  officers: z.array(z.object({ name: z.string(), firms: z.number().int(), cases: z.number().int(), todos: z.number().int() })),
})
export type ServiceBoard = z.infer<typeof ServiceBoard>
export const ServiceBoardQuery = z.object({
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type ServiceBoardQuery = z.infer<typeof ServiceBoardQuery>
