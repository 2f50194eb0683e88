import { z } from 'zod'
import { Line } from '../facts.ts'

/** What an uploaded paper may be, as its content says. */
export const PaperType = z.enum(['pdf', 'png', 'jpeg', 'gif', 'webp', 'tiff', 'docx', 'xlsx', 'pptx'])
export type PaperType = z.infer<typeof PaperType>

/** The name of a paper as the rules ask for it, e.g. 「审计报告」. */
export const Paper = Line(80).refine((text) => text !== '', { error: '缺少材料名称' })

/** A file that proves something of a firm. */
export const Evidence = z.object({
  id: z.uuid(),
  paper: z.string(),
  /** The fiscal year that it is about, where it is about one. */
  year: z.number().int().nullable(),
  fileName: z.string(),
  type: PaperType,
  size: z.number().int(),
  by: z.string(),
  at: z.string(),
  isRemoved: z.boolean(),
  version: z.number().int(),
})
export type Evidence = z.infer<typeof Evidence>

export const EvidenceList = z.object({
  items: z.array(Evidence),
  /** Bytes at most a file. */
  limit: z.number().int(),
  /** Whether the caller may add and remove. */
  mayEdit: z.boolean(),
})
export type EvidenceList = z.infer<typeof EvidenceList>

/** PATCH /firms/:firmId/evidence/:evidenceId: taken away, or put back before the file is gone for good. */
export const EvidencePatch = z.strictObject({ isRemoved: z.boolean({ error: '应为 true 或 false' }) })
export type EvidencePatch = z.infer<typeof EvidencePatch>
