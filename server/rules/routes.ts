import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  EnactedRevisions,
  RuleDecision,
  RuleDraft,
  RuleDraftCreate,
  RuleDraftPatch,
  RuleDrafts,
  RuleExamples,
} from '../../shared/api/rule-drafts.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import type { Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { ProblemError } from '../problems.ts'
import { decideDraft, enactDraft, submitDraft, withdrawDraft } from './decide.ts'
import { changeDraft, createDraft, draftAnswer, type DraftRow, findDraft, listDrafts, lockDraft, rulesetOfDraft } from './drafts.ts'
import { listRevisions, loadRevisions } from './enacted.ts'
import { examplesOf, examplesOfDraft, loadVersions } from './examples.ts'

/** Rules are written by the bureau, packs by the administrator. */
const writers = allow('bureau', 'admin')
const DraftId = z.object({ draftId: z.uuid() })

export const ruleRoutes: Routes = async (app) => {
  const { db } = app
  await loadRevisions(db)

  app.get(
    '/rulesets/revisions',
    {
      config: allow('public'),
      schema: {
        summary: 'What was enacted since the program was made',
        description: 'From it and the built-in rule sets the same book is built everywhere.',
        tags: ['rules'],
        response: { 200: EnactedRevisions, 304: z.undefined().describe('Nothing was enacted since') },
      },
    },
    async (request, reply) => {
      const items = await within(db, systemActor, listRevisions, { readOnly: true })
      const body = JSON.stringify({ items })
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`
      void reply.header('etag', etag).header('cache-control', 'no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(undefined)
      // The values of thresholds are meant exactly as they are.
      return reply.serializer(JSON.stringify).send({ items })
    },
  )

  app.get(
    '/rulesets/:id/examples',
    {
      config: allow('public'),
      schema: {
        summary: 'The worked examples of a rule set, run on it',
        tags: ['rules'],
        params: z.object({ id: z.string().max(80) }),
        response: { 200: RuleExamples },
      },
    },
    async ({ params }) => {
      const ruleset = findRulesetById(params.id)
      if (!ruleset) throw new ProblemError('ruleset-not-found')
      return examplesOf(ruleset, await within(db, systemActor, loadVersions, { readOnly: true }))
    },
  )

  app.get(
    '/rules/drafts',
    { config: writers, schema: { summary: 'Drafts of rules, the latest first', tags: ['rules'], response: { 200: RuleDrafts } } },
    async ({ actor }) => within(db, actor, async (tx) => ({ items: await listDrafts(tx, actor) }), { readOnly: true }),
  )

  app.post(
    '/rules/drafts',
    {
      config: writers,
      schema: {
        summary: 'Begin a revision of a rule set, or a pack from a notice',
        tags: ['rules'],
        body: RuleDraftCreate,
        response: { 201: RuleDraft },
      },
    },
    async (request, reply) => {
      const { actor } = request
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201, body: await createDraft(tx, actor, request.body) })),
      )
      return reply.code(201).header('location', `/api/v1/rules/drafts/${body.id}`).header('etag', etagOf(body.version)).send(body)
    },
  )

  app.get(
    '/rules/drafts/:draftId',
    { config: writers, schema: { summary: 'A draft', tags: ['rules'], params: DraftId, response: { 200: RuleDraft } } },
    async ({ actor, params }, reply) => {
      const draft = await within(db, actor, async (tx) => draftAnswer(tx, actor, await findDraft(tx, params.draftId)), { readOnly: true })
      return reply.header('etag', etagOf(draft.version)).send(draft)
    },
  )

  app.get(
    '/rules/drafts/:draftId/examples',
    {
      config: writers,
      schema: { summary: 'The worked examples, run on a draft', tags: ['rules'], params: DraftId, response: { 200: RuleExamples } },
    },
    async ({ actor, params }) =>
      within(
        db,
        actor,
        async (tx) => {
          const draft = await findDraft(tx, params.draftId)
          return examplesOfDraft(rulesetOfDraft(draft), draft, await loadVersions(tx))
        },
        { readOnly: true },
      ),
  )

  type Request = { readonly actor: Actor; readonly params: { draftId: string }; readonly headers: { 'if-match'?: string } }

  /** Writes from the version that was read. */
  const write = async (request: Request, work: (tx: Tx, row: DraftRow) => Promise<RuleDraft>): Promise<RuleDraft> =>
    within(db, request.actor, async (tx) => {
      const row = await lockDraft(tx, request.params.draftId)
      await requireVersion({ headers: request.headers }, row.version, () => draftAnswer(tx, request.actor, row))
      return work(tx, row)
    })

  app.patch(
    '/rules/drafts/:draftId',
    {
      config: writers,
      schema: { summary: 'Write in a draft', tags: ['rules'], params: DraftId, body: RuleDraftPatch, response: { 200: RuleDraft } },
    },
    async (request, reply) => {
      const draft = await write(request, (tx, row) => changeDraft(tx, request.actor, row, request.body))
      return reply.header('etag', etagOf(draft.version)).send(draft)
    },
  )

  app.put(
    '/rules/drafts/:draftId/decision',
    {
      config: writers,
      schema: {
        summary: 'Approve or return a draft that was sent',
        description: 'Not by whoever has written in it.',
        tags: ['rules'],
        params: DraftId,
        body: RuleDecision,
        response: { 200: RuleDraft },
      },
    },
    async (request, reply) => {
      const draft = await write(request, (tx, row) => decideDraft(tx, request.actor, row, request.body))
      return reply.header('etag', etagOf(draft.version)).send(draft)
    },
  )

  const steps = {
    submission: ['Send a draft to the second person', submitDraft],
    withdrawal: ['Withdraw a draft', withdrawDraft],
    enactment: ['Make an approved draft law from its day on', enactDraft],
  } as const

  for (const [name, [summary, step]] of Object.entries(steps)) {
    app.put(
      `/rules/drafts/:draftId/${name}`,
      { config: writers, schema: { summary, tags: ['rules'], params: DraftId, response: { 200: RuleDraft } } },
      async (request, reply) => {
        const draft = await write(request, (tx, row) => step(tx, request.actor, row))
        if (draft.state === 'enacted') await loadRevisions(db)
        return reply.header('etag', etagOf(draft.version)).send(draft)
      },
    )
  }
}
