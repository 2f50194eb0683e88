import { NoticePage, NoticeQuery, NoticeSettings, NoticeSettingsPut, NoticesRead, UnreadCount } from '../../shared/api/notices.ts'
import { allow, everyRole } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { etagOf, requireVersion } from '../concurrency.ts'
import { within } from '../db/context.ts'
import { countUnread, getSettings, listNotices, putSettings, readNotices } from './service.ts'
import './tasks.ts'

export const noticeRoutes: Routes = async (app) => {
  const { db } = app
  const config = allow(...everyRole)

  app.get(
    '/notices',
    {
      config,
      schema: { summary: 'The own notices, the latest first', tags: ['notices'], querystring: NoticeQuery, response: { 200: NoticePage } },
    },
    async ({ actor, query }) => within(db, actor, (tx) => listNotices(tx, actor, query), { readOnly: true }),
  )

  app.get(
    '/notices/unread',
    { config, schema: { summary: 'How many are unread', tags: ['notices'], response: { 200: UnreadCount } } },
    async ({ actor }) => within(db, actor, async (tx) => ({ unread: await countUnread(tx, actor) }), { readOnly: true }),
  )

  app.put(
    '/notices/read',
    { config, schema: { summary: 'Mark own notices as read', tags: ['notices'], body: NoticesRead, response: { 200: UnreadCount } } },
    async ({ actor, body }) => within(db, actor, async (tx) => ({ unread: await readNotices(tx, actor, body) })),
  )

  app.get(
    '/notices/settings',
    { config, schema: { summary: 'How one wants to be told by mail', tags: ['notices'], response: { 200: NoticeSettings } } },
    async ({ actor }, reply) => {
      const settings = await within(db, actor, (tx) => getSettings(tx, actor), { readOnly: true })
      return reply.header('etag', etagOf(settings.version)).send(settings)
    },
  )

  app.put(
    '/notices/settings',
    {
      config,
      schema: {
        summary: 'Choose address, daily digest and kinds',
        description: 'Needs If-Match, `"v0"` while nothing was chosen. Without an address no mail is sent.',
        tags: ['notices'],
        body: NoticeSettingsPut,
        response: { 200: NoticeSettings },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const settings = await within(db, actor, (tx) =>
        putSettings(tx, actor, body, (version, current) => requireVersion(request, version, current)),
      )
      return reply.header('etag', etagOf(settings.version)).send(settings)
    },
  )
}
