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
export const tellingNames =
  /name|phone|email|contact|officer|address|identity|^ip$|hash|secret|token|password|account|(?<!short)_by$|device/

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
  plan_indicators: table('reference', 'open', { name: 'open', updated_by: 'personal' }),
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
  submissions: table('registry', 'business', { by: 'personal' }),
  submission_steps: table('registry', 'business', { by: 'personal' }),
  evidence: table('registry', 'business', { file_name: 'business', hash: 'open', by: 'personal' }),
  assessments: table('registry', 'business'),
  firm_summaries: table('registry', 'business'),
  verdict_changes: table('registry', 'business'),
  firm_moves: table('registry', 'business', {
    firm_name: 'business',
    requested_by: 'personal',
    decided_by: 'personal',
  }),
  coaching_cases: table('registry', 'business', { coach: 'personal', created_by: 'personal', updated_by: 'personal' }),
  coaching_todos: table('registry', 'business', { created_by: 'personal', updated_by: 'personal' }),
  service_records: table('registry', 'business', { officer: 'personal', created_by: 'personal', updated_by: 'personal' }),
  training_firms: table('registry', 'business', { updated_by: 'personal' }),
  trainings: table('registry', 'business', { sign_up_by: 'open', created_by: 'personal' }),
  calendar_tokens: table('accounts', 'open', { account_id: 'personal', token_hash: 'secret' }),
  notice_settings: table('accounts', 'open', { account_id: 'personal', email: 'personal' }),
  notifications: table('accounts', 'business', { account_id: 'personal', created_by: 'personal' }),
  saved_views: table('accounts', 'business', { name: 'business', owner_name: 'personal' }),
  reassessments: table('jobs', 'open', { started_by: 'personal' }),
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
  incentive_changes: table('reference', 'open', { updated_by: 'personal' }),
  incentive_deliveries: table('registry', 'business', { told_by: 'personal', updated_by: 'personal' }),
  incentive_matches: table('registry', 'business'),
  libraries: table('reference', 'open', { name: 'open', updated_by: 'personal' }),
  library_entries: table('registry', 'business', { name: 'business', updated_by: 'personal' }),
  library_events: table('registry', 'business', { by: 'personal' }),
  library_rounds: table('reference', 'business', { opened_by: 'personal', published_by: 'personal' }),
  segments: table('reference', 'open', { name: 'open', updated_by: 'personal' }),
  segment_members: table('registry', 'business'),
  listing_steps: table('registry', 'business', { updated_by: 'personal' }),
  overview_counts: table('reference', 'business'),
  overview_state: table('reference', 'business'),
  indicator_values: table('reference', 'open', { entered_by: 'personal' }),
  indicator_versions: table('reference', 'open', { changed_by: 'personal' }),
  plan_periods: table('reference', 'open', { name: 'open', created_by: 'personal' }),
  plan_targets: table('reference', 'open', { updated_by: 'personal' }),
  title_applications: table('registry', 'business', { updated_by: 'personal' }),
  register_entries: table('reference', 'business', { name: 'business', updated_by: 'personal' }),
  rule_drafts: table('reference', 'open', {
    author: 'personal',
    author_id: 'personal',
    editor_ids: 'personal',
    approved_by: 'personal',
    approved_by_id: 'personal',
  }),
  rule_revisions: table('reference', 'open', {
    author: 'personal',
    editor_ids: 'personal',
    approved_by: 'personal',
    approved_by_id: 'personal',
    enacted_by: 'personal',
  }),
  report_parts: table('reference', 'open', { updated_by: 'personal' }),
  report_rounds: table('reference', 'open', { opened_by: 'personal', frozen_by: 'personal' }),
  task_notes: table('reference', 'open', { by: 'personal' }),
  tasks: table('reference', 'open', { updated_by: 'personal' }),
  units: table('reference', 'open', { names: 'open' }),
  jobs: table('jobs', 'business', { actor: 'personal', created_by: 'personal' }),
}

/** The level of a column; undefined where nobody has thought of it yet. */
export function protectionOf(tableName: string, column: string): Protection | undefined {
  const declared = inventory[tableName]
  return declared?.named[column] ?? (tellingNames.test(column) ? undefined : declared?.others)
}
