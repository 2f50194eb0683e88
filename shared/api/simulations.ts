import { z } from 'zod'
import { type Certification, certifications } from '../dictionary/certifications.ts'
import { Day, Line } from '../facts.ts'
import { Verdict } from '../report.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])

/** POST /simulations: the law of a day against that of another day, other thresholds, or both. */
export const SimulationRequest = z
  .strictObject({
    /** The day of the law that is compared with; today where absent. */
    asOf: Day.optional(),
    /** The day of the law on trial; the same day where absent. */
    afterOn: Day.optional(),
    /** Absent: those that read a revised parameter, or all where only the day differs. */
    certifications: z.array(CertificationId).min(1).max(30).optional(),
    /** `value`: a number in the unit of the parameter (yuan, persons, a fraction of 1), or a whole table in its shape. */
    revised: z
      .array(z.strictObject({ id: Line(80), value: z.unknown() }))
      .min(1)
      .max(50)
      .optional(),
    /** Whose firms: a park (`none` is outside every park), a town, an industry by the beginning of its code. */
    scope: z.strictObject({ park: Line(40).optional(), town: Line(12).optional(), industry: Line(5).optional() }).optional(),
  })
  .refine(({ afterOn, revised }) => afterOn !== undefined || revised !== undefined, {
    path: ['revised'],
    error: 'afterOn 和 revised 至少填一项',
  })
export type SimulationRequest = z.infer<typeof SimulationRequest>

const count = z.number().int()
const ByVerdict = z.object({ unqualified: count, undetermined: count, review: count, qualified: count })
const Effects = z.object({ enters: count, leaves: count, nearer: count, farther: count })
const Group = Effects.extend({ id: z.string().nullable(), name: z.string() })
const Standing = z.object({ verdict: Verdict, shortBy: count })
const Firm = z.object({ id: z.string(), name: z.string(), parkId: z.string().nullable(), before: Standing, after: Standing })
export type SimulatedFirmRow = z.infer<typeof Firm>

export const SimulationAnswer = z.object({
  /** How many firms were judged. */
  firms: count,
  /** Whether the figures were in memory already. */
  warm: z.boolean(),
  laws: z.object({
    before: z.object({ asOf: z.string() }),
    after: z.object({
      asOf: z.string(),
      revised: z.array(
        z.object({
          id: z.string(),
          label: z.object({ zh: z.string(), en: z.string() }),
          unit: z.string(),
          /** The numbers of a threshold; null for tables. */
          before: z.number().nullable(),
          after: z.number().nullable(),
        }),
      ),
    }),
  }),
  results: z.array(
    z.object({
      certification: CertificationId,
      rulesets: z.object({ before: z.string(), after: z.string() }),
      before: ByVerdict,
      after: ByVerdict,
      /** From which verdict to which: rows before, columns after; unqualified, undetermined, review, qualified. */
      matrix: z.array(z.array(count)),
      effects: Effects,
      /** Groups with at least one firm that moved, the most first. */
      by: z.object({ park: z.array(Group), town: z.array(Group), industry: z.array(Group) }),
      /** At most 200 firms of each effect. */
      firms: z.object({ enters: z.array(Firm), leaves: z.array(Firm), nearer: z.array(Firm), farther: z.array(Firm) }),
    }),
  ),
  /** Certifications asked for that no rule set judges under both laws. */
  unjudged: z.array(CertificationId),
})
export type SimulationAnswer = z.infer<typeof SimulationAnswer>
export type SimulationOf = SimulationAnswer['results'][number]

/** GET /simulations/progress: how far the figures are in memory; null where nothing is being read. */
export const SimulationProgress = z.object({ reading: z.object({ done: count, total: count }).nullable() })
