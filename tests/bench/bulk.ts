import { createRequire } from 'node:module'
import { FirmFacts } from '../../shared/facts.ts'
import { evaluateCertification } from '../../shared/rules/assess.ts'
import { Bulk } from '../../shared/rules/bulk/index.ts'
import { Truth } from '../../shared/rules/truth.ts'
import { randomOf } from '../../seeds/random.ts'
import { syntheticFirms } from '../../seeds/synthetic.ts'
import { heading, median, print } from './measure.ts'

const asOf = '2026-06-15'
const rows = Number(process.env.BENCH_BULK_ROWS ?? 1_000_000)

/** The figures that 科技型中小企业 is decided by, all of them known: the peers have no unknown. */
interface Complete {
  readonly staff: number
  readonly tech: number
  readonly sales: number
  readonly assets: number
  readonly cost: number
  readonly rd: number
  readonly classOne: number
  readonly classTwo: number
  readonly gates: boolean
  readonly hnte: boolean
}

function completeFirms(count: number): Complete[] {
  const random = randomOf(11, 0)
  const upTo = (most: number) => Math.floor(random() * most)
  return Array.from({ length: count }, () => {
    const sales = 1_000_000 + upTo(250_000_000)
    const staff = 5 + upTo(550)
    return {
      staff,
      tech: upTo(Math.ceil(staff * 0.4)),
      sales,
      assets: upTo(240_000_000),
      cost: Math.floor(sales * 0.8),
      rd: Math.floor(sales * 0.08 * random()),
      classOne: upTo(5) === 0 ? 1 : 0,
      classTwo: upTo(6),
      gates: upTo(10) > 0,
      hnte: upTo(10) === 0,
    }
  })
}

const factsOf = (firm: Complete): FirmFacts =>
  FirmFacts.parse({
    asOf,
    profile: { inMainland: firm.gates, booksLevied: true, productPolicy: 'permitted', industry: 'C3974' },
    years: {
      2025: {
        staffQuarterlyAvg: firm.staff,
        techStaffQuarterlyAvg: firm.tech,
        salesRevenue: firm.sales,
        totalAssets: firm.assets,
        costExpense: firm.cost,
        rdTax: firm.rd,
      },
    },
    ip: [
      ...Array.from({ length: firm.classOne }, () => ({ kind: 'invention-patent', grantedOn: '2022-01-01', linkedToMainProduct: true })),
      ...Array.from({ length: firm.classTwo }, () => ({ kind: 'utility-model', grantedOn: '2022-01-01', linkedToMainProduct: true })),
    ],
    titles: firm.hnte ? [{ title: 'hnte', validFrom: '2024-01-01', validTo: '2027-01-01' }] : [],
    awards: [],
    institutions: [],
    standards: [],
    incidents: [],
    creditListings: [],
  })

/** What somebody would write by hand for this one decision, over typed arrays and without unknowns. */
function handWritten(firms: readonly Complete[], count: number) {
  const column = (of: (firm: Complete) => number) => Float64Array.from({ length: count }, (_, i) => of(firms[i % firms.length]!))
  const bytes = (of: (firm: Complete) => number) => Uint8Array.from({ length: count }, (_, i) => of(firms[i % firms.length]!))
  const [staff, tech, sales] = [column((f) => f.staff), column((f) => f.tech), column((f) => f.sales)]
  const [assets, cost, rd] = [column((f) => f.assets), column((f) => f.cost), column((f) => f.rd)]
  const [one, two] = [bytes((f) => f.classOne), bytes((f) => f.classTwo)]
  const [gates, hnte] = [bytes((f) => Number(f.gates)), bytes((f) => Number(f.hnte))]
  const out = new Uint8Array(count)
  const bands = (part: number, whole: number, a: number, b: number, c: number, d: number, e: number, step: number): number => {
    const x = part * 100
    return x >= a * whole
      ? 5 * step
      : x >= b * whole
        ? 4 * step
        : x >= c * whole
          ? 3 * step
          : x >= d * whole
            ? 2 * step
            : x >= e * whole
              ? step
              : 0
  }
  const run = () => {
    for (let i = 0; i < count; i++) {
      const people = bands(tech[i]!, staff[i]!, 30, 25, 20, 15, 10, 4)
      const research = Math.max(bands(rd[i]!, sales[i]!, 6, 5, 4, 3, 2, 10), bands(rd[i]!, cost[i]!, 30, 25, 20, 15, 10, 10))
      const rights = one[i]! > 0 ? 30 : two[i]! > 3 ? 24 : two[i]! * 6
      const admitted = gates[i]! === 1 && staff[i]! <= 500 && sales[i]! <= 2e8 && assets[i]! <= 2e8
      out[i] = admitted && (hnte[i]! === 1 || (people > 0 && people + research + rights >= 60)) ? 1 : 0
    }
  }
  return { out, run }
}

/** What of json-rules-engine is used here: it is installed beside the benchmarks only. */
interface Almanac {
  readonly factValue: (id: string) => Promise<unknown>
}
interface Engine {
  readonly addFact: (id: string, value: (parameters: unknown, almanac: Almanac) => Promise<number>) => void
  readonly run: (facts: object) => Promise<{ readonly events: readonly unknown[] }>
}

/** The same decision as rules of json-rules-engine: gates as conditions, the score as a fact worked out on demand. */
function engineRun(): { readonly decide: (firm: Complete) => Promise<boolean> } {
  const require = createRequire(new URL('../../tests/bench/peers/package.json', import.meta.url))
  const { Engine } = require('json-rules-engine') as { Engine: new (rules: readonly object[]) => Engine }
  const engine = new Engine([
    {
      conditions: {
        all: [
          { fact: 'gates', operator: 'equal', value: true },
          { fact: 'staff', operator: 'lessThanInclusive', value: 500 },
          { fact: 'sales', operator: 'lessThanInclusive', value: 200_000_000 },
          { fact: 'assets', operator: 'lessThanInclusive', value: 200_000_000 },
          {
            any: [
              { fact: 'hnte', operator: 'equal', value: true },
              {
                all: [
                  { fact: 'people', operator: 'greaterThan', value: 0 },
                  { fact: 'score', operator: 'greaterThanInclusive', value: 60 },
                ],
              },
            ],
          },
        ],
      },
      event: { type: 'qualified' },
    },
  ])
  const band = (part: number, whole: number, steps: readonly number[], step: number) =>
    step * Math.max(0, 5 - ((steps.findIndex((bound) => part * 100 >= bound * whole) + 6) % 6))
  const value = async (almanac: Almanac, id: string) => (await almanac.factValue(id)) as number
  engine.addFact('people', async (_, almanac) => band(await value(almanac, 'tech'), await value(almanac, 'staff'), [30, 25, 20, 15, 10], 4))
  engine.addFact('score', async (_, almanac) => {
    const [people, rd, sales] = [await value(almanac, 'people'), await value(almanac, 'rd'), await value(almanac, 'sales')]
    const [cost, one, two] = [await value(almanac, 'cost'), await value(almanac, 'classOne'), await value(almanac, 'classTwo')]
    const research = Math.max(band(rd, sales, [6, 5, 4, 3, 2], 10), band(rd, cost, [30, 25, 20, 15, 10], 10))
    return people + research + (one > 0 ? 30 : two > 3 ? 24 : two * 6)
  })
  return { decide: async (firm) => (await engine.run({ ...firm })).events.length > 0 }
}

/** How long a piece of work takes: the median of several runs after a warm-up, in seconds. */
function seconds(work: () => void, runs = 5): number {
  const once = () => {
    const start = performance.now()
    work()
    return (performance.now() - start) / 1000
  }
  once()
  return median(Array.from({ length: runs }, once))
}

export async function benchBulk(): Promise<void> {
  heading(`bulk: ${rows.toLocaleString('en-US')} firms in memory, one thread`)
  await techSme()
  everyCertification()
}

async function techSme(): Promise<void> {
  const firms = completeFirms(20_000)
  const bulk = new Bulk(asOf, rows, { certifications: ['tech-sme'], decisionOnly: true })
  for (let i = 0; i < rows; i++) {
    if (i < firms.length) bulk.put(i, factsOf(firms[i]!))
    else bulk.copy(i % firms.length, i)
  }
  const hand = handWritten(firms, rows)
  const byHand = rows / seconds(hand.run)
  const decided = bulk.run(rows)[0]!.verdict
  print('tech-sme, hand-written loop over typed arrays', byHand, 'firms/s')
  print('tech-sme, bulk, the decision', rows / seconds(() => bulk.run(rows)), 'firms/s', { to: 'by hand', peer: byHand })
  const { decide } = engineRun()
  const sample = firms.slice(0, 4000)
  const start = performance.now()
  const answers: boolean[] = []
  for (const firm of sample) answers.push(await decide(firm))
  const engine = (sample.length * 1000) / (performance.now() - start)
  print('tech-sme, json-rules-engine', engine, 'firms/s')
  print('tech-sme, bulk', rows / seconds(() => bulk.run(rows)), 'firms/s', { to: 'json-rules-engine', peer: engine })
  const differing = sample.filter((_, i) => answers[i] !== (decided[i] === Truth.met) || answers[i] !== (hand.out[i] === 1)).length
  print('answers that differ between the three', differing, `of ${sample.length}`)
}

function everyCertification(): void {
  const firms = [...syntheticFirms({ firms: 20_000, seed: 7, today: asOf })].map(({ facts }) => FirmFacts.parse({ ...facts, asOf }))
  const bulk = new Bulk(asOf, rows)
  const filling = seconds(() => firms.forEach((facts, i) => bulk.put(i, facts)), 1)
  for (let i = firms.length; i < rows; i++) bulk.copy(i % firms.length, i)
  const took = seconds(() => void bulk.run(rows), 3)
  print('all certifications, bulk: verdicts, scores, distances', rows / took, 'firms/s')
  print('  the whole run', took, 's')
  print('  resident memory', process.memoryUsage().rss / 1e6, 'MB')
  print('  putting firms into columns', firms.length / filling, 'firms/s')
  const [first] = bulk.run(rows)
  const differing = firms.filter(
    (facts, i) => evaluateCertification(facts, first!.certification, 'apply')?.verdict !== first!.verdict[i],
  ).length
  print('  verdicts that differ from evaluate', differing, `of ${firms.length}`)
}
