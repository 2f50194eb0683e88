import type { ListComparison, ListCounts, ListRow, Recipe } from '../../shared/api/lists.ts'
import { certifications } from '../../shared/dictionary/certifications.ts'
import { profile } from '../../shared/dictionary/profile.ts'
import { factLabel } from '../../shared/rules/fact-names.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { now } from '../clock.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { coverSheet, type CoverLine, disclaimer, momentText } from '../export/cover.ts'
import type { Export, ExportFormat } from '../export/download.ts'
import type { Cell, Sheet, SheetColumn } from '../export/sheet.ts'
import { mayReadPhones, phoneFor } from '../firms/phones.ts'
import { fingerprintOfAll } from '../reports/fingerprint.ts'
import { compose, rowsAt, textsOf } from './compose.ts'
import { countsOf } from './freeze.ts'
import { compareWith, getList, parametersOf, walkRows } from './frozen.ts'
import { type Names, parkName, sentenceOf } from './recipe.ts'
import { type Texts, unmetDetails } from './rows.ts'
import { type Ground, groundWords, verdictWords } from './words.ts'

/** What an export says of the list besides its rows. */
interface Described {
  /** The number of a frozen list; a draft has none. */
  readonly number: string | null
  readonly title: string
  readonly recipe: Recipe
  readonly ruleset: string | null
  readonly sentence: string
  readonly counts: ListCounts
  readonly criteria: readonly { readonly name: string; readonly text: string; readonly clause: string }[]
  readonly origin: readonly CoverLine[]
}

const draft = '草稿，未冻结'

/** A recipe as it stands now, marked as a draft. */
export async function exportDraft(tx: Queries, actor: Actor, recipe: Recipe, names: Names): Promise<Export> {
  const composition = await compose(tx, actor, recipe)
  const described: Described = {
    number: null,
    title: `${certifications[recipe.certification].zh}培育名单（${draft}）`,
    recipe,
    ruleset: composition.ruleset,
    sentence: sentenceOf(recipe, names),
    counts: countsOf(composition),
    criteria: [...textsOf(composition.ruleset, recipe.asOf).values()].map(({ name, text, clause }) => ({
      name: name.zh,
      text: text.zh,
      clause,
    })),
    origin: [['状态', draft]],
  }
  const rows = (async function* () {
    for await (const row of rowsAt(tx, recipe, composition.places)) yield { ...row, contactPhone: phoneFor(actor, row.contactPhone) }
  })()
  return listExport(actor, described, rows, names, 'xlsx', undefined, { recipe })
}

/** A frozen list; with another to compare it with, also the firms that left since. */
export async function exportList(
  tx: Queries,
  actor: Actor,
  listId: string,
  otherId: string | undefined,
  names: Names,
  format: ExportFormat,
): Promise<Export> {
  const list = await getList(tx, actor, listId)
  const comparison = otherId === undefined ? undefined : await compareWith(tx, actor, listId, otherId)
  const described: Described = {
    ...list,
    criteria: await parametersOf(tx, listId),
    origin: [
      ['状态', '已冻结，不再改变'],
      ['冻结人', list.frozenBy],
      ['冻结时间', momentText(new Date(list.frozenAt))],
    ],
  }
  return listExport(actor, described, walkRows(tx, actor, listId), names, format, comparison, { list: listId, with: otherId ?? null })
}

function listExport(
  actor: Actor,
  list: Described,
  rows: AsyncIterable<ListRow>,
  names: Names,
  format: ExportFormat,
  comparison: ListComparison | undefined,
  audited: object,
): Export {
  const texts = textsOf(list.ruleset, list.recipe.asOf)
  const fingerprints: string[] = []
  const made = momentText(now())
  const columns = columnsFor(names, texts)
  const constants: readonly (readonly [string, Cell])[] = [
    ['名单编号', list.number ?? draft],
    ['规则版本', list.ruleset],
    ['评估日', list.recipe.asOf],
    ['导出人', actor.account],
    ['导出时间', made],
  ]
  const main: Sheet = {
    name: '名单',
    // A csv has no second sheet to say what it is.
    columns: format === 'csv' ? [...columns, ...constants.map(([header]) => ({ header, kind: 'text' as const }))] : columns,
    rows: (async function* () {
      for await (const row of rows) {
        fingerprints.push(row.factsFingerprint)
        const cells = columns.map(({ value }) => value(row))
        yield format === 'csv' ? [...cells, ...constants.map(([, value]) => value)] : cells
      }
    })(),
  }
  const cover = coverSheet([
    ['名单编号', list.number ?? '（未冻结，没有编号）'],
    ['标题', list.title],
    ...list.origin,
    ['认定', certifications[list.recipe.certification].zh],
    ['规则版本', list.ruleset ?? '没有施行中的规则'],
    ['规则依据', (list.ruleset === null ? undefined : findRulesetById(list.ruleset))?.basis.join('；') ?? ''],
    ['评估日', list.recipe.asOf],
    ['条件', list.sentence],
    ['评估企业数', list.counts.assessed],
    ['入选企业数', list.counts.firms],
    ['按入选理由', countsText(list.counts.byGround, (ground) => groundWords[ground as Ground]?.zh ?? ground)],
    ['按园区', countsText(list.counts.byPark, (park) => parkName(names, park))],
    ['数据指纹', () => fingerprintOfAll(fingerprints)],
    ...(comparison
      ? [
          [
            '比较',
            `与 ${comparison.from.number}「${comparison.from.title}」：新进 ${comparison.entered.length}，退出 ${comparison.left.length}，变化 ${comparison.changed.length}，不变 ${comparison.unchanged}`,
          ] as const,
        ]
      : []),
    ['导出人', actor.account],
    ['导出时间', made],
    ['说明', disclaimer],
    ...list.criteria.map(({ name, text, clause }): CoverLine => [`条件：${name}`, `${text}（${clause}）`]),
  ])
  return {
    fileName: list.number === null ? `${list.title}-${list.recipe.asOf}` : `${list.number}-${list.title}`,
    sheets: [main, cover, ...(comparison ? [leftSheet(comparison)] : [])],
    audited: {
      action: 'list-exported',
      ...(list.number !== null && { subject: `list:${list.number}` }),
      after: { ...audited, format, count: list.counts.firms, phones: mayReadPhones(actor) ? 'full' : 'masked' },
    },
  }
}

const countsText = (counts: Readonly<Record<string, number>>, name: (id: string) => string): string =>
  Object.entries(counts)
    .map(([id, count]) => `${name(id)} ${count}`)
    .join('；') || '0'

interface Column extends SheetColumn {
  readonly value: (row: ListRow) => Cell
}

function columnsFor(names: Names, texts: Texts): Column[] {
  const text = (header: string, width: number, value: (row: ListRow) => Cell): Column => ({ header, kind: 'text', width, value })
  const wrapped = (header: string, width: number, value: (row: ListRow) => Cell): Column => ({ header, kind: 'wrapped', width, value })
  return [
    { header: '序号', kind: 'integer', width: 6, value: ({ position }) => position },
    text(profile.name.label.zh, 34, ({ name }) => name),
    text(profile.uscc.label.zh, 22, ({ uscc }) => uscc),
    text('园区', 20, ({ parkId }) => parkName(names, parkId)),
    text('镇街', 12, ({ townCode }) => (townCode === null ? null : (names.towns.get(townCode) ?? townCode))),
    text('行业', 24, ({ industry }) => (industry === null ? null : `${industry} ${names.industries.get(industry) ?? ''}`.trim())),
    text('预评估', 12, ({ verdict }) => verdictWords[verdict].zh),
    { header: '差几项', kind: 'integer', width: 8, value: ({ shortBy }) => shortBy },
    text('得分区间', 12, ({ score }) =>
      score === null ? null : score.min === score.max ? String(score.min) : `${score.min}–${score.max}`,
    ),
    { header: '及格线', kind: 'number', width: 8, value: ({ score }) => score?.pass ?? null },
    wrapped('未达到条件', 60, ({ unmet }) => unmet.map((criterion) => unmetDetails(criterion, texts)).join('\n') || null),
    wrapped('入选理由', 50, ({ reason }) => reason),
    wrapped('缺少数据', 40, ({ missing }) => missing.map((fact) => factLabel(fact).zh).join('、') || null),
    wrapped('按近似口径', 40, ({ proxies }) => proxies.map(proxyText).join('、') || null),
    text('联系人', 12, ({ contactName }) => contactName),
    text('电话', 16, ({ contactPhone }) => contactPhone),
  ]
}

/** `years.2025.rdTax⇐rdExpense` in words. */
function proxyText(proxy: string): string {
  const [fact = '', ...by] = proxy.split('⇐')
  const path = fact.split('.')
  const near = by.join('⇐')
  const nearLabel = /^\w+$/.test(near) && path.length === 3 ? factLabel(`${path[0]}.${path[1]}.${near}`).zh : near
  return `${factLabel(fact).zh}以${nearLabel}代替`
}

const leftSheet = ({ left }: ListComparison): Sheet => ({
  name: '退出',
  columns: [
    { header: profile.name.label.zh, kind: 'text', width: 34 },
    { header: profile.uscc.label.zh, kind: 'text', width: 22 },
    { header: '退出原因', kind: 'wrapped', width: 70 },
  ],
  rows: left.map(({ name, uscc, reason }) => [name, uscc, reason]),
})
