import { describe, expect, it } from 'vitest'
import type { Certification } from '../../../shared/dictionary/certifications.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import type { Report } from '../../../shared/report.ts'
import { assess } from '../../../shared/rules/assess.ts'
import { hasRequiredTitle, ladder, levelOf } from '../../../shared/rules/ladder.ts'
import { hnte, techSme } from './firms.ts'
import { randomFirm } from './random-firm.ts'

const held = (title: Certification, validFrom: string, validTo: string) => ({ title, validFrom, validTo })
const rungs = ladder.flat()
const verdictIn = ({ assessments }: Report, certification: Certification) =>
  assessments.find((one) => one.certification === certification)?.verdict

describe('the next step of random firms', () => {
  const reports = Array.from({ length: 1200 }, (_, item) => randomFirm(9, item)).map((facts) => ({ facts, report: assess(facts) }))
  const each = (check: (facts: FirmFacts, report: Report) => void) => reports.forEach(({ facts, report }) => check(facts, report))
  const isHeld = (report: Report, certification: Certification) => report.held.some((one) => one.certification === certification)
  const dueIn = ({ held: titles, asOf }: Report) => titles.filter(({ renewFrom }) => renewFrom !== null && renewFrom <= asOf)

  it('is a renewal where a certificate is due, and never a certification that is held and not due', () => {
    each((_, report) => {
      const { next, action } = report.recommendation
      const due = dueIn(report)
      if (due.length > 0) expect([action, due.map((one) => one.certification)]).toEqual(['renew', expect.arrayContaining([next])])
      else if (next) expect(isHeld(report, next)).toBe(false)
    })
  })

  it('never asks for a title that is not held', () => {
    each((facts, { recommendation: { next, action } }) => {
      if (next && action !== 'renew') expect(hasRequiredTitle(facts, next)).toBe(true)
    })
  })

  it('is the highest qualified rung that is open, wherever there is one', () => {
    let seen = 0
    each((facts, report) => {
      if (dueIn(report).length > 0) return
      const open = rungs.filter((rung) => verdictIn(report, rung) === 'qualified' && !isHeld(report, rung) && hasRequiredTitle(facts, rung))
      if (open.length === 0) return
      seen++
      const { next, action } = report.recommendation
      expect(action).toBe('apply')
      expect(open).toContain(next)
      expect(levelOf(next!)).toBe(Math.max(...open.map((rung) => levelOf(rung)!)))
    })
    expect(seen).toBeGreaterThan(50)
  })

  it('says what to do by the verdict, and why in words', () => {
    const actions = { qualified: 'apply', review: 'apply', undetermined: 'complete-data', unqualified: 'improve', unavailable: 'none' }
    each((_, report) => {
      const { next, action, why } = report.recommendation
      if (next && action !== 'renew') expect(action).toBe(actions[verdictIn(report, next)!])
      if (!next) expect(action).toBe('none')
      expect(why.join('')).not.toMatch(/undefined|null|NaN/)
      expect(why.length).toBeGreaterThan(0)
    })
  })
})

describe('the next step', () => {
  const next = (facts: FirmFacts) => assess(facts).recommendation

  it('leads from 科技型中小企业 to 高新技术企业 and on to 专精特新 and 小巨人', () => {
    expect(next(techSme)).toMatchObject({ next: 'tech-sme', action: 'apply', after: ['hnte', 'specialised-sme', 'little-giant'] })
    const withFirst = { ...hnte, titles: [held('tech-sme', '2026-03-01', '2026-12-31')] }
    expect(next(withFirst)).toMatchObject({ next: 'hnte', after: ['specialised-sme', 'little-giant'] })
  })

  it('puts a certificate in its last year before everything, and warns where its criteria are no longer met', () => {
    const firm = { ...techSme, titles: [held('hnte', '2023-11-28', '2026-11-27')] }
    const { next: first, action, why } = next(firm)
    expect([first, action]).toEqual(['hnte', 'renew'])
    expect(why.join('')).toContain('2026-11-27')
  })

  it('comes to 创新型中小企业 only where 科技型中小企业 is out of reach and neither is held', () => {
    const large = { ...techSme, years: { 2025: { ...techSme.years?.[2025], salesRevenue: 300_000_000, operatingRevenue: 300_000_000 } } }
    const report = assess(large)
    expect(verdictIn(report, 'tech-sme')).toBe('unqualified')
    const beside = ['innovative-sme', 'hnte', 'fujian-tech-giant']
    expect(beside).toContain(report.recommendation.next)
    expect(next({ ...large, titles: [held('innovative-sme', '2025-01-01', '2027-12-31')] }).next).not.toBe('innovative-sme')
  })
})
