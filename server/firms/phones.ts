import type { Actor } from '../db/context.ts'

/** Whether phone numbers are shown in full: to the firm itself, its park and the bureau. */
export const mayReadPhones = ({ role }: Pick<Actor, 'role'>): boolean => role !== 'town' && role !== 'admin'

/** A number with its middle hidden, as 139****0001. Too short to hide a part of, it is hidden whole. */
export const maskedPhone = (phone: string): string => (phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`)

/** The number as the actor may read it. */
export const phoneFor = (actor: Pick<Actor, 'role'>, phone: string | null): string | null =>
  phone === null || mayReadPhones(actor) ? phone : maskedPhone(phone)
