import { describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../../shared/facts.ts'
import { assess } from '../../../shared/rules/assess.ts'
import { pathOf } from '../../../shared/rules/path.ts'
import { hnte, techSme } from './firms.ts'
import { randomFirm } from './random-firm.ts'

const path = (facts: FirmFacts) => pathOf(facts, assess(facts))
const step = (facts: FirmFacts, certification: string) => path(facts).find((one) => one.certification === certification)
const words = (facts: FirmFacts, certification: string) =>
  step(facts, certification)
    ?.why.map(({ zh }) => zh)
    .join('；')

describe('the way up', () => {
  it('starts with what can be had in its window this year, and leaves out what is held', () => {
    expect(step(techSme, 'tech-sme')).toMatchObject({ verdict: 'qualified', earliest: '2026-06-15' })
    expect(words(techSme, 'tech-sme')).toBe('申报期 2026-06-01 至 2026-08-31')
    const holder = { ...techSme, titles: [{ title: 'tech-sme' as const, validFrom: '2026-03-01', validTo: '2026-12-31' }] }
    expect(step(holder, 'tech-sme')).toBeUndefined()
  })

  it('waits for the window to open, and for the next year’s once it has closed', () => {
    expect(step({ ...techSme, asOf: '2026-05-02' }, 'tech-sme')?.earliest).toBe('2026-06-01')
    const late = { ...techSme, asOf: '2026-10-02' }
    expect(step(late, 'tech-sme')?.earliest).toBe('2027-01-01')
    expect(words(late, 'tech-sme')).toContain('2027 年申报期待公布')
  })

  it('waits until a firm has been registered long enough', () => {
    const young = { ...hnte, profile: { ...hnte.profile, registeredOn: '2025-12-01' } }
    expect(step(young, 'hnte')?.earliest).toMatch(/^(2026-12|2027-)/)
  })

  it('waits for the years in the niche, counted at the end of a fiscal year, and for the title below', () => {
    const facts: FirmFacts = { ...techSme, market: { yearsInNiche: 1.5 } }
    expect(words(facts, 'specialised-sme')).toContain('先取得科技型中小企业称号')
    const holder = { ...facts, titles: [{ title: 'tech-sme' as const, validFrom: '2026-03-01', validTo: '2026-12-31' }] }
    expect(words(holder, 'specialised-sme')).not.toContain('先取得')
  })

  it('never goes back in time nor ahead of a title that it waits for', () => {
    for (let item = 0; item < 400; item++) {
      const facts = randomFirm(12, item)
      const steps = path(facts)
      for (const { earliest, why } of steps) {
        if (earliest !== null) expect(earliest >= facts.asOf).toBe(true)
        expect(why.map(({ zh, en }) => zh + en).join('')).not.toMatch(/undefined|NaN|null/)
      }
      const day = (id: string) => steps.find((one) => one.certification === id)?.earliest
      const [below, above] = [day('specialised-sme'), day('little-giant')]
      if (below && above) expect(above >= below).toBe(true)
    }
  })
})
