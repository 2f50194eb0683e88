/**
 * How much a column must be protected.
 *
 * - `open`: reference and machinery, nobody's business in particular
 * - `business`: what firms tell their park; seen by the firm, its park and the bureau only
 * - `personal`: names and what people did; for those who need it, removed or masked when it is over
 * - `masked`: numbers that lead to a person; masked in lists, exports and prints without the right
 * - `secret`: hashes and keys; read by the system alone, in no answer, log or export
 */
export type Protection = 'open' | 'business' | 'personal' | 'masked' | 'secret'

/** Kinds of data that are kept for a time: what sweeps them, or how long the law asks for. */
export const retention = {
  sessions: 'by SESSION_HOURS; swept hourly by sweep-sessions',
  attempts: 'a day; swept hourly by sweep-sessions',
  invitations: 'by INVITATION_HOURS; swept hourly by sweep-sessions',
  repeats: 'two days; swept daily by sweep-idempotency-keys',
  jobs: 'a month, previews a day; swept by the runner',
  uploads: 'until they are imported or discarded; left ones swept by the imports',
  audit: 'by AUDIT_DAYS, at least 180 days; taken out by `ladder prune-audit` alone',
  registry: 'as long as the firm is in the registry; it goes with the firm',
  accounts: 'until removed; then the account name alone, so that the audit trail can be read',
  reference: 'for good',
} as const

/** Names that speak of a person or a secret: judged one by one, whatever the table's other columns are. */
export const tellingNames = /name|phone|email|contact|officer|address|identity|^ip$|hash|secret|token|password|account|_by$|device/

export interface Table {
  readonly kept: keyof typeof retention
  /** Of every column that is not named, and whose name does not tell. */
  readonly others: Protection
  readonly named: Readonly<Record<string, Protection>>
}

const table = (kept: Table['kept'], others: Protection, named: Table['named'] = {}): Table => ({ kept, others, named })

/** Every table by its name in the database. A test fails on a column that has no level here, and on a level that has no column. */
export const inventory: Readonly<Record<string, Table>> = {
  accounts: table('accounts', 'open', {
    account: 'personal',
    display_name: 'personal',
    password_hash: 'secret',
    former_hashes: 'secret',
    password_changed_at: 'open',
    created_by: 'personal',
  }),
  sessions: table('sessions', 'open', { token_hash: 'secret', account_id: 'personal', ip: 'personal', device: 'personal' }),
  second_factors: table('accounts', 'open', { account_id: 'personal', secret: 'secret', recovery_hashes: 'secret' }),
  invitations: table('invitations', 'open', { account_id: 'personal', token_hash: 'secret', created_by: 'personal' }),
  setup_secret: table('invitations', 'open', { secret_hash: 'secret' }),
  sign_in_attempts: table('attempts', 'open', { name_hash: 'secret' }),
  audit: table('audit', 'business', {
    account_id: 'personal',
    account: 'personal',
    ip: 'personal',
    before: 'masked',
    after: 'masked',
    previous_hash: 'open',
    hash: 'open',
  }),
  audit_head: table('audit', 'open', { hash: 'open', base_hash: 'open' }),
  idempotency_keys: table('repeats', 'business', { account_id: 'personal', request_hash: 'open', body: 'masked' }),
  settings: table('reference', 'open'),
  parks: table('reference', 'open', { name: 'open' }),
  places: table('reference', 'open', { name: 'open' }),
  industries: table('reference', 'open', { name: 'open' }),
  plan_indicators: table('reference', 'open', { name: 'open' }),
  firms: table('registry', 'business', {
    name: 'business',
    name_grams: 'business',
    name_note: 'business',
    address: 'business',
    contact_name: 'personal',
    contact_phone: 'masked',
    contact_email: 'personal',
    service_officer: 'personal',
    provenance: 'personal',
    created_by: 'personal',
    updated_by: 'personal',
  }),
  firm_names: table('registry', 'business', { name: 'business', name_grams: 'business' }),
  firm_years: table('registry', 'business', { provenance: 'personal', verified_by: 'personal', updated_by: 'personal' }),
  ip_rights: table('registry', 'business'),
  titles: table('registry', 'business'),
  awards: table('registry', 'business'),
  institutions: table('registry', 'business'),
  standards: table('registry', 'business'),
  incidents: table('registry', 'business'),
  credit_listings: table('registry', 'business'),
  financings: table('registry', 'business'),
  conversions: table('registry', 'business'),
  market_positions: table('registry', 'business'),
  listings: table('registry', 'business'),
  answers: table('registry', 'business'),
  assessments: table('registry', 'business'),
  firm_summaries: table('registry', 'business'),
  reassessments: table('jobs', 'open'),
  cultivation_lists: table('registry', 'business', { frozen_by: 'personal' }),
  cultivation_list_rows: table('registry', 'business', { row: 'masked' }),
  cultivation_list_others: table('registry', 'business'),
  imports: table('uploads', 'business', {
    created_by: 'personal',
    created_by_name: 'personal',
    file_name: 'business',
    file_hash: 'open',
  }),
  import_rows: table('uploads', 'business', { cells: 'masked', parsed: 'masked', name: 'business' }),
  import_changes: table('uploads', 'business', { before: 'masked', after: 'masked' }),
  import_mappings: table('reference', 'business'),
  import_stage: table('uploads', 'business', { cells: 'masked' }),
  jobs: table('jobs', 'business', { actor: 'personal', created_by: 'personal' }),
}

/** The level of a column; undefined where nobody has thought of it yet. */
export function protectionOf(tableName: string, column: string): Protection | undefined {
  const declared = inventory[tableName]
  return declared?.named[column] ?? (tellingNames.test(column) ? undefined : declared?.others)
}
