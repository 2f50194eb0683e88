import type { Role } from '../../shared/accounts.ts'
import { type AccountCreate, AccountPage, type AccountPatch, InvitationLink, ManagedAccount } from '../../shared/api/accounts.ts'
import { del, get, patch, post, queryOf } from '../api.ts'

const at = (account: string) => `/accounts/${encodeURIComponent(account)}`

export const listAccounts = (query: { q: string; role: string; cursor: string | null }, signal: AbortSignal) =>
  get(`/accounts${queryOf({ ...query, limit: 50 })}`, AccountPage, { signal })

export const createAccount = (body: AccountCreate) => post('/accounts', body, ManagedAccount)

export const changeAccount = ({ account, version }: ManagedAccount, body: AccountPatch) =>
  patch(at(account), body, ManagedAccount, { version })

export const endSessions = (account: string) => del(`${at(account)}/sessions`)

export const invite = (account: string) => post(`${at(account)}/invitation`, undefined, InvitationLink)

/** The address to hand over; what stands behind the # reaches no server and no log. */
export const linkOf = ({ token }: InvitationLink): string => `${location.origin}/invitation#${token}`

export const removeSecondFactor = (account: string) => del(`${at(account)}/second-factor`)

export const removeAccount = ({ account, version }: ManagedAccount) => del(at(account), { version })

/** Whose accounts a role makes and changes. */
export const managedRoles: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['bureau', 'park', 'town', 'company', 'admin'],
  bureau: ['park', 'town', 'company'],
  park: ['company'],
  company: ['company'],
  town: [],
}

const alphabets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789'] as const

/** A password to hand over, without characters that look alike; it must be changed at the first sign-in. */
export function newPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15))
  const letters = Array.from(bytes, (byte, i) => {
    const alphabet = alphabets[i % alphabets.length]!
    return alphabet[byte % alphabet.length]!
  })
  return [letters.slice(0, 5), letters.slice(5, 10), letters.slice(10)].map((part) => part.join('')).join('-')
}
