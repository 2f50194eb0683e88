import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Duties, DutyQuery, FirmDuty } from '../../shared/api/duties.ts'
import { addDays, addMonths } from '../../shared/days.ts'
import { certifications } from '../../shared/dictionary/certifications.ts'
import type { HeldTitle } from '../../shared/dictionary/lists.ts'
import { grouped } from '../../shared/grouped.ts'
import { type DatedDuty, dutiesOf } from '../../shared/rules/duties.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { heldTitles } from '../figures/table.ts'
import { scopeOf } from '../firms/filter.ts'
import { firms } from '../firms/table.ts'

/** Every duty of the firms that the actor sees, the soonest first; what has no day comes last. */
export async function allDuties(tx: Queries, actor: Actor, today: string, firmIds?: readonly string[]): Promise<FirmDuty[]> {
  const rows = await tx
    .select({ firmId: firms.id, firmName: firms.name, title: heldTitles })
    .from(heldTitles)
    .innerJoin(firms, eq(firms.id, heldTitles.firmId))
    .where(
      and(
        scopeOf(actor),
        firmIds ? inArray(firms.id, [...firmIds]) : undefined,
        sql`coalesce(${heldTitles.validTo}, '9999-12-31') >= ${addMonths(today, -13)}`,
      ),
    )
    .orderBy(asc(firms.id))
  const byFirm = grouped(rows, ({ firmId }) => firmId)
  const found = [...byFirm.values()].flatMap((own) => {
    const [{ firmId, firmName }] = own as [(typeof own)[number]]
    const titles = own.map(({ title: { title, validFrom, validTo, revoked } }) => ({ title, validFrom, validTo, revoked }) as HeldTitle)
    const asked = dutiesOf({ asOf: today, titles }, today)
    return [...expiriesOf(titles, today), ...asked].map(({ certification, kind, what, from, until, clause, state }): FirmDuty => ({
      firmId,
      firmName,
      certification,
      kind,
      what,
      from,
      until,
      clause,
      state,
    }))
  })
  return found.sort((a, b) => (dayOfDuty(a) ?? '9999').localeCompare(dayOfDuty(b) ?? '9999') || a.firmName.localeCompare(b.firmName, 'zh'))
}

/** The day that a calendar shows a duty on: by when, else from when. */
export const dayOfDuty = ({ from, until }: Pick<FirmDuty, 'from' | 'until'>): string | null => until ?? from

type Expiry = Omit<DatedDuty, 'kind' | 'source'> & { readonly kind: 'expiry' }

/** Certificates in force that end up to two years from now. */
function expiriesOf(titles: readonly HeldTitle[], today: string): Expiry[] {
  return titles.flatMap(({ title, validTo, revoked }): Expiry[] => {
    if (revoked === true || validTo == null || validTo < today || validTo > addDays(today, 731) || !(title in certifications)) return []
    const certification = title as Expiry['certification']
    const what = { zh: '证书到期', en: 'The certificate ends' }
    return [
      {
        certification,
        kind: 'expiry',
        what,
        from: null,
        until: validTo,
        clause: null,
        state: validTo <= addDays(today, 90) ? 'due' : 'open',
      },
    ]
  })
}

/** A page of the duties that a query asks for, with how many there are by kind and by day. */
export async function listDuties(tx: Queries, actor: Actor, query: DutyQuery, today: string): Promise<Duties> {
  const { kind, state, certification, firm, from, to, offset, limit } = query
  const every = await allDuties(tx, actor, today, firm ? [firm] : undefined)
  const inTime = (duty: FirmDuty): boolean => {
    if (from === undefined && to === undefined) return true
    const day = dayOfDuty(duty)
    return day !== null && (from === undefined || day >= from) && (to === undefined || day <= to)
  }
  const found = every.filter(
    (duty) =>
      inTime(duty) &&
      (state === undefined || duty.state === state) &&
      (certification === undefined || duty.certification === certification),
  )
  const wanted = found.filter((duty) => kind === undefined || duty.kind === kind)
  const days: Record<string, number> = {}
  for (const duty of wanted) {
    const day = dayOfDuty(duty)
    if (day !== null) days[day] = (days[day] ?? 0) + 1
  }
  const byKind: Duties['byKind'] = {}
  for (const duty of found) byKind[duty.kind] = (byKind[duty.kind] ?? 0) + 1
  return { asOf: today, items: wanted.slice(offset, offset + limit), total: wanted.length, byKind, days }
}
