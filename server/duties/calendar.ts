import { createHash, randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import type { CalendarLink, CalendarState, FirmDuty } from '../../shared/api/duties.ts'
import { addDays } from '../../shared/days.ts'
import { certifications } from '../../shared/dictionary/certifications.ts'
import { accounts } from '../accounts/table.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Db, Queries, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { dayOfDuty } from './service.ts'
import { calendarTokens } from './table.ts'

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export async function getCalendar(tx: Queries, { accountId }: Actor): Promise<CalendarState> {
  const [row] = await tx
    .select({ createdAt: calendarTokens.createdAt })
    .from(calendarTokens)
    .where(eq(calendarTokens.accountId, accountId ?? ''))
  return { exists: row !== undefined, createdAt: row?.createdAt.toISOString() ?? null }
}

/** Makes a new secret address; the one before ends. */
export async function openCalendar(tx: Tx, actor: Actor): Promise<CalendarLink> {
  const token = randomBytes(24).toString('base64url')
  const values = { tokenHash: hashOf(token), createdAt: now() }
  await tx
    .insert(calendarTokens)
    .values({ accountId: actor.accountId ?? '', ...values })
    .onConflictDoUpdate({ target: calendarTokens.accountId, set: values })
  await audit(tx, actor, { action: 'calendar-opened', subject: `account:${actor.account}` })
  return { exists: true, createdAt: values.createdAt.toISOString(), path: `/api/v1/calendars/${token}.ics` }
}

export async function closeCalendar(tx: Tx, actor: Actor): Promise<void> {
  const gone = await tx
    .delete(calendarTokens)
    .where(eq(calendarTokens.accountId, actor.accountId ?? ''))
    .returning({ id: calendarTokens.accountId })
  if (gone.length > 0) await audit(tx, actor, { action: 'calendar-closed', subject: `account:${actor.account}` })
}

/** Whose duties an address reads; undefined for one that is not or no longer known, and for accounts that are disabled. */
export async function ownerOf(db: Db, token: string): Promise<Actor | undefined> {
  const [row] = await within(
    db,
    systemActor,
    (tx) =>
      tx
        .select({ account: accounts })
        .from(calendarTokens)
        .innerJoin(accounts, eq(accounts.id, calendarTokens.accountId))
        .where(and(eq(calendarTokens.tokenHash, hashOf(token)), isNull(accounts.disabledAt))),
    { readOnly: true },
  )
  if (!row) return undefined
  const { id, account, role, parkId, firmId, townCode } = row.account
  return { accountId: id, account, role, parkId, firmId, townCode }
}

/** TEXT of RFC 5545: backslash, semicolon, comma and line breaks are escaped. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n|\r|\n/g, '\\n')

/** Lines are folded after 75 octets, never inside of a character. */
export function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      octets = 0
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n ')
}

const plainDay = (day: string): string => day.replaceAll('-', '')

/** Duties with a day as an iCalendar; whole days, no figures of any firm. */
export function calendarOf(duties: readonly FirmDuty[], stamp: Date): string {
  const at = `${stamp.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const events = duties.flatMap((duty) => {
    const day = dayOfDuty(duty)
    if (day === null) return []
    const uid = createHash('sha256')
      .update([duty.firmId, duty.certification, duty.kind, duty.from, duty.until].join('|'))
      .digest('hex')
      .slice(0, 32)
    const about = [duty.until === null ? '起始日；截止日待公布。' : '', duty.clause ? `依据：${duty.clause}` : ''].filter(
      (text) => text !== '',
    )
    return [
      'BEGIN:VEVENT',
      `UID:${uid}@innovation-ladder`,
      `DTSTAMP:${at}`,
      `DTSTART;VALUE=DATE:${plainDay(day)}`,
      `DTEND;VALUE=DATE:${plainDay(addDays(day, 1))}`,
      `SUMMARY:${escaped(`${duty.firmName}：${certifications[duty.certification].zh} ${duty.what.zh}`)}`,
      ...(about.length > 0 ? [`DESCRIPTION:${escaped(about.join('\n'))}`] : []),
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]
  })
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Innovation Ladder//Duties//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:创新阶梯 到期与义务',
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
