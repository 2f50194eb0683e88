import { beforeAll, describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../shared/facts.ts'
import { advise } from '../../shared/rules/advise.ts'
import { assessCertification } from '../../shared/rules/assess.ts'
import { applyChanges } from '../../shared/rules/gap/changes.ts'
import { judgedCertifications, rulesets } from '../../shared/rules/rulesets/index.ts'
import { withFact } from '../../web/facts/paths.ts'
import { loadOfficeMessages } from '../../web/i18n.ts'
import { changesText, changeText } from '../../web/reports/change-text.ts'
import { ownValue, requirement, rowsOf } from '../../web/reports/criteria.ts'
import { groupsOf } from '../../web/reports/groups.ts'
import { rulesetOf, scoreLine, textIn } from '../../web/reports/ruleset-text.ts'
import { rulesetText } from '../../web/reports/rulesets.ts'
import { reaches, turningPoint } from '../../web/reports/turning-point.ts'
import { changedRows, moved, otherChanges, sliderFor, slidersFor, ticksOf, tried, triedValue, worseIn } from '../../web/reports/what-if.ts'
import { bseFirm, starFirm } from '../shared/rules/board-firms.ts'
import { innovative, specialised } from '../shared/rules/specialised-firms.ts'

const year = '2025'

/** 56 points of the 60 that a tech-SME needs. */
const firm: FirmFacts = {
  asOf: '2026-09-18',
  profile: { industry: 'C3974', registeredOn: '2019-05-16', inMainland: true, booksLevied: true, productPolicy: 'permitted' },
  years: {
    [year]: {
      staffQuarterlyAvg: 86,
      techStaffQuarterlyAvg: 15,
      salesRevenue: 32_600_000,
      totalAssets: 41_000_000,
      costExpense: 29_050_000,
      rdTax: 1_450_000,
    },
  },
  ip: Array.from({ length: 3 }, () => ({ kind: 'utility-model', linkedToMainProduct: true, acquisition: 'self' })),
  titles: [],
  awards: [],
  institutions: [],
  standards: [],
  incidents: [],
  creditListings: [],
}

beforeAll(loadOfficeMessages)

const judge = (facts: FirmFacts) => assessCertification(facts, 'tech-sme').verdict
const rowsFor = (facts: FirmFacts, certification: (typeof judgedCertifications)[number]) => {
  const assessment = assessCertification(facts, certification)
  return rowsOf(assessment, rulesetText(assessment.ruleset, facts.asOf)!)
}

describe('a turning point', () => {
  it('is the one line on which an open figure decides', () => {
    const open = withFact(firm, `years.${year}.costExpense`, null)
    expect(turningPoint(open, `years.${year}.costExpense`, judge)).toEqual({ at: 5_800_000, holdsAbove: false })
    expect(reaches(judge(withFact(open, `years.${year}.costExpense`, 5_800_000)))).toBe(true)
    expect(reaches(judge(withFact(open, `years.${year}.costExpense`, 5_800_000.01)))).toBe(false)
  })
})

describe('a change in words', () => {
  it('says from where to where, exactly to the yuan', () => {
    expect(changeText({ fact: 'years.2025.rdTax', from: 1_200_000, to: 1_500_000, unit: '元' })).toMatch(
      /^2025 年研发费用.* 120 万元 → 150 万元$/,
    )
    expect(changeText({ fact: 'years.2025.rdTax', from: 1_200_000, to: 1_500_001, unit: '元' })).toContain('→ 150.0001 万元')
    expect(changeText({ fact: 'years.2025.staffYearEnd', from: 10, to: 12, unit: '人' })).toMatch(/10 人 → 12 人$/)
  })

  it('asks to state first what is unknown, and never calls it zero', () => {
    expect(changeText({ fact: 'years.2025.rdTax', from: null, to: 1_500_000, unit: '元' })).toMatch(/^先填：2025 年研发费用.*150 万元/)
    expect(changeText({ fact: 'awards', from: null, to: [], unit: '' })).toBe('先填：科技奖励（没有的话填“没有”即可）')
    expect(changeText({ fact: 'profile.inMainland', from: null, to: true, unit: '' })).toContain('是')
  })

  it('puts alike items together, with what they must be', () => {
    const right = { kind: 'invention-patent', acquisition: 'self', linkedToMainProduct: true, inUse: true, valid: true }
    expect(changeText({ fact: 'ip', add: [right, right], unit: '项' })).toMatch(
      /^新增 2 项发明专利（自主研发、与主要产品（服务）相关、已实施应用）$/,
    )
  })
})

describe('a trial', () => {
  const rd = sliderFor(firm, `years.${year}.rdTax`)

  it('moves one number, shows what turns, and leaves no change where it comes back', () => {
    const changes = moved([], rd, 3_000_000)
    expect(triedValue(changes, rd)).toBe(3_000_000)
    const [before, after] = [tried(firm, []), tried(firm, changes)]
    const of = (report: typeof before) => report.assessments.find(({ certification }) => certification === 'tech-sme')
    expect([of(before)?.verdict, of(after)?.verdict]).toEqual(['unqualified', 'qualified'])
    const turned = changedRows(rowsFor(firm, 'tech-sme'), rowsFor(applyChanges(firm, changes), 'tech-sme'))
    expect(turned.map(({ after }) => after.report.id)).toContain('techsme-score-rd')
    expect(moved(changes, rd, 1_450_000)).toEqual([])
  })

  it('says what the same change breaks elsewhere', () => {
    const qualified = withFact(firm, `years.${year}.rdTax`, 3_000_000)
    const changes = moved([], sliderFor(qualified, `years.${year}.totalAssets`), 200_000_001)
    expect(worseIn(tried(qualified, []), tried(qualified, changes)).map(({ certification }) => certification)).toContain('tech-sme')
  })

  it('takes whatever the smallest change asks for, on sliders and beside them, and gets there', () => {
    const [assessment] = advise(firm, { certifications: ['tech-sme'], gap: true }).assessments
    const { changes, alternatives } = assessment!.gap!
    for (const way of [changes, ...alternatives]) {
      const after = tried(firm, way).assessments.find(({ certification }) => certification === 'tech-sme')
      expect(reaches(after!.verdict)).toBe(true)
      expect(changesText(way)).not.toContain('undefined')
      const known = new Set(slidersFor(firm, 'tech-sme').map(({ fact }) => fact))
      for (const change of way) expect(known.has(change.fact) || otherChanges(way).includes(change)).toBe(true)
    }
  })

  it('marks where the outcome turns', () => {
    expect(ticksOf(firm, 'tech-sme', rd).some((tick) => tick > 1_450_000 && reaches(judge(withFact(firm, rd.fact, tick))))).toBe(true)
  })

  it('has figures to move for every certification that is judged', () => {
    for (const certification of judgedCertifications) expect(slidersFor(starFirm, certification).length).toBeGreaterThan(0)
  })
})

describe('criteria on the page', () => {
  const groups = (facts: FirmFacts, certification: (typeof judgedCertifications)[number]) => {
    const assessment = assessCertification(facts, certification)
    return groupsOf(rowsFor(facts, certification), rulesetOf(rulesets, assessment.ruleset), assessment)
  }

  it('puts the sets of a board apart and marks the one that holds', () => {
    expect(groups(bseFirm, 'bse').map(({ title }) => title)).toEqual(['基本条件', '标准一', '标准二', '标准三', '标准四'])
    expect(groups(bseFirm, 'bse').filter(({ holds }) => holds)).toHaveLength(1)
  })

  it('leave out no criterion of any rule set but the parts of its score', () => {
    for (const ruleset of rulesets) {
      const facts = { ...starFirm, asOf: ruleset.inForce.apply.from > starFirm.asOf ? ruleset.inForce.apply.from : starFirm.asOf }
      const assessment = assessCertification(facts, ruleset.certification, 'apply', { ruleset })
      const rows = rowsOf(assessment, textIn([ruleset], ruleset.id, facts.asOf)!)
      const shown = groupsOf(rows, ruleset, assessment).flatMap((group) => group.rows)
      expect(new Set(shown.map(({ report }) => report.id))).toEqual(
        new Set(rows.filter(({ text }) => text.kind !== 'points').map(({ report }) => report.id)),
      )
      for (const row of rows) expect(`${ownValue(row)} ${requirement(row)}`).not.toMatch(/NaN|undefined|null|small|medium/)
    }
  })

  it('take the line of the whole score, not that of one block', () => {
    expect(scoreLine(rulesetOf(rulesets, 'innov-63a1'))?.id).toBe('innov-score-total')
    expect(scoreLine(rulesetOf(rulesets, 'hnte@2016-32-195'))).toEqual({ id: 'hnte-innovation-score', isStrict: true })
  })

  it('name the size class, and show no bare number where a condition mixes units', () => {
    const row = (facts: FirmFacts, certification: 'innovative-sme' | 'specialised-sme', id: string) =>
      rowsFor(facts, certification).find(({ report }) => report.id === id)!
    expect(ownValue(row(innovative, 'innovative-sme', 'base-sme-size'))).toMatch(/^(中|小|微)型$/)
    expect(ownValue(row(specialised, 'specialised-sme', 'srdi26-years'))).toMatch(/ 年$/)
    const mixed = { ...row(specialised, 'specialised-sme', 'srdi26-years') }
    expect(ownValue({ ...mixed, text: { ...mixed.text, shows: 'text' } })).toBe('—')
  })
})
