import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { today } from '../clock.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { audit } from './service.ts'

/** Whose reading is noted: those who look at the figures of others. */
const viewers = new Set(['park', 'town', 'bureau'])

/** What this process has noted today: account and firm. */
let noted = new Set<string>()
let notedOn = ''

/** Notes who has looked at a firm's data, once a person, firm and day, so that the firm can see it. */
export function recordViews(app: FastifyInstance, db: Db): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { visitor, method, routeOptions } = request
    if (method !== 'GET' || !visitor || !viewers.has(visitor.actor.role) || !routeOptions.url?.startsWith('/api/v1/firms/:firmId'))
      return payload
    if (reply.statusCode !== 200 && reply.statusCode !== 304) return payload
    const { firmId } = request.params as { firmId: string }
    await recordView(db, visitor.actor, firmId.toLowerCase()).catch((cause: unknown) =>
      // Reading goes on where nothing can be written.
      request.log.error({ err: cause }, 'a view is not in the audit trail'),
    )
    return payload
  })
}

async function recordView(db: Db, actor: Actor, firmId: string): Promise<void> {
  const day = today()
  if (day !== notedOn || noted.size > 100_000) noted = new Set()
  notedOn = day
  const key = `${actor.accountId} ${firmId}`
  if (noted.has(key)) return
  noted.add(key)
  try {
    await within(db, systemActor, async (tx) => {
      const [already] = await tx.execute(sql`select 1 from audit where firm_id = ${firmId}::uuid and account_id = ${actor.accountId}::uuid
        and action = 'firm-viewed' and at >= (${day}::date::timestamp at time zone 'Asia/Shanghai') limit 1`)
      if (!already) await audit(tx, actor, { action: 'firm-viewed', subject: `firm:${firmId}`, firmId })
    })
  } catch (error) {
    noted.delete(key)
    throw error
  }
}
