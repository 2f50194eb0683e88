import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Certification, Title } from '../../shared/dictionary/certifications.ts'
import type { Action, CriterionReport, Verdict } from '../../shared/report.ts'
import { moment } from '../db/columns.ts'
import { placedWall, systemWall } from '../db/walls.ts'
import { firms } from '../firms/table.ts'

const firmId = () =>
  uuid()
    .notNull()
    .references(() => firms.id, { onDelete: 'cascade' })

/** Where the firm is: filled and kept in step with it by triggers, decides who sees the row. */
const place = () => ({ parkId: text(), townCode: text() })

/** The criterion that is nearest to being met, as the registry shows it. */
export type NearestReason = Pick<CriterionReport, 'id' | 'outcome' | 'value' | 'threshold' | 'clause'>

/**
 * The latest answer of the rules for each firm and certification: derived, never edited. A row is written anew only where its
 * answer has changed: when it was judged last, and on which facts, is told by the firm's summary.
 */
export const assessments = pgTable(
  'assessments',
  {
    firmId: firmId(),
    ...place(),
    certification: text().$type<Certification>().notNull(),
    /** The day on which it was first answered so. */
    asOf: date({ mode: 'string' }).notNull(),
    ruleset: text(),
    verdict: text().$type<Verdict>().notNull(),
    route: text(),
    scoreMin: doublePrecision(),
    scoreMax: doublePrecision(),
    scorePass: doublePrecision(),
    scoreOf: doublePrecision(),
    shortBy: integer(),
    /** Sum of the distances of the unmet criteria; orders lists, decides nothing. */
    distance: doublePrecision(),
    /** The nearest and the farthest of them; no farthest where one of them has no distance. */
    nearest: doublePrecision(),
    farthest: doublePrecision(),
    /** Ids of the unmet criteria, the nearest first. */
    unmet: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    missing: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** What stands in the way first, one at most: all of it, with its clauses, the firm's report tells on demand. */
    reasons: jsonb().$type<readonly NearestReason[]>().notNull().default([]),
    assessedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.firmId, t.certification] }),
    index('assessments_by_distance').on(t.certification, t.shortBy, t.firmId),
    index('assessments_by_verdict').on(t.certification, t.verdict, t.shortBy, t.firmId),
    ...placedWall(t),
  ],
)

/** A title in force; `renewal` is how its renewal would be judged, null for one that no rule set judges. */
export interface HeldTitle {
  readonly title: Title
  readonly validTo: string | null
  readonly renewal: Verdict | null
  /** How near its renewal is, for the order of lists. */
  readonly shortBy?: number | null
  readonly distance?: number | null
  readonly missing?: number
}

/** What the registry shows of a firm besides its identity: derived, refreshed with the assessments. */
export const firmSummaries = pgTable(
  'firm_summaries',
  {
    firmId: firmId().primaryKey(),
    ...place(),
    nextCertification: text().$type<Certification>(),
    action: text().$type<Action>(),
    /** Of the next certification. */
    nextVerdict: text().$type<Verdict>(),
    shortBy: integer(),
    distance: doublePrecision(),
    why: jsonb().$type<readonly string[]>().notNull().default([]),
    held: jsonb().$type<readonly HeldTitle[]>().notNull().default([]),
    /** The earliest end of a certificate in force. */
    expiresOn: date({ mode: 'string' }),
    sizeClass: text(),
    sme: boolean(),
    /** Share of the facts that the rule sets ask for that are known, 0 to 1. */
    completeness: real().notNull().default(0),
    known: smallint().notNull().default(0),
    knownOf: smallint().notNull().default(0),
    /** The last complete fiscal year; the figures below are of that year. */
    year: smallint(),
    /** Fiscal years with any figure. */
    years: smallint()
      .array()
      .notNull()
      .default(sql`'{}'`),
    operatingRevenue: numeric({ precision: 15, scale: 2, mode: 'number' }),
    /** R&D over sales by the nearest calibre, a fraction of 1; for showing and sorting. */
    rdShare: doublePrecision(),
    techStaff: numeric({ precision: 15, scale: 6, mode: 'number' }),
    staff: numeric({ precision: 15, scale: 6, mode: 'number' }),
    rdExpense: numeric({ precision: 15, scale: 2, mode: 'number' }),
    totalAssets: numeric({ precision: 15, scale: 2, mode: 'number' }),
    classOneIp: bigint({ mode: 'number' }),
    classTwoIp: bigint({ mode: 'number' }),
    proxyUsed: boolean().notNull().default(false),
    /** The day on which it was judged, and the last one on which that still stands while facts and rules stay as they are. */
    asOf: date({ mode: 'string' }),
    holdsUntil: date({ mode: 'string' }),
    /** The rules that judged, by `rulesKey`. */
    rules: text(),
    /** Hash of the facts that were judged. */
    factsFingerprint: text(),
    /** Verdict, score and distance of each certification in short, as judging in columns tells them. */
    decisions: text(),
    /** Hash of all that is stored of the firm's results but the days. */
    resultsFingerprint: text(),
    /** One letter a certification, as `digestOf` writes them: to count a city without reading each result. */
    digest: text().notNull().default(''),
    /** Facts have changed since. */
    stale: boolean().notNull().default(true),
    refreshedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    index('firm_summaries_by_next').on(t.nextCertification, t.shortBy, t.firmId),
    index('firm_summaries_by_revenue').on(t.operatingRevenue, t.firmId),
    index('firm_summaries_by_completeness').on(t.completeness, t.firmId),
    index('firm_summaries_by_expiry').on(t.expiresOn, t.firmId),
    index('firm_summaries_by_digest').on(t.parkId, t.digest),
    index('firm_summaries_by_end').on(t.holdsUntil, t.firmId),
    index('firm_summaries_stale')
      .on(t.firmId)
      .where(sql`${t.stale}`),
    ...placedWall(t),
  ],
)

/**
 * Runs over the whole register. What a run still has to do is told by the summaries themselves, so that any number of
 * processes work on one run, and a killed one is taken up where it stopped.
 */
export const reassessments = pgTable(
  'reassessments',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Every firm, or only those whose result is outdated. */
    everything: boolean().notNull(),
    /** The rules that judge, by `rulesKey`. */
    rules: text().notNull(),
    /** Firms that were judged since then are done. */
    startedAt: moment().notNull().defaultNow(),
    startedBy: text().notNull(),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    finishedAt: moment(),
  },
  (t) => [
    index('reassessments_open')
      .on(t.startedAt)
      .where(sql`${t.finishedAt} is null`),
    ...systemWall(),
  ],
)
