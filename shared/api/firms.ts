import { z } from 'zod'
import { certifications, type Certification, titles, type Title } from '../dictionary/certifications.ts'
import { figures, type Figure } from '../dictionary/figures.ts'
import { listNames, type ListName } from '../dictionary/lists.ts'
import { Day, FirmFacts, Line, ProfileSchema, Uscc, YearFiguresSchema } from '../facts.ts'
import { Verdict } from '../report.ts'

const CertificationId = z.enum(Object.keys(certifications) as [Certification, ...Certification[]])
const TitleId = z.enum(Object.keys(titles) as [Title, ...Title[]])
const FigureId = z.enum(Object.keys(figures) as [Figure, ...Figure[]])

/** A doubt about stored figures that a person should look at; never an error. `code` names the sentence in the web's messages. */
export const DataWarning = z.object({
  code: z.enum([
    'part-larger-than-whole',
    'rd-above-revenue',
    'staff-jump',
    'figure-before-registration',
    'future-date',
    'valid-to-before-from',
    'right-before-registration',
    'answer-out-of-range',
  ]),
  /** Dot paths of the facts concerned, e.g. `years.2025.rdTax`. */
  facts: z.array(z.string()),
  /** The doubt in Chinese, with the figures, ready to show. */
  detail: z.string(),
})
export type DataWarning = z.infer<typeof DataWarning>

/** Where a stored value comes from. */
export const Provenance = z.object({
  source: z.enum(['import', 'entry', 'seed']),
  by: z.string(),
  at: z.string(),
  importId: z.uuid().optional(),
  file: z.string().optional(),
  row: z.number().int().optional(),
  column: z.string().optional(),
})
export type Provenance = z.infer<typeof Provenance>

/** The latest result of one certification, as lists show it. */
export const AssessmentSummary = z.object({
  verdict: Verdict,
  route: z.string().nullable(),
  score: z.object({ min: z.number(), max: z.number(), pass: z.number() }).nullable(),
  shortBy: z.number().int().nullable(),
  distance: z.number().nullable(),
  /** The nearest unmet criterion, else the first that is open; null when met. */
  nearest: z
    .object({
      id: z.string(),
      outcome: z.string(),
      value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
      threshold: z.union([z.number(), z.string(), z.null()]),
      clause: z.string(),
    })
    .nullable(),
  missing: z.array(z.string()),
})
export type AssessmentSummary = z.infer<typeof AssessmentSummary>

/** One row of the registry. */
export const FirmRow = z.object({
  id: z.uuid(),
  uscc: z.string(),
  name: z.string(),
  parkId: z.string().nullable(),
  townCode: z.string().nullable(),
  industry: z.string().nullable(),
  serviceOfficer: z.string().nullable(),
  tags: z.array(z.string()),
  held: z.array(z.object({ title: TitleId, validTo: z.string().nullable() })),
  assessments: z.partialRecord(CertificationId, AssessmentSummary),
  next: z.object({ certification: CertificationId.nullable(), action: z.string() }).nullable(),
  sizeClass: z.string().nullable(),
  /** Of the last complete fiscal year; money in yuan, shares as fractions of 1; null unknown. */
  latest: z.object({
    year: z.number().int(),
    operatingRevenue: z.number().nullable(),
    rdShare: z.number().nullable(),
    techStaffShare: z.number().nullable(),
  }),
  /** Known ones among the facts that the two rule sets ask for. */
  completeness: z.object({ known: z.number().int(), of: z.number().int() }),
  warnings: z.array(DataWarning),
  assessedOn: z.string().nullable(),
  updatedAt: z.string(),
})
export type FirmRow = z.infer<typeof FirmRow>

/** What the registry list may be asked. All text is matched literally. */
export const FirmQuery = z.object({
  /** Part of a name or former name (one character or more), or of a credit code. */
  q: Line(60).optional(),
  /** Park ids separated by commas; `none` is outside every park. */
  park: Line(200).optional(),
  /** Town codes separated by commas. */
  town: Line(400).optional(),
  /** A GB/T 4754 prefix, e.g. `C39`. */
  industry: Line(5).optional(),
  /** Which certification `verdict` and `shortBy` are about. */
  certification: CertificationId.optional(),
  /** Verdicts separated by commas. */
  verdict: Line(80).optional(),
  /** At most so many unmet criteria. */
  shortBy: z.coerce.number().int().min(0).max(20).optional(),
  /** Firms that hold this title today. */
  held: TitleId.optional(),
  /** Firms that do not hold this title today, so that counts of who is on the way can be followed to the firms. */
  notHeld: TitleId.optional(),
  /** Firms with a certificate that ends within so many days. */
  expiringWithin: z.coerce.number().int().min(0).max(1000).optional(),
  /** Firms whose figures of this year are not entered at all. */
  missingYear: z.coerce.number().int().min(1990).max(2199).optional(),
  warned: z.enum(['true', 'false']).optional(),
  /** Firms of this service officer; `none` has none. */
  officer: Line(40).optional(),
  /** Firms with this tag. */
  tag: Line(20).optional(),
  /** These firms alone, by their ids separated by commas. */
  ids: Line(8000)
    .refine((text) => text.split(',').every((id) => z.uuid().safeParse(id).success), { error: '应为企业编号，用逗号隔开' })
    .optional(),
  sort: z.enum(['name', 'updatedAt', 'uscc', 'revenue', 'shortBy', 'completeness', 'expiry']).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type FirmQuery = z.infer<typeof FirmQuery>

export const FirmPage = z.object({ items: z.array(FirmRow), nextCursor: z.string().nullable(), total: z.number().int().nullable() })
export type FirmPage = z.infer<typeof FirmPage>

const contact = {
  address: Line(200).nullish(),
  businessScope: Line(4000).nullish(),
  contactName: Line(40).nullish(),
  contactPhone: Line(40).nullish(),
  contactEmail: Line(120).nullish(),
  serviceOfficer: Line(40).nullish(),
  townCode: Line(12).nullish(),
  tags: z.array(Line(20)).max(20).optional(),
}

/** A firm to register. A park administrator's firms go to the own park; the bureau names one or none. */
export const FirmCreate = z.strictObject({
  uscc: Uscc,
  name: Line(120).refine((s) => s.length > 0, { error: '企业名称不能为空' }),
  parkId: z.string().nullish(),
  profile: ProfileSchema.optional(),
  ...contact,
})
export type FirmCreate = z.infer<typeof FirmCreate>

/** Only the members that are given change; null clears. The code never changes; a new name keeps the old one as former. */
export const FirmPatch = z.strictObject({
  name: Line(120)
    .refine((s) => s.length > 0, { error: '企业名称不能为空' })
    .optional(),
  profile: ProfileSchema.optional(),
  ...contact,
})
export type FirmPatch = z.infer<typeof FirmPatch>

export const Firm = z.object({
  id: z.uuid(),
  uscc: z.string(),
  name: z.string(),
  formerNames: z.array(z.object({ name: z.string(), until: z.string() })),
  parkId: z.string().nullable(),
  townCode: z.string().nullable(),
  address: z.string().nullable(),
  businessScope: z.string().nullable(),
  registeredCapital: z.string().nullable(),
  contactName: z.string().nullable(),
  /** Masked (139****0001) for roles that may not see it. */
  contactPhone: z.string().nullable(),
  contactEmail: z.string().nullable(),
  serviceOfficer: z.string().nullable(),
  tags: z.array(z.string()),
  profile: ProfileSchema,
  provenance: z.record(z.string(), Provenance),
  warnings: z.array(DataWarning),
  sizeClass: z.string().nullable(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** What the caller may do here. */
  may: z.object({ edit: z.boolean(), verify: z.boolean() }),
})
export type Firm = z.infer<typeof Firm>

/** One fiscal year of a firm. */
export const FirmYear = z.object({
  year: z.number().int(),
  figures: YearFiguresSchema,
  provenance: z.partialRecord(FigureId, Provenance),
  verifiedBy: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  /** 0 for a year that is not stored yet; send it as `If-Match: "v0"`. */
  version: z.number().int(),
})
export type FirmYear = z.infer<typeof FirmYear>

export const FirmYears = z.object({ years: z.array(FirmYear), warnings: z.array(DataWarning) })
export type FirmYears = z.infer<typeof FirmYears>

/** Figures to store: only the given ones change; null makes one unknown again. */
export const FiguresPatch = z.strictObject({ figures: YearFiguresSchema, note: Line(200).optional() })
export type FiguresPatch = z.infer<typeof FiguresPatch>

/** What `PATCH /firms/:firmId/figures/:year` answers: the year as stored now, and every doubt about the firm's data. */
export const FirmYearSaved = FirmYear.extend({ warnings: z.array(DataWarning) })
export type FirmYearSaved = z.infer<typeof FirmYearSaved>

/** PUT /firms/:firmId/figures/:year/verification: the park or the bureau stands for the figures, or no longer. */
export const VerificationPut = z.strictObject({ verified: z.boolean({ error: '应为 true 或 false' }) })
export type VerificationPut = z.infer<typeof VerificationPut>

/** The parts of FirmFacts besides profile and years; each is read and replaced as a whole under its own ETag. */
export const sections = [...listNames, 'conversions', 'market', 'listing', 'answers'] as const
export type Section = ListName | 'conversions' | 'market' | 'listing' | 'answers'
export const SectionName = z.enum(sections as unknown as [Section, ...Section[]])

/** The value of a section: a list of items, a map or an object; null is unknown ("nobody has said"). */
export const sectionSchemas = Object.fromEntries(sections.map((name) => [name, FirmFacts.shape[name]])) as unknown as Readonly<
  Record<Section, z.ZodType>
>

export const SectionBody = z.object({
  section: SectionName,
  value: z.unknown(),
  version: z.number().int(),
  provenance: z.unknown().optional(),
})
export type SectionBody = z.infer<typeof SectionBody>

/** PUT /firms/:firmId/sections/:section: the whole new value; null makes it unknown again. */
export const SectionPut = z.strictObject({ value: z.unknown().refine((value) => value !== undefined, { error: '缺少 value' }) })
export type SectionPut = z.infer<typeof SectionPut>

/** One entry of a firm's history. */
export const HistoryEntry = z.object({
  at: z.string(),
  by: z.string(),
  role: z.string(),
  action: z.string(),
  /** What changed, by dot path. */
  changes: z.array(z.object({ fact: z.string(), before: z.unknown(), after: z.unknown() })),
  importId: z.string().nullable(),
  file: z.string().nullable(),
})
export const History = z.object({ items: z.array(HistoryEntry), nextCursor: z.string().nullable() })
export type HistoryEntry = z.infer<typeof HistoryEntry>

export const ReportQuery = z.object({ asOf: Day.optional(), purpose: z.enum(['apply', 'renew']).optional() })
