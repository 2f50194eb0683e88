import { sql } from 'drizzle-orm'
import { check, customType, date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { DraftExample, DraftSimulation } from '../../shared/api/rule-drafts.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import type { Pack } from '../../shared/rules/pack-rules.ts'
import type { Revision } from '../../shared/rules/revise.ts'
import type { Restatement } from '../../shared/rules/worked-example.ts'
import { moment } from '../db/columns.ts'
import { actingAs, wall } from '../db/walls.ts'

/** Days from one to another, as Postgres writes them: `[2027-01-01,)`. */
const daterange = customType<{ data: string }>({ dataType: () => 'daterange' })

const accounts = () =>
  uuid()
    .array()
    .notNull()
    .default(sql`'{}'`)

/** What a version says and rests on: the same in a draft and in the version that comes of it. */
const content = () => ({
  certification: text().$type<Certification>().notNull(),
  /** The rule set that is changed; null for a pack completed from a notice. */
  base: text(),
  changes: jsonb().$type<readonly Revision[]>().notNull().default([]),
  pack: jsonb().$type<Pack | null>(),
  /** Own worked examples, and other answers to those there are. */
  examples: jsonb().$type<readonly DraftExample[]>().notNull().default([]),
  restated: jsonb().$type<Readonly<Record<string, Restatement>>>().notNull().default({}),
})

/** Revisions of rules on their way: written, tried out, sent, approved by a second person. */
export const ruleDrafts = pgTable(
  'rule_drafts',
  {
    id: uuid().primaryKey().defaultRandom(),
    title: text().notNull(),
    state: text().$type<'draft' | 'submitted' | 'approved' | 'enacted' | 'withdrawn'>().notNull().default('draft'),
    ...content(),
    documentNumber: text(),
    documentTitle: text(),
    documentDate: date({ mode: 'string' }),
    effectiveOn: date({ mode: 'string' }),
    /** What happens to applications under way, in words. */
    openApplications: text(),
    /** What the second person says. */
    note: text(),
    simulation: jsonb().$type<DraftSimulation | null>(),
    authorId: uuid().notNull(),
    author: text().notNull(),
    /** Everybody who has written in it: none of them may approve it. */
    editorIds: accounts(),
    approvedById: uuid(),
    approvedBy: text(),
    approvedAt: moment(),
    version: integer().notNull().default(1),
    createdAt: moment().notNull().defaultNow(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    index('rule_drafts_by_time').on(t.updatedAt, t.id),
    check('rule_drafts_second_person', sql`${t.approvedById} is null or not (${t.approvedById} = any(${t.editorIds}))`),
    check('rule_drafts_approved', sql`${t.state} not in ('approved', 'enacted') or ${t.approvedById} is not null`),
    ...wall({
      read: actingAs('system', 'bureau', 'admin'),
      insert: actingAs('system', 'bureau', 'admin'),
      update: actingAs('system', 'bureau', 'admin'),
    }),
  ],
)

/** Enacted versions: law from their day on, never to change but for the day on which the next one follows. */
export const ruleRevisions = pgTable(
  'rule_revisions',
  {
    /** The id of the rule set that it makes, as assessments name it. */
    id: text().primaryKey(),
    draftId: uuid()
      .notNull()
      .references(() => ruleDrafts.id),
    ...content(),
    documentNumber: text().notNull(),
    documentTitle: text().notNull(),
    documentDate: date({ mode: 'string' }).notNull(),
    effectiveOn: date({ mode: 'string' }).notNull(),
    /** Days on which it judges applications and renewals; two versions of a certification never share one. */
    applyDuring: daterange().notNull(),
    renewDuring: daterange().notNull(),
    editorIds: accounts(),
    author: text().notNull(),
    approvedById: uuid().notNull(),
    approvedBy: text().notNull(),
    enactedBy: text().notNull(),
    enactedAt: moment().notNull().defaultNow(),
  },
  (t) => [
    unique('rule_revisions_draft').on(t.draftId),
    check('rule_revisions_second_person', sql`not (${t.approvedById} = any(${t.editorIds}))`),
    ...wall({
      read: sql`true`,
      insert: actingAs('system', 'bureau', 'admin'),
      update: actingAs('system', 'bureau', 'admin'),
    }),
  ],
)
