import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm'
import { addDays } from '../../shared/days.ts'
import { type Certification, certifications, titles } from '../../shared/dictionary/certifications.ts'
import { grouped } from '../../shared/grouped.ts'
import { noticeText } from '../../shared/notices.ts'
import { now, today } from '../clock.ts'
import type { Tx } from '../db/connection.ts'
import { systemActor, within } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { defineTask, type JobContext } from '../jobs/service.ts'
import { sendMail } from '../mail/service.ts'
import { firmSummaries } from '../reports/table.ts'
import { coachingCases, coachingTodos } from '../services/table.ts'
import { accounts } from '../accounts/table.ts'
import { verdictChanges } from '../today/table.ts'
import { digestKind, mailKind } from './kinds.ts'
import { type NewNotice, notify } from './service.ts'
import { noticeSettings, notifications } from './table.ts'

defineTask(mailKind, (job) => mailOut(job, false), { attempts: 3, keptHours: 48 })
/** Half past eight in China: what waits today is told first, then sent with the rest. */
defineTask(
  digestKind,
  async (job) => {
    await remind(job)
    return mailOut(job, true)
  },
  { attempts: 3, keptHours: 48, cron: '30 0 * * *' },
)

/** Mails of one run: a broken one must not hold up the others for long. */
const mailsAtOnce = 200

type Due = { readonly notice: typeof notifications.$inferSelect; readonly email: string; readonly isDaily: boolean }

/** Sends what is new to those who left an address: one mail a notice at once, or one mail a day. */
async function mailOut({ db, settings, signal }: JobContext, isDigest: boolean): Promise<{ mails: number }> {
  await within(db, systemActor, dropUnwanted)
  const due = await within(db, systemActor, async (tx): Promise<Due[]> => {
    const rows = await tx
      .select({ notice: notifications, email: noticeSettings.email, isDaily: noticeSettings.isDaily })
      .from(notifications)
      .innerJoin(noticeSettings, eq(noticeSettings.accountId, notifications.accountId))
      .innerJoin(accounts, and(eq(accounts.id, notifications.accountId), isNull(accounts.disabledAt)))
      .where(and(isNull(notifications.mailedAt), eq(noticeSettings.isDaily, isDigest)))
      .orderBy(notifications.accountId, notifications.createdAt)
      .limit(5_000)
    return rows.flatMap(({ notice, email, isDaily }) => (email === null ? [] : [{ notice, email, isDaily }]))
  })
  const mails = isDigest ? [...grouped(due, ({ notice }) => notice.accountId).values()] : due.map((one) => [one])
  for (const mail of mails.slice(0, mailsAtOnce)) {
    signal.throwIfAborted()
    const [first] = mail
    if (!first) continue
    await sendMail(settings, { to: first.email, ...letterOf(mail, settings.publicUrl) })
    await within(db, systemActor, (tx) =>
      tx
        .update(notifications)
        .set({ mailedAt: now() })
        .where(
          inArray(
            notifications.id,
            mail.map(({ notice }) => notice.id),
          ),
        ),
    )
  }
  return { mails: Math.min(mails.length, mailsAtOnce) }
}

/** What nobody wants by mail is not looked at again. */
const dropUnwanted = (tx: Tx) =>
  tx.execute(sql`update notifications n set mailed_at = now() where n.mailed_at is null and (
    not exists (select 1 from notice_settings s where s.account_id = n.account_id and s.email is not null and not n.kind = any(s.muted))
    or n.read_at is not null)`)

function letterOf(mail: readonly Due[], publicUrl: string | undefined): { subject: string; text: string } {
  const lines = mail.map(({ notice: { kind, values, link } }) => {
    const sentence = noticeText(kind, values).zh
    return link && publicUrl ? `${sentence}\n${new URL(link, publicUrl).href}` : sentence
  })
  const subject = mail.length === 1 ? (lines[0]?.split('\n')[0] ?? '').slice(0, 60) : `创新阶梯：${mail.length} 条新通知`
  const foot = '不想再收邮件：登录后在“通知”里改设置。'
  return { subject, text: `${lines.join('\n\n')}\n\n——\n${foot}\n` }
}

/** Days before a certificate ends on which firm and park are told. */
const reminders = [90, 30, 7] as const

/** Tells of certificates and to-dos whose day is near; also forgets changes of results that are long past. */
async function remind({ db }: JobContext): Promise<void> {
  const day = today()
  await within(db, systemActor, async (tx) => {
    const ending = await tx
      .select({ firmId: firms.id, name: firms.name, parkId: firms.parkId, held: firmSummaries.held })
      .from(firmSummaries)
      .innerJoin(firms, eq(firms.id, firmSummaries.firmId))
      .where(
        sql`exists (select 1 from jsonb_array_elements(${firmSummaries.held}) h where h->>'validTo' in (${sql.join(
          reminders.map((days) => sql`${addDays(day, days)}`),
          sql`, `,
        )}))`,
      )
    const notices = ending.flatMap(({ firmId, name, parkId, held }) =>
      held.flatMap(({ title, validTo }): NewNotice[] => {
        if (validTo === null || !reminders.some((days) => addDays(day, days) === validTo)) return []
        const told = {
          kind: 'certificate-expiring',
          values: {
            firm: name,
            ...(title in certifications ? { certification: title as Certification } : { title: titles[title].zh }),
            day: validTo,
          },
          firmId,
        } as const
        const link = `/firms/${firmId}/certificates`
        return [{ ...told, link, to: { firm: firmId } }, ...(parkId === null ? [] : [{ ...told, link, to: { park: parkId } } as const])]
      }),
    )
    const todos = await tx
      .select({ firmId: firms.id, name: firms.name, parkId: firms.parkId, what: coachingTodos.what, dueOn: coachingTodos.dueOn })
      .from(coachingTodos)
      .innerJoin(coachingCases, and(eq(coachingCases.firmId, coachingTodos.firmId), eq(coachingCases.id, coachingTodos.caseId)))
      .innerJoin(firms, eq(firms.id, coachingTodos.firmId))
      .where(and(isNull(coachingTodos.doneOn), eq(coachingCases.state, 'open'), eq(coachingTodos.dueOn, addDays(day, 1))))
    for (const { firmId, name, parkId, what, dueOn } of todos) {
      const told = { kind: 'todo-due', values: { firm: name, what, day: dueOn ?? '' }, firmId, link: `/firms/${firmId}/services` } as const
      notices.push({ ...told, to: { firm: firmId } }, ...(parkId === null ? [] : [{ ...told, to: { park: parkId } }]))
    }
    await notify(tx, systemActor, notices)
    await tx.delete(verdictChanges).where(lt(verdictChanges.changedAt, new Date(now().getTime() - 400 * 86_400_000)))
  })
}
