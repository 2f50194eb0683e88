import { describe, expect, it } from 'vitest'
import { figureProxies, type Figure } from '../../shared/dictionary/figures.ts'
import { daysBetween } from '../../shared/days.ts'
import { FirmFacts } from '../../shared/facts.ts'
import { assess } from '../../shared/rules/assess.ts'
import { usccFault } from '../../shared/uscc.ts'
import { demoFirms } from '../../seeds/demo/demo-firms.ts'
import type { DemoFirm } from '../../seeds/demo/firm.ts'
import { industries } from '../../seeds/reference/industries.ts'
import { parks } from '../../seeds/reference/parks.ts'
import { planIndicators } from '../../seeds/reference/plan-indicators.ts'
import { towns } from '../../seeds/reference/towns.ts'
import { syntheticFirms } from '../../seeds/synthetic.ts'

const ladder = ['tech-sme', 'hnte'] as const
const verdicts = ['qualified', 'review', 'undetermined', 'unqualified'] as const

function reportsOf(today: string) {
  return demoFirms(today).map((firm) => {
    const report = assess({ asOf: today, ...firm.facts })
    const assessmentOf = (certification: (typeof ladder)[number]) => {
      const found = report.assessments.find((assessment) => assessment.certification === certification)
      if (!found) throw new Error(`no assessment of ${certification}`)
      return found
    }
    return { firm, report, techSme: assessmentOf('tech-sme'), hnte: assessmentOf('hnte') }
  })
}

/** The criteria that some firm misses as the only one. */
const nearMisses = (assessments: readonly ReturnType<typeof reportsOf>[number]['hnte'][], ignored = '-direct-') =>
  new Set(
    assessments.flatMap(({ verdict, shortBy, criteria }) => {
      const unmet = criteria.filter(({ id, outcome, points }) => outcome === 'unmet' && !points && !id.includes(ignored))
      return verdict === 'unqualified' && shortBy === 1 && unmet.length === 1 ? [unmet[0]!.id] : []
    }),
  )

const firmOf = (firms: readonly DemoFirm[], name: string) => {
  const firm = firms.find((candidate) => candidate.name === name)
  if (!firm) throw new Error(`no demo firm ${name}`)
  return firm
}

// New Year, a leap day, the middle and the end of a year: the scenarios are relative to the day of the first start.
describe.each(['2026-06-15', '2026-01-01', '2028-02-29', '2026-12-30', '2027-11-05'])('the demo firms of %s', (today) => {
  const firms = demoFirms(today)
  const judged = reportsOf(today)

  it('are sixty, with codes that check, names of their own that say they are invented, and places that exist', () => {
    expect(firms).toHaveLength(60)
    expect(new Set(firms.map(({ uscc }) => uscc)).size).toBe(60)
    expect(new Set(firms.map(({ name }) => name)).size).toBe(60)
    for (const firm of firms) {
      expect(usccFault(firm.uscc), firm.name).toBeNull()
      expect(firm.name).toMatch(/示例|演示/)
      expect(towns.map(({ code }) => code)).toContain(firm.townCode)
      expect([null, ...parks.map(({ id }) => id)]).toContain(firm.parkId)
      expect(firm.contactPhone).toMatch(/^1390000\d{4}$/)
      expect(firm.contactEmail).toMatch(/@example\.com$/)
    }
    for (const { id } of parks) expect(firms.filter(({ parkId }) => parkId === id).length, id).toBeGreaterThanOrEqual(8)
    expect(firms.filter(({ parkId }) => parkId === null).length).toBeGreaterThanOrEqual(4)
  })

  it('are facts as the schema has them, in industries that exist', () => {
    const codes = new Set(industries.map(({ code }) => code))
    for (const { name, facts } of firms) {
      const parsed = FirmFacts.safeParse({ asOf: today, ...facts })
      expect(parsed.error?.issues ?? [], name).toEqual([])
      if (facts.profile?.industry) expect(codes, name).toContain(facts.profile.industry)
    }
  })

  it('say nothing of days to come but when a certificate ends', () => {
    for (const { name, facts } of firms) {
      const { titles, ...rest } = facts
      const days = JSON.stringify(rest).match(/\d{4}-\d{2}-\d{2}/g) ?? []
      for (const day of days) expect(day <= today, `${name} ${day}`).toBe(true)
      for (const { validFrom } of titles ?? []) expect(validFrom! <= today, name).toBe(true)
    }
  })

  it('hold no answer that their figures do not allow', () => {
    for (const { firm, techSme, hnte } of judged) expect([techSme.warnings, hnte.warnings], firm.name).toEqual([undefined, undefined])
  })

  it.each(ladder)('make every verdict of %s', (certification) => {
    const made = new Set(judged.map(({ report }) => report.assessments.find((a) => a.certification === certification)!.verdict))
    expect([...made].sort()).toEqual([...verdicts].sort())
  })

  it('reach tech-sme by every route', () => {
    expect(
      [...new Set(judged.filter(({ techSme }) => techSme.verdict === 'qualified').map(({ techSme }) => techSme.route))].sort(),
    ).toEqual(['score', 'techsme-direct-hnte', 'techsme-direct-national-award', 'techsme-direct-rd-institution', 'techsme-direct-standard'])
  })

  it('miss each criterion of tech-sme as the only one', () => {
    expect([...nearMisses(judged.map(({ techSme }) => techSme))].sort()).toEqual([
      'techsme-accounting-levy',
      'techsme-assets-cap',
      'techsme-industry-not-excluded',
      'techsme-no-major-incident',
      'techsme-not-listed',
      'techsme-product-not-prohibited',
      'techsme-resident-enterprise',
      'techsme-sales-cap',
      'techsme-score-min-60',
      'techsme-staff-cap',
      'techsme-staff-score-nonzero',
    ])
  })

  it('miss each criterion of hnte as the only one', () => {
    expect([...nearMisses(judged.map(({ hnte }) => hnte))].sort()).toEqual([
      'hnte-age-365',
      'hnte-core-ip-owned',
      'hnte-hightech-income-share',
      'hnte-innovation-score',
      'hnte-main-product-share',
      'hnte-no-major-incident',
      'hnte-rd-domestic-share',
      'hnte-rd-ratio',
      'hnte-resident-enterprise',
      'hnte-tech-field',
      'hnte-tech-staff-ratio',
    ])
  })

  it('miss the R&D share in each of its three tiers', () => {
    const missed = judged.filter(({ hnte }) => hnte.criteria.some(({ id, outcome }) => id === 'hnte-rd-ratio' && outcome === 'unmet'))
    const thresholds = missed.map(({ hnte }) => hnte.criteria.find(({ id }) => id === 'hnte-rd-ratio')!.threshold)
    expect([...new Set(thresholds)].sort()).toEqual([0.03, 0.04, 0.05])
  })

  it('stand in for every calibre that something may stand in for', () => {
    const used = judged
      .flatMap(({ techSme, hnte }) => [...techSme.criteria, ...hnte.criteria])
      .flatMap(({ id, proxies }) => proxies.map((path) => `${id} ${path.replace(/^years\.\d+\./, '')}`))
    expect(used).toEqual(
      expect.arrayContaining([
        'techsme-sales-cap operatingRevenue',
        'techsme-staff-cap staffMonthlyAvg',
        'techsme-staff-cap staffYearEnd',
        'techsme-score-tech-staff techStaffMonthlyAvg',
        'techsme-score-rd rdExpense',
        'hnte-tech-staff-ratio staffQuarterlyAvg',
        'hnte-tech-staff-ratio staffYearEnd',
        'hnte-tech-staff-ratio techStaffQuarterlyAvg',
        'hnte-rd-ratio rdExpense',
        'hnte-rd-ratio operatingRevenue',
        'hnte-growth-net-assets totalAssets',
        'hnte-growth-net-assets totalLiabilities',
        'hnte-growth-sales operatingRevenue',
      ]),
    )
    // What these two certifications do not read, others will: the same gaps are there.
    const latest = String(Number(today.slice(0, 4)) - 1)
    for (const [figure, others] of Object.entries(figureProxies) as [Figure, Figure[]][]) {
      for (const [index, standIn] of others.entries()) {
        const absent = [figure, ...others.slice(0, index)]
        const fits = firms.some(({ facts }) => {
          const year = facts.years?.[latest]
          return year != null && year[standIn] != null && absent.every((name) => year[name] == null)
        })
        expect(fits, `${figure}⇐${standIn}`).toBe(true)
      }
    }
  })

  it('hold certificates in force, running out, lapsed and taken back', () => {
    const held = (name: string) => judged.find(({ firm }) => firm.name === name)!.report
    const renewal = (name: string) => {
      const { held: certificates, recommendation } = held(name)
      const { certification, verdict, validTo } = certificates.find((each) => each.certification === 'hnte')!
      return { certification, verdict, within90Days: daysBetween(today, validTo!) <= 90, action: recommendation.action }
    }
    expect(renewal('福清示例光学镜片有限公司')).toEqual({
      certification: 'hnte',
      verdict: 'qualified',
      within90Days: true,
      action: 'renew',
    })
    expect(renewal('福清演示化工新材料有限公司')).toEqual({
      certification: 'hnte',
      verdict: 'unqualified',
      within90Days: true,
      action: 'renew',
    })
    expect(held('福清示例异型玻璃有限公司').held).toEqual([])
    expect(held('福清演示涂料科技有限公司').held).toEqual([])
    const everything = new Set(judged.flatMap(({ report }) => report.held.map(({ certification }) => certification)))
    expect([...everything].sort()).toEqual(['fujian-tech-giant', 'hnte', 'little-giant', 'specialised-sme', 'tech-sme'])
  })

  it('were founded this year, last year and the year before too', () => {
    const founded = new Set(firms.map(({ facts }) => facts.profile?.registeredOn?.slice(0, 4)))
    for (const yearsAgo of [0, 1, 2]) expect(founded).toContain(String(Number(today.slice(0, 4)) - yearsAgo))
  })
})

describe('the demo firms', () => {
  const firms = demoFirms('2026-06-15')

  it('tell nobody has said from there is none', () => {
    expect(firmOf(firms, '福清示例新注册待补充科技有限公司').facts.ip).toBeUndefined()
    expect(firmOf(firms, '福清演示冷冻调理食品有限公司').facts.ip).toEqual([])
  })

  it('carry figures that a person should look at: R&D above revenue', () => {
    const figures = firmOf(firms, '福清演示防伪包装有限公司').facts.years!['2025']!
    expect(figures.rdTax!).toBeGreaterThan(figures.salesRevenue!)
  })

  it('include a rename and a very long name', () => {
    expect(firms.flatMap(({ formerNames }) => formerNames ?? [])).not.toHaveLength(0)
    expect(Math.max(...firms.map(({ name }) => name.length))).toBeGreaterThan(50)
  })

  it('are the same at every call', () => {
    expect(demoFirms('2026-06-15')).toEqual(firms)
  })
})

describe('the synthetic registry', () => {
  const some = (firms: number, seed: number) => [...syntheticFirms({ firms, seed, today: '2026-06-15' })]

  it('is the same for the same seed, another for another, and does not depend on its size', () => {
    expect(some(50, 7)).toEqual(some(80, 7).slice(0, 50))
    expect(some(50, 8)).not.toEqual(some(50, 7))
  })

  it('has codes that check and names that say they are invented, each once', () => {
    const firms = some(3000, 7)
    expect(new Set(firms.map(({ uscc }) => uscc)).size).toBe(3000)
    expect(new Set(firms.map(({ name }) => name)).size).toBe(3000)
    for (const { uscc, name } of firms) {
      expect(usccFault(uscc)).toBeNull()
      expect(name).toMatch(/演示/)
    }
  })

  it('goes up to a million firms', () => {
    expect(() => some(1_000_001, 7)).toThrow(RangeError)
  })

  it('is valid facts, with about a fifth of the figures missing', () => {
    let known = 0
    let possible = 0
    for (const { facts } of some(2000, 7)) {
      expect(FirmFacts.safeParse({ asOf: '2026-06-15', ...facts }).error?.issues ?? []).toEqual([])
      const founded = facts.profile?.registeredOn?.slice(0, 4) ?? '0'
      for (const year of ['2023', '2024', '2025'].filter((each) => each >= founded)) {
        possible += 24
        known += Object.values(facts.years?.[year] ?? {}).filter((value) => value !== null).length
      }
    }
    expect(1 - known / possible).toBeGreaterThan(0.15)
    expect(1 - known / possible).toBeLessThan(0.25)
  })

  it('makes every verdict of both certifications', () => {
    const made = { 'tech-sme': new Set<string>(), hnte: new Set<string>() }
    for (const { facts } of some(1500, 7)) {
      for (const { certification, verdict, warnings } of assess({ asOf: '2026-06-15', ...facts }).assessments) {
        expect(warnings).toBeUndefined()
        if (certification === 'tech-sme' || certification === 'hnte') made[certification].add(verdict)
      }
    }
    expect([...made['tech-sme']].sort()).toEqual([...verdicts].sort())
    expect([...made.hnte].sort()).toEqual([...verdicts].sort())
  })
})

describe('the reference data', () => {
  it('has the four parks and the 26 towns and streets', () => {
    expect(parks.map(({ id }) => id)).toEqual(['rongqiao', 'jiangyin', 'yuanhong', 'lanyuan'])
    expect(towns).toHaveLength(26)
    expect(towns.find(({ name }) => name === '江阴镇')?.code).toBe('350181116')
    expect(towns.find(({ name }) => name === '一都镇')?.code).toBe('350181119')
    expect(towns.find(({ name }) => name === '东阁华侨农场')?.code).toBe('350181401')
  })

  it('has the industries as a tree of four levels', () => {
    const byCode = new Map(industries.map((industry) => [industry.code, industry]))
    const counts = [1, 2, 3, 4].map((level) => industries.filter((industry) => industry.level === level).length)
    expect(counts).toEqual([20, 97, 473, 1381])
    for (const { code, level, parent } of industries) {
      expect(parent === null ? 0 : byCode.get(parent)?.level, code).toBe(level - 1)
    }
    expect(byCode.get('C3974')).toEqual({ code: 'C3974', name: '显示器件制造', level: 4, parent: 'C397' })
  })

  it('has the twelve indicators of the plan, and says which one does not agree with its text', () => {
    expect(planIndicators.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(planIndicators[1]).toMatchObject({ base2020: 108, target2025: 200 })
    expect(planIndicators[8]!.note).toContain('不一致')
  })
})
