import { setImmediate } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { ReportQuery } from '../../shared/api/firms.ts'
import { Job } from '../../shared/api/jobs.ts'
import { RulesetText } from '../../shared/api/rulesets.ts'
import { FirmFacts } from '../../shared/facts.ts'
import { Report } from '../../shared/report.ts'
import { assess } from '../../shared/rules/assess.ts'
import { describeRuleset } from '../../shared/rules/describe/index.ts'
import { adviseInTurn } from '../../shared/rules/advise.ts'
import { checkDocument } from '../../shared/rules/door.ts'
import { findRulesetById, rulesets } from '../../shared/rules/rulesets/index.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { audit } from '../audit/service.ts'
import { today } from '../clock.ts'
import { within } from '../db/context.ts'
import { gatherFacts } from '../figures/facts.ts'
import { FirmId, readers } from '../firms/routes.ts'
import { onceOnly } from '../idempotency.ts'
import { getJob, startJob } from '../jobs/service.ts'
import { ProblemError } from '../problems.ts'
import { reassessKind } from './refresh.ts'
import './tasks.ts'

/** The largest body that the public self-check looks at. */
const selfCheckLimit = 256 * 1024

const RulesetQuery = ReportQuery.pick({ asOf: true })
const Rulesets = z.object({ items: z.array(RulesetText.omit({ criteria: true })) })

/** Facts and reports go out exactly as they are: numbers, nulls and absent members are all meant. */
const asItIs = <R extends FastifyReply>(reply: R): R => reply.serializer(JSON.stringify) as R

export const reportRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/firms/:firmId/facts',
    {
      config: readers,
      schema: {
        summary: 'All that is known of a firm, as the rules read it',
        tags: ['reports'],
        params: FirmId,
        querystring: ReportQuery,
        response: { 200: FirmFacts },
      },
    },
    async ({ actor, params, query }, reply) => asItIs(reply).send(await factsFor(params.firmId, query, actor)),
  )

  app.get(
    '/firms/:firmId/report',
    {
      config: readers,
      schema: {
        summary: 'Assess a registered firm as of a day',
        tags: ['reports'],
        params: FirmId,
        querystring: ReportQuery,
        response: { 200: Report },
      },
    },
    async ({ actor, params, query }, reply) => asItIs(reply).send(assess(await factsFor(params.firmId, query, actor))),
  )

  const factsFor = async (
    firmId: string,
    { asOf, purpose }: z.infer<typeof ReportQuery>,
    actor: Parameters<typeof within>[1],
  ): Promise<FirmFacts> => {
    const { facts } = await within(db, actor, (tx) => gatherFacts(tx, firmId, asOf ?? today()), { readOnly: true })
    return purpose === undefined ? facts : { ...facts, purpose }
  }

  app.post(
    '/reassessments',
    {
      config: allow('bureau', 'admin'),
      schema: {
        summary: 'Assess the register anew and store the results',
        description:
          'Firms whose results are outdated, or with `everything` all of them. The answer is the job, to be followed at its Location; repeats merge.',
        tags: ['reports'],
        body: z.strictObject({ everything: z.boolean().default(false) }),
        response: { 202: Job },
      },
    },
    async (request, reply) => {
      const { actor } = request
      const { everything } = request.body
      const { body } = await within(db, actor, (tx) =>
        onceOnly(tx, request, async () => {
          const key = everything ? `${reassessKind}:everything` : reassessKind
          const jobId = await startJob(tx, actor, reassessKind, { everything }, { key })
          await audit(tx, actor, { action: 'reassessment-started', subject: `job:${jobId}`, after: { everything } })
          return { status: 202, body: { jobId } }
        }),
      )
      return reply
        .code(202)
        .header('location', `/api/v1/jobs/${body.jobId}`)
        .send(await getJob(db, actor, body.jobId))
    },
  )

  app.get(
    '/rulesets',
    { config: allow('public'), schema: { summary: 'The rule sets that judge', tags: ['rules'], response: { 200: Rulesets } } },
    async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send({ items: rulesets.map((ruleset) => describeRuleset(ruleset, today())) }),
  )

  app.get(
    '/rulesets/:id',
    {
      config: allow('public'),
      schema: {
        summary: 'A rule set as a person reads it',
        tags: ['rules'],
        params: z.object({ id: z.string().max(80) }),
        querystring: RulesetQuery,
        response: { 200: RulesetText },
      },
    },
    async ({ params, query }, reply) => {
      const ruleset = findRulesetById(params.id)
      if (!ruleset) throw new ProblemError('ruleset-not-found')
      return reply.header('cache-control', 'public, max-age=300').send(describeRuleset(ruleset, query.asOf ?? today()))
    },
  )

  app.post(
    '/self-check',
    {
      config: allow('public'),
      bodyLimit: selfCheckLimit,
      schema: {
        summary: 'Assess a firm without storing anything',
        description: 'Body: one FirmFacts. Absent or null is unknown, never zero. Nothing of it is stored or logged.',
        tags: ['reports'],
        body: FirmFacts,
        response: { 200: Report },
      },
      // The door checks by itself, and says what is wrong in the same words as the command line.
      validatorCompiler: () => (document: unknown) => ({ value: document }),
    },
    async ({ body }, reply) => {
      const checked = checkDocument(body)
      if ('problem' in checked) throw new ProblemError('invalid-facts', { errors: checked.problem.errors ?? [] })
      return asItIs(reply).send(await adviseInTurn(checked.facts, { gap: true, plan: true }, () => setImmediate()))
    },
  )
}
