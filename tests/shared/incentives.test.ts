import { describe, expect, it } from 'vitest'
import { hnteTaxSaving, rdIncrementAward, superDeduction, vatExtraCredit } from '../../shared/incentives/calculators.ts'
import { incentiveOn, incentives, matchIncentive } from '../../shared/incentives/catalogue.ts'
import { pathAt } from '../../shared/plan/counting.ts'
import { keptBack } from '../../shared/plan/suppress.ts'

const wan = 10_000

describe('calculators: the worked examples', () => {
  it.each([
    { before: 390, now: 520, award: 7.8 },
    { before: 450, now: 540, award: 0 },
    { before: 100, now: 200, award: 0 },
    { before: 99, now: 201, award: 6.12 },
    { before: 3000, now: 14_000, award: 600 },
  ])('R&D from $before to $now: $award', ({ before, now, award }) => {
    expect(rdIncrementAward(before * wan, now * wan)).toBe(award * wan)
  })

  it('asks for more than two million and for a whole million more, to the fen', () => {
    expect(rdIncrementAward(1_000_000, 2_000_000)).toBe(0)
    expect(rdIncrementAward(1_000_000, 2_000_000.01)).toBe(60_000)
    expect(rdIncrementAward(1_000_000.02, 2_000_000.01)).toBe(0)
  })

  it('caps other costs and what was spent abroad', () => {
    const cost = { inHouse: 600 * wan, other: 80 * wan, entrustedDomestic: 100 * wan, entrustedOverseas: 700 * wan }
    expect(superDeduction(cost)).toBe(12_444_444.44)
    expect(superDeduction({ ...cost, other: 0, entrustedDomestic: 0, entrustedOverseas: 0 })).toBe(600 * wan)
  })

  it('saves a tenth of the taxable income, and nothing of a loss', () => {
    expect(hnteTaxSaving(1800 * wan)).toBe(180 * wan)
    expect(hnteTaxSaving(-1)).toBe(0)
    expect(vatExtraCredit(420 * wan)).toBe(21 * wan)
  })
})

describe('the catalogue', () => {
  it('offers only what is in force or to be verified on the day', () => {
    for (const rule of incentives) {
      const { status, isOffered, validTo } = incentiveOn(rule, '2026-06-15')
      expect([rule.id, isOffered]).toEqual([rule.id, ['in-force', 'check'].includes(status)])
      if (validTo !== null && validTo < '2026-06-15') expect([rule.id, isOffered]).toEqual([rule.id, false])
    }
    expect(new Set(incentives.map(({ id }) => id)).size).toBe(incentives.length)
  })

  it('keeps rewards on a listing barred whatever the bureau writes', () => {
    const barred = incentives.find(({ id }) => id === 'fj-listing-listed-100')!
    const change = { status: 'in-force', amountText: '100 万元', validTo: null, contact: null } as const
    expect(incentiveOn(barred, '2026-06-15', { change, version: 1 })).toMatchObject({ status: 'blocked', isOffered: false })
  })

  it('knows nothing of a firm of which nothing is known, and never says no', () => {
    for (const rule of incentives) {
      const { outcome, estimate } = matchIncentive(rule, { asOf: '2026-06-15' })
      expect([rule.id, outcome === 'not-yet', outcome === 'may']).toEqual([rule.id, false, false])
      expect([rule.id, outcome === 'not-offered' || outcome === 'unknown' ? estimate : null]).toEqual([rule.id, null])
    }
  })
})

describe('counts that are kept back', () => {
  it.each([
    { column: [12, 8, 0], kept: [false, false, false] },
    { column: [12, 3, 9, 0], kept: [false, true, true, false] },
    { column: [4, 4, 0], kept: [true, true, true] },
    { column: [1, 0, 0], kept: [true, true, true] },
    { column: [2, 3, 20, 6], kept: [true, true, false, true] },
  ])('$column', ({ column, kept }) => expect(keptBack(column)).toEqual(kept))
})

describe('the path of an indicator', () => {
  const period = { baseYear: 2020, targetYear: 2025 }
  it('is straight unless a year was set', () => {
    expect(pathAt({ base: 108, target: 200, path: {} }, period, 2023)).toBe(163.2)
    expect(pathAt({ base: 108, target: 200, path: { '2023': 150 } }, period, 2023)).toBe(150)
    expect(pathAt({ base: null, target: 200, path: {} }, period, 2023)).toBeNull()
    expect(pathAt({ base: 108, target: 200, path: {} }, period, 2026)).toBeNull()
  })
})
