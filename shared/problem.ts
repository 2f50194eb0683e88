import { z } from 'zod'

/** One refused value. */
export const ProblemDetail = z.object({
  /** JSON Pointer into the body, e.g. `/years/2025/rdTax`. */
  pointer: z.string(),
  detail: z.string(),
  /** For sheets: the row number and the column letter as the spreadsheet shows them. */
  row: z.number().int().optional(),
  column: z.string().optional(),
})

export type ProblemDetail = z.infer<typeof ProblemDetail>

/** The body of every answer that is not a success: RFC 9457 problem details, with all refused values at once. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** What to name when asking for help; found again in the server's log. */
  requestId: z.string().optional(),
  errors: z.array(ProblemDetail).optional(),
  /** With 412: the resource as it now stands. */
  current: z.unknown().optional(),
})

export type Problem = z.infer<typeof Problem>
