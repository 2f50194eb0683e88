import type { Certification } from '../../shared/dictionary/certifications.ts'
import { yearOf } from '../../shared/days.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Report, Verdict } from '../../shared/report.ts'
import { assess, assessCertification } from '../../shared/rules/assess.ts'
import { factAt, indicatorAt, withFact } from '../facts/paths.ts'
import { byNeed, rowsOf } from './criteria.ts'
import { leastUnits } from './least-change.ts'
import { rulesetText } from './rulesets.ts'

/** One slider: a figure of the year under trial, how far it goes, and where the verdict or a band would turn. */
export interface Slider {
  readonly fact: string
  readonly from: number
  readonly max: number
  readonly step: number
  /** Values at which the verdict or the score changes, the other facts as they are. */
  readonly ticks: readonly number[]
}

const mostSliders = 8

/** Enough of an upper end: twice what is there, or a round amount where little is. */
function reach(from: number, isMoney: boolean): number {
  const least = isMoney ? 1_000_000 : 20
  const wanted = Math.max(from * 2, least)
  const magnitude = 10 ** Math.floor(Math.log10(wanted))
  return Math.ceil(wanted / magnitude) * magnitude
}

/** Where score or verdict step while one fact goes through its range: found by halving between samples. */
function stepsOf(facts: FirmFacts, certification: Certification, fact: string, max: number, unit: number): number[] {
  const key = (units: number): string => {
    const { verdict, score, criteria } = assessCertification(withFact(facts, fact, units * unit), certification)
    return `${verdict} ${score?.min} ${score?.max} ${criteria.map(({ outcome }) => outcome).join()}`
  }
  const most = Math.round(max / unit)
  const samples = 24
  const found: number[] = []
  for (let i = 0; i < samples; i++) {
    const low = Math.round((most * i) / samples)
    const high = Math.round((most * (i + 1)) / samples)
    const before = key(low)
    if (high - low < 1 || key(high) === before) continue
    const units = leastUnits((more) => key(Math.min(high, low + more)) !== before, high - low)
    if (units !== null) found.push((low + units) * unit)
  }
  return [...new Set(found)]
}

/** At most eight figures that can change the verdict, those of unmet and open criteria first. */
export function slidersFor(facts: FirmFacts, certification: Certification): readonly Slider[] {
  const assessment = assessCertification(facts, certification)
  const text = rulesetText(assessment.ruleset, facts.asOf)
  if (!text) return []
  const last = yearOf(facts.asOf) - 1
  const wanted = byNeed(rowsOf(assessment, text), assessment.missing)
    .flatMap(({ report, text: { facts: read } }) => [...read, ...report.proxies])
    .filter((fact) => fact.startsWith(`years.${last}.`) || fact === `conversions.${last}`)
  const movable = [...new Set(wanted)].filter((fact) => {
    const kind = indicatorAt(fact)?.kind
    return (kind === 'money' || kind === 'people' || kind === 'count') && typeof factAt(facts, fact) === 'number'
  })
  return movable.slice(0, mostSliders).map((fact) => {
    const from = Number(factAt(facts, fact))
    const isMoney = indicatorAt(fact)?.kind === 'money'
    const max = reach(from, isMoney)
    const step = isMoney ? 10_000 : 1
    return { fact, from, max, step, ticks: stepsOf(facts, certification, fact, max, isMoney ? 100 : 1) }
  })
}

const rank: readonly Verdict[] = ['unavailable', 'unqualified', 'undetermined', 'review', 'qualified']

export interface Trial {
  readonly before: Report
  readonly after: Report
  /** Certifications that the same change makes worse. */
  readonly worse: readonly { readonly certification: Certification; readonly verdict: Verdict }[]
}

/** The whole ladder before and after a change; one certification may gain what another loses. */
export function tryOut(facts: FirmFacts, changes: Readonly<Record<string, number>>): Trial {
  const changed = Object.entries(changes).reduce((now, [fact, value]) => withFact(now, fact, value), facts)
  const [before, after] = [assess(facts), assess(changed)]
  const worse = after.assessments.flatMap(({ certification, verdict }) => {
    const old = before.assessments.find((one) => one.certification === certification)?.verdict ?? verdict
    return rank.indexOf(verdict) < rank.indexOf(old) ? [{ certification, verdict }] : []
  })
  return { before, after, worse }
}
