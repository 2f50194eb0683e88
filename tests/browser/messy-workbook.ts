import { writeXlsx } from 'hucre/xlsx'
import { usccCheckCharacter } from '../../shared/uscc.ts'

/** What a person uploads. */
export interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export interface MessyWorkbook extends Upload {
  /** What should have been written where the check digit is wrong. */
  readonly rightCode: string
}

const code = (first17: string): string => first17 + usccCheckCharacter(first17)

/** A park's own sheet: two title rows, a merged head, 万元, years in the headers, a code with a wrong check digit. */
export async function messyWorkbook(serial: number, firms: readonly [good: string, wrong: string]): Promise<MessyWorkbook> {
  const of = (n: number) => code(`91350181MAE2E${String(serial * 10 + n).padStart(4, '0')}`)
  const rightCode = of(2)
  const wrongCode = rightCode.slice(0, 17) + (rightCode.endsWith('A') ? 'B' : 'A')
  const rows = [
    ['融侨经济技术开发区企业情况汇总表'],
    ['填报单位：示例园区', null, null, '单位：万元'],
    ['序号', '单位名称', '信用代码', '注册日期', '2025年营业收入（万元）', '2025年研发费用（万元）', '2025年末从业人员数'],
    [1, firms[0], of(1), '2018-03-01', '3,200.50', 180, 86],
    [2, firms[1], wrongCode, '2019年5月16日', 1500, '—', '４２'],
  ]
  const sheet = { name: '汇总', rows, merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 6 }] }
  return {
    name: '融侨汇总.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await writeXlsx({ sheets: [sheet] })),
    rightCode,
  }
}
