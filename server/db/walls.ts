import { type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/**
 * The role every query of the product runs as. It owns nothing, is no superuser and passes by no policy. What it may
 * see is decided by the settings that `within` makes for one transaction; without them it sees no firm at all.
 */
export const ladderApp = pgRole('ladder_app').existing()

// Wrapped in a select, a setting is read once a query, not once a row.
const setting = (name: string): SQL => sql.raw(`(select current_setting('app.${name}', true))`)
const uuidSetting = (name: string): SQL => sql.raw(`(select nullif(current_setting('app.${name}', true), '')::uuid)`)

export const actingPark = setting('park_id')
export const actingTown = setting('town_code')
export const actingFirm = uuidSetting('firm_id')
export const actingAccount = uuidSetting('account_id')

/**
 * Whether the actor's role is one of these. The comparison stands inside the select, so that Postgres takes it for a
 * coin toss: compared outside, it believes that hardly any row passes, and plans large lists as if they were small.
 */
export const actingAs = (...roles: readonly string[]): SQL =>
  sql.raw(`(select current_setting('app.role', true) in (${roles.map((role) => `'${role}'`).join(', ')}))`)

interface Wall {
  readonly read: SQL
  readonly insert?: SQL
  readonly update?: SQL
  readonly remove?: SQL
}

/** Row-level policies by command. A command without a condition is refused for every row. */
export function wall({ read, insert, update, remove }: Wall) {
  const policies = [pgPolicy('may_read', { for: 'select', to: ladderApp, using: read })]
  if (insert) policies.push(pgPolicy('may_insert', { for: 'insert', to: ladderApp, withCheck: insert }))
  if (update) policies.push(pgPolicy('may_update', { for: 'update', to: ladderApp, using: update, withCheck: update }))
  if (remove) policies.push(pgPolicy('may_delete', { for: 'delete', to: ladderApp, using: remove }))
  return policies
}

/** Rows that belong to a firm: who sees the firm sees them; the firm, its park and the bureau write them. */
export function firmWall(firmId: AnyPgColumn) {
  const seen = seenFirm(firmId)
  const write = writesOf(seen)
  return wall({ read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`, insert: write, update: write, remove: write })
}

interface Place {
  readonly firmId: AnyPgColumn
  readonly parkId: AnyPgColumn
  readonly townCode: AnyPgColumn
}

/** Whether the actor sees the firm, by what the row itself says of it. */
export const seesPlace = ({ firmId, parkId, townCode }: Place): SQL =>
  sql`${actingAs('system', 'bureau', 'admin')} or (${actingAs('park')} and ${parkId} = ${actingPark}) or (${actingAs('company')} and ${firmId} = ${actingFirm}) or (${actingAs('town')} and ${townCode} = ${actingTown})`

/**
 * The same for large derived tables whose rows carry park and town of their firm, so that reading many of them asks
 * nothing of `firms`. A trigger keeps both in step with the firm.
 */
export function placedWall(place: Place) {
  const write = writesOf(seenFirm(place.firmId))
  return wall({ read: seesPlace(place), insert: write, update: write, remove: write })
}

// The policies of `firms` apply inside, and Postgres chooses between one look-up a row and one hash of all seen firms.
const seenFirm = (firmId: AnyPgColumn): SQL => sql`exists (select 1 from firms seen where seen.id = ${firmId})`

const writesOf = (seen: SQL): SQL => sql`${actingAs('system', 'bureau')} or (${actingAs('park', 'company')} and ${seen})`

/** What everybody may read and only these roles write. */
export function openWall(...writers: readonly string[]) {
  const write = actingAs('system', ...writers)
  return wall({ read: sql`true`, insert: write, update: write, remove: write })
}

/** What no person reaches through the product. */
export function systemWall() {
  const only = actingAs('system')
  return wall({ read: only, insert: only, update: only, remove: only })
}
