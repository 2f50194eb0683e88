import { createHash } from 'node:crypto'
import { yearOf } from '../../shared/days.ts'
import type { Certification, Title } from '../../shared/dictionary/certifications.ts'
import { classOneIp } from '../../shared/dictionary/codes.ts'
import { type Figure, figureProxies, type YearFigures } from '../../shared/dictionary/figures.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import type { Assessment, Report } from '../../shared/report.ts'
import { assessCertification } from '../../shared/rules/assess.ts'
import { describeRuleset } from '../../shared/rules/describe/index.ts'
import { findRuleset, judgedCertifications } from '../../shared/rules/rulesets/index.ts'
import { titleState } from '../../shared/rules/titles.ts'
import type { FirmRecord } from '../firms/record.ts'
import { decisionsOf } from './decisions.ts'
import { digestOf } from './digest.ts'
import { distanceOf, farthestOf, type Standing, standingOf, unmetOf } from './standing.ts'
import { holdsUntil, rulesKey, withoutMovingDay } from './validity.ts'
import type { assessments, firmSummaries, HeldTitle, NearestReason } from './table.ts'

export type StoredAssessment = Omit<typeof assessments.$inferInsert, 'assessedAt'>
export type StoredSummary = Omit<typeof firmSummaries.$inferInsert, 'refreshedAt'>

/** The firm and where it is: derived rows carry it. */
type Placed = Pick<FirmRecord, 'id' | 'parkId' | 'townCode'>

const placeOf = ({ id, parkId, townCode }: Placed) => ({ firmId: id, parkId, townCode })

/** An assessment as it is stored, null for one that is not available: there is nothing to look up. */
export function storedAssessment(firm: Placed, asOf: string, assessment: Assessment): StoredAssessment | null {
  if (assessment.verdict === 'unavailable') return null
  const standing = standingOf(assessment)
  const unmet = unmetOf(standing)
  const distances = unmet.flatMap(({ distance }) => (distance === null ? [] : [distance]))
  return {
    ...placeOf(firm),
    certification: assessment.certification,
    asOf,
    ruleset: standing.ruleset,
    verdict: standing.verdict,
    route: standing.route,
    scoreMin: standing.score?.min ?? null,
    scoreMax: standing.score?.max ?? null,
    scorePass: standing.score?.pass ?? null,
    scoreOf: standing.score?.of ?? null,
    shortBy: standing.shortBy,
    distance: distanceOf(standing),
    nearest: distances.length === 0 ? null : Math.min(...distances),
    farthest: farthestOf(standing),
    unmet: unmet.map(({ id }) => id),
    missing: [...standing.missing],
    reasons: nearestReason(standing),
  }
}

/** What stands in the way first; nothing does where a firm qualifies. */
function nearestReason({ verdict, open: [first] }: Standing): NearestReason[] {
  if (verdict === 'qualified' || !first) return []
  const { id, outcome, value, threshold, clause } = first
  return [withoutMovingDay({ id, outcome, value, threshold, clause })]
}

/** What the registry shows of a firm besides its identity. */
export function storedSummary(
  firm: Placed,
  facts: FirmFacts,
  report: Report,
  stored: readonly StoredAssessment[],
  factsFingerprint: string,
): StoredSummary {
  const { recommendation, assessments: all, sizeClass, asOf } = report
  const next = all.find(({ certification }) => certification === recommendation.next)
  const held = titlesHeld(facts, report)
  const ends = held.flatMap(({ validTo }) => (validTo === null ? [] : [validTo])).sort()
  const asked = askedFacts(asOf)
  const known = asked.filter((path) => isKnown(facts, path)).length
  return {
    ...placeOf(firm),
    nextCertification: recommendation.next,
    action: recommendation.action,
    nextVerdict: next?.verdict ?? null,
    shortBy: next?.shortBy ?? null,
    distance: stored.find(({ certification }) => certification === recommendation.next)?.distance ?? null,
    why: recommendation.why,
    held,
    expiresOn: ends[0] ?? null,
    sizeClass: sizeClass.class,
    sme: sizeClass.sme,
    completeness: asked.length === 0 ? 0 : known / asked.length,
    known,
    knownOf: asked.length,
    years: Object.keys(facts.years ?? {}).map(Number),
    ...latestFigures(facts, yearOf(asOf) - 1),
    ...ipCounts(facts),
    proxyUsed: all.some(({ criteria }) => criteria.some(({ proxies }) => proxies.length > 0)),
    asOf,
    holdsUntil: holdsUntil(
      facts,
      stored.flatMap(({ reasons }) => reasons ?? []),
    ),
    rules: rulesKey(),
    factsFingerprint,
    decisions: decisionsOf(all),
    resultsFingerprint: resultsFingerprintOf(stored),
    digest: digestOf(stored, held),
    stale: false,
  }
}

/** Equal where the results of all certifications are to the letter; days and places aside. */
const resultsFingerprintOf = (stored: readonly StoredAssessment[]): string =>
  createHash('sha256')
    .update(JSON.stringify(stored.map(({ firmId: _firm, parkId: _park, townCode: _town, asOf: _day, ...result }) => result)))
    .digest('base64url')

/** The titles in force on the day. */
function titlesHeld(facts: FirmFacts, report: Report): HeldTitle[] {
  const titles = new Set(facts.titles?.map(({ title }) => title as Title))
  return [...titles].flatMap((title) => {
    const { held, validTo } = titleState(facts, title)
    if (held !== true) return []
    const renewal = report.held.find(({ certification }) => certification === title)?.verdict ?? null
    if (renewal === null || !isJudged(title)) return [{ title, validTo, renewal }]
    const standing = standingOf(assessCertification(facts, title, 'renew'))
    return [{ title, validTo, renewal, shortBy: standing.shortBy, distance: distanceOf(standing), missing: standing.missing.length }]
  })
}

const isJudged = (title: Title): title is Certification => (judgedCertifications as readonly Title[]).includes(title)

function latestFigures(facts: FirmFacts, year: number) {
  const figures = facts.years?.[year] ?? {}
  const sales = nearest(figures, 'salesRevenue')
  const rd = figures.rdHnte ?? figures.rdTax ?? figures.rdExpense ?? null
  return {
    year,
    operatingRevenue: nearest(figures, 'operatingRevenue'),
    rdShare: rd !== null && sales !== null && sales > 0 ? rd / sales : null,
    techStaff: nearest(figures, 'techStaffQuarterlyAvg'),
    staff: nearest(figures, 'staffQuarterlyAvg'),
    rdExpense: rd,
    totalAssets: figures.totalAssets ?? null,
  }
}

/** The figure, else the nearest calibre that stands in for it. */
const nearest = (figures: YearFigures, figure: Figure): number | null =>
  [figure, ...(figureProxies[figure] ?? [])].map((name) => figures[name]).find((value) => value != null) ?? null

function ipCounts({ ip }: FirmFacts) {
  if (ip == null) return { classOneIp: null, classTwoIp: null }
  const inForce = ip.filter(({ valid }) => valid !== false)
  const one = inForce.filter(({ kind }) => (classOneIp as readonly string[]).includes(kind)).length
  return { classOneIp: one, classTwoIp: inForce.length - one }
}

/** A dot path, taken apart once. */
type Path = readonly [head: string, second?: string, third?: string]

const askedOn = new Map<string, readonly Path[]>()

/** The dot paths that the rule sets in force on a day read. */
function askedFacts(asOf: string): readonly Path[] {
  const known = askedOn.get(asOf)
  if (known) return known
  const rulesets = judgedCertifications.flatMap((certification) => findRuleset(certification, asOf, 'apply') ?? [])
  const paths = new Set(rulesets.flatMap((ruleset) => describeRuleset(ruleset, asOf).criteria.flatMap(({ facts }) => facts)))
  const asked = [...paths].map((path) => path.split('.') as unknown as Path)
  // Days change slowly, but nobody must fill the memory by asking for every day there is.
  if (askedOn.size > 100) askedOn.clear()
  askedOn.set(asOf, asked)
  return asked
}

/** Whether a fact is known, or a near calibre that stands in for it. */
function isKnown(facts: FirmFacts, [head, second, third]: Path): boolean {
  if (head === 'years' && second && third) {
    const figures = facts.years?.[second]
    return figures != null && nearest(figures, third as Figure) !== null
  }
  const value = (facts as Readonly<Record<string, unknown>>)[head]
  return value != null && (second === undefined || (value as Readonly<Record<string, unknown>>)[second] != null)
}
