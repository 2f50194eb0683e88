import type { Certification } from '../../dictionary/certifications.ts'
import type { FirmFacts, Purpose } from '../../facts.ts'
import { type Case, caseOf } from '../case.ts'
import { findRuleset, judgedCertifications } from '../rulesets/index.ts'
import { type Column, columnFor, type Memo, read, type Source } from './columns.ts'
import { compile, type Kernel, type Results } from './compile.ts'

export interface BulkOptions {
  readonly purpose?: Purpose
  readonly certifications?: readonly Certification[]
  /** Parameters under trial, by id. */
  readonly revised?: Readonly<Record<string, unknown>>
  /** Verdicts alone, without scores and distances. */
  readonly decisionOnly?: boolean
}

interface Stored {
  readonly source: Source
  readonly column: Column
}

/** Whether a column was read by a parameter. */
const readsBy = (source: Source, parameterId: string): boolean => JSON.stringify(source).includes(`"id":"${parameterId}"`)

/** One certification over a batch of firms, in the order they were put in. */
export interface BulkResult extends Results {
  readonly certification: Certification
  readonly ruleset: string
}

/**
 * Many firms on one day, column by column. A registry of any size goes through in batches: `put` each firm of a batch in its
 * row, `run`, read the results, and use the batch again. Equal to `evaluate` on every firm, with the same four truth values,
 * score intervals and counts of unmet criteria; what a list then shows of a firm, `evaluate` tells.
 */
export class Bulk {
  readonly capacity: number
  private readonly kernels: readonly { readonly kernel: Kernel; readonly columns: readonly Column[]; readonly results: Results }[]
  private readonly store: ReadonlyMap<string, Stored>
  private readonly asOf: string
  private readonly purpose: Purpose
  private readonly options: BulkOptions

  /** `filled`: columns of the same firms on the same day that can be used again. */
  constructor(asOf: string, capacity: number, options: BulkOptions = {}, filled?: ReadonlyMap<string, Stored>) {
    this.capacity = capacity
    this.asOf = asOf
    this.purpose = options.purpose ?? 'apply'
    this.options = options
    const law = caseOf({ asOf }, this.purpose, options.revised)
    const shared = new Map<string, Stored>()
    this.kernels = (options.certifications ?? judgedCertifications).flatMap((certification) => {
      const ruleset = findRuleset(certification, asOf, this.purpose)
      if (!ruleset) return []
      const kernel = compile(ruleset, law, options.decisionOnly)
      const columns = kernel.sources.map((source) => {
        const key = JSON.stringify(source)
        const stored = shared.get(key) ?? filled?.get(key) ?? { source, column: columnFor(source, capacity) }
        shared.set(key, stored)
        return stored.column
      })
      return [{ kernel, columns, results: resultsFor(capacity) }]
    })
    this.store = shared
  }

  /**
   * The same firms under other parameters, without reading them again: null where that would not do, because the day differs
   * or a changed parameter is one that the columns themselves were read by. May narrow the certifications.
   */
  under(law: Pick<BulkOptions, 'revised' | 'certifications'> & { readonly asOf: string }): Bulk | null {
    if (law.asOf !== this.asOf) return null
    const [before, after] = [this.options.revised ?? {}, law.revised ?? {}]
    const changed = Object.keys({ ...before, ...after }).filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]))
    if (changed.some((id) => this.isReadBy(id))) return null
    const { revised: _, ...options } = this.options
    const { asOf, ...narrowed } = law
    const bulk = new Bulk(asOf, this.capacity, { ...options, ...narrowed }, this.store)
    return [...bulk.store.keys()].every((key) => this.store.has(key)) ? bulk : null
  }

  /** Whether a parameter decides what the columns hold, so that another value of it needs the facts again. */
  isReadBy(parameterId: string): boolean {
    return [...this.store.values()].some(({ source }) => readsBy(source, parameterId))
  }

  /** Puts a firm in a row. Its own `asOf` and `purpose` do not count: a batch has one day. */
  put(row: number, facts: FirmFacts): void {
    const of: Case = caseOf({ ...facts, asOf: this.asOf }, this.purpose, this.options.revised)
    const memo: Memo = new Map()
    for (const { source, column } of this.store.values()) column[row] = read(of, source, memo)
  }

  /** Puts the firm of one row in another too. */
  copy(from: number, to: number): void {
    for (const { column } of this.store.values()) column[to] = column[from]!
  }

  /** Judges the first rows. The results are overwritten by the next run. */
  run(rows: number): BulkResult[] {
    for (const { kernel, columns, results } of this.kernels) {
      // In chunks, so that the columns of one chunk stay in the cache from one rule set's loop to its end.
      for (let from = 0; from < rows; from += chunk) kernel.run(columns, from, Math.min(rows, from + chunk), results)
    }
    return this.results()
  }

  /** Judges some of the rows, so that others get their turn between. */
  judge(from: number, to: number): void {
    for (const { kernel, columns, results } of this.kernels) kernel.run(columns, from, to, results)
  }

  /** What was judged last, row by row. */
  results(): BulkResult[] {
    return this.kernels.map(({ kernel: { ruleset }, results }) => ({
      certification: ruleset.certification,
      ruleset: ruleset.id,
      ...results,
    }))
  }
}

const chunk = 8192

const resultsFor = (capacity: number): Results => ({
  verdict: new Uint8Array(capacity),
  scoreMin: new Int32Array(capacity),
  scoreMax: new Int32Array(capacity),
  shortBy: new Uint8Array(capacity),
})
