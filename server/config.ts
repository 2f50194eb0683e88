import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { Role } from '../shared/accounts.ts'
import { limits } from './imports/limits.ts'

const whole = (fallback: number, min = 1, max = 1_000_000_000) => z.coerce.number().int().min(min).max(max).default(fallback)

const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false', '1', '0', 'on', 'off'])
    .transform((text) => ['true', '1', 'on'].includes(text))
    .default(fallback)

/** Roles by name, separated by commas; `none` is nobody. */
const roleList = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) => text.split(',').filter((name) => name !== '' && name !== 'none'))
    .pipe(z.array(Role))

const Environment = z.object({
  /** A Postgres 15 or later that is used instead of the built-in one. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  /** A streaming replica for reads that may lag. */
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  PORT: whole(3000, 0, 65_535),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  /** The password of all demo accounts, for scripts; random ones otherwise. */
  DEMO_PASSWORD: z.string().min(1).max(128).optional(),
  /** The address that people type. With https:// cookies are Secure and browsers are told to stay on https. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }).optional(),
  /** Whether X-Forwarded-* is believed: only behind a proxy that sets it. */
  TRUST_PROXY: flag(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SESSION_IDLE_MINUTES: whole(30, 1, 1440),
  SESSION_HOURS: whole(12, 1, 168),
  SIGN_IN_FAILURES: whole(5, 1, 100),
  SIGN_IN_LOCK_MINUTES: whole(15, 1, 1440),
  /** Requests a minute from one session, or from one address without a session. */
  RATE_LIMIT_PER_MINUTE: whole(15_000),
  /** Sign-in attempts a minute from one address. */
  RATE_LIMIT_SIGN_IN: whole(300),
  BODY_LIMIT_BYTES: whole(2_000_000, 1_000),
  /** The largest file that an import takes: less than what reading it is made for, never more. */
  UPLOAD_LIMIT_BYTES: whole(limits.fileBytes, 1_000, limits.fileBytes),
  /** The largest paper that a firm may upload. */
  EVIDENCE_LIMIT_BYTES: whole(20 * 1024 * 1024, 1_000, 100 * 1024 * 1024),
  /** A program that looks at each uploaded paper: it gets the path as its last argument, anything but exit code 0 refuses the file. */
  EVIDENCE_SCAN_COMMAND: z.string().min(1).max(1000).optional(),
  DATABASE_CONNECTIONS: whole(20, 2, 500),
  /** What this process does: serve, run jobs, or both. Several processes share nothing but DATABASE_URL. */
  RUN: z.enum(['all', 'api', 'worker']).default('all'),
  JOB_CONCURRENCY: whole(1, 1, 32),
  /** Milliseconds of event-loop delay above which new requests are answered 503; 0 turns it off. */
  MAX_EVENT_LOOP_DELAY: whole(2_000, 0, 60_000),
  /** Password age in days for bureau, park, town and admin; 0 turns it off. */
  PASSWORD_DAYS: whole(90, 0, 3650),
  /** The roles whose passwords are mixed, age and may not come back (等保); `none` turns it off. */
  PASSWORD_PROFILE_ROLES: roleList('park,town,bureau,admin'),
  /** Former passwords that may not come back, for the roles of the profile. */
  PASSWORD_HISTORY: whole(5, 0, 24),
  /** The roles that must set up a second factor before anything else; all others may. */
  SECOND_FACTOR_ROLES: roleList('none'),
  /** How long a one-time link for setting a password works. */
  INVITATION_HOURS: whole(72, 1, 720),
  /** How long the audit trail is kept: three years unless told, never less than the 180 days of the law. */
  AUDIT_DAYS: whole(1096, 180, 36_500),
  /** Where mail goes out: `smtps://user:password@host:465`. Without it mail is written to files in DATA_DIR/outbox. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).max(200).default('创新阶梯 <no-reply@localhost>'),
})

export type Config = ReturnType<typeof readConfig>

/** Reads and checks the environment. Throws an error whose message names every setting that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  }
  const e = parsed.data
  return {
    databaseUrl: e.DATABASE_URL,
    replicaUrl: e.DATABASE_REPLICA_URL,
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(e.DATA_DIR),
    demoPassword: e.DEMO_PASSWORD,
    publicUrl: e.PUBLIC_URL,
    /** Whether people reach the product by https. */
    secure: e.PUBLIC_URL?.startsWith('https:') ?? false,
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    sessionIdleMs: e.SESSION_IDLE_MINUTES * 60_000,
    sessionMs: e.SESSION_HOURS * 3_600_000,
    signInFailures: e.SIGN_IN_FAILURES,
    signInLockMs: e.SIGN_IN_LOCK_MINUTES * 60_000,
    rateLimitPerMinute: e.RATE_LIMIT_PER_MINUTE,
    rateLimitSignIn: e.RATE_LIMIT_SIGN_IN,
    bodyLimit: e.BODY_LIMIT_BYTES,
    uploadLimit: e.UPLOAD_LIMIT_BYTES,
    evidenceLimit: e.EVIDENCE_LIMIT_BYTES,
    evidenceScan: e.EVIDENCE_SCAN_COMMAND?.trim(),
    databaseConnections: e.DATABASE_CONNECTIONS,
    run: e.RUN,
    jobConcurrency: e.JOB_CONCURRENCY,
    maxEventLoopDelay: e.MAX_EVENT_LOOP_DELAY,
    passwordDays: e.PASSWORD_DAYS,
    passwordProfileRoles: e.PASSWORD_PROFILE_ROLES,
    passwordHistory: e.PASSWORD_HISTORY,
    secondFactorRoles: e.SECOND_FACTOR_ROLES,
    invitationMs: e.INVITATION_HOURS * 3_600_000,
    auditDays: e.AUDIT_DAYS,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
  } as const
}

/** Where package.json, drizzle/ and dist/web are, run from the sources or from dist/server. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  for (;;) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'innovation-ladder')
      return folder
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json of innovation-ladder not found')
    folder = parent
  }
}

/** The version of this program, as package.json says it. */
export const packageVersion = (): string =>
  (JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version
