import { dayOf } from '../clock.ts'
import type { Sheet } from './sheet.ts'

/** Lines of the sheet that says what an export is; a value may be known only after the other sheets were read. */
export type CoverLine = readonly [item: string, value: string | number | (() => string | number)]

/** The sheet 说明: what was exported, by which rules, when and by whom. */
export const coverSheet = (lines: readonly CoverLine[]): Sheet => ({
  name: '说明',
  columns: [
    { header: '项目', kind: 'text', width: 22 },
    { header: '内容', kind: 'wrapped', width: 90 },
  ],
  rows: rowsOf(lines),
})

function* rowsOf(lines: readonly CoverLine[]) {
  for (const [item, value] of lines) yield [item, String(typeof value === 'function' ? value() : value)]
}

/** What no export may leave open. */
export const disclaimer = '预评估，不代表认定结果。能否认定由主管部门决定。'

const shanghai = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A moment as people in China write it: 2026-06-15 09:30. */
export const momentText = (at: Date): string => `${dayOf(at)} ${shanghai.format(at)}`
