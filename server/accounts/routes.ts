import { z } from 'zod'
import { AccountCreate, AccountPage, AccountPatch, AccountQuery, InvitationLink, ManagedAccount } from '../../shared/api/accounts.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { onceOnly } from '../idempotency.ts'
import { allow } from './access.ts'
import { changeAccount, createAccount, removeAccount, removeSecondFactor, signOutEverywhere } from './changes.ts'
import { invite } from './invitations.ts'
import { getAccount, listAccounts } from './service.ts'
import './tasks.ts'

const Name = z.object({ account: z.string().min(1).max(200) })

const managers = allow('admin', 'bureau', 'park', 'company')

export const accountRoutes: Routes = async (app) => {
  const { db, settings } = app

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
      schema: {
        summary: 'Make an account',
        description: 'With a first password to hand over, or without one: then the person sets it by invitation.',
        tags: ['accounts'],
        body: AccountCreate,
        response: { 201: ManagedAccount },
      },
    },
    async (request, reply) => {
      const { status, body } = await within(db, request.actor, (tx) =>
        onceOnly(tx, request, async () => ({ status: 201 as const, body: await createAccount(tx, settings, request.actor, request.body) })),
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
        changeAccount(tx, settings, request.actor, request.params.account, request.body, (version, current) =>
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

  app.delete(
    '/accounts/:account',
    {
      config: managers,
      schema: {
        summary: 'Remove a person',
        description: 'Needs If-Match. Name, password and second factor are gone; what was done stays in the audit trail under the account.',
        tags: ['accounts'],
        params: Name,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await within(db, request.actor, (tx) =>
        removeAccount(tx, request.actor, request.params.account, (version, current) => requireVersion(request, version, current)),
      )
      return reply.code(204).send()
    },
  )

  app.post(
    '/accounts/:account/invitation',
    {
      config: managers,
      schema: {
        summary: 'Make a one-time link by which the person sets a password',
        description: 'An earlier link works no longer. The token is answered this once.',
        tags: ['accounts'],
        params: Name,
        response: { 201: InvitationLink },
      },
    },
    async ({ actor, params }, reply) => reply.code(201).send(await invite(db, settings, actor, params.account)),
  )

  app.delete(
    '/accounts/:account/second-factor',
    {
      config: managers,
      schema: {
        summary: 'Take the second factor off an account',
        description: 'For an owner who has lost phone and recovery codes. Ends the sessions of the account.',
        tags: ['accounts'],
        params: Name,
        response: { 204: z.undefined() },
      },
    },
    async ({ actor, params }, reply) => {
      await removeSecondFactor(db, actor, params.account)
      return reply.code(204).send()
    },
  )
}
