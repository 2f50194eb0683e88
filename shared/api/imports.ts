import { z } from 'zod'
import { Line } from '../facts.ts'
import { DataWarning } from './firms.ts'

/** What becomes of one row of the sheet. Every row has exactly one outcome, so that the counts add up to the rows of the file. */
export const RowOutcome = z.enum(['new', 'changed', 'unchanged', 'refused', 'confirm', 'needs-code', 'skipped'])
export type RowOutcome = z.infer<typeof RowOutcome>

export const ImportState = z.enum([
  'uploaded',
  'parsing',
  'mapping',
  'checking',
  'preview',
  'committing',
  'committed',
  'undone',
  'failed',
  'discarded',
])
export type ImportState = z.infer<typeof ImportState>

/** A column's target: a dot path such as `uscc`, `name`, `profile.registeredOn`, `years.salesRevenue`, `conversions`, `contactPhone`, or `year` of a long layout. */
export const ColumnMapping = z.object({
  /** Zero-based index in the sheet. */
  index: z.number().int(),
  /** Column letters as the spreadsheet shows them. */
  letter: z.string(),
  header: z.string(),
  /** Three values as written. */
  samples: z.array(z.string()),
  /** null: the column is kept out. */
  target: z.string().nullable(),
  /** For money: what one unit of the sheet is worth in yuan (1, 10000, 100000000). */
  unit: z.number().nullable(),
  /** For figures: the fiscal year, where the header names it; null with a year column or unknown. */
  year: z.number().int().nullable(),
  /** Why this target was guessed. */
  reason: z.enum(['label', 'synonym', 'remembered', 'chosen', 'none']),
  sure: z.boolean(),
})
export type ColumnMapping = z.infer<typeof ColumnMapping>

export const ImportCounts = z.object({
  rows: z.number().int(),
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  confirm: z.number().int(),
  needsCode: z.number().int(),
  skipped: z.number().int(),
  /** Cells read as "unknown" (blank, N/A, —). */
  blanks: z.number().int(),
})
export type ImportCounts = z.infer<typeof ImportCounts>

export const ImportOptions = z.object({
  /** Index of the sheet. */
  sheet: z.number().int().min(0),
  /** 1-based number of the (last) header row as the spreadsheet shows it. */
  headerRow: z.number().int().min(1),
  /** Fiscal year of figure columns whose header names none. */
  defaultYear: z.number().int().min(1990).max(2199).nullable(),
  /** What an empty cell does to a stored value. */
  blanks: z.enum(['keep', 'clear']),
})
export type ImportOptions = z.infer<typeof ImportOptions>

export const Import = z.object({
  id: z.uuid(),
  parkId: z.string().nullable(),
  fileName: z.string(),
  fileSize: z.number().int(),
  createdBy: z.string(),
  createdAt: z.string(),
  state: ImportState,
  /** What is being done and how far. */
  progress: z.object({ stage: z.string(), done: z.number().int(), total: z.number().int().nullable() }).nullable(),
  /** Sentence for a failed one. */
  error: z.string().nullable(),
  sheets: z.array(z.object({ name: z.string(), rows: z.number().int(), columns: z.number().int() })),
  /** The first rows as written, to choose the header row. */
  head: z.array(z.array(z.string())),
  options: ImportOptions.nullable(),
  columns: z.array(ColumnMapping),
  counts: ImportCounts.nullable(),
  /** Verdicts that the commit changed, by certification and new verdict. */
  verdictChanges: z.array(z.object({ certification: z.string(), verdict: z.string(), firms: z.number().int() })).nullable(),
  committedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
  /** Cells edited since the commit, which an undo keeps. */
  undoKeeps: z.number().int().nullable(),
  version: z.number().int(),
})
export type Import = z.infer<typeof Import>

export const ImportList = z.object({ items: z.array(Import), nextCursor: z.string().nullable() })

/** PUT /imports/:id/mapping */
export const MappingBody = z.strictObject({
  options: ImportOptions,
  columns: z.array(
    z.strictObject({
      index: z.number().int(),
      target: z.string().max(80).nullable(),
      unit: z.number().positive().nullable(),
      year: z.number().int().nullable(),
    }),
  ),
})
export type MappingBody = z.infer<typeof MappingBody>

/** One doubt or refusal about a cell (or about the row where `column` is null). */
export const RowIssue = z.object({
  kind: z.enum(['error', 'confirm']),
  code: z.string(),
  column: z.string().nullable(),
  target: z.string().nullable(),
  detail: z.string(),
})
export type RowIssue = z.infer<typeof RowIssue>

export const ImportRow = z.object({
  /** Row number as the spreadsheet shows it. */
  row: z.number().int(),
  outcome: RowOutcome,
  uscc: z.string().nullable(),
  name: z.string().nullable(),
  firmId: z.uuid().nullable(),
  /** Mapped cells: as written, as read, and the stored value it would replace. */
  cells: z.array(
    z.object({
      column: z.string(),
      target: z.string(),
      written: z.string(),
      value: z.unknown(),
      before: z.unknown().optional(),
      changed: z.boolean(),
    }),
  ),
  issues: z.array(RowIssue),
  warnings: z.array(DataWarning),
  /** For rows without a code: the firm of exactly this name or former name. */
  suggestion: z.object({ firmId: z.uuid(), uscc: z.string(), name: z.string() }).nullable(),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportRowsQuery = z.object({
  /** Outcomes separated by commas; problems come first when absent. */
  outcome: z.string().max(80).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const ImportRows = z.object({ items: z.array(ImportRow), nextCursor: z.string().nullable() })

/** PATCH /imports/:id/rows/:row — corrects cells in place, or decides. The row is checked again and returned. */
export const RowPatch = z.strictObject({
  /** New text by column letter, read exactly as a cell would be. */
  cells: z.record(z.string().max(4), Line(400)).optional(),
  skip: z.boolean().optional(),
  /** A person has looked at the doubts of this row and lets them stand. */
  confirm: z.boolean().optional(),
  /** For rows without a code: the firm they belong to. */
  firmId: z.uuid().nullable().optional(),
})
export type RowPatch = z.infer<typeof RowPatch>

export const CommitBody = z.strictObject({ mode: z.enum(['all', 'good']) })
