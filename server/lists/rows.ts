import type { ListRow } from '../../shared/api/lists.ts'
import type { CriterionText } from '../../shared/api/rulesets.ts'
import { factLabel } from '../../shared/rules/fact-names.ts'
import { shownThreshold, shownValue } from '../../shared/show.ts'
import type { Holding } from './recipe.ts'
import { type Nearness, type Standing, unmetOf } from '../reports/standing.ts'
import { type Ground, grounds, verdictWords } from './words.ts'

/** What the criteria of the rule set are called, by id, on the day of the list. */
export type Texts = ReadonlyMap<string, CriterionText>

/** What a row says of the firm itself. */
export interface RowFirm {
  readonly id: string
  readonly uscc: string
  readonly name: string
  readonly parkId: string | null
  readonly townCode: string | null
  readonly industry: string | null
  readonly contactName: string | null
  readonly contactPhone: string | null
}

interface RowParts {
  readonly firm: RowFirm
  readonly standing: Standing
  readonly holding: Holding | null
  readonly ground: Ground
  readonly factsFingerprint: string
}

/** One row of a list: everything that the page shows and the export prints, as it stands now. */
export function rowOf({ firm, standing, holding, ground, factsFingerprint }: RowParts, position: number, texts: Texts): ListRow {
  return {
    position,
    firmId: firm.id,
    uscc: firm.uscc,
    name: firm.name,
    parkId: firm.parkId,
    townCode: firm.townCode,
    industry: firm.industry,
    verdict: standing.verdict,
    score: standing.score,
    shortBy: standing.shortBy,
    ground,
    unmet: unmetOf(standing).map(({ id, value, threshold, distance, clause }) => ({ id, value, threshold, distance, clause })),
    missing: [...standing.missing],
    proxies: [...standing.proxies],
    reason: reasonOf(ground, standing, holding, texts),
    contactName: firm.contactName,
    contactPhone: firm.contactPhone,
    factsFingerprint,
  }
}

/** Of a firm that could be on a list, what its place is decided by. */
export interface Place {
  readonly firmId: string
  readonly ground: Ground
  readonly shortBy: number
  readonly distance: number
  readonly missing: number
  readonly uscc: string
  readonly parkId: string | null
}

type Ordering = Pick<Nearness, 'shortBy' | 'distance' | 'missing'>

export const placeOf = (firm: Pick<RowFirm, 'id' | 'uscc' | 'parkId'>, ground: Ground, near: Ordering): Place => ({
  firmId: firm.id,
  ground,
  shortBy: near.shortBy ?? 0,
  distance: near.distance ?? 0,
  missing: near.missing,
  uscc: firm.uscc,
  parkId: firm.parkId,
})

/** Nearest first: by ground, then the fewest criteria, the least distance, the fewest missing facts; equal ones by code. */
export const nearestFirst = (a: Place, b: Place): number =>
  grounds.indexOf(a.ground) - grounds.indexOf(b.ground) ||
  a.shortBy - b.shortBy ||
  a.distance - b.distance ||
  a.missing - b.missing ||
  (a.uscc < b.uscc ? -1 : 1)

/** Names listed in a sentence before it says 等. */
const named = 3

const listed = (names: readonly string[]): string =>
  `${names.slice(0, named).join('、')}${names.length > named ? ` 等 ${names.length} 项` : ''}`

/** Why the firm is on the list, in one sentence and in the words of the assessment page. */
export function reasonOf(ground: Ground, standing: Standing, holding: Holding | null, texts: Texts): string {
  switch (ground) {
    case 'reach':
      return `各项条件预评估达到，尚未持有${routeText(standing, texts)}。`
    case 'renew':
      return `持有，有效至 ${holding?.validTo ?? ''}；按现有数据重新认定预评估：${verdictWords[standing.verdict].zh}${unmetText(standing, texts)}。`
    case 'review':
      return `数字条件已达到，余下由专家判断：${listed(openNames(standing, 'review', texts))}。`
    case 'missing':
      return `还缺 ${standing.missing.length} 项数据：${listed(standing.missing.map((fact) => factLabel(fact).zh))}，补上才能判断。`
    case 'short':
      return `差 ${standing.shortBy ?? 0} 项${unmetText(standing, texts)}。`
    case 'score':
      return `只差评分：${scoreText(standing)}。`
  }
}

/** How a firm stands that a list leaves out, in one sentence. */
export function standsText(standing: Standing, holding: Holding | null, texts: Texts): string {
  if (holding) return `已持有${holding.validTo === null ? '' : `，有效至 ${holding.validTo}`}`
  const verdict = `预评估：${verdictWords[standing.verdict].zh}`
  if (standing.verdict === 'undetermined') return `${verdict}，还缺 ${standing.missing.length} 项数据`
  if (standing.verdict !== 'unqualified') return verdict
  return `${verdict}，差 ${standing.shortBy ?? 0} 项${unmetText(standing, texts)}`
}

const scoreText = ({ score }: Standing): string =>
  score === null ? '' : `${score.min === score.max ? score.min : `${score.min}–${score.max}`} 分，合格线 ${score.pass} 分`

function routeText(standing: Standing, texts: Texts): string {
  if (standing.route === null) return standing.score === null ? '' : `（${scoreText(standing)}）`
  return standing.route === 'score' ? `（${scoreText(standing)}）` : `（直接条件：${texts.get(standing.route)?.name.zh ?? standing.route}）`
}

const openNames = (standing: Standing, outcome: string, texts: Texts): string[] =>
  standing.open.filter((one) => one.outcome === outcome).map(({ id }) => texts.get(id)?.name.zh ?? id)

const unmetText = (standing: Standing, texts: Texts): string => {
  const unmet = unmetOf(standing).map((criterion) => unmetWords(criterion, texts))
  return unmet.length === 0 ? '' : `：${unmet.slice(0, named).join('；')}${unmet.length > named ? `；等 ${unmet.length} 项` : ''}`
}

const symbols: Readonly<Record<CriterionText['relation'], string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<', '': '' }

/** One unmet criterion: its name, the firm's value and what is asked, where both can be told. */
export function unmetWords({ id, value, threshold }: Pick<ListRow['unmet'][number], 'id' | 'value' | 'threshold'>, texts: Texts): string {
  const text = texts.get(id)
  if (!text) return id
  if (value === null || typeof value === 'boolean' || threshold === null || text.relation === '') return `${text.name.zh}未达到`
  return `${text.name.zh} ${shownValue(value, text.shows, threshold)}，须 ${symbols[text.relation]} ${shownThreshold(threshold, text.shows)}`
}

/** The same with the distance and the clause, one line a criterion: for exports. */
export function unmetDetails({ id, value, threshold, distance, clause }: ListRow['unmet'][number], texts: Texts): string {
  const far = distance === null ? '' : `，离门槛 ${Number((distance * 100).toPrecision(4))}%`
  return `${unmetWords({ id, value, threshold }, texts)}${far}（${clause}）`
}
