import type { PlanIndicators } from '../../shared/api/plan.ts'
import { now } from '../clock.ts'
import type { Actor } from '../db/context.ts'
import { coverSheet, momentText } from '../export/cover.ts'
import type { Export } from '../export/download.ts'
import type { SheetColumn } from '../export/sheet.ts'

/** 指标监测表: one row an indicator, one column a year, with where each value is from. */
export function exportIndicators(actor: Actor, { period, asOf, items }: PlanIndicators): Export {
  const years = [...new Set(items.flatMap((one) => one.years.map(({ year }) => year)))].sort()
  const columns: SheetColumn[] = [
    { header: '序号', kind: 'integer', width: 6 },
    { header: '指标名称', kind: 'wrapped', width: 40 },
    { header: '单位', kind: 'text', width: 8 },
    { header: `${period.baseYear} 年基期`, kind: 'number', width: 12 },
    ...years.flatMap((year): SheetColumn[] => [
      { header: `${year} 年`, kind: 'number', width: 12 },
      { header: `${year} 年登记库计数`, kind: 'number', width: 14 },
    ]),
    { header: `${period.targetYear} 年目标`, kind: 'number', width: 12 },
    { header: '计数口径', kind: 'wrapped', width: 40 },
    { header: '数据出处', kind: 'wrapped', width: 40 },
  ]
  const rows = items.map((one) => [
    one.no,
    one.name,
    one.unit,
    one.base,
    ...years.flatMap((year) => {
      const at = one.years.find((each) => each.year === year)
      return [at?.entered?.value ?? at?.counted ?? null, at?.counted ?? null]
    }),
    one.target,
    one.countingText,
    one.years
      .flatMap(({ year, entered }) => (entered ? [`${year}：${entered.source}${entered.evidence ? `（${entered.evidence}）` : ''}`] : []))
      .join('；'),
  ])
  return {
    fileName: `指标监测表-${period.name}-${asOf}`,
    sheets: [
      { name: '指标监测表', columns, rows },
      coverSheet([
        ['规划期', `${period.name} ${period.baseYear + 1}–${period.targetYear}`],
        ['依据', period.source ?? ''],
        ['数据截至', asOf],
        ['导出', `${actor.account} ${momentText(now())}`],
      ]),
    ],
    audited: { action: 'export', subject: `plan:${period.id}`, after: { kind: 'plan-indicators', indicators: items.length } },
  }
}
