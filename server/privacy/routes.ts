import { z } from 'zod'
import { Line } from '../../shared/facts.ts'
import { allow } from '../accounts/access.ts'
import type { Routes } from '../app.ts'
import { audit } from '../audit/service.ts'
import { within } from '../db/context.ts'
import { getFirmRecord } from '../firms/record.ts'

const Reason = z.strictObject({ reason: Line(200).refine((text) => text.length >= 2, { error: '请写明为什么需要' }) })

/** Showing what is masked: an act of its own, with a reason that the firm can read. */
export const privacyRoutes: Routes = async (app) => {
  app.post(
    '/firms/:firmId/phone',
    {
      config: allow('company', 'park', 'town', 'bureau'),
      schema: {
        summary: "Show a firm's phone number in full",
        description: 'For those to whom it is masked elsewhere. Who asked, when and why stands in the audit trail, for the firm too.',
        tags: ['firms'],
        params: z.object({ firmId: z.uuid() }),
        body: Reason,
        response: { 200: z.object({ contactPhone: z.string().nullable() }) },
      },
    },
    async ({ actor, params, body }) =>
      within(app.db, actor, async (tx) => {
        const { id, contactPhone } = await getFirmRecord(tx, params.firmId)
        await audit(tx, actor, { action: 'phone-shown', subject: `firm:${id}`, firmId: id, after: { reason: body.reason } })
        return { contactPhone }
      }),
  )
}
