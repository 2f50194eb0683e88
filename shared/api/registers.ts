import { z } from 'zod'
import { Day, Line } from '../facts.ts'

/** Registers that feed indicators: innovation platforms, carriers, technology contracts, awards. */
export const registerKinds = ['platforms', 'carriers', 'contracts', 'awards'] as const
export type RegisterKind = (typeof registerKinds)[number]
export const registerLevels = ['national', 'provincial', 'city', 'county'] as const
export type RegisterLevel = (typeof registerLevels)[number]

const written = {
  name: z.string().trim().min(1, '不能为空').max(200),
  /** 省级企业技术中心, 众创空间, 技术开发合同, 科技进步奖. */
  category: z.string().trim().min(1, '不能为空').max(80),
  level: z.enum(registerLevels).nullable(),
  /** The firm that hosts it, by its code; null where it is none of the register. */
  hostUscc: Line(18).nullable(),
  host: z.string().trim().max(200).nullable(),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  /** When it is to be evaluated again. */
  reviewOn: Day.nullable(),
  /** Contracts and awards: the year that it counts in. */
  year: z.number().int().min(1990).max(2100).nullable(),
  /** Contracts: yuan. */
  amount: z.number().min(0).max(1e13).nullable(),
  /** Carriers: who is in it. */
  tenants: z.array(z.string().trim().min(1).max(200)).max(500),
  note: z.string().trim().max(500).nullable(),
}

export const RegisterPut = z.strictObject(written).superRefine(({ validFrom, validTo }, context) => {
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    context.addIssue({ code: 'custom', path: ['validTo'], message: '不能早于起始日' })
})
export type RegisterPut = z.infer<typeof RegisterPut>

export const RegisterEntry = z.object({
  ...written,
  id: z.uuid(),
  kind: z.enum(registerKinds),
  firmId: z.uuid().nullable(),
  /** Opening balance of a plan: so many, without their names. 1 for what is named. */
  count: z.number().int(),
  source: z.string(),
  version: z.number().int(),
  updatedBy: z.string(),
  updatedAt: z.string(),
})
export type RegisterEntry = z.infer<typeof RegisterEntry>

export const Register = z.object({
  items: z.array(RegisterEntry),
  /** How many count today, opening balances included; contracts: their number. */
  counted: z.number().int(),
  /** Contracts: yuan by year, the latest first. */
  sums: z.array(z.object({ year: z.number().int(), amount: z.number() })),
})
export type Register = z.infer<typeof Register>
