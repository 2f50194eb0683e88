import type { Certification } from '../../shared/dictionary/certifications.ts'
import { yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Assessment, Change, Report, ScalarChange, Verdict } from '../../shared/report.ts'
import { assess, assessCertification } from '../../shared/rules/assess.ts'
import { applyChanges, unitAt } from '../../shared/rules/gap/changes.ts'
import { factAt, indicatorAt, withFact } from '../facts/paths.ts'
import { isAddition } from './change-text.ts'
import { byNeed, type CriterionRow, rowsOf } from './criteria.ts'
import { rulesetText } from './rulesets.ts'
import { leastUnits } from './turning-point.ts'

/** One slider: a figure under trial and how far it goes; null where it is not given. */
export interface Slider {
  readonly fact: string
  readonly from: number | null
  readonly max: number
  readonly step: number
}

/** Sliders that are shown before one asks for more. */
export const firstSliders = 8

/** Enough of an upper end: twice what is there, or a round amount where little is. */
function reach(from: number, isMoney: boolean): number {
  const least = isMoney ? 1_000_000 : 20
  const wanted = Math.max(from * 2, least)
  const magnitude = 10 ** Math.floor(Math.log10(wanted))
  return Math.ceil(wanted / magnitude) * magnitude
}

/**
 * Values of one fact at which the verdict, the score or an outcome turns, the other facts as they are: found by halving
 * between samples.
 */
export function ticksOf(facts: FirmFacts, certification: Certification, { fact, max }: Slider): readonly number[] {
  const unit = indicatorAt(fact)?.kind === 'money' ? 100 : 1
  const key = (units: number): string => {
    const { verdict, score, criteria } = assessCertification(withFact(facts, fact, units * unit), certification)
    return `${verdict} ${score?.min} ${score?.max} ${criteria.map(({ outcome }) => outcome).join()}`
  }
  const most = Math.round(max / unit)
  const samples = 24
  const found: number[] = []
  let before = key(0)
  for (let i = 0; i < samples; i++) {
    const low = Math.round((most * i) / samples)
    const high = Math.round((most * (i + 1)) / samples)
    if (high - low < 1) continue
    const after = key(high)
    if (after !== before) {
      const start = before
      const units = leastUnits((more) => key(Math.min(high, low + more)) !== start, high - low)
      if (units !== null) found.push((low + units) * unit)
    }
    before = after
  }
  return [...new Set(found)]
}

const isMovable = (fact: string): boolean => {
  const [head] = fact.split('.')
  const kind = indicatorAt(fact)?.kind
  return head !== 'profile' && (kind === 'money' || kind === 'people' || kind === 'count' || kind === 'percent' || kind === 'rank')
}

export function sliderFor(facts: FirmFacts, fact: string): Slider {
  const given = factAt(facts, fact)
  const from = typeof given === 'number' ? given : null
  const isMoney = indicatorAt(fact)?.kind === 'money'
  return { fact, from, max: reach(from ?? 0, isMoney), step: isMoney ? 10_000 : 1 }
}

/** Every number that the rule reads, those of unmet and open criteria first, of the last year before earlier ones. */
export function slidersFor(facts: FirmFacts, certification: Certification): readonly Slider[] {
  const assessment = assessCertification(facts, certification)
  const text = rulesetText(assessment.ruleset, facts.asOf)
  if (!text) return []
  const last = yearOf(facts.asOf) - 1
  const read = byNeed(rowsOf(assessment, text), assessment.missing)
    .flatMap(({ report, text: { facts: own } }) => [...own, ...report.proxies.map((path) => path.split('⇐')[0] ?? path)])
    // A list of yearly counts stands for the counts of its years.
    .filter(isMovable)
  const rank = (fact: string) => {
    const year = Number(fact.split('.')[1])
    const isEarlier = Number.isFinite(year) && year !== last
    return (typeof factAt(facts, fact) === 'number' ? 0 : 2) + (isEarlier ? 1 : 0)
  }
  return [...new Set(read)].sort((a, b) => rank(a) - rank(b)).map((fact) => sliderFor(facts, fact))
}

/** The changes with one number moved; back where it was, it is no change. */
export function moved(changes: readonly Change[], { fact, from }: Slider, to: number): readonly Change[] {
  const others = changes.filter((change) => isAddition(change) || change.fact !== fact)
  const change: ScalarChange = { fact, from, to, unit: unitAt(fact) }
  return to === from ? others : [...others, change]
}

/** What a number is under trial. */
export function triedValue(changes: readonly Change[], { fact, from }: Slider): number | null {
  const change = changes.find((one): one is ScalarChange => !isAddition(one) && one.fact === fact)
  return typeof change?.to === 'number' ? change.to : from
}

/** Changes that no slider shows: something stated, a yes, items added. */
export const otherChanges = (changes: readonly Change[]): readonly Change[] =>
  changes.filter((change) => isAddition(change) || typeof change.to !== 'number' || !isMovable(change.fact))

const rank: readonly Verdict[] = ['unavailable', 'unqualified', 'undetermined', 'review', 'qualified']

/** Certifications that the changes make worse: one may gain what another loses. */
export const worseIn = (before: Report, after: Report): readonly Assessment[] =>
  after.assessments.filter(({ certification, verdict }) => {
    const old = before.assessments.find((one) => one.certification === certification)?.verdict ?? verdict
    return rank.indexOf(verdict) < rank.indexOf(old)
  })

/** Criteria that came out otherwise, as they were and as they would be. */
export function changedRows(
  before: readonly CriterionRow[],
  after: readonly CriterionRow[],
): readonly { readonly before: CriterionRow; readonly after: CriterionRow }[] {
  return after.flatMap((row) => {
    const old = before.find(({ report }) => report.id === row.report.id)
    if (!old) return []
    const isSame =
      old.report.outcome === row.report.outcome &&
      old.report.value === row.report.value &&
      old.report.points?.min === row.report.points?.min &&
      old.report.points?.max === row.report.points?.max
    return isSame ? [] : [{ before: old, after: row }]
  })
}

/** The whole ladder with the changes. */
export const tried = (facts: FirmFacts, changes: readonly Change[]): Report =>
  assess(changes.length > 0 ? applyChanges(facts, changes) : facts)
