import { describe, expect, it } from 'vitest'
import { evaluateCertification } from '../../../shared/rules/assess.ts'
import { Bulk } from '../../../shared/rules/bulk/index.ts'
import { shortBy } from '../../../shared/rules/short-by.ts'
import { Simulation } from '../../../shared/rules/simulate.ts'
import { randomFirm } from './random-firm.ts'

/** How many random firms are compared; 200,000 by BULK_FIRMS=200000. */
const firms = Number(process.env.BULK_FIRMS ?? 600)
const days = ['2026-06-15', '2026-02-10', '2025-09-01', '2024-06-01', '2027-03-01']

describe('bulk', () => {
  it.each(days.flatMap((asOf) => (['apply', 'renew'] as const).map((purpose) => [asOf, purpose] as const)))(
    'says of every firm what evaluate says, on %s to %s',
    (asOf, purpose) => {
      const each = Math.ceil(firms / (days.length * 2))
      const bulk = new Bulk(asOf, 1000, { purpose })
      for (let first = 0; first < each; first += 1000) {
        const rows = Math.min(1000, each - first)
        const batch = Array.from({ length: rows }, (_, row) => ({ ...randomFirm(5, first + row), asOf }))
        batch.forEach((facts, row) => bulk.put(row, facts))
        for (const { certification, verdict, scoreMin, scoreMax, shortBy: short } of bulk.run(rows)) {
          const differing = batch.filter((facts, row) => {
            const one = evaluateCertification(facts, certification, purpose)!
            const sameScore = one.score === null || (one.score.min === scoreMin[row] && one.score.max === scoreMax[row])
            return one.verdict !== verdict[row] || !sameScore || shortBy(one.ruleset.verdict, one) !== short[row]
          })
          expect(differing, `${certification} on ${asOf}`).toEqual([])
        }
      }
    },
    3_600_000,
  )

  it('decides alike when it only decides', () => {
    const batch = Array.from({ length: 200 }, (_, row) => ({ ...randomFirm(6, row), asOf: '2026-06-15' }))
    const [whole, brief] = [new Bulk('2026-06-15', 200), new Bulk('2026-06-15', 200, { decisionOnly: true })]
    batch.forEach((facts, row) => [whole, brief].forEach((bulk) => bulk.put(row, facts)))
    const verdicts = (bulk: Bulk) => bulk.run(200).map(({ certification, verdict }) => [certification, [...verdict]])
    expect(verdicts(brief)).toEqual(verdicts(whole))
  })
})

describe('simulation', () => {
  const asOf = '2026-06-15'
  const batch = Array.from({ length: 400 }, (_, item) => ({
    id: String(item),
    groups: { park: item % 2 ? 'a' : 'b', town: null, industry: `C${item % 3}` },
    facts: { ...randomFirm(8, item), asOf },
  }))
  const reaches = (verdict: number) => verdict >= 2
  /** Who enters and leaves by judging every firm singly under both laws. */
  const expected = (certification: 'tech-sme', revised: Readonly<Record<string, unknown>>) => {
    const verdicts = (options: object) => batch.map(({ facts }) => evaluateCertification(facts, certification, 'apply', options)!.verdict)
    const [before, after] = [verdicts({}), verdicts({ revised })]
    const ids = (holds: (row: number) => boolean) => batch.flatMap(({ id }, row) => (holds(row) ? [id] : []))
    return {
      enters: ids((row) => !reaches(before[row]!) && reaches(after[row]!)),
      leaves: ids((row) => reaches(before[row]!) && !reaches(after[row]!)),
    }
  }

  it.each([
    ['a threshold that a figure is measured by', { 'techsme.sales-cap': { p: 20_000_000, q: 1 } }],
    ['a pass mark', { 'techsme.pass': { p: 50, q: 1 } }],
    ['a table that lists are counted by', { 'techsme.ip-class-one-bands': [{ from: { p: 1, q: 1 }, relation: '>=', min: 5, max: 5 }] }],
    ['the industries that are left out', { 'techsme.excluded-industries': ['C39'] }],
  ])('finds who enters and who leaves under %s', (_, revised) => {
    const [result] = new Simulation(batch, { asOf }, ['tech-sme']).run({ asOf, revised }, 400)
    const found = expected('tech-sme', revised)
    const named = (effect: 'enters' | 'leaves') => result?.firms[effect].map(({ id }) => id)
    expect({ enters: named('enters'), leaves: named('leaves') }).toEqual(found)
    expect(found.enters.length + found.leaves.length).toBeGreaterThan(0)
    const parks = Object.values(result!.by.park)
    for (const effect of ['enters', 'leaves', 'nearer', 'farther'] as const)
      expect(parks.reduce((sum, one) => sum + one[effect], 0)).toBe(result!.effects[effect])
  })

  it('changes nothing under the same law', () => {
    for (const { effects, before, after } of new Simulation(batch, { asOf }).run({ asOf })) {
      expect(effects).toEqual({ enters: 0, leaves: 0, nearer: 0, farther: 0 })
      expect(after).toEqual(before)
    }
  })

  it('compares two days: another rule set may be in force', () => {
    const results = new Simulation(batch, { asOf: '2026-03-31' }, ['specialised-sme']).run({ asOf: '2026-04-01' })
    expect(results[0]!.before.reduce((a, b) => a + b, 0)).toBe(batch.length)
    expect(results[0]!.effects.leaves).toBeGreaterThan(0)
  })
})
