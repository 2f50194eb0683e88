import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Account } from '../../shared/accounts.ts'
import {
  InvitationOffer,
  InvitationToken,
  OwnSessions,
  PasswordByInvitation,
  PasswordChange,
  Setup,
  SignIn,
} from '../../shared/api/accounts.ts'
import type { Routes } from '../app.ts'
import { audit } from '../audit/service.ts'
import { systemActor, within } from '../db/context.ts'
import { allow, everyRole } from './access.ts'
import { acceptInvitation, readInvitation } from './invitations.ts'
import { changePassword, describeAccount } from './own.ts'
import { deviceOf, endOwnSession, endSession, giveCookie, listOwnSessions, sessionCookie, takeCookie } from './sessions.ts'
import { setUp } from './setup.ts'
import { signIn } from './sign-in.ts'

/** What everybody does with the own account, also before it is ready for anything else. */
const ownOnly = { ...allow(...everyRole), beforeReady: true }

export const sessionRoutes: Routes = async (app) => {
  const { db, settings } = app
  const slow = { rateLimit: { max: settings.rateLimitSignIn, timeWindow: 60_000 } }
  const tokenOf = (request: FastifyRequest): string => request.cookies[sessionCookie(settings)] ?? ''

  app.post(
    '/session',
    {
      config: { ...allow('public'), ...slow },
      schema: { summary: 'Sign in', tags: ['session'], body: SignIn, response: { 200: Account } },
    },
    async (request, reply) => {
      const oldToken = request.cookies[sessionCookie(settings)]
      const { account, token } = await signIn(db, settings, request.body, {
        ip: request.ip,
        requestId: request.id,
        device: deviceOf(request.headers['user-agent']),
        oldToken,
      })
      giveCookie(reply, settings, token)
      return describeAccount(db, settings, account.id, account.mustChange)
    },
  )

  app.get(
    '/session',
    {
      config: ownOnly,
      schema: { summary: 'Who is signed in', tags: ['session'], response: { 200: Account } },
    },
    async (request) => describeAccount(db, settings, request.actor.accountId ?? '', request.visitor?.mustChangePassword ?? false),
  )

  app.delete(
    '/session',
    {
      config: ownOnly,
      schema: { summary: 'Sign out', tags: ['session'], response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const token = tokenOf(request)
      await within(db, systemActor, async (tx) => {
        await endSession(tx, token)
        await audit(tx, request.actor, { action: 'sign-out', subject: `account:${request.actor.account}` })
      })
      takeCookie(reply, settings)
      return reply.code(204).send()
    },
  )

  app.put(
    '/session/password',
    {
      config: { ...ownOnly, ...slow },
      schema: {
        summary: 'Change the own password',
        description: 'Ends all sessions of the account and opens a new one.',
        tags: ['session'],
        body: PasswordChange,
        response: { 200: Account },
      },
    },
    async (request, reply) => {
      giveCookie(reply, settings, await changePassword(db, settings, request.actor, request.body, deviceOf(request.headers['user-agent'])))
      return describeAccount(db, settings, request.actor.accountId ?? '', false)
    },
  )

  app.post(
    '/setup',
    {
      config: { ...allow('public'), ...slow },
      schema: {
        summary: 'Make the first administrator',
        description: 'With the one-time secret that the server prints when it starts without any account.',
        tags: ['session'],
        body: Setup,
        response: { 201: Account },
      },
    },
    async (request, reply) => {
      const id = await setUp(db, settings, request.body, { ip: request.ip, requestId: request.id })
      return reply.code(201).send(await describeAccount(db, settings, id, false))
    },
  )

  app.get(
    '/sessions',
    { config: ownOnly, schema: { summary: 'Where one is signed in', tags: ['session'], response: { 200: OwnSessions } } },
    async (request) => ({ items: await listOwnSessions(db, settings, request.actor, tokenOf(request)) }),
  )

  app.delete(
    '/sessions',
    { config: ownOnly, schema: { summary: "End all of one's sessions but this one", tags: ['session'], response: { 204: z.undefined() } } },
    async (request, reply) => {
      await endOwnSession(db, request.actor, tokenOf(request))
      return reply.code(204).send()
    },
  )

  app.delete(
    '/sessions/:sessionId',
    {
      config: ownOnly,
      schema: {
        summary: "End one of one's sessions",
        tags: ['session'],
        params: z.object({ sessionId: z.uuid() }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await endOwnSession(db, request.actor, tokenOf(request), request.params.sessionId)
      return reply.code(204).send()
    },
  )

  app.post(
    '/invitations/offer',
    {
      config: { ...allow('public'), ...slow },
      schema: {
        summary: 'Whom a one-time link is for',
        tags: ['session'],
        body: InvitationToken,
        response: { 200: InvitationOffer },
      },
    },
    async ({ body }) => readInvitation(db, body.token),
  )

  app.post(
    '/invitations/acceptance',
    {
      config: { ...allow('public'), ...slow },
      schema: {
        summary: 'Set a password by a one-time link',
        description: 'The link is used up and every session of the account ends. Sign in afterwards.',
        tags: ['session'],
        body: PasswordByInvitation,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await acceptInvitation(db, settings, request.body, { ip: request.ip, requestId: request.id })
      return reply.code(204).send()
    },
  )
}
