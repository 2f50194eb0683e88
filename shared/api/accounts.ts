import { z } from 'zod'
import { Role } from '../accounts.ts'
import { Day, Line } from '../facts.ts'

const AccountName = Line(64).refine((name) => /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u.test(name), {
  error: '账号名为 2 到 64 个字母、数字、汉字或 . _ @ -，以字母、数字或汉字开头',
})

/** A password as it is typed: nothing is cut off or trimmed. What it must be is judged by the server's policy. */
const Password = z
  .string({ error: '应为文本' })
  .min(1, { error: '请输入密码' })
  .refine((s) => [...s].length <= 128, { error: '最多 128 个字' })

/** POST /session. The limits are wide: whatever does not fit is simply a wrong password. */
export const SignIn = z.strictObject({
  account: z.string({ error: '请输入账号' }).min(1, { error: '请输入账号' }).max(200),
  password: z.string({ error: '请输入密码' }).min(1, { error: '请输入密码' }).max(1000),
  /** With a second factor: the six digits of the moment, or a recovery code. Asked for by `second-factor-needed`. */
  code: z.string({ error: '请输入动态码' }).max(40).optional(),
})
export type SignIn = z.infer<typeof SignIn>

/** PUT /session/password */
export const PasswordChange = z.strictObject({ current: z.string({ error: '请输入现在的密码' }).max(1000), password: Password })
export type PasswordChange = z.infer<typeof PasswordChange>

/** POST /setup: the first administrator, by the one-time secret that the server printed. */
export const Setup = z.strictObject({ secret: z.string().max(200), account: AccountName, password: Password })
export type Setup = z.infer<typeof Setup>

/** The last day of a colleague or consultant who is let in for a time; such an account manages no others. */
const EndsOn = Day.nullish()

/** POST /accounts. `parkId`, `firmId` and `townCode` belong to the roles park, company and town. */
export const AccountCreate = z.strictObject({
  account: AccountName,
  displayName: Line(60).refine((s) => s.length > 0, { error: '请填写姓名' }),
  role: Role,
  parkId: Line(64).nullish(),
  firmId: z.uuid({ error: '应为企业编号' }).nullish(),
  townCode: Line(12).nullish(),
  /** To be changed at the first sign-in. Without one the person sets it by invitation. */
  password: Password.optional(),
  endsOn: EndsOn,
})
export type AccountCreate = z.infer<typeof AccountCreate>

/** PATCH /accounts/:account. Role and scope only by the system administrator. */
export const AccountPatch = z.strictObject({
  displayName: Line(60)
    .refine((s) => s.length > 0, { error: '请填写姓名' })
    .optional(),
  disabled: z.boolean().optional(),
  password: Password.optional(),
  endsOn: EndsOn,
  role: Role.optional(),
  parkId: Line(64).nullish(),
  firmId: z.uuid({ error: '应为企业编号' }).nullish(),
  townCode: Line(12).nullish(),
})
export type AccountPatch = z.infer<typeof AccountPatch>

/** An account as those who manage it see it. */
export const ManagedAccount = z.object({
  account: z.string(),
  displayName: z.string(),
  role: Role,
  parkId: z.string().nullable(),
  firmId: z.uuid().nullable(),
  firmName: z.string().nullable(),
  townCode: z.string().nullable(),
  disabled: z.boolean(),
  endsOn: z.string().nullable(),
  hasSecondFactor: z.boolean(),
  /** Until when a one-time link for setting the password is open. */
  invitedUntil: z.string().nullable(),
  mustChangePassword: z.boolean(),
  lastSeenAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.number().int(),
})
export type ManagedAccount = z.infer<typeof ManagedAccount>

export const AccountQuery = z.object({
  /** Part of an account's name or of the person's. */
  q: Line(60).optional(),
  role: Role.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AccountQuery = z.infer<typeof AccountQuery>

export const AccountPage = z.object({ items: z.array(ManagedAccount), nextCursor: z.string().nullable() })
export type AccountPage = z.infer<typeof AccountPage>

/** A one-time link: the token is told once, and belongs behind the # of an address, where no server's log sees it. */
export const InvitationLink = z.object({ token: z.string(), expiresAt: z.string() })
export type InvitationLink = z.infer<typeof InvitationLink>

const Token = z.string({ error: '应为文本' }).min(1).max(100)

/** POST /invitations/offer */
export const InvitationToken = z.strictObject({ token: Token })

/** Whom a link is for. */
export const InvitationOffer = z.object({
  account: z.string(),
  displayName: z.string(),
  role: Role,
  firmName: z.string().nullable(),
  expiresAt: z.string(),
})
export type InvitationOffer = z.infer<typeof InvitationOffer>

/** POST /invitations/acceptance */
export const PasswordByInvitation = z.strictObject({ token: Token, password: Password })
export type PasswordByInvitation = z.infer<typeof PasswordByInvitation>

/** One's own open session. */
export const OwnSession = z.object({
  id: z.uuid(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  ip: z.string().nullable(),
  /** Browser and system, in a few words. */
  device: z.string().nullable(),
  isThis: z.boolean(),
})
export type OwnSession = z.infer<typeof OwnSession>
export const OwnSessions = z.object({ items: z.array(OwnSession) })

/** How one's own second factor stands. */
export const SecondFactor = z.object({ isOn: z.boolean(), isRequired: z.boolean(), recoveryCodesLeft: z.number().int() })
export type SecondFactor = z.infer<typeof SecondFactor>

const current = z.string({ error: '请输入现在的密码' }).max(1000)
const code = z.string({ error: '请输入动态码' }).min(1, { error: '请输入动态码' }).max(40)

/** What is asked before a second factor is begun, and to change or end it. */
export const CurrentPassword = z.strictObject({ current })
export const PasswordAndCode = z.strictObject({ current, code })
export const Code = z.strictObject({ code })

/** The key for an authenticator app, told while the second factor is set up. */
export const SecondFactorKey = z.object({ secret: z.string(), uri: z.string() })
export type SecondFactorKey = z.infer<typeof SecondFactorKey>

/** Told once, to be kept on paper. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) })
