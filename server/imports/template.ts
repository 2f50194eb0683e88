import { type CellStyle, type ColumnDef, type DataValidation, writeXlsx } from 'hucre/xlsx'
import { figureIds } from '../../shared/dictionary/figures.ts'
import { listNames } from '../../shared/dictionary/lists.ts'
import { headerFor } from './headers.ts'
import { letterOf } from './raw.ts'
import { findTarget, type Target } from './targets.ts'

/** What the template asks for, in this order: identity, place and contacts, profile, the figures of the year, what there is none of. */
const identity = [
  'uscc',
  'name',
  'townCode',
  'address',
  'contactName',
  'contactPhone',
  'contactEmail',
  'serviceOfficer',
  'registeredCapital',
]
const profileIds = [
  'registeredOn',
  'inMainland',
  'legalPerson',
  'province',
  'industry',
  'booksLevied',
  'productPolicy',
  'highTechField',
  'highTechFieldFit',
]

interface TemplateColumn {
  readonly target: Target
  readonly header: string
  readonly note: string
  readonly choices: readonly string[]
}

const lastRow = 5000

function columnsFor(years: readonly number[], towns: readonly string[]): TemplateColumn[] {
  const column = (path: string, year?: number): TemplateColumn => {
    const target = findTarget(path)!
    return { target, header: headerFor(path, year), note: noteOf(target), choices: choicesOf(target, towns) }
  }
  return [
    ...identity.map((path) => column(path)),
    ...profileIds.map((id) => column(`profile.${id}`)),
    ...years.flatMap((year) => [...figureIds.map((id) => column(`years.${id}`, year)), column('conversions', year)]),
    ...listNames.map((name) => column(name)),
  ]
}

function choicesOf({ kind, indicator }: Target, towns: readonly string[]): readonly string[] {
  if (kind === 'flag') return ['是', '否']
  if (kind === 'choice') return Object.values(indicator?.choices ?? {}).map(({ zh }) => zh)
  if (kind === 'town') return towns
  return kind === 'none-list' ? ['无'] : []
}

const kindNotes: Readonly<Partial<Record<Target['kind'], string>>> = {
  uscc: '必填，18 位，请保持文本格式',
  name: '必填，营业执照上的全称',
  money: '单位：元，最多两位小数',
  people: '单位：人，平均数可带小数',
  count: '数字',
  day: '如 2019-05-03',
  flag: '填“是”或“否”',
  choice: '从下拉列表选',
  town: '从下拉列表选',
  industry: 'GB/T 4754-2017 代码，如 C3974',
  'none-list': '没有的填“无”；有的话到企业档案里逐项填写',
  verbatim: '照营业执照填，如 500 万元人民币',
}

const noteOf = (target: Target): string => [target.indicator?.help?.zh, kindNotes[target.kind]].filter(Boolean).join(' ') || '选填'

/**
 * The empty sheet to fill in, made from the dictionary: notes in row 1, headers in row 2 as the import reads them, both
 * frozen, drop-downs from a hidden sheet, codes as text. Blank means unknown.
 */
export function templateWorkbook(years: readonly number[], towns: readonly string[]): Promise<Uint8Array> {
  const columns = columnsFor(years, towns)
  const lists = columns.filter(({ choices }) => choices.length > 0).map(({ choices }) => choices.join('\n'))
  const distinct = [...new Set(lists)].map((joined) => joined.split('\n'))
  const validations = columns.flatMap(({ choices }, index): DataValidation[] => {
    if (choices.length === 0) return []
    const at = distinct.findIndex((list) => list.join('\n') === choices.join('\n'))
    const letter = letterOf(at)
    return [
      {
        type: 'list',
        range: `${letterOf(index)}3:${letterOf(index)}${lastRow}`,
        formula1: `字典!$${letter}$1:$${letter}$${choices.length}`,
        allowBlank: true,
        showErrorMessage: true,
        errorTitle: '请从列表里选',
        errorMessage: '请从下拉列表里选一个，不清楚就留空。',
      },
    ]
  })
  return writeXlsx({
    sheets: [
      {
        name: '企业数据',
        columns: columns.map(({ target, header }): ColumnDef => ({
          width: Math.min(36, Math.max(14, header.length * 2)),
          ...(formatOf(target) && { numFmt: formatOf(target)! }),
        })),
        rows: [columns.map(({ note }) => note), columns.map(({ header }) => header)],
        cells: new Map(
          columns.flatMap(({ note, header }, index) => [
            [`0,${index}`, { value: note, type: 'string' as const, style: noteStyle }],
            [`1,${index}`, { value: header, type: 'string' as const, style: headStyle }],
          ]),
        ),
        freezePane: { rows: 2, columns: 2 },
        dataValidations: validations,
        rowDefs: new Map([[0, { height: 64 }]]),
      },
      {
        name: '字典',
        hidden: true,
        rows: Array.from({ length: Math.max(0, ...distinct.map((list) => list.length)) }, (_, row) =>
          distinct.map((list) => list[row] ?? null),
        ),
      },
    ],
  })
}

const noteStyle: CellStyle = { numFmt: '@', font: { size: 9, color: { rgb: '4A5665' } }, alignment: { wrapText: true, vertical: 'top' } }
const headStyle: CellStyle = {
  numFmt: '@',
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF5' } },
  alignment: { wrapText: true, vertical: 'center' },
}

function formatOf({ kind }: Target): string | undefined {
  if (kind === 'money') return '#,##0.00'
  if (kind === 'people' || kind === 'count' || kind === 'percent' || kind === 'rank') return 'General'
  return kind === 'day' ? 'yyyy-mm-dd' : '@'
}
