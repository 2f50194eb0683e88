import { z } from 'zod'
import { Code, CurrentPassword, PasswordAndCode, RecoveryCodes, SecondFactor, SecondFactorKey } from '../../shared/api/accounts.ts'
import type { Routes } from '../app.ts'
import { allow, everyRole } from './access.ts'
import { beginSecondFactor, confirmSecondFactor, describeSecondFactor, endSecondFactor, renewRecoveryCodes } from './second-factor.ts'
import { hashOf, sessionCookie } from './sessions.ts'
import { confirmPassword } from './sign-in.ts'

const own = { ...allow(...everyRole), beforeReady: true }

/** The own second factor: six digits of an authenticator app after the password. */
export const secondFactorRoutes: Routes = async (app) => {
  const { db, settings } = app
  const tags = ['session']
  const slow = { ...own, rateLimit: { max: settings.rateLimitSignIn, timeWindow: 60_000 } }

  app.get(
    '/session/second-factor',
    { config: own, schema: { summary: 'How the own second factor stands', tags, response: { 200: SecondFactor } } },
    async ({ actor }) => describeSecondFactor(db, settings, actor),
  )

  app.post(
    '/session/second-factor',
    {
      config: slow,
      schema: {
        summary: 'Begin to set up a second factor',
        description: 'Answers the key for an authenticator app. It holds once a code has come back.',
        tags,
        body: CurrentPassword,
        response: { 200: SecondFactorKey },
      },
    },
    async ({ actor, body }) => {
      await confirmPassword(db, settings, actor, body.current)
      return beginSecondFactor(db, actor)
    },
  )

  app.post(
    '/session/second-factor/confirmation',
    {
      config: slow,
      schema: {
        summary: 'Turn the second factor on by a first code',
        description: "Ends the account's other sessions. The recovery codes are answered this once.",
        tags,
        body: Code,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => {
      const token = request.cookies[sessionCookie(settings)] ?? ''
      return { codes: await confirmSecondFactor(db, request.actor, request.body.code, hashOf(token)) }
    },
  )

  app.post(
    '/session/second-factor/recovery-codes',
    { config: slow, schema: { summary: 'New recovery codes', tags, body: PasswordAndCode, response: { 200: RecoveryCodes } } },
    async ({ actor, body }) => {
      await confirmPassword(db, settings, actor, body.current)
      return { codes: await renewRecoveryCodes(db, settings, actor, body.code) }
    },
  )

  app.post(
    '/session/second-factor/removal',
    { config: slow, schema: { summary: 'Turn the own second factor off', tags, body: PasswordAndCode, response: { 204: z.undefined() } } },
    async ({ actor, body }, reply) => {
      await confirmPassword(db, settings, actor, body.current)
      await endSecondFactor(db, settings, actor, body.code)
      return reply.code(204).send()
    },
  )
}
