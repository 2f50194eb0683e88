import { describe, expect, it } from 'vitest'
import { FirmFacts } from '../../../shared/facts.ts'
import { assessDocument } from '../../../shared/rules/door.ts'
import { arePlainFacts } from '../../../shared/rules/plain-facts.ts'
import { hnte, techSme, withFigures } from './firms.ts'
import { randomFirm } from './random-firm.ts'

const pointers = (document: unknown): string[] => {
  const answered = assessDocument(document)
  return 'problem' in answered ? (answered.problem.errors ?? []).map(({ pointer }) => pointer).sort() : []
}

describe('facts that are plainly right', () => {
  it('are taken as the schema takes them, and nothing is that the schema would refuse or correct', () => {
    const whole = { ...hnte, profile: { ...hnte.profile, name: '福清市示范科技（演示）有限公司' } }
    expect(arePlainFacts(whole)).toBe(true)
    expect(FirmFacts.parse(whole)).toEqual(whole)
    for (let item = 0; item < 60; item++) {
      const facts = randomFirm(21, item)
      expect(arePlainFacts(facts)).toBe(true)
      expect(FirmFacts.parse(facts)).toEqual(facts)
    }
    for (const odd of [
      { ...whole, surprise: null },
      { ...whole, profile: { name: ' 前后有空格 ' } },
      { ...whole, profile: { name: 'e\u0301' } },
      { ...whole, profile: { name: '看不见\u200b' } },
      { ...whole, profile: { industry: 'C3' } },
      { ...whole, asOf: '2025-02-29' },
      { ...whole, asOf: null },
      { ...whole, years: { 2025: { rdTax: 0.001 } } },
      { ...whole, years: { 2025: { staffYearEnd: -1 } } },
      { ...whole, years: { 1899: null } },
      { ...whole, ip: [{ kind: null }] },
      { ...whole, market: { domesticRank: 1.5 } },
      { ...whole, answers: { any: 'text' } },
      [],
    ])
      expect(arePlainFacts(odd), JSON.stringify(odd)).toBe(false)
  })
})

describe('what the doors refuse', () => {
  it('names every refused value at once', () => {
    const document = {
      asOf: '2026-02-30',
      profile: { uscc: '91350181MADEM0011B', highTechField: '999', industy: 'C39' },
      years: { '2025': { rdTax: 1.234, staffYearEnd: -1, staffMonthlyAvg: 1.1234567, weightedRoe: 'a', rdtax: 1 } },
      ip: [{ grantedOn: '2025-06-31' }],
      standards: [{ level: 'provincial' }],
      surprise: 1,
    }
    expect(pointers(document)).toEqual(
      [
        '/asOf',
        '/profile/uscc',
        '/profile/highTechField',
        '/profile/industy',
        '/years/2025/rdTax',
        '/years/2025/staffYearEnd',
        '/years/2025/staffMonthlyAvg',
        '/years/2025/weightedRoe',
        '/years/2025/rdtax',
        '/ip/0/kind',
        '/ip/0/grantedOn',
        '/standards/0/level',
        '/surprise',
      ].sort(),
    )
  })

  it.each([[null], [[]], ['text'], [42], [{}]])('is a problem, not a crash: %j', (document) => {
    const answered = assessDocument(document)
    expect('problem' in answered && answered.problem).toMatchObject({ status: 400, type: '/problems/invalid-facts' })
  })

  it('treats a prototype key as an unknown key', () => {
    expect(pointers(JSON.parse('{"asOf":"2026-06-15","__proto__":{"x":1},"years":{"2025":{"constructor":1}}}'))).toEqual([
      '/__proto__',
      '/years/2025/constructor',
    ])
  })

  it('takes null for unknown everywhere, and money just below 10¹³', () => {
    const document: FirmFacts = {
      asOf: '2026-06-15',
      profile: null,
      years: { '2025': null, '2024': { rdTax: null, totalAssets: 9_999_999_999_999.99 } },
      ip: null,
      answers: { 'hnte-ip-count': null },
    }
    expect(pointers(document)).toEqual([])
    expect(pointers({ asOf: '2026-06-15', years: { '2024': { totalAssets: 1e13 } } })).toEqual(['/years/2024/totalAssets'])
  })

  it('lets doubts between members stand: they are for a person', () => {
    expect(pointers(withFigures(techSme, { rdTax: 5_000_000_000, techStaffQuarterlyAvg: 400 }))).toEqual([])
  })
})

describe('answers', () => {
  const answered = (answers: FirmFacts['answers'], facts: FirmFacts = hnte) => pointers({ ...facts, answers })

  it('are refused for an unknown id, a computed criterion, a wrong type, a point outside the range', () => {
    expect(answered({ 'hnte-nonsense': 1 })).toEqual(['/answers/hnte-nonsense'])
    expect(answered({ 'techsme-staff-cap': true })).toEqual(['/answers/techsme-staff-cap'])
    expect(answered({ 'hnte-tech-field': 3 })).toEqual(['/answers/hnte-tech-field'])
    expect(answered({ 'hnte-mgmt-talent': true })).toEqual(['/answers/hnte-mgmt-talent'])
    expect(answered({ 'hnte-mgmt-talent': 4.000001 })).toEqual(['/answers/hnte-mgmt-talent'])
    expect(answered({ 'hnte-ip-count': 6 })).toEqual(['/answers/hnte-ip-count'])
    expect(answered({ 'hnte-ip-count': 7.5 })).toEqual([])
  })

  it('may use the whole range where the facts are missing', () => {
    expect(answered({ 'hnte-conversion': 2 }, { ...hnte, conversions: null })).toEqual([])
    expect(answered({ 'hnte-conversion': 2 })).toEqual(['/answers/hnte-conversion'])
  })

  it('are ignored where the facts decide or no rule set is in force', () => {
    expect(answered({ 'hnte-tech-field': false })).toEqual([])
    expect(answered({ 'hnte-ip-count': 1 }, { ...hnte, asOf: '2015-06-30' })).toEqual([])
  })
})

describe('dated rule sets', () => {
  it('judge only from the day on which they apply', () => {
    const verdictOn = (asOf: string) => {
      const answered = assessDocument({ ...techSme, asOf })
      return 'report' in answered
        ? answered.report.assessments
            .filter(({ certification }) => certification === 'tech-sme' || certification === 'hnte')
            .map(({ certification, ruleset, verdict }) => [certification, ruleset, verdict === 'unavailable'])
        : []
    }
    expect(verdictOn('2021-12-31')).toEqual([
      ['tech-sme', null, true],
      ['hnte', 'hnte@2016-32-195', false],
    ])
    expect(verdictOn('2022-01-01')[0]).toEqual(['tech-sme', 'techsme@115-67-2026', false])
  })
})
