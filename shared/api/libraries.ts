import { z } from 'zod'
import { certifications, type Certification, titles, type Title } from '../dictionary/certifications.ts'
import { Day, Line } from '../facts.ts'
import { Verdict } from '../report.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])
const TitleId = z.enum(Object.keys(titles) as [Title, ...Title[]])
const Reason = Line(200).refine((text) => text.length > 0, { error: '请写明原因' })

/** Which firms the rule proposes: by how they stand with the title that the library leads to. */
export const LibraryRule = z.strictObject({
  verdicts: z.array(Verdict).min(1),
  /** Unqualified ones at most so many criteria short. */
  shortByAtMost: z.number().int().min(0).max(20).nullable(),
  /** Only firms that hold one of these; empty: any. */
  holding: z.array(TitleId).max(12),
  /** 重点: reached, or to be decided by experts; 后备: at most so many criteria short; 潜力: the rest. */
  reserveShortBy: z.number().int().min(1).max(20),
  /** Firms without this title are coached first (重点), however they stand. */
  coachWithout: TitleId.nullable(),
})
export type LibraryRule = z.infer<typeof LibraryRule>

/** Where a firm stands with a library. */
export const EntryState = z.enum(['proposed', 'recommended', 'declined', 'confirmed', 'removed'])
export type EntryState = z.infer<typeof EntryState>

/** Who brought it forward. */
export const Origin = z.enum(['rule', 'park', 'firm', 'bureau'])
export type Origin = z.infer<typeof Origin>

export const EventKind = z.enum(['proposed', 'recommended', 'declined', 'confirmed', 'rechecked', 'renamed', 'removed'])
export type EventKind = z.infer<typeof EventKind>

/** The three service queues: far, near, ready. */
export const Queue = z.enum(['potential', 'reserve', 'key'])
export type Queue = z.infer<typeof Queue>

const Round = z.object({
  id: z.uuid(),
  libraryId: z.string(),
  year: z.number().int(),
  number: z.string().nullable(),
  recommendUntil: z.string().nullable(),
  openedAt: z.string(),
  openedBy: z.string(),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
  /** Of what is seen: entries by state; after publishing those of that day. */
  counts: z.record(z.string(), z.number().int()),
  version: z.number().int(),
})
export const LibraryRound = Round
export type LibraryRound = z.infer<typeof Round>

export const Library = z.object({
  id: z.string(),
  name: z.string(),
  certification: CertificationId,
  source: z.string().nullable(),
  rule: LibraryRule,
  version: z.number().int(),
  /** Of what the caller sees. */
  counts: z.object({
    proposed: z.number().int(),
    recommended: z.number().int(),
    confirmed: z.number().int(),
    recheckDue: z.number().int(),
    renamed: z.number().int(),
  }),
  queues: z.record(Queue, z.number().int()),
  rounds: z.array(Round),
})
export type Library = z.infer<typeof Library>
export const Libraries = z.object({ items: z.array(Library) })

/** PATCH /libraries/:libraryId — the rule by which it proposes. Needs If-Match. */
export const LibraryPatch = z.strictObject({ rule: LibraryRule, reason: Reason })
export type LibraryPatch = z.infer<typeof LibraryPatch>

/** POST /libraries/:libraryId/rounds */
export const RoundPost = z.strictObject({ year: z.number().int().min(2000).max(2100), recommendUntil: Day.nullable() })
export type RoundPost = z.infer<typeof RoundPost>

export const LibraryEntry = z.object({
  firmId: z.uuid(),
  uscc: z.string(),
  /** As the firm is called now, and as it was entered where that differs. */
  name: z.string(),
  enteredName: z.string().nullable(),
  parkId: z.string().nullable(),
  townCode: z.string().nullable(),
  state: EntryState,
  origin: Origin,
  roundId: z.uuid().nullable(),
  enteredOn: z.string().nullable(),
  recheckOn: z.string().nullable(),
  leftOn: z.string().nullable(),
  verdict: Verdict.nullable(),
  shortBy: z.number().int().nullable(),
  /** Holds the title that the library leads to. */
  holds: z.boolean(),
  queue: Queue,
  version: z.number().int(),
})
export type LibraryEntry = z.infer<typeof LibraryEntry>
export const LibraryEntries = z.object({ items: z.array(LibraryEntry), nextCursor: z.string().nullable(), total: z.number().int() })
export type LibraryEntries = z.infer<typeof LibraryEntries>

/** POST /libraries/:libraryId/entries: park, firm or bureau bring a firm forward. */
export const EntryPost = z.strictObject({ firmId: z.uuid(), reason: Reason })
export type EntryPost = z.infer<typeof EntryPost>

/** POST /libraries/:libraryId/entries/:firmId/events — one step, with its reason. Needs If-Match. */
export const EntryStep = z.strictObject({
  kind: z.enum(['recommended', 'declined', 'confirmed', 'rechecked', 'renamed', 'removed']),
  on: Day.optional(),
  reason: Reason,
})
export type EntryStep = z.infer<typeof EntryStep>

/** POST /libraries/:libraryId/steps — the same step for many firms; those that it does not fit are passed over and told. */
export const ManySteps = z.strictObject({
  kind: z.enum(['recommended', 'declined', 'confirmed', 'rechecked']),
  firmIds: z.array(z.uuid()).min(1).max(500),
  reason: Reason,
})
export type ManySteps = z.infer<typeof ManySteps>
export const ManyStepped = z.object({ done: z.number().int(), passedOver: z.number().int() })

export const LibraryEvent = z.object({
  id: z.uuid(),
  firmId: z.uuid(),
  kind: EventKind,
  on: z.string(),
  reason: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})
export type LibraryEvent = z.infer<typeof LibraryEvent>

/** Which firms a segment gathers; conditions that are absent ask for nothing. */
export const SegmentRule = z.strictObject({
  certification: CertificationId,
  verdicts: z.array(Verdict).max(5),
  shortByAtMost: z.number().int().min(0).max(20).nullable(),
  /** Criteria of which one must be unmet: the kind of gap. */
  unmet: z.array(Line(60)).max(20),
  holding: TitleId.nullable(),
  notHolding: TitleId.nullable(),
  parks: z.array(Line(40)).max(20),
  /** GB/T 4754 prefixes. */
  industries: z.array(Line(5)).max(20),
})
export type SegmentRule = z.infer<typeof SegmentRule>

const segment = {
  name: Line(40).refine((text) => text.length > 0, { error: '请填写名称' }),
  rule: SegmentRule,
  offers: z.array(Line(80)).max(12),
} as const
export const SegmentPut = z.strictObject(segment)
export type SegmentPut = z.infer<typeof SegmentPut>

export const Segment = z.object({
  id: z.uuid(),
  ...segment,
  version: z.number().int(),
  /** Firms in it now, that came and that left within the last 90 days; of what the caller sees. */
  members: z.number().int(),
  came: z.number().int(),
  left: z.number().int(),
})
export type Segment = z.infer<typeof Segment>
export const Segments = z.object({ items: z.array(Segment) })

export const SegmentMembers = z.object({
  items: z.array(
    z.object({
      firmId: z.uuid(),
      name: z.string(),
      uscc: z.string(),
      parkId: z.string().nullable(),
      since: z.string(),
      until: z.string().nullable(),
    }),
  ),
  total: z.number().int(),
})
export type SegmentMembers = z.infer<typeof SegmentMembers>

/** GET /firms/:firmId/libraries: where the firm stands with each library, with what happened. */
export const FirmLibraries = z.object({
  items: z.array(
    z.object({
      libraryId: z.string(),
      name: z.string(),
      certification: CertificationId,
      /** Null: it is in no list of this library. */
      state: EntryState.nullable(),
      enteredOn: z.string().nullable(),
      recheckOn: z.string().nullable(),
      events: z.array(LibraryEvent),
    }),
  ),
})
export type FirmLibraries = z.infer<typeof FirmLibraries>
