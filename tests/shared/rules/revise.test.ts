import { describe, expect, it } from 'vitest'
import { certificationsReading, parseRevisions, rationalOf, revisablesOf } from '../../../shared/rules/revise.ts'
import { rulesets } from '../../../shared/rules/rulesets/index.ts'

const all = [...new Map(rulesets.flatMap(revisablesOf).map((one) => [one.id, one])).values()]
const parse = (id: string, value: unknown) => parseRevisions(rulesets, [{ id, value }])
const pointers = (id: string, value: unknown) => {
  const parsed = parse(id, value)
  return 'errors' in parsed ? parsed.errors.map(({ pointer }) => pointer) : []
}
const plainObjects = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the parameters that may be revised', () => {
  it('are all that the rule sets hold', () => {
    const held = new Set<string>()
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      if ('history' in node && 'id' in node) held.add(String(node.id))
      else Object.values(node).forEach(walk)
    }
    rulesets.forEach(({ criteria, score }) => walk([criteria, score]))
    expect(new Set(all.map(({ id }) => id))).toEqual(held)
  })

  it.each(all.map((one) => [one.id, one] as const))('%s takes every value that it has had, as it stands', (id, { parameter }) => {
    for (const { value } of parameter.history) {
      const given = plainObjects(value)
      expect(parse(id, given)).toEqual({ revised: { [id]: given } })
    }
  })

  it('name the certifications that read them', () => {
    expect(certificationsReading(rulesets, ['hnte.pass'])).toEqual(['hnte'])
  })
})

describe('a threshold', () => {
  it.each([
    [0.035, { p: 7, q: 200 }],
    [0.1, { p: 1, q: 10 }],
    [30_000_000, { p: 30_000_000, q: 1 }],
    [12_345_678.91, { p: 1_234_567_891, q: 100 }],
    [0, { p: 0, q: 1 }],
    [-0.05, { p: -1, q: 20 }],
  ])('%d is the very fraction that was written', (value, fraction) => {
    expect(rationalOf(value)).toEqual(fraction)
  })

  it.each([1e-9, 0.123456789, Number.NaN, Number.POSITIVE_INFINITY, 1e21])('%d cannot be compared exactly', (value) => {
    expect(rationalOf(value)).toBeNull()
  })

  it.each(['70', null, -1, 1e15, { p: 1 }, { p: 1, q: 0 }, [70], 0.1234567891])('refuses %j', (value) => {
    expect(pointers('fjstg.revenue', value)[0]).toMatch(/^\/revised\/0\/value/)
  })

  it('of a number of items is whole', () => {
    expect(pointers('fjstg.ip', 1.5)).toEqual(['/revised/0/value'])
    expect(parse('fjstg.ip', 2)).toEqual({ revised: { 'fjstg.ip': { p: 2, q: 1 } } })
  })
})

describe('a table', () => {
  const bands = all.find(({ kind, unit }) => kind === 'bands' && unit === 'count')!
  const tiers = all.find(({ kind }) => kind === 'tiers')!
  const codes = all.find(({ kind }) => kind === 'codes')!
  const band = { from: 1, relation: '>=', min: 1, max: 1 }

  it('names the very member that is wrong', () => {
    expect(pointers(bands.id, [band, { ...band, from: 0, relation: '=' }])).toEqual(['/revised/0/value/1/relation'])
    expect(pointers(bands.id, [{ ...band, colour: 1 }])).toEqual(['/revised/0/value/0/colour'])
    expect(pointers(bands.id, [{ ...band, min: 3, max: 2 }])).toEqual(['/revised/0/value/0/max'])
    expect(pointers(bands.id, [{ ...band, max: 1000 }])).toEqual(['/revised/0/value/0/max'])
    expect(pointers(bands.id, [])).toEqual(['/revised/0/value'])
    expect(pointers(bands.id, 3)).toEqual(['/revised/0/value'])
  })

  it('refuses a band that is never reached', () => {
    expect(pointers(bands.id, [band, { ...band, from: 2 }])).toEqual(['/revised/0/value/1/from'])
  })

  it('of tiers ends with one that has no bound', () => {
    expect(pointers(tiers.id, [{ upTo: 5, threshold: 0.05 }])).toEqual(['/revised/0/value/0/upTo'])
    expect(
      pointers(tiers.id, [
        { upTo: 5, threshold: 0.05 },
        { upTo: 5, threshold: 0.04 },
        { upTo: null, threshold: 0.03 },
      ]),
    ).toEqual(['/revised/0/value/1/upTo'])
  })

  it('of industries holds codes, each once', () => {
    expect(pointers(codes.id, ['C39', '39'])).toEqual(['/revised/0/value/1'])
    expect(pointers(codes.id, ['C39', 'C39'])).toEqual(['/revised/0/value'])
    expect(parse(codes.id, ['C39'])).toEqual({ revised: { [codes.id]: ['C39'] } })
  })
})

describe('several at once', () => {
  it('are refused with all that is wrong, unknown and repeated ids too', () => {
    const parsed = parseRevisions(rulesets, [
      { id: 'no.such', value: 1 },
      { id: 'hnte.pass', value: 60 },
      { id: 'hnte.pass', value: 61 },
      { id: 'fjstg.revenue', value: 'x' },
    ])
    expect('errors' in parsed && parsed.errors.map(({ pointer }) => pointer)).toEqual([
      '/revised/0/id',
      '/revised/2/id',
      '/revised/3/value',
    ])
  })
})
