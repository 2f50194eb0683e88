import { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DraftTrial } from '../../shared/api/rule-drafts.ts'
import { SimulationAnswer, SimulationProgress, SimulationRequest } from '../../shared/api/simulations.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { today } from '../clock.ts'
import { loadNames } from '../lists/names.ts'
import { tryDraft } from './drafts.ts'
import { Register } from './register.ts'
import { planOf, simulate } from './service.ts'

/** Simulations tell of firms of every park. */
const simulators = allow('bureau', 'admin')

/** Milliseconds that reading the largest registers may take before anything is sent. */
const longest = 10 * 60_000

/** A connection on which nothing moves is ended elsewhere: here the reading itself is what takes long. */
function takeTime({ raw: { socket } }: FastifyRequest): void {
  // Injected requests come without a real one.
  if (socket instanceof Socket) socket.setTimeout(longest)
}

export const simulationRoutes: Routes = async (app) => {
  const register = new Register(app.readDb, { signal: app.closing })
  app.addHook('onClose', async () => register.drop())

  app.post(
    '/simulations',
    {
      config: simulators,
      schema: {
        summary: 'What other thresholds or another day would change',
        description:
          'Judges every firm under two laws. The first one for a day reads the whole register into memory; those after it answer at once. Nothing is stored.',
        tags: ['rules'],
        body: SimulationRequest,
        response: { 200: SimulationAnswer },
      },
    },
    async (request) => {
      const { scope = {}, ...asked } = request.body
      const plan = planOf(asked, today())
      takeTime(request)
      return simulate(register, plan, scope, await loadNames(app.db))
    },
  )

  app.post(
    '/rules/drafts/:draftId/simulation',
    {
      config: simulators,
      schema: {
        summary: 'Try a draft of a rule out on the register',
        description: 'What it gives is kept with the draft, for whoever approves it.',
        tags: ['rules'],
        params: z.object({ draftId: z.uuid() }),
        response: { 200: DraftTrial },
      },
    },
    async (request) => {
      takeTime(request)
      return tryDraft(app.db, register, request.actor, request.params.draftId, await loadNames(app.db))
    },
  )

  app.get(
    '/simulations/progress',
    {
      config: simulators,
      schema: {
        summary: 'How far the register has been read for a simulation',
        description: 'Of the server process that answers; null where nothing is being read.',
        tags: ['rules'],
        response: { 200: SimulationProgress },
      },
    },
    async () => ({ reading: register.reading }),
  )
}
