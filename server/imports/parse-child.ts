import { once } from 'node:events'
import { FileProblem } from './file-problem.ts'
import { columnsKnown } from './headers.ts'
import { limits } from './limits.ts'
import { openTables } from './open.ts'
import type { RawRow } from './raw.ts'
import type { Tables } from './sheet.ts'

/**
 * The process that reads a stranger's file: `parse-child <path> <sheet|auto>`. It answers on its standard output, one line
 * each: `M` and what the file holds, then `R` and the row with its cells, then `E` and the counts, or `X` and why not.
 * A reader that dies or is stopped has not written its `E`.
 */
async function main(path: string, wanted: string): Promise<void> {
  const tables = await openTables(path)
  try {
    const sheet = wanted === 'auto' ? await fullestSheet(tables) : Number(wanted)
    const info = tables.sheets[sheet]
    if (!info) throw new FileProblem('no-such-sheet')
    const sheets = tables.sheets.map(({ merges, ...rest }, index) => ({
      ...rest,
      merges: index === sheet ? merges.filter(({ top }) => top < headRows) : [],
    }))
    await say('M', { kind: tables.kind, sheet, sheets, date1904: tables.date1904 })
    const counts = await sayRows(tables.rows(sheet))
    if (counts.rows === 0) throw new FileProblem('empty')
    await say('E', counts)
  } finally {
    tables.close()
  }
}

const headRows = 40

async function sayRows(rows: AsyncGenerator<RawRow, void>): Promise<{ rows: number; columns: number }> {
  let count = 0
  let columns = 0
  let piece = ''
  for await (const { row, cells } of rows) {
    if (++count > limits.rows) throw new FileProblem('too-many-rows')
    columns = Math.max(columns, cells.length)
    piece += `R${row}\t${JSON.stringify(cells)}\n`
    if (piece.length < 64 * 1024) continue
    await send(piece)
    piece = ''
  }
  await send(piece)
  return { rows: count, columns }
}

/** The sheet whose head names most columns that are known; of equals the first that is not hidden. */
async function fullestSheet(tables: Tables): Promise<number> {
  let best = { index: 0, score: -1 }
  for (const [index, { hidden, merges }] of tables.sheets.entries()) {
    if (index >= limits.sheets || (tables.sheets.length === 1 && index === 0)) break
    const head: RawRow[] = []
    for await (const row of tables.rows(index)) {
      head.push(row)
      if (head.length >= headRows) break
    }
    const score = head.length === 0 ? 0 : columnsKnown(head, merges) * 10 + (hidden ? 1 : 2)
    if (score > best.score) best = { index, score }
  }
  return best.index
}

const say = (kind: 'M' | 'E' | 'X', body: unknown): Promise<void> => send(`${kind}${JSON.stringify(body)}\n`)

/** Waits for whoever reads: a slow reader must not make this process grow. */
async function send(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}

// Without the server there is nobody to read for.
process.stdin.on('close', () => process.exit(1)).resume()
process.stdout.on('error', () => process.exit(1))

const [, , path, sheet] = process.argv
try {
  await main(path!, sheet ?? 'auto')
} catch (error) {
  const problem = error instanceof FileProblem ? error : new FileProblem('reader-failed')
  if (!(error instanceof FileProblem)) process.stderr.write(`${String(error)}\n`)
  await say('X', { code: problem.code, sentence: problem.message })
}
process.exitCode = 0
process.stdin.destroy()
