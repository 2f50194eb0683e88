import { describe, expect, it } from 'vitest'
import type { Certification } from '../../../shared/dictionary/certifications.ts'
import { FirmFacts } from '../../../shared/facts.ts'
import type { Change, Gap } from '../../../shared/report.ts'
import { advise, planOf } from '../../../shared/rules/advise.ts'
import { evaluateCertification } from '../../../shared/rules/assess.ts'
import { caseOf } from '../../../shared/rules/case.ts'
import { evaluate, type Evaluation } from '../../../shared/rules/evaluate.ts'
import { applyChanges, isAddition, weakened } from '../../../shared/rules/gap/changes.ts'
import { gapOf } from '../../../shared/rules/gap/index.ts'
import { judgedCertifications } from '../../../shared/rules/rulesets/index.ts'
import { Truth } from '../../../shared/rules/truth.ts'
import { randomFirm } from './random-firm.ts'
import { techSme } from './firms.ts'

/** How many random firms are tried for each certification; 5,000 failing ones by GAP_FIRMS=12000. */
const firms = Number(process.env.GAP_FIRMS ?? 40)

const mostFailing = 5000

const gets = ({ ruleset, of }: Evaluation, changes: readonly Change[]): boolean =>
  evaluate(ruleset, caseOf(applyChanges(of.facts, changes), of.purpose)).verdict >= Truth.review

/** Every way to do a little less than the changes say. */
function lesser(changes: readonly Change[]): Change[][] {
  return changes.flatMap((change) => {
    const others = changes.filter((other) => other !== change)
    if (isAddition(change)) {
      const fewer = change.add.map((_, index) => ({ ...change, add: change.add.filter((_item, at) => at !== index) }))
      return [others, ...(change.add.length > 1 ? fewer.map((one) => [...others, one]) : [])]
    }
    const weaker = weakened(change)
    return weaker ? [others, [...others, weaker]] : [others]
  })
}

function check(evaluation: Evaluation, gap: Gap): void {
  for (const changes of [gap.changes, ...gap.alternatives]) {
    const shown = JSON.stringify(changes)
    expect(gets(evaluation, changes), `sound: ${shown}`).toBe(true)
    for (const less of lesser(changes)) expect(gets(evaluation, less), `tight: ${shown} without ${JSON.stringify(less)}`).toBe(false)
    expect(FirmFacts.safeParse(applyChanges(evaluation.of.facts, changes)).error?.issues, shown).toBeUndefined()
  }
}

describe.each(judgedCertifications)('the smallest change to %s', (certification) => {
  it('is sound and tight, never moves what a firm cannot move, and names what stands in the way where there is none', () => {
    const counts = { failing: 0, reachable: 0, blocked: 0, none: 0, changes: 0 }
    for (let item = 0; item < firms && counts.failing < mostFailing; item++) {
      const facts = randomFirm(3, item)
      const evaluation = evaluateCertification(facts, certification)
      if (!evaluation || evaluation.verdict >= Truth.review) continue
      const gap = gapOf(evaluation)!
      counts.failing++
      if (gap.reachable) {
        counts.reachable++
        counts.changes += gap.changes.length
        expect(gap.changes.length).toBeGreaterThan(0)
        expect(gap.blockers).toEqual([])
        check(evaluation, gap)
        for (const change of gap.changes) {
          if (isAddition(change)) expect(['ip', 'institutions', 'standards', 'financing']).toContain(change.fact)
          else if (change.from !== null)
            expect(change.fact).toMatch(/^(years\.|conversions\.|market\.(?!platformScore|localScore)|listing\.)/)
        }
      } else {
        counts[gap.blockers.length > 0 ? 'blocked' : 'none']++
        expect(gap.changes).toEqual([])
      }
    }
    if (process.env.GAP_FIRMS) process.stdout.write(`${certification}: ${JSON.stringify(counts)}\n`)
    expect(counts.failing).toBeGreaterThan(0)
  }, 3_600_000)
})

describe('advice', () => {
  const noDirectRoute = { titles: [], awards: [], institutions: [], standards: [] }
  const failing = { ...techSme, years: { 2025: { ...techSme.years?.[2025], rdTax: 100_000, rdExpense: null } }, ip: [], ...noDirectRoute }
  const gapTo = (facts: FirmFacts, certification: Certification): Gap | null | undefined =>
    advise(facts, { gap: true, certifications: [certification] }).assessments[0]?.gap

  it('is null where the firm qualifies, and empty where only a person is left to judge', () => {
    expect(gapTo(techSme, 'tech-sme')).toBeNull()
    const evaluation = evaluateCertification(randomFirm(3, 0), 'bse')!
    expect(gapOf({ ...evaluation, verdict: Truth.review })).toEqual({ reachable: true, changes: [], alternatives: [], blockers: [] })
  })

  it('tells a firm that fails the score what to spend or file, and offers another way over other figures', () => {
    const gap = gapTo(failing, 'tech-sme')
    expect(gap?.reachable).toBe(true)
    expect(gap?.alternatives.length).toBeGreaterThan(0)
    const facts = (changes: readonly Change[] | undefined) =>
      changes
        ?.map(({ fact }) => fact)
        .sort()
        .join(' ')
    expect(facts(gap?.alternatives[0])).not.toBe(facts(gap?.changes))
  })

  it('names a title that has to be obtained first, and moves nothing', () => {
    const gap = gapTo({ ...techSme, titles: [] }, 'little-giant')
    expect(gap).toMatchObject({ reachable: false, changes: [] })
    expect(gap?.blockers).toContain('lg26-title')
  })

  it('plans the next year on that year’s figures and present stocks alone', () => {
    const plan = planOf(failing)
    expect(plan).toMatchObject({ asOf: '2027-06-15', projection: 'flat' })
    const moved = plan.assessments.flatMap(({ gap }) => (gap ? [gap.changes, ...gap.alternatives].flat() : []))
    expect(moved.length).toBeGreaterThan(0)
    for (const change of moved) {
      if (isAddition(change)) expect(change.fact).toBe('ip')
      else if (change.from !== null) expect(change.fact).toMatch(/^(years|conversions)\.2026\b/)
    }
  })

  it('grows the coming year by the rates a firm gives', () => {
    const { projection, assessments } = planOf(failing, { growths: { rdTax: 2.5 }, certifications: ['tech-sme'] })
    expect(projection).toBe('growth')
    const flat = planOf(failing, { certifications: ['tech-sme'] }).assessments[0]
    const rdTax = (gap: Gap | null | undefined) => gap?.changes.find(({ fact }) => fact === 'years.2026.rdTax')
    expect(rdTax(flat?.gap)).not.toEqual(rdTax(assessments[0]?.gap) ?? null)
  })
})
