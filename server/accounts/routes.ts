import { z } from 'zod'
import { Account } from '../../shared/accounts.ts'
import {
  AccountCreate,
  AccountPage,
  AccountPatch,
  AccountQuery,
  ManagedAccount,
  PasswordChange,
  Setup,
  SignIn,
} from '../../shared/api/accounts.ts'
import type { Routes } from '../app.ts'
import { audit } from '../audit/service.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { systemActor, within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { allow, everyRole } from './access.ts'
import { changeAccount, changePassword, createAccount, describeAccount, getAccount, listAccounts, signOutEverywhere } from './service.ts'
import { endSession, giveCookie, sessionCookie, takeCookie } from './sessions.ts'
import { setUp } from './setup.ts'
import { signIn } from './sign-in.ts'
import './tasks.ts'

const Name = z.object({ account: z.string().min(1).max(200) })

export const sessionRoutes: Routes = async (app) => {
  const { db, settings } = app

  app.post(
    '/session',
    {
      config: { ...allow('public'), rateLimit: { max: settings.rateLimitSignIn, timeWindow: 60_000 } },
      schema: { summary: 'Sign in', tags: ['session'], body: SignIn, response: { 200: Account } },
    },
    async (request, reply) => {
      const oldToken = request.cookies[sessionCookie(settings)]
      const { account, token } = await signIn(db, settings, request.body, { ip: request.ip, requestId: request.id, oldToken })
      giveCookie(reply, settings, token)
      return describeAccount(db, account.id, account.mustChange)
    },
  )

  app.get(
    '/session',
    {
      config: { ...allow(...everyRole), beforePasswordChange: true },
      schema: { summary: 'Who is signed in', tags: ['session'], response: { 200: Account } },
    },
    async (request) => describeAccount(db, request.actor.accountId ?? '', request.visitor?.mustChangePassword ?? false),
  )

  app.delete(
    '/session',
    {
      config: { ...allow(...everyRole), beforePasswordChange: true },
      schema: { summary: 'Sign out', tags: ['session'], response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      const token = request.cookies[sessionCookie(settings)] ?? ''
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
      config: { ...allow(...everyRole), beforePasswordChange: true, rateLimit: { max: settings.rateLimitSignIn, timeWindow: 60_000 } },
      schema: {
        summary: 'Change the own password',
        description: 'Ends all sessions of the account and opens a new one.',
        tags: ['session'],
        body: PasswordChange,
        response: { 200: Account },
      },
    },
    async (request, reply) => {
      giveCookie(reply, settings, await changePassword(db, settings, request.actor, request.body))
      return describeAccount(db, request.actor.accountId ?? '', false)
    },
  )

  app.post(
    '/setup',
    {
      config: { ...allow('public'), rateLimit: { max: settings.rateLimitSignIn, timeWindow: 60_000 } },
      schema: {
        summary: 'Make the first administrator',
        description: 'With the one-time secret that the server prints when it starts without any account.',
        tags: ['session'],
        body: Setup,
        response: { 201: Account },
      },
    },
    async (request, reply) => {
      const id = await setUp(db, request.body, { ip: request.ip, requestId: request.id })
      return reply.code(201).send(await describeAccount(db, id, false))
    },
  )
}

const managers = allow('admin', 'bureau', 'park', 'company')

export const accountRoutes: Routes = async (app) => {
  const { db } = app

  app.get(
    '/accounts',
    {
      config: managers,
      schema: {
        summary: 'Accounts that the caller manages',
        tags: ['accounts'],
        querystring: AccountQuery,
        response: { 200: AccountPage },
      },
    },
    async ({ actor, query }) => listAccounts(db, actor, query),
  )

  app.post(
    '/accounts',
    {
      config: managers,
      schema: { summary: 'Make an account', tags: ['accounts'], body: AccountCreate, response: { 201: ManagedAccount } },
    },
    async (request, reply) => {
      const { status, body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201 as const, body: await createAccount(tx, request.actor, request.body) })),
      )
      return reply
        .code(status as 201)
        .header('etag', etagOf(body.version))
        .send(body)
    },
  )

  app.get(
    '/accounts/:account',
    { config: managers, schema: { summary: 'One account', tags: ['accounts'], params: Name, response: { 200: ManagedAccount } } },
    async ({ actor, params }, reply) => {
      const account = await getAccount(db, actor, params.account)
      return reply.header('etag', etagOf(account.version)).send(account)
    },
  )

  app.patch(
    '/accounts/:account',
    {
      config: managers,
      schema: {
        summary: 'Change, disable or reset an account',
        description: 'Needs If-Match. Disabling, a new password, role or scope end its sessions at once.',
        tags: ['accounts'],
        params: Name,
        body: AccountPatch,
        response: { 200: ManagedAccount },
      },
    },
    async (request, reply) => {
      const account = await within(db, request.actor, (tx) =>
        changeAccount(tx, request.actor, request.params.account, request.body, (version, current) =>
          requireVersion(request, version, current),
        ),
      )
      return reply.header('etag', etagOf(account.version)).send(account)
    },
  )

  app.delete(
    '/accounts/:account/sessions',
    {
      config: managers,
      schema: { summary: "End all of an account's sessions", tags: ['accounts'], params: Name, response: { 204: z.undefined() } },
    },
    async ({ actor, params }, reply) => {
      await signOutEverywhere(db, actor, params.account)
      return reply.code(204).send()
    },
  )
}
