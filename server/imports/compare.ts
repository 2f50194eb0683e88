import { isDeepStrictEqual } from 'node:util'
import type { DataWarning } from '../../shared/api/firms.ts'
import type { ImportRow, RowIssue, RowOutcome } from '../../shared/api/imports.ts'
import { listNames } from '../../shared/dictionary/lists.ts'
import { warningsOf } from '../../shared/warnings.ts'
import type { Db, Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { type CheckedRow, type ReadyMapping, rowIssue } from './check.ts'
import type { FileIndex } from './file-index.ts'
import { codesElsewhere, factsUnder, firmsNamed, loadStored, type Named, type Stored, storedValue } from './stored.ts'
import { comparableName } from './words.ts'

/** What a person decided about a row. */
export interface Decision {
  /** New text by column letter. */
  readonly cells?: Readonly<Record<string, string>>
  readonly skip?: boolean
  readonly confirm?: boolean
  /** The firm that a row without a code belongs to, and its code. */
  readonly firmId?: string | null
  readonly uscc?: string | null
}

export interface DecidedRow {
  readonly checked: CheckedRow
  readonly decision: Decision
}

/** A row compared with the registry. */
export interface ComparedRow {
  readonly checked: CheckedRow
  readonly outcome: RowOutcome
  readonly firmId: string | null
  /** The code by which it is matched: its own, or that of the firm a person chose. */
  readonly uscc: string | null
  /** What the row would store, by dot path: what it says, less what an older row of a long layout may not say. */
  readonly values: Readonly<Record<string, unknown>>
  /** What stands now where it would change something. */
  readonly before: Readonly<Record<string, unknown>>
  readonly issues: readonly RowIssue[]
  readonly warnings: readonly DataWarning[]
  readonly suggestion: ImportRow['suggestion']
}

/** What rows are compared by. */
export interface Comparison {
  readonly parkId: string | null
  readonly mapping: ReadyMapping
  readonly index: FileIndex
  readonly asOf: string
}

const codeOf = ({ checked, decision }: DecidedRow): string | null => checked.uscc ?? decision.uscc ?? null

/** What the registry holds for a batch of rows. */
export interface Surveyed {
  readonly stored: Map<string, Stored>
  readonly elsewhere: ReadonlySet<string>
  readonly named: readonly Named[]
}

/** Looks up everything that the rows are compared with: a handful of queries whatever the size of the batch. */
export async function survey(
  db: Db,
  tx: Tx,
  rows: readonly DecidedRow[],
  { parkId, mapping }: Comparison,
  lock = false,
): Promise<Surveyed> {
  const live = rows.filter(({ checked, decision }) => !checked.aside && !decision.skip)
  const codes = [...new Set(live.flatMap((row) => codeOf(row) ?? []))]
  const years = new Set<number>()
  for (const { checked } of live)
    for (const path of Object.keys(checked.values)) if (path.startsWith('years.')) years.add(Number(path.split('.')[1]))
  const around = [...years].flatMap((year) => [year - 1, year, year + 1])
  const heads = new Set(mapping.columns.map(({ target }) => target.path.split('.')[0]!))
  const stored = await loadStored(tx, { codes, firmIds: [], parkId, years: [...new Set(around)], heads, lock })
  const missing = codes.filter((code) => !stored.has(code))
  const elsewhere =
    parkId === null ? new Set<string>() : await within(db, systemActor, (sys) => codesElsewhere(sys, missing, parkId), { readOnly: true })
  const asked = live.filter((row) => !stored.has(codeOf(row) ?? '')).flatMap(({ checked }) => checked.name ?? [])
  return { stored, elsewhere, named: await firmsNamed(tx, [...new Set(asked)], parkId) }
}

/** What becomes of a row: its outcome with every reason, as the registry stands. */
export function compareRow(row: DecidedRow, comparison: Comparison, surveyed: Surveyed): ComparedRow {
  const { checked } = row
  const uscc = codeOf(row)
  const base = { checked, uscc, firmId: null, values: {}, before: {}, warnings: [], suggestion: null }
  if (checked.aside) {
    const reason = checked.aside === 'total' ? '像是合计行，不导入' : '像是说明或填表信息，不导入'
    return { ...base, outcome: 'skipped', issues: [rowIssue('confirm', checked.aside, comparison.mapping, checked, null, reason)] }
  }
  const stored = uscc === null ? undefined : surveyed.stored.get(uscc)
  const values = valuesOf(row, uscc, comparison)
  const before = stored ? differences(stored, values) : {}
  const identity = identityIssues(row, uscc, stored, comparison, surveyed)
  // Of a row that is not this firm's there is nothing to doubt.
  const doubts = identity.some(({ kind }) => kind === 'error') ? [] : doubtsOf(row, stored, values, before, comparison)
  const issues = [
    ...checked.issues.filter((issue) => issue.kind === 'error' || !stored || touches(issue, checked, before)),
    ...identity,
    ...listIssues(checked, stored, values, comparison.mapping),
    ...doubts.map((doubt) => doubtIssue(doubt, checked, comparison.mapping)),
  ]
  const isRenamed = issues.some(({ code }) => code === 'renamed')
  const changes = isRenamed ? { name: stored?.firm.name ?? null, ...before } : before
  return {
    ...base,
    firmId: stored?.firm.id ?? null,
    values: isRenamed ? { name: checked.name, ...values } : values,
    before: changes,
    issues,
    warnings: doubts,
    suggestion: uscc === null ? suggestionFor(checked, surveyed.named) : null,
    outcome: outcomeOf(row, uscc, stored, changes, issues),
  }
}

/** A doubt about a cell matters where the cell changes what is stored. */
const touches = ({ column }: RowIssue, { columns }: CheckedRow, before: object): boolean =>
  Object.keys(before).some((path) => columns[path] === column)

function outcomeOf(
  { decision }: DecidedRow,
  uscc: string | null,
  stored: Stored | undefined,
  changes: object,
  issues: readonly RowIssue[],
): RowOutcome {
  if (decision.skip) return 'skipped'
  if (issues.some(({ kind }) => kind === 'error')) return 'refused'
  if (uscc === null) return 'needs-code'
  if (issues.some(({ kind }) => kind === 'confirm') && !decision.confirm) return 'confirm'
  if (!stored) return 'new'
  return Object.keys(changes).length > 0 ? 'changed' : 'unchanged'
}

/** Of several rows of a firm the one of the latest year speaks for what the firm is; the others for their year only. */
function valuesOf({ checked }: DecidedRow, uscc: string | null, { index }: Comparison): Readonly<Record<string, unknown>> {
  if (!isOlder(checked, uscc, index)) return checked.values
  return Object.fromEntries(Object.entries(checked.values).filter(([path]) => path.startsWith('years.') || path.startsWith('conversions.')))
}

const isOlder = ({ year }: CheckedRow, uscc: string | null, index: FileIndex): boolean =>
  year !== null && uscc !== null && year < (index.latestYear.get(uscc) ?? year)

function differences(stored: Stored, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const before: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    const now = storedValue(stored, path)
    if (!isSame(path, now, value)) before[path] = now
  }
  return before
}

const listPaths = new Set<string>(listNames)

const isSame = (path: string, now: unknown, value: unknown): boolean => {
  if (path === 'tags' && value === null) return (now as readonly string[]).length === 0
  // A list that has items is not emptied by a sheet.
  if (listPaths.has(path)) return now !== null || value === null
  return isDeepStrictEqual(now, value)
}

/** A doubt that would be added by what the row changes, not one about what is stored already. */
function doubtsOf(
  { checked }: DecidedRow,
  stored: Stored | undefined,
  values: Readonly<Record<string, unknown>>,
  before: object,
  { asOf, index }: Comparison,
): DataWarning[] {
  const changed = stored ? new Set(Object.keys(before)) : new Set(Object.keys(values))
  if (changed.size === 0) return []
  const beside = checked.uscc === null ? {} : index.staffBeside(checked.uscc, checked.row)
  return warningsOf(factsUnder(stored, { ...beside, ...values }, asOf)).filter(({ facts }) => facts.some((fact) => changed.has(fact)))
}

function doubtIssue(doubt: DataWarning, checked: CheckedRow, mapping: ReadyMapping): RowIssue {
  const letter = doubt.facts.map((fact) => checked.columns[fact]).find((one) => one !== undefined) ?? null
  const target = mapping.columns.find((column) => column.letter === letter)?.target.path ?? null
  return { kind: 'confirm', code: doubt.code, column: letter, target, detail: `第 ${checked.row} 行：${doubt.detail}` }
}

function identityIssues(
  row: DecidedRow,
  uscc: string | null,
  stored: Stored | undefined,
  { mapping, index }: Comparison,
  { elsewhere, named }: Surveyed,
): RowIssue[] {
  const { checked } = row
  const issue = (kind: RowIssue['kind'], code: string, target: string | null, reason: string) =>
    rowIssue(kind, code, mapping, checked, target, reason)
  if (uscc === null) {
    const hasFault = checked.issues.some(({ target }) => target === 'uscc')
    return checked.name === null && !hasFault ? [issue('error', 'no-identity', null, '没有企业名称，也没有统一社会信用代码')] : []
  }
  const first = index.firstRow(uscc, checked.year)
  if (first !== undefined && first < checked.row) {
    const what = checked.year === null ? '代码' : '的代码和年份都'
    return [issue('error', 'duplicate', 'uscc', `与第 ${first} 行${what}重复`)]
  }
  if (elsewhere.has(uscc)) return [issue('error', 'not-importable', 'uscc', '这个代码不能由本园区导入，请联系科技局核实')]
  if (checked.name === null) return stored ? [] : [issue('error', 'no-name', 'name', '新企业要有企业名称')]
  if (isOlder(checked, uscc, index)) return []
  if (!stored) {
    const twin = named.find((one) => comparableName(one.asked) === comparableName(checked.name!))
    return twin ? [issue('confirm', 'same-name', 'name', `登记库里已有同名企业，代码是 ${twin.uscc}，请核对代码`)] : []
  }
  const known = [stored.firm.name, ...stored.formerNames].map(comparableName)
  return known.includes(comparableName(checked.name))
    ? []
    : [issue('confirm', 'renamed', 'name', `与登记名称“${stored.firm.name}”不同，疑为更名`)]
}

function listIssues(
  checked: CheckedRow,
  stored: Stored | undefined,
  values: Readonly<Record<string, unknown>>,
  mapping: ReadyMapping,
): RowIssue[] {
  if (!stored) return []
  return Object.keys(values).flatMap((path): RowIssue[] => {
    const now = listPaths.has(path) ? storedValue(stored, path) : null
    if (now === null || Array.isArray(now)) return []
    return [
      rowIssue(
        'error',
        'list-has-items',
        mapping,
        checked,
        path,
        `登记库里有 ${(now as { items: number }).items} 项，与“无”不符，请到企业档案核对`,
      ),
    ]
  })
}

/** A firm of exactly this name, where there is just one. */
function suggestionFor({ name }: CheckedRow, named: readonly Named[]): ImportRow['suggestion'] {
  if (name === null) return null
  const found = named.filter(({ asked }) => asked === name)
  const [only] = found
  return only && new Set(found.map(({ firmId }) => firmId)).size === 1 ? { firmId: only.firmId, uscc: only.uscc, name: only.name } : null
}
