import type { AssessmentSummary, FirmRow } from '../../shared/api/firms.ts'
import { type Certification, type Title, titles } from '../../shared/dictionary/certifications.ts'
import type { Outcome, Verdict } from '../../shared/report.ts'
import { findRuleset } from '../../shared/rules/rulesets/index.ts'
import { factName } from '../facts/fact-text.ts'
import { plain, span } from '../format.ts'
import { listed, t, term } from '../i18n.ts'
import { ownValue, requirement } from '../reports/criteria.ts'
import { rulesetText } from '../reports/rulesets.ts'
import { boards, isShortByOne, ladder, shortName } from '../reports/rungs.ts'
import type { Rung } from '../ui/MiniLadder.vue'
import { markOf, markWord, type Mark } from '../verdicts.ts'

const best: readonly Verdict[] = ['unavailable', 'unqualified', 'undetermined', 'review', 'qualified']

function rungOf(held: boolean, summary: AssessmentSummary | undefined): Rung {
  if (held) return 'held'
  if (!summary || summary.verdict === 'unavailable') return 'unavailable'
  if (isShortByOne(summary)) return 'short'
  const rungs: Readonly<Record<Verdict, Rung>> = {
    qualified: 'met',
    review: 'review',
    undetermined: 'unknown',
    unqualified: 'unmet',
    unavailable: 'unavailable',
  }
  return rungs[summary.verdict]
}

/** The ladder of a firm as six bars; the last stands for all boards, by the best of them. */
export function ladderOf({ held, assessments }: Pick<FirmRow, 'held' | 'assessments'>): readonly Rung[] {
  const holds = (id: Certification) => held.some(({ title }) => title === id)
  return ladder.map((id) => {
    if (id !== 'listing-reserve') return rungOf(holds(id), assessments[id])
    const summaries = boards.flatMap((board) => assessments[board] ?? [])
    const top = summaries.toSorted((a, b) => best.indexOf(b.verdict) - best.indexOf(a.verdict))[0]
    return rungOf(boards.some(holds), top)
  })
}

/** The same in words: 「持有：科技型；差一项：高企」. */
export function ladderText(row: Pick<FirmRow, 'held' | 'assessments'>): string {
  const rungs = ladderOf(row)
  const words: readonly (readonly [Rung, string])[] = [
    ['held', t('verdict.held')],
    ['met', t('verdict.met')],
    ['review', t('verdict.review')],
    ['unknown', t('verdict.unknown')],
    ['short', t('firms.shortByOne')],
    ['unmet', t('verdict.unmet')],
  ]
  const said = words.flatMap(([rung, word]) => {
    const names = ladder.filter((_, i) => rungs[i] === rung).map(shortName)
    return names.length > 0 ? [`${word}${t('format.colon')}${listed(names)}`] : []
  })
  return said.length > 0 ? said.join(t('format.semicolon')) : t('firms.notAssessed')
}

export interface NextStep {
  readonly mark: Mark
  /** 「高企 差 1 项」 */
  readonly head: string
  /** 「高新收入占比 55.79%，需 ≥ 60%」 */
  readonly detail: string
}

/** What the nearest criterion says, in the words of the assessment page. */
export function nearestText(certification: Certification, { nearest, score, missing }: AssessmentSummary, day: string): string {
  if (nearest && nearest.outcome === 'unmet') {
    const ruleset = findRuleset(certification, day, 'apply')
    const text = rulesetText(ruleset?.id ?? null, day)?.criteria.find(({ id }) => id === nearest.id)
    if (text) {
      const report = { ...nearest, outcome: nearest.outcome as Outcome, distance: null, missing: [], proxies: [] }
      const row = { report, text }
      return t('firms.nearest', { name: term(text.name), value: ownValue(row), wanted: requirement(row) })
    }
  }
  if (missing.length > 0) {
    const names = missing.slice(0, 2).map(factName)
    return t(missing.length > 2 ? 'firms.missingMore' : 'firms.missing', { names: listed(names), count: missing.length })
  }
  return score ? t('firms.scoreOf', { score: span(score.min, score.max), pass: plain(score.pass) }) : ''
}

/** How far a firm is from this certification. */
export function stepTo(certification: Certification, { next, assessments }: FirmRow, day: string): NextStep {
  const summary = assessments[certification]
  const name = shortName(certification)
  if (!summary) return { mark: 'unavailable', head: name, detail: '' }
  const mark = markOf(summary.verdict)
  const said =
    next?.action === 'renew' && next.certification === certification
      ? t('firms.renew')
      : summary.verdict === 'unqualified'
        ? t('firms.shortBy', { count: summary.shortBy ?? 0 })
        : summary.verdict === 'undetermined'
          ? t('firms.missingCount', { count: summary.missing.length })
          : t(markWord[mark])
  return { mark, head: `${name} ${said}`, detail: nearestText(certification, summary, day) }
}

/** The next step of a firm and how far it is. */
export const nextStep = (row: FirmRow, day: string): NextStep | null =>
  row.next?.certification ? stepTo(row.next.certification, row, day) : null

/** The certificate that ends first, of those that are held. */
export function firstToExpire(held: FirmRow['held']): { readonly name: string; readonly validTo: string } | null {
  const [first] = held
    .flatMap(({ title, validTo }) => (validTo === null ? [] : [{ title, validTo }]))
    .sort((a, b) => a.validTo.localeCompare(b.validTo))
  return first ? { name: titleName(first.title), validTo: first.validTo } : null
}

export const titleName = (title: Title): string => (ladder.includes(title as Certification) ? shortName(title) : term(titles[title]))
