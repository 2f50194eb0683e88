import type { Certification } from '../dictionary/certifications.ts'
import type { FirmFacts } from '../facts.ts'
import type { Verdict } from '../report.ts'
import { Bulk, type BulkResult } from './bulk/index.ts'
import { Truth, verdictOf } from './truth.ts'

/** The law of one side of a comparison: a day, and parameters under trial by id. */
export interface Law {
  readonly asOf: string
  readonly revised?: Readonly<Record<string, unknown>>
}

/** What a firm is counted by. */
export interface ComparedFirm {
  readonly id: string
  readonly groups: Readonly<Record<GroupBy, string | null>>
}

/** A firm with the groups that it is counted in. */
export interface SimulatedFirm extends ComparedFirm {
  readonly facts: FirmFacts
}

export const groupings = ['park', 'town', 'industry'] as const
export type GroupBy = (typeof groupings)[number]

/** What a change does to one firm, for one certification. */
export type Effect = 'enters' | 'leaves' | 'nearer' | 'farther'
export const effects: readonly Effect[] = ['enters', 'leaves', 'nearer', 'farther']

export type Effects = Record<Effect, number>

/** Firms by verdict, unmet to met. */
export type ByVerdict = readonly [number, number, number, number]

/** Where a firm stands under one law. */
export interface StandingUnder {
  readonly verdict: Exclude<Verdict, 'unavailable'>
  readonly shortBy: number
}

export interface MovedFirm {
  readonly id: string
  readonly before: StandingUnder
  readonly after: StandingUnder
}

export interface SimulationResult {
  readonly certification: Certification
  readonly rulesets: { readonly before: string; readonly after: string }
  readonly before: ByVerdict
  readonly after: ByVerdict
  /** From which verdict to which: a row for each before. */
  readonly matrix: readonly [ByVerdict, ByVerdict, ByVerdict, ByVerdict]
  readonly effects: Effects
  readonly by: Readonly<Record<GroupBy, Readonly<Record<string, Effects>>>>
  /** The firms of each effect, in the order they came, up to the limit asked for. */
  readonly firms: Readonly<Record<Effect, readonly MovedFirm[]>>
}

const none = (): Effects => ({ enters: 0, leaves: 0, nearer: 0, farther: 0 })
const noFirms = (): [number, number, number, number] => [0, 0, 0, 0]
const sum = (counts: ByVerdict): number => counts.reduce((total, count) => total + count, 0)

interface Tally {
  readonly rulesets: { readonly before: string; readonly after: string }
  readonly matrix: [number, number, number, number][]
  readonly effects: Effects
  readonly by: Record<GroupBy, Record<string, Effects>>
  readonly firms: Record<Effect, MovedFirm[]>
}

const tally = (before: BulkResult, after: BulkResult): Tally => ({
  rulesets: { before: before.ruleset, after: after.ruleset },
  matrix: [noFirms(), noFirms(), noFirms(), noFirms()],
  effects: none(),
  by: { park: {}, town: {}, industry: {} },
  firms: { enters: [], leaves: [], nearer: [], farther: [] },
})

/**
 * Counts what a second law changes: who reaches a certification only under the second, who only under the first, and whose
 * distance changes (fewer or more unmet criteria, a verdict that is settled or opened). A firm reaches a certification when
 * it is qualified or left to a person. Firms are added a batch at a time; only those of the answer are kept.
 */
export class Comparison {
  private readonly tallies = new Map<Certification, Tally>()
  private readonly limit: number

  /** `limit`: how many firms of each effect are named. */
  constructor(limit = 200) {
    this.limit = limit
  }

  /** Adds the rows from one to another of what was judged under both laws; without a firm in a row, it is passed over. */
  add(
    firmIn: (row: number) => ComparedFirm | undefined,
    before: readonly BulkResult[],
    after: readonly BulkResult[],
    from: number,
    to: number,
  ): void {
    for (const now of after) {
      const was = before.find(({ certification }) => certification === now.certification)
      if (!was) continue
      let counts = this.tallies.get(now.certification)
      if (!counts) this.tallies.set(now.certification, (counts = tally(was, now)))
      for (let row = from; row < to; row++) {
        const firm = firmIn(row)
        if (!firm) continue
        const [a, b] = [was.verdict[row] as Truth, now.verdict[row] as Truth]
        counts.matrix[a]![b]!++
        const effect = effectOf(a, b, was.shortBy[row]!, now.shortBy[row]!)
        if (!effect) continue
        note(counts, firm, effect)
        if (counts.firms[effect].length >= this.limit) continue
        counts.firms[effect].push({
          id: firm.id,
          before: { verdict: verdictOf[a], shortBy: was.shortBy[row]! },
          after: { verdict: verdictOf[b], shortBy: now.shortBy[row]! },
        })
      }
    }
  }

  results(): SimulationResult[] {
    return [...this.tallies].map(([certification, { matrix, ...counts }]) => ({
      certification,
      before: matrix.map(sum) as unknown as ByVerdict,
      after: ([0, 1, 2, 3] as const).map((verdict) => matrix.reduce((total, row) => total + row[verdict], 0)) as unknown as ByVerdict,
      matrix: matrix as unknown as SimulationResult['matrix'],
      ...counts,
    }))
  }
}

/** The columns of two laws for the same batch of firms, filled together; the same ones where only thresholds differ. */
export class LawPair {
  private readonly before: Bulk
  private readonly after: Bulk
  private readonly filled: readonly Bulk[]

  constructor(before: Law, after: Law, capacity: number, certifications?: readonly Certification[]) {
    const columns = ({ asOf, revised }: Law) =>
      new Bulk(asOf, capacity, { ...(certifications ? { certifications } : {}), ...(revised ? { revised } : {}) })
    this.before = columns(before)
    const shared = this.before.under(after)
    this.after = shared ?? columns(after)
    this.filled = shared ? [this.before] : [this.before, this.after]
  }

  /** Judges a batch, at most as many as there is room for, under both laws and adds it. */
  compare(comparison: Comparison, firms: readonly SimulatedFirm[]): void {
    firms.forEach(({ facts }, row) => this.filled.forEach((bulk) => bulk.put(row, facts)))
    comparison.add((row) => firms[row], this.before.run(firms.length), this.after.run(firms.length), 0, firms.length)
  }
}

/** Firms in memory judged under two laws side by side; any number of second laws after each other. */
export class Simulation {
  private readonly firms: readonly SimulatedFirm[]
  private readonly before: Law
  private readonly certifications: readonly Certification[] | undefined

  constructor(firms: readonly SimulatedFirm[], before: Law, certifications?: readonly Certification[]) {
    this.firms = firms
    this.before = before
    this.certifications = certifications
  }

  run(after: Law, limit = 200): SimulationResult[] {
    const comparison = new Comparison(limit)
    const pair = new LawPair(this.before, after, Math.max(1, this.firms.length), this.certifications)
    pair.compare(comparison, this.firms)
    return comparison.results()
  }
}

function effectOf(before: Truth, after: Truth, shortBefore: number, shortAfter: number): Effect | null {
  const [reached, reaches] = [before >= Truth.review, after >= Truth.review]
  if (reached !== reaches) return reaches ? 'enters' : 'leaves'
  if (before !== after) return after > before ? 'nearer' : 'farther'
  if (shortBefore === shortAfter) return null
  return shortAfter < shortBefore ? 'nearer' : 'farther'
}

function note(counts: Tally, { groups }: ComparedFirm, effect: Effect): void {
  counts.effects[effect]++
  for (const grouping of groupings) {
    const group = (counts.by[grouping][groups[grouping] ?? ''] ??= none())
    group[effect]++
  }
}
