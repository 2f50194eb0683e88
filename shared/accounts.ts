import { z } from 'zod'
import type { Label } from './dictionary/indicator.ts'

/** Who may act: the firm itself, its park, the officer of a town, the bureau, the administrator of the system. */
export const roles = {
  company: { zh: '企业', en: 'Company' },
  park: { zh: '园区管理员', en: 'Park administrator' },
  town: { zh: '镇街科技专干', en: 'Town officer' },
  bureau: { zh: '科技局', en: 'Bureau' },
  admin: { zh: '系统管理员', en: 'System administrator' },
} as const satisfies Readonly<Record<string, Label>>

export type Role = keyof typeof roles

export const Role = z.enum(Object.keys(roles) as [Role, ...Role[]])

/** The signed-in account as it is told to its owner. */
export const Account = z.object({
  account: z.string(),
  displayName: z.string(),
  role: Role,
  /** Set for `park`. */
  parkId: z.string().nullable(),
  parkName: z.string().nullable(),
  /** Set for `company`. */
  firmId: z.uuid().nullable(),
  firmName: z.string().nullable(),
  /** Set for `town`. */
  townCode: z.string().nullable(),
  /** The last day, for those who are let in for a time. */
  endsOn: z.string().nullable(),
  mustChangePassword: z.boolean(),
  /** Whether the role must have a second factor that is not set up yet: before anything else. */
  mustSetUpSecondFactor: z.boolean(),
  /** Whether this installation carries fictitious sample data: said on every page and print. */
  demoData: z.boolean(),
})

export type Account = z.infer<typeof Account>
