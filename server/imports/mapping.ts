import type { ColumnMapping, ImportOptions, MappingBody } from '../../shared/api/imports.ts'
import type { ProblemDetail } from '../../shared/problem.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { startJob } from '../jobs/service.ts'
import { ProblemError } from '../problems.ts'
import { applyChoice, toRemember } from './headers.ts'
import { headOf, memoryOf, recogniseFor } from './parse-job.ts'
import { changeImport, type ImportRecord, lockImport, requireState } from './record.ts'
import { importMappings } from './table.ts'
import { findTarget } from './targets.ts'
import { jobKinds } from './kinds.ts'

/** Yuan that one unit of a money column may be worth. */
const units = new Set([1, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000])

/**
 * Settles how the sheet is read. Another sheet is read first; another header row without columns only guesses anew; else
 * the columns are taken, remembered, and all rows checked by them.
 */
export async function settleMapping(
  tx: Tx,
  actor: Actor,
  importId: string,
  body: MappingBody,
  check: (record: ImportRecord) => Promise<void>,
): Promise<void> {
  const record = await lockImport(tx, importId)
  await check(record)
  requireState(record, 'mapping', 'preview')
  const { options } = body
  if (!record.sheets[options.sheet])
    throw new ProblemError('invalid-request', { errors: [{ pointer: '/options/sheet', detail: '没有这个工作表' }] })
  if (record.options && options.sheet !== record.options.sheet) {
    await startJob(tx, actor, jobKinds.parse, { importId, sheet: options.sheet })
    await changeImport(tx, importId, { state: 'parsing', progress: { stage: '读取工作表', done: 0, total: null }, columns: [], counts: {} })
    return
  }
  const columns = await columnsFor(tx, actor, record, options)
  if (body.columns.length === 0) {
    await changeImport(tx, importId, {
      state: 'mapping',
      options: { ...options, defaultYear: options.defaultYear ?? columns.defaultYear },
      columns: columns.columns,
      headerKey: columns.headerKey,
      counts: {},
    })
    return
  }
  const settled = applyChoice(columns.columns, body.columns)
  refuseWrong(columns.columns, settled, body)
  await remember(tx, actor, columns.headerKey, settled)
  await startJob(tx, actor, jobKinds.check, { importId })
  await changeImport(tx, importId, {
    state: 'checking',
    options,
    columns: settled,
    headerKey: columns.headerKey,
    failure: null,
    progress: { stage: '检查数据', done: 0, total: null },
  })
  await audit(tx, actor, {
    action: 'import-mapped',
    subject: `import:${importId}`,
    after: {
      file: record.fileName,
      options,
      columns: settled
        .filter(({ target }) => target !== null)
        .map(({ letter, header, target, unit, year }) => ({ letter, header, target, unit, year })),
    },
  })
}

interface Columns {
  readonly columns: readonly ColumnMapping[]
  readonly headerKey: string
  readonly defaultYear: number | null
}

async function columnsFor(tx: Tx, actor: Actor, record: ImportRecord, options: ImportOptions): Promise<Columns> {
  if (record.options?.headerRow === options.headerRow && record.headerKey !== null)
    return { columns: record.columns, headerKey: record.headerKey, defaultYear: options.defaultYear }
  const head = await headOf(tx, record.id)
  if (options.headerRow > (head.at(-1)?.row ?? 0))
    throw new ProblemError('invalid-request', { errors: [{ pointer: '/options/headerRow', detail: '表头只能在前 60 行里选' }] })
  const guess = await recogniseFor(tx, actor, head, {
    sheet: options.sheet,
    fileName: record.fileName,
    merges: record.sheets[options.sheet]?.merges ?? [],
    headerRow: options.headerRow,
  })
  return { columns: guess.columns, headerKey: guess.headerKey, defaultYear: guess.options.defaultYear }
}

const remember = (tx: Tx, actor: Actor, headerKey: string, columns: readonly ColumnMapping[]) =>
  tx
    .insert(importMappings)
    .values({ parkId: memoryOf(actor), headerKey, mapping: toRemember(columns), updatedAt: now() })
    .onConflictDoUpdate({
      target: [importMappings.parkId, importMappings.headerKey],
      set: { mapping: toRemember(columns), updatedAt: now() },
    })

/** Refuses a mapping that cannot be meant: everything that is wrong with it, at once. */
function refuseWrong(known: readonly ColumnMapping[], settled: readonly ColumnMapping[], { columns, options }: MappingBody): void {
  const errors: ProblemDetail[] = []
  const hasYearColumn = settled.some(({ target }) => target === 'year')
  const taken = new Map<string, string>()
  for (const [index, { target: path, unit, year, index: at }] of columns.entries()) {
    const refuse = (field: string, detail: string) => errors.push({ pointer: `/columns/${index}/${field}`, detail })
    if (!known.some((column) => column.index === at)) refuse('index', '没有这一列')
    if (path === null) continue
    const target = findTarget(path)
    if (!target) {
      refuse('target', '没有这个字段')
      continue
    }
    if (target.kind === 'money' && unit === null) refuse('unit', '请选择金额的单位')
    if (unit !== null && !units.has(unit)) refuse('unit', '单位应为元、千元、万元、百万元或亿元')
    if (year !== null && (year < 1990 || year > 2199)) refuse('year', '年份不合理')
    if (target.yearly && year === null && !hasYearColumn && options.defaultYear === null) refuse('year', '请选择这一列属于哪一年')
    const key = `${path}@${target.yearly ? (year ?? (hasYearColumn ? 'row' : options.defaultYear)) : ''}`
    const letter = known.find((column) => column.index === at)?.letter ?? ''
    if (taken.has(key)) refuse('target', `与 ${taken.get(key)} 列对应到同一个字段`)
    taken.set(key, letter)
  }
  if (!settled.some(({ target }) => target === 'uscc' || target === 'name'))
    errors.push({ pointer: '/columns', detail: '至少要有“统一社会信用代码”或“企业名称”一列' })
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors })
}
