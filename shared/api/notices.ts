import { z } from 'zod'
import { type Certification, certifications } from '../dictionary/certifications.ts'
import { Line } from '../facts.ts'
import { type NoticeKind, noticeKinds } from '../notices.ts'

export const NoticeKindId = z.enum(Object.keys(noticeKinds) as [NoticeKind, ...NoticeKind[]])

/** What the sentence of a notice is made of, see `noticeText`. */
const NoticeValuesShape = z.object({
  firm: z.string().optional(),
  by: z.string().optional(),
  park: z.string().optional(),
  title: z.string().optional(),
  certification: z.enum(Object.keys(certifications) as [Certification, ...Certification[]]).optional(),
  day: z.string().optional(),
  what: z.string().optional(),
  note: z.string().optional(),
  state: z.string().optional(),
  facts: z.array(z.string()).readonly().optional(),
})

export const Notice = z.object({
  id: z.uuid(),
  kind: NoticeKindId,
  values: NoticeValuesShape,
  link: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  readAt: z.string().nullable(),
})
export type Notice = z.infer<typeof Notice>

export const NoticeQuery = z.object({
  unread: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type NoticeQuery = z.infer<typeof NoticeQuery>

export const NoticePage = z.object({ items: z.array(Notice), nextCursor: z.string().nullable(), unread: z.number().int() })
export type NoticePage = z.infer<typeof NoticePage>

export const UnreadCount = z.object({ unread: z.number().int() })

/** PUT /notices/read: these, or all. */
export const NoticesRead = z.strictObject({ ids: z.array(z.uuid()).max(500).optional(), all: z.literal(true).optional() })
export type NoticesRead = z.infer<typeof NoticesRead>

/** How a person wants to be told by mail; version 0 while nothing was chosen. */
export const NoticeSettings = z.object({
  email: z.string().nullable(),
  isDaily: z.boolean(),
  muted: z.array(NoticeKindId),
  version: z.number().int(),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>

export const NoticeSettingsPut = z.strictObject({
  email: z
    .union([z.literal(''), Line(120).pipe(z.email({ error: '不是一个邮箱地址' }))])
    .nullable()
    .transform((email) => (email === '' ? null : email)),
  isDaily: z.boolean(),
  muted: z.array(NoticeKindId).max(40),
})
export type NoticeSettingsPut = z.infer<typeof NoticeSettingsPut>
