import { type LibraryEntry, type Queue } from '../../shared/api/libraries.ts'
import { certifications } from '../../shared/dictionary/certifications.ts'
import { now, today } from '../clock.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { coverSheet, disclaimer, momentText } from '../export/cover.ts'
import type { Export } from '../export/download.ts'
import { type Names, parkName } from '../lists/recipe.ts'
import { verdictWords } from '../lists/words.ts'
import { type LibraryRecord, listEntries } from './entries.ts'

/** The three service queues (潜力, 后备, 重点). */
export const queueWords: Readonly<Record<Queue, string>> = { potential: '潜力', reserve: '后备', key: '重点' }

const pageSize = 500

/** The firms of a library as they stand, as xlsx or csv. */
export async function exportLibrary(tx: Queries, actor: Actor, library: LibraryRecord, names: Names): Promise<Export> {
  let firms = 0
  async function* rows() {
    for (let offset = 0; ; offset += pageSize) {
      const page = await listEntries(tx, actor, library, { state: 'confirmed', offset, limit: pageSize }, today())
      for (const entry of page.items) yield [++firms, ...cellsOf(entry, names)]
      if (page.nextCursor === null) return
    }
  }
  return {
    fileName: `${library.name}-${today()}`,
    sheets: [
      {
        name: '在库企业',
        columns: [
          { header: '序号', kind: 'integer', width: 6 },
          { header: '企业名称', kind: 'text', width: 34 },
          { header: '统一社会信用代码', kind: 'text', width: 22 },
          { header: '园区', kind: 'text', width: 24 },
          { header: '镇街', kind: 'text', width: 12 },
          { header: '入库日期', kind: 'day', width: 12 },
          { header: '下次复核', kind: 'day', width: 12 },
          { header: '服务队列', kind: 'text', width: 10 },
          { header: '预评估', kind: 'text', width: 12 },
          { header: '差几项', kind: 'integer', width: 8 },
        ],
        rows: rows(),
      },
      coverSheet([
        ['培育库', library.name],
        ['目标认定', certifications[library.certification].zh],
        ['依据', library.source ?? ''],
        ['企业数', () => firms],
        ['评估日', today()],
        ['导出', `${actor.account} ${momentText(now())}`],
        ['说明', disclaimer],
      ]),
    ],
    audited: { action: 'export', subject: `library:${library.id}`, after: { kind: 'library' } },
  }
}

const cellsOf = (entry: LibraryEntry, names: Names) => [
  entry.name,
  entry.uscc,
  parkName(names, entry.parkId),
  entry.townCode === null ? null : (names.towns.get(entry.townCode) ?? entry.townCode),
  entry.enteredOn,
  entry.recheckOn,
  queueWords[entry.queue],
  entry.verdict === null ? null : verdictWords[entry.verdict].zh,
  entry.shortBy,
]
