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

export const actingRole = setting('role')
export const actingPark = setting('park_id')
export const actingTown = setting('town_code')
export const actingFirm = uuidSetting('firm_id')
export const actingAccount = uuidSetting('account_id')

/** Whether the actor's role is one of these. */
export const actingAs = (...roles: readonly string[]): SQL =>
  sql`${actingRole} in (${sql.raw(roles.map((role) => `'${role}'`).join(', '))})`

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
  // The policies of `firms` apply inside, and Postgres chooses between one look-up a row and one hash of all seen firms.
  const seen = sql`exists (select 1 from firms seen where seen.id = ${firmId})`
  const write = sql`${actingAs('system', 'bureau')} or (${actingAs('park', 'company')} and ${seen})`
  return wall({ read: sql`${actingAs('system', 'bureau', 'admin')} or ${seen}`, insert: write, update: write, remove: write })
}

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
