import { createHash, randomBytes } from 'node:crypto'
import { and, desc, eq, lt, ne, sql } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Role } from '../../shared/accounts.ts'
import type { OwnSession } from '../../shared/api/accounts.ts'
import { audit } from '../audit/service.ts'
import { now, today } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Db, Tx } from '../db/connection.ts'
import { type Actor, systemActor, within } from '../db/context.ts'
import { ProblemError } from '../problems.ts'
import { hasPasswordProfile } from './passwords.ts'
import { sessions } from './table.ts'

/** The prefix makes browsers refuse the cookie from anyone but this host over TLS. */
export const sessionCookie = ({ secure }: Pick<Config, 'secure'>): string => (secure ? '__Host-ladder_session' : 'ladder_session')

/** What is kept of a token. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Who holds a session, and what must be done before anything else. */
export interface Visitor {
  readonly actor: Actor
  readonly mustChangePassword: boolean
  readonly mustSetUpSecondFactor: boolean
}

interface Found extends Record<string, unknown> {
  readonly account_id: string
  readonly account: string
  readonly role: Role
  readonly park_id: string | null
  readonly firm_id: string | null
  readonly town_code: string | null
  readonly must_change: boolean
  readonly password_changed_at: string
  readonly demo: boolean
  readonly has_second_factor: boolean
}

/** Whose session the request brings, by the server's clock; undefined where it has ended or never was. */
export async function findVisitor(db: Db, config: Config, request: FastifyRequest): Promise<Visitor | undefined> {
  const token = request.cookies[sessionCookie(config)]
  if (!token || token.length > 100) return undefined
  const at = now()
  const idleSince = new Date(at.getTime() - config.sessionIdleMs)
  const [found] = await db.execute<Found>(
    sql`select * from find_session(${hashOf(token)}, ${at.toISOString()}::timestamptz, ${idleSince.toISOString()}::timestamptz, ${today()}::date)`,
  )
  if (!found) return undefined
  const age = at.getTime() - new Date(found.password_changed_at).getTime()
  const isOld = config.passwordDays > 0 && !found.demo && hasPasswordProfile(config, found.role) && age > config.passwordDays * 86_400_000
  return {
    actor: {
      role: found.role,
      accountId: found.account_id,
      account: found.account,
      parkId: found.park_id,
      firmId: found.firm_id,
      townCode: found.town_code,
      ip: request.ip,
      requestId: request.id,
    },
    mustChangePassword: found.must_change || isOld,
    mustSetUpSecondFactor: config.secondFactorRoles.includes(found.role) && !found.has_second_factor,
  }
}

/** Opens a session and returns its token, which is kept nowhere. For a transaction of the system. */
export async function openSession(
  tx: Tx,
  config: Pick<Config, 'sessionMs'>,
  accountId: string,
  ip: string | null,
  device: string | null = null,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const at = now()
  await tx.insert(sessions).values({
    tokenHash: hashOf(token),
    accountId,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: new Date(at.getTime() + config.sessionMs),
    ip,
    device,
  })
  return token
}

export async function endSession(tx: Tx, token: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.tokenHash, hashOf(token)))
}

/** Ends all sessions of an account, at once. */
export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.accountId, accountId))
}

/** The open sessions of one's own account, the latest first. */
export async function listOwnSessions(db: Db, config: Config, actor: Actor, token: string): Promise<OwnSession[]> {
  const idleSince = new Date(now().getTime() - config.sessionIdleMs)
  const rows = await within(db, systemActor, (tx) =>
    tx
      .select()
      .from(sessions)
      .where(and(eq(sessions.accountId, actor.accountId ?? ''), sql`${sessions.lastSeenAt} > ${idleSince.toISOString()}::timestamptz`))
      .orderBy(desc(sessions.lastSeenAt)),
  )
  return rows.map(({ id, createdAt, lastSeenAt, ip, device, tokenHash }) => ({
    id,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    ip,
    device,
    isThis: tokenHash === hashOf(token),
  }))
}

/** Ends one of one's own sessions; without an id all but this one. Throws `session-not-found`. */
export async function endOwnSession(db: Db, actor: Actor, token: string, id?: string): Promise<void> {
  await within(db, systemActor, async (tx) => {
    const which = id === undefined ? ne(sessions.tokenHash, hashOf(token)) : eq(sessions.id, id)
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.accountId, actor.accountId ?? ''), which))
      .returning({ id: sessions.id })
    if (id !== undefined && ended.length === 0) throw new ProblemError('session-not-found')
    await audit(tx, actor, { action: 'sessions-ended', subject: `account:${actor.account}`, after: { count: ended.length } })
  })
}

const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** Browser and system in a few words; null where the header says neither. Nothing else of the header is kept. */
export function deviceOf(userAgent: string | undefined): string | null {
  const found = [browsers, systems].map((names) => names.find(([mark]) => mark.test(userAgent ?? ''))?.[1])
  return found.filter((name) => name !== undefined).join(' · ') || null
}

export async function sweepSessions(tx: Tx, config: Config): Promise<void> {
  await tx.delete(sessions).where(lt(sessions.expiresAt, now()))
  await tx.delete(sessions).where(lt(sessions.lastSeenAt, new Date(now().getTime() - config.sessionIdleMs)))
}

const cookieOptions = ({ secure }: Config) => ({ path: '/', httpOnly: true, sameSite: 'lax' as const, secure })

export function giveCookie(reply: FastifyReply, config: Config, token: string): void {
  void reply.setCookie(sessionCookie(config), token, { ...cookieOptions(config), maxAge: Math.floor(config.sessionMs / 1000) })
}

export function takeCookie(reply: FastifyReply, config: Config): void {
  void reply.clearCookie(sessionCookie(config), cookieOptions(config))
}
