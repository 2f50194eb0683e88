import { inArray, sql } from 'drizzle-orm'
import type { FirmQuery } from '../../shared/api/firms.ts'
import { yearOf } from '../../shared/days.ts'
import { type Certification, certifications, titles } from '../../shared/dictionary/certifications.ts'
import { type Figure, figureIds } from '../../shared/dictionary/figures.ts'
import type { IndicatorKind } from '../../shared/dictionary/indicator.ts'
import { profile } from '../../shared/dictionary/profile.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Verdict } from '../../shared/report.ts'
import { judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import { now } from '../clock.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { coverSheet, disclaimer, momentText } from '../export/cover.ts'
import type { Export, ExportFormat } from '../export/download.ts'
import type { Cell, ColumnKind, SheetColumn } from '../export/sheet.ts'
import { gatherFactsOf, type KnownFirm } from '../figures/facts.ts'
import { headerFor } from '../imports/headers.ts'
import { findTarget } from '../imports/targets.ts'
import { type Names, parkName } from '../lists/recipe.ts'
import { verdictWords } from '../lists/words.ts'
import { firmSummaries, type HeldTitle } from '../reports/table.ts'
import { countAllFirms, walkFirms } from './page.ts'
import { filterSentence } from './filter-sentence.ts'
import { mayReadPhones, maskedPhone } from './phones.ts'

type Filter = Omit<FirmQuery, 'cursor' | 'limit'>

type Result = readonly [verdict: Verdict, shortBy: number | null]

/** What the columns of one firm are filled from. */
interface Exported extends KnownFirm {
  readonly held: readonly HeldTitle[]
  readonly results: ReadonlyMap<Certification, Result>
}

interface Column extends SheetColumn {
  readonly value: (firm: Exported) => Cell
}

/** The registry as it is filtered and sorted. Its columns are read back by the import, which then finds nothing changed. */
export async function exportFirms(
  tx: Queries,
  actor: Actor,
  filter: Filter,
  names: Names,
  today: string,
  format: ExportFormat,
): Promise<Export> {
  const count = await countAllFirms(tx, actor, filter, today)
  const sentence = filterSentence(filter, names)
  const hasPhones = mayReadPhones(actor)
  const made = momentText(now())
  const columns = columnsFor(yearOf(today), names, hasPhones)
  const statement: Column = {
    header: `导出说明：${made} ${actor.account} 导出；${sentence}；共 ${count} 家`,
    kind: 'text',
    width: 12,
    value: () => null,
  }
  const firms = {
    name: '企业库',
    columns: format === 'csv' ? [...columns, statement] : columns,
    rows: rowsOf(tx, actor, filter, today, columns),
  }
  const cover = coverSheet([
    ['内容', '企业库导出'],
    ['条件', sentence],
    ['日期', today],
    ['企业数', count],
    ['导出人', actor.account],
    ['导出时间', made],
    ['金额单位', '元；年度为会计年度（公历年）；空格表示未填，不表示零'],
    ['说明', disclaimer],
  ])
  return {
    fileName: `企业库-${today}`,
    sheets: [firms, cover],
    audited: { action: 'firms-exported', after: { filter, count, format, phones: hasPhones ? 'full' : 'masked' } },
  }
}

async function* rowsOf(
  tx: Queries,
  actor: Actor,
  filter: Filter,
  today: string,
  columns: readonly Column[],
): AsyncGenerator<readonly Cell[]> {
  for await (const ids of walkFirms(tx, actor, filter, today)) {
    const standings = new Map((await loadStandings(tx, ids)).map((standing) => [standing.firmId, standing]))
    for await (const known of gatherFactsOf(tx, ids, today)) {
      const standing = standings.get(known.firm.id)
      const results = new Map(standing?.results?.map(([certification, ...result]) => [certification, result]))
      const firm = { ...known, held: standing?.held ?? [], results }
      yield columns.map(({ value }) => value(firm))
    }
  }
}

/** The results of these firms, a firm's in one value: rows of columns would take the driver longer than all the rest. */
const loadStandings = (tx: Queries, ids: readonly string[]) =>
  tx
    .select({
      firmId: firmSummaries.firmId,
      held: firmSummaries.held,
      results: sql<
        readonly (readonly [Certification, ...Result])[] | null
      >`(select json_agg(json_build_array(a.certification, a.verdict, a.short_by))
        from assessments a where a.firm_id = firm_summaries.firm_id)`,
    })
    .from(firmSummaries)
    .where(inArray(firmSummaries.firmId, [...ids]))

/** Fiscal years whose figures are exported. */
const exportedYears = 3

function columnsFor(year: number, names: Names, hasPhones: boolean): Column[] {
  const years = Array.from({ length: exportedYears }, (_, back) => year - exportedYears + back)
  return [
    fromFirm('uscc', ({ uscc }) => uscc, 22),
    fromFirm('name', ({ name }) => name, 34),
    own('所属园区', ({ firm }) => parkName(names, firm.parkId), 20),
    fromFirm('townCode', ({ townCode }) => (townCode === null ? null : (names.towns.get(townCode) ?? townCode))),
    ...profileIds.map((id) => fromFirm(`profile.${id}`, (firm) => cellOf(profile[id].kind, firm[id], choicesOf(id)))),
    fromFirm('address', ({ address }) => address, 30),
    fromFirm('registeredCapital', ({ registeredCapitalText }) => registeredCapitalText),
    fromFirm('contactName', ({ contactName }) => contactName),
    hasPhones
      ? fromFirm('contactPhone', ({ contactPhone }) => contactPhone)
      : own('联系电话（已隐去中间几位）', ({ firm }) => (firm.contactPhone === null ? null : maskedPhone(firm.contactPhone))),
    fromFirm('contactEmail', ({ contactEmail }) => contactEmail),
    fromFirm('serviceOfficer', ({ serviceOfficer }) => serviceOfficer),
    fromFirm('tags', ({ tags }) => (tags.length === 0 ? null : tags.join('、'))),
    ...years.flatMap((of) => figureIds.map((id) => figureColumn(id, of))),
    ...years.map((of) => yearColumn('conversions', of, ({ conversions }) => conversions?.[of] ?? null)),
    own('持有证书', ({ held }) => heldText(held), 30),
    ...judgedCertifications.flatMap((certification) => [
      own(`${certifications[certification].zh}预评估`, ({ results }) => {
        const [verdict] = results.get(certification) ?? []
        return verdict ? verdictWords[verdict].zh : null
      }),
      {
        ...own(`${certifications[certification].zh}差几项`, ({ results }) => results.get(certification)?.[1] ?? null),
        kind: 'integer' as const,
      },
    ]),
  ]
}

type ProfileColumn = Exclude<keyof typeof profile, 'uscc' | 'name'>

const profileIds = Object.keys(profile).filter((id): id is ProfileColumn => id !== 'uscc' && id !== 'name')

const choicesOf = (id: ProfileColumn): Readonly<Record<string, { zh: string }>> | undefined => {
  const indicator = profile[id]
  return 'choices' in indicator ? indicator.choices : undefined
}

const kindOf: Readonly<Record<IndicatorKind, ColumnKind>> = {
  money: 'money',
  people: 'number',
  count: 'number',
  rank: 'integer',
  percent: 'number',
  day: 'day',
  flag: 'text',
  choice: 'text',
  text: 'text',
}

/** A column that the import reads back, under the header that it knows. */
const fromFirm = (target: string, value: (firm: KnownFirm['firm']) => Cell, width?: number): Column => ({
  header: headerFor(target),
  kind: kindOf[findTarget(target)?.indicator?.kind ?? 'text'],
  ...(width !== undefined && { width }),
  value: ({ firm }) => value(firm),
})

/** A column that is only there to be read by people. */
const own = (header: string, value: (firm: Exported) => Cell, width?: number): Column => ({
  header,
  kind: 'text',
  ...(width !== undefined && { width }),
  value,
})

const yearColumn = (target: string, year: number, value: (facts: FirmFacts) => Cell): Column => ({
  header: headerFor(target, year),
  kind: kindOf[findTarget(target)?.indicator?.kind ?? 'count'],
  width: 18,
  value: ({ facts }) => value(facts),
})

const figureColumn = (id: Figure, year: number): Column => yearColumn(`years.${id}`, year, ({ years }) => years?.[year]?.[id] ?? null)

function cellOf(kind: IndicatorKind, value: unknown, choices?: Readonly<Record<string, { zh: string }>>): Cell {
  if (value === null || value === undefined) return null
  if (kind === 'flag') return value === true ? '是' : '否'
  if (kind === 'choice') return choices?.[String(value)]?.zh ?? String(value)
  return typeof value === 'number' ? value : String(value)
}

function heldText(held: readonly HeldTitle[]): string | null {
  if (held.length === 0) return null
  return held.map(({ title, validTo }) => `${titles[title].zh}${validTo === null ? '' : `（至 ${validTo}）`}`).join('、')
}
