import { z } from 'zod'
import { CalendarLink, CalendarState, Duties, DutyQuery } from '../../shared/api/duties.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { now, today } from '../clock.ts'
import { within } from '../db/context.ts'
import { fileResponse, readers } from '../firms/routes.ts'
import { ProblemError } from '../problems.ts'
import { calendarOf, closeCalendar, getCalendar, openCalendar, ownerOf } from './calendar.ts'
import { allDuties, listDuties } from './service.ts'

export const dutyRoutes: Routes = async (app) => {
  const { db, readDb } = app
  const tags = ['duties']

  app.get(
    '/duties',
    {
      config: readers,
      schema: {
        summary: 'What certificates ask of the firms one sees, the soonest first',
        description: 'A day that no text states is null (待公布).',
        tags,
        querystring: DutyQuery,
        response: { 200: Duties },
      },
    },
    async ({ actor, query }) => within(readDb, actor, (tx) => listDuties(tx, actor, query, today()), { readOnly: true }),
  )

  app.get(
    '/duties/calendar',
    { config: readers, schema: { summary: 'Whether there is a secret address of the own duties', tags, response: { 200: CalendarState } } },
    async ({ actor }) => within(db, actor, (tx) => getCalendar(tx, actor), { readOnly: true }),
  )

  app.post(
    '/duties/calendar',
    {
      config: readers,
      schema: {
        summary: 'Make a secret address for calendar programs',
        description: 'It is told this once, and takes the place of the one before.',
        tags,
        response: { 201: CalendarLink },
      },
    },
    async ({ actor }, reply) => reply.code(201).send(await within(db, actor, (tx) => openCalendar(tx, actor))),
  )

  app.delete(
    '/duties/calendar',
    { config: readers, schema: { summary: 'End the secret address', tags, response: { 204: z.undefined() } } },
    async ({ actor }, reply) => {
      await within(db, actor, (tx) => closeCalendar(tx, actor))
      return reply.code(204).send()
    },
  )

  app.get(
    '/calendars/:token.ics',
    {
      config: allow('public'),
      schema: {
        summary: 'Duties as an iCalendar, by a secret address',
        description: 'Names and days, no figures. Ends when its owner ends it or is disabled.',
        tags,
        params: z.object({ token: z.string().regex(/^[\w-]{20,80}$/) }),
        response: { 200: fileResponse('text/calendar') },
      },
    },
    async ({ params }, reply) => {
      const owner = await ownerOf(db, params.token)
      if (!owner) throw new ProblemError('not-found')
      const duties = await within(readDb, owner, (tx) => allDuties(tx, owner, today()), { readOnly: true })
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="duties.ics"')
        .header('cache-control', 'private, no-store')
        .send(calendarOf(duties, now()))
    },
  )
}
