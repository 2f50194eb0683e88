import { eq } from 'drizzle-orm'
import type { Role } from '../../shared/accounts.ts'
import type { Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { parks } from '../parks/table.ts'
import { ProblemError, refuse } from '../problems.ts'

/** Which roles' accounts a role makes and changes. The database keeps the same line. */
export const manages: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['company', 'park', 'town', 'bureau', 'admin'],
  bureau: ['park', 'town', 'company'],
  park: ['company'],
  company: ['company'],
  town: [],
}

export interface Scope {
  readonly role: Role
  readonly parkId: string | null
  readonly firmId: string | null
  readonly townCode: string | null
}

/** The scope of an account by its role; what does not belong to the role is refused. */
export async function checkedScope(tx: Tx, actor: Actor, role: Role, given: Partial<Scope>): Promise<Scope> {
  if (actor.role === 'system' || !manages[actor.role].includes(role)) throw refuse('/role', '不能管理这种角色的账号')
  const foreign = (['parkId', 'firmId', 'townCode'] as const).filter((key) => given[key] && scopeOf[role] !== key)
  if (foreign.length > 0)
    throw new ProblemError('invalid-request', { errors: foreign.map((key) => ({ pointer: `/${key}`, detail: '这种角色没有这一项' })) })
  const firmId = role === 'company' ? (given.firmId ?? actor.firmId) : null
  const scope: Scope = {
    role,
    parkId: role === 'park' ? (given.parkId ?? null) : null,
    firmId,
    townCode: role === 'town' ? (given.townCode ?? null) : null,
  }
  const needed = scopeOf[role]
  if (needed && !scope[needed]) throw refuse(`/${needed}`, { parkId: '请选择园区', firmId: '请选择企业', townCode: '请选择镇街' }[needed])
  if (scope.parkId && !(await tx.select({ id: parks.id }).from(parks).where(eq(parks.id, scope.parkId))).length)
    throw refuse('/parkId', '没有这个园区')
  // Another park's firm is not seen here, so it answers as a missing one.
  if (scope.firmId && !(await tx.select({ id: firms.id }).from(firms).where(eq(firms.id, scope.firmId))).length)
    throw refuse('/firmId', '没有这家企业')
  return scope
}

const scopeOf: Readonly<Record<Role, 'parkId' | 'firmId' | 'townCode' | null>> = {
  park: 'parkId',
  company: 'firmId',
  town: 'townCode',
  bureau: null,
  admin: null,
}
