import type { Role } from '../../shared/accounts.ts'

/** What an operation is about: one thing by its id, a collection, or nothing that belongs to anybody. */
export type Subject = 'firm' | 'list' | 'import' | 'job' | 'account' | 'collection' | 'nothing'

export interface Operation {
  /** Who may call it; the rest is answered 403, and 401 without a session. */
  readonly access: 'public' | readonly Role[]
  readonly about: Subject
  readonly body?: object
  readonly query?: string
  /** Sends the version that the row really has: a refusal must not rest on a stale one. */
  readonly ifMatch?: true
  /** Streams or files that the sample rows do not have: only refusals are looked at. */
  readonly refusalsOnly?: true
}

const all: readonly Role[] = ['company', 'park', 'town', 'bureau', 'admin']
const readers: readonly Role[] = ['company', 'park', 'town', 'bureau']
const editors: readonly Role[] = ['company', 'park', 'bureau']
const offices: readonly Role[] = ['park', 'bureau']
const holders: readonly Role[] = ['company', 'park', 'bureau']
const listReaders: readonly Role[] = ['park', 'town', 'bureau']
const managers: readonly Role[] = ['admin', 'bureau', 'park', 'company']

const recipe = {
  certification: 'hnte',
  asOf: '2026-06-15',
  scope: {},
  include: {
    reach: true,
    review: true,
    missingAtMost: 50,
    shortByAtMost: 10,
    distanceAtMost: null,
    scoreWithin: null,
    renewWithinDays: null,
  },
}

/**
 * Every operation of the API: who may call it and what it is about. An operation that is not here fails the test, and so
 * does one that says of itself something else.
 */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /api/v1/health': { access: 'public', about: 'nothing' },
  'GET /api/v1/metrics': { access: ['admin'], about: 'nothing' },

  'POST /api/v1/session': { access: 'public', about: 'nothing' },
  'GET /api/v1/session': { access: all, about: 'nothing' },
  'DELETE /api/v1/session': { access: all, about: 'nothing', refusalsOnly: true },
  'PUT /api/v1/session/password': { access: all, about: 'nothing', refusalsOnly: true, body: { current: 'x', password: 'y' } },
  'GET /api/v1/session/second-factor': { access: all, about: 'nothing' },
  'POST /api/v1/session/second-factor': { access: all, about: 'nothing', refusalsOnly: true, body: {} },
  'POST /api/v1/session/second-factor/confirmation': { access: all, about: 'nothing', refusalsOnly: true, body: {} },
  'POST /api/v1/session/second-factor/recovery-codes': { access: all, about: 'nothing', refusalsOnly: true, body: {} },
  'POST /api/v1/session/second-factor/removal': { access: all, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/sessions': { access: all, about: 'nothing' },
  'DELETE /api/v1/sessions': { access: all, about: 'nothing' },
  'DELETE /api/v1/sessions/{sessionId}': { access: all, about: 'nothing', refusalsOnly: true },
  'POST /api/v1/invitations/offer': { access: 'public', about: 'nothing' },
  'POST /api/v1/invitations/acceptance': { access: 'public', about: 'nothing' },
  'POST /api/v1/setup': { access: 'public', about: 'nothing' },

  'GET /api/v1/accounts': { access: managers, about: 'collection' },
  'POST /api/v1/accounts': { access: managers, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/accounts/{account}': { access: managers, about: 'account' },
  'PATCH /api/v1/accounts/{account}': { access: managers, about: 'account', ifMatch: true, body: { displayName: '改过的人' } },
  'DELETE /api/v1/accounts/{account}/sessions': { access: managers, about: 'account' },
  'POST /api/v1/accounts/{account}/invitation': { access: managers, about: 'account' },
  'DELETE /api/v1/accounts/{account}/second-factor': { access: managers, about: 'account' },
  'DELETE /api/v1/accounts/{account}': { access: managers, about: 'account', ifMatch: true, refusalsOnly: true },

  'GET /api/v1/audit': { access: managers, about: 'collection', query: 'action=firm-created&limit=200' },
  'GET /api/v1/audit/export.ndjson': { access: ['bureau', 'admin'], about: 'nothing' },

  'GET /api/v1/parks': { access: 'public', about: 'nothing' },
  'GET /api/v1/reference/towns': { access: 'public', about: 'nothing' },
  'GET /api/v1/reference/industries': { access: 'public', about: 'nothing' },
  'GET /api/v1/rulesets': { access: 'public', about: 'nothing' },
  'GET /api/v1/rulesets/{id}': { access: 'public', about: 'nothing' },
  'GET /api/v1/rulesets/revisions': { access: 'public', about: 'nothing' },
  'GET /api/v1/rulesets/{id}/examples': { access: 'public', about: 'nothing' },
  'GET /api/v1/rules/drafts': { access: ['bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/rules/drafts': { access: ['bureau', 'admin'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/rules/drafts/{draftId}': { access: ['bureau', 'admin'], about: 'nothing' },
  'PATCH /api/v1/rules/drafts/{draftId}': { access: ['bureau', 'admin'], about: 'nothing', body: {} },
  'GET /api/v1/rules/drafts/{draftId}/examples': { access: ['bureau', 'admin'], about: 'nothing' },
  'PUT /api/v1/rules/drafts/{draftId}/submission': { access: ['bureau', 'admin'], about: 'nothing' },
  'PUT /api/v1/rules/drafts/{draftId}/decision': { access: ['bureau', 'admin'], about: 'nothing', body: { decision: 'approve' } },
  'PUT /api/v1/rules/drafts/{draftId}/withdrawal': { access: ['bureau', 'admin'], about: 'nothing' },
  'PUT /api/v1/rules/drafts/{draftId}/enactment': { access: ['bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/rules/drafts/{draftId}/simulation': { access: ['bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/self-check': { access: 'public', about: 'nothing', body: { asOf: '2026-06-15' } },

  'GET /api/v1/firms': { access: readers, about: 'collection', query: 'limit=200' },
  'POST /api/v1/firms': { access: offices, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/firms/export.xlsx': { access: readers, about: 'collection' },
  'GET /api/v1/firms/export.csv': { access: readers, about: 'collection' },
  'GET /api/v1/firms/{firmId}': { access: readers, about: 'firm' },
  'PATCH /api/v1/firms/{firmId}': { access: editors, about: 'firm', ifMatch: true, body: { address: '改过的地址' } },
  'POST /api/v1/firms/{firmId}/phone': { access: readers, about: 'firm', body: { reason: '电话核实' } },
  'GET /api/v1/firms/{firmId}/history': { access: readers, about: 'firm' },
  'GET /api/v1/firms/{firmId}/figures': { access: readers, about: 'firm' },
  'PATCH /api/v1/firms/{firmId}/figures/{year}': { access: editors, about: 'firm', ifMatch: true, body: { figures: { netProfit: 1 } } },
  'PUT /api/v1/firms/{firmId}/figures/{year}/verification': { access: offices, about: 'firm', ifMatch: true, body: { verified: true } },
  'GET /api/v1/firms/{firmId}/sections/{section}': { access: readers, about: 'firm' },
  'PUT /api/v1/firms/{firmId}/sections/{section}': { access: editors, about: 'firm', ifMatch: true, body: { value: [] } },
  'GET /api/v1/firms/{firmId}/facts': { access: readers, about: 'firm' },
  'GET /api/v1/firms/{firmId}/report': { access: readers, about: 'firm' },

  'GET /api/v1/submissions': { access: offices, about: 'collection' },
  'GET /api/v1/firms/{firmId}/submissions': { access: readers, about: 'firm' },
  'PUT /api/v1/firms/{firmId}/submissions/{year}': {
    access: ['company'],
    about: 'firm',
    refusalsOnly: true,
    body: { step: 'submitted', figuresVersion: 1 },
  },
  'PUT /api/v1/firms/{firmId}/submissions/{year}/decision': {
    access: offices,
    about: 'firm',
    refusalsOnly: true,
    body: { step: 'returned', figuresVersion: 1, note: '改过的原因' },
  },

  'GET /api/v1/firms/{firmId}/evidence': { access: holders, about: 'firm' },
  'POST /api/v1/firms/{firmId}/evidence': { access: ['company'], about: 'firm', refusalsOnly: true },
  'PATCH /api/v1/firms/{firmId}/evidence/{evidenceId}': {
    access: ['company'],
    about: 'firm',
    refusalsOnly: true,
    body: { isRemoved: true },
  },
  'GET /api/v1/firms/{firmId}/evidence/{evidenceId}/file': { access: holders, about: 'firm', refusalsOnly: true },

  'POST /api/v1/reassessments': { access: ['bureau', 'admin'], about: 'nothing', body: {} },

  'POST /api/v1/simulations': {
    access: ['bureau', 'admin'],
    about: 'nothing',
    body: { asOf: '2026-06-15', revised: [{ id: 'hnte.pass', value: 60 }] },
  },
  'GET /api/v1/simulations/progress': { access: ['bureau', 'admin'], about: 'nothing' },

  'GET /api/v1/imports': { access: offices, about: 'collection' },
  'POST /api/v1/imports': { access: offices, about: 'nothing', refusalsOnly: true },
  'GET /api/v1/imports/template.xlsx': { access: offices, about: 'nothing' },
  'GET /api/v1/imports/{importId}': { access: offices, about: 'import' },
  'GET /api/v1/imports/{importId}/events': { access: offices, about: 'import', refusalsOnly: true },
  'GET /api/v1/imports/{importId}/rows': { access: offices, about: 'import' },
  'GET /api/v1/imports/{importId}/errors.xlsx': { access: offices, about: 'import', refusalsOnly: true },
  'PUT /api/v1/imports/{importId}/mapping': {
    access: offices,
    about: 'import',
    ifMatch: true,
    refusalsOnly: true,
    body: { options: { sheet: 0, headerRow: 1, defaultYear: null, blanks: 'keep' }, columns: [] },
  },
  'PATCH /api/v1/imports/{importId}/rows/{row}': { access: offices, about: 'import', refusalsOnly: true, body: { skip: true } },
  'POST /api/v1/imports/{importId}/commit': { access: offices, about: 'import', refusalsOnly: true, body: { mode: 'good' } },
  'POST /api/v1/imports/{importId}/undo': { access: offices, about: 'import', refusalsOnly: true },
  'DELETE /api/v1/imports/{importId}': { access: offices, about: 'import', refusalsOnly: true },

  'POST /api/v1/lists/preview': { access: offices, about: 'collection', body: recipe },
  'POST /api/v1/lists/preview/export.xlsx': { access: offices, about: 'collection', body: recipe },
  'POST /api/v1/lists': { access: ['bureau'], about: 'nothing', body: { title: '名单', recipe } },
  'GET /api/v1/lists': { access: listReaders, about: 'collection' },
  'GET /api/v1/lists/{listId}': { access: listReaders, about: 'list' },
  'GET /api/v1/lists/{listId}/rows': { access: listReaders, about: 'list' },
  'GET /api/v1/lists/{listId}/comparison': { access: listReaders, about: 'list', query: 'with={whole}' },
  'GET /api/v1/lists/{listId}/export.xlsx': { access: listReaders, about: 'list' },
  'GET /api/v1/lists/{listId}/export.csv': { access: listReaders, about: 'list' },

  'GET /api/v1/overview': { access: offices, about: 'collection' },
  'GET /api/v1/park-report': { access: offices, about: 'collection' },
  'GET /api/v1/today': { access: ['park', 'town'], about: 'collection' },

  'POST /api/v1/firms/actions/ask': { access: offices, about: 'collection', body: { selection: { query: {} }, preview: true } },
  'POST /api/v1/firms/actions/assign': { access: offices, about: 'nothing', body: { selection: { query: {} }, serviceOfficer: null } },
  'POST /api/v1/firms/actions/tag': { access: offices, about: 'nothing', body: { selection: { query: {} } } },

  'GET /api/v1/views': { access: listReaders, about: 'nothing' },
  'POST /api/v1/views': { access: listReaders, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/views/{viewId}': { access: listReaders, about: 'nothing', refusalsOnly: true },
  'PATCH /api/v1/views/{viewId}': { access: listReaders, about: 'nothing', refusalsOnly: true, body: {} },
  'DELETE /api/v1/views/{viewId}': { access: listReaders, about: 'nothing', refusalsOnly: true },

  'GET /api/v1/notices': { access: all, about: 'nothing' },
  'GET /api/v1/notices/unread': { access: all, about: 'nothing' },
  'PUT /api/v1/notices/read': { access: all, about: 'nothing', body: {} },
  'GET /api/v1/notices/settings': { access: all, about: 'nothing' },
  'PUT /api/v1/notices/settings': {
    access: all,
    about: 'nothing',
    refusalsOnly: true,
    body: { email: null, isDaily: true, muted: [] },
  },

  'GET /api/v1/duties': { access: readers, about: 'collection' },
  'GET /api/v1/duties/calendar': { access: readers, about: 'nothing' },
  'POST /api/v1/duties/calendar': { access: readers, about: 'nothing' },
  'DELETE /api/v1/duties/calendar': { access: readers, about: 'nothing' },
  'GET /api/v1/calendars/{token}.ics': { access: 'public', about: 'nothing' },

  'GET /api/v1/services': { access: offices, about: 'collection' },
  'GET /api/v1/firms/{firmId}/services': { access: readers, about: 'firm' },
  'POST /api/v1/firms/{firmId}/services/records': {
    access: offices,
    about: 'firm',
    body: { kind: 'visit', happenedOn: '2026-06-15', officer: '专员', summary: '走访' },
  },
  'PATCH /api/v1/firms/{firmId}/services/records/{itemId}': { access: offices, about: 'firm', ifMatch: true, refusalsOnly: true, body: {} },
  'POST /api/v1/firms/{firmId}/services/cases': {
    access: offices,
    about: 'firm',
    body: { goal: '高企', coach: '专员', openedOn: '2026-06-15' },
  },
  'PATCH /api/v1/firms/{firmId}/services/cases/{itemId}': { access: offices, about: 'firm', ifMatch: true, refusalsOnly: true, body: {} },
  'POST /api/v1/firms/{firmId}/services/todos': {
    access: offices,
    about: 'firm',
    refusalsOnly: true,
    body: { caseId: '00000000-0000-4000-8000-000000000000', what: '补数据' },
  },
  'PATCH /api/v1/firms/{firmId}/services/todos/{itemId}': { access: offices, about: 'firm', ifMatch: true, refusalsOnly: true, body: {} },

  'GET /api/v1/moves': { access: offices, about: 'nothing' },
  'POST /api/v1/firms/{firmId}/moves': { access: offices, about: 'firm', refusalsOnly: true, body: { toPark: 'yuanhong', reason: '搬迁' } },
  'PATCH /api/v1/moves/{moveId}': { access: offices, about: 'nothing', refusalsOnly: true, body: { state: 'confirmed' } },

  'GET /api/v1/trainings': { access: editors, about: 'nothing' },
  'POST /api/v1/trainings': { access: offices, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/trainings/{trainingId}': { access: editors, about: 'nothing', refusalsOnly: true },
  'PATCH /api/v1/trainings/{trainingId}': { access: offices, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/trainings/{trainingId}/firms': { access: offices, about: 'nothing', refusalsOnly: true },
  'POST /api/v1/trainings/{trainingId}/invitations': { access: offices, about: 'nothing', refusalsOnly: true, body: {} },
  'PUT /api/v1/trainings/{trainingId}/firms/{firmId}': {
    access: editors,
    about: 'firm',
    refusalsOnly: true,
    body: { state: 'declined' },
  },

  'GET /api/v1/overview/flow': { access: offices, about: 'collection' },
  'GET /api/v1/overview/expiring': { access: offices, about: 'collection' },
  'GET /api/v1/overview/scorecards': { access: offices, about: 'collection' },

  'GET /api/v1/plan/periods': { access: offices, about: 'nothing' },
  'POST /api/v1/plan/periods': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/plan/periods/{periodId}/indicators': { access: offices, about: 'nothing', refusalsOnly: true },
  'GET /api/v1/plan/periods/{periodId}/export.xlsx': { access: ['bureau'], about: 'nothing', refusalsOnly: true },
  'POST /api/v1/plan/periods/{periodId}/indicators': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/plan/periods/{periodId}/indicators/{key}': { access: ['bureau'], about: 'nothing', refusalsOnly: true },
  'PATCH /api/v1/plan/periods/{periodId}/indicators/{key}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'PUT /api/v1/plan/periods/{periodId}/indicators/{key}/values/{year}': {
    access: ['bureau'],
    about: 'nothing',
    refusalsOnly: true,
    body: {},
  },
  'GET /api/v1/plan/periods/{periodId}/indicators/{key}/firms': { access: ['bureau'], about: 'nothing', refusalsOnly: true },
  'GET /api/v1/plan/periods/{periodId}/indicators/{key}/doubling': { access: offices, about: 'nothing', refusalsOnly: true },
  'PUT /api/v1/plan/periods/{periodId}/indicators/{key}/targets/{year}': {
    access: ['bureau'],
    about: 'nothing',
    refusalsOnly: true,
    body: {},
  },
  'GET /api/v1/firms/{firmId}/applications': { access: readers, about: 'firm' },
  'PUT /api/v1/firms/{firmId}/applications/{certification}/{year}': {
    access: offices,
    about: 'firm',
    ifMatch: true,
    body: { appliedOn: '2025-06-15', outcome: null, decidedOn: null, note: null },
  },

  'GET /api/v1/libraries': { access: listReaders, about: 'collection' },
  'GET /api/v1/libraries/{libraryId}': { access: listReaders, about: 'nothing', refusalsOnly: true },
  'PATCH /api/v1/libraries/{libraryId}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'POST /api/v1/libraries/{libraryId}/rounds': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'POST /api/v1/libraries/{libraryId}/rounds/{roundId}/publication': { access: ['bureau'], about: 'nothing', refusalsOnly: true },
  'GET /api/v1/libraries/{libraryId}/entries': { access: listReaders, about: 'nothing', refusalsOnly: true },
  'POST /api/v1/libraries/{libraryId}/entries': { access: editors, about: 'nothing', refusalsOnly: true, body: {} },
  'POST /api/v1/libraries/{libraryId}/entries/{firmId}/events': {
    access: offices,
    about: 'firm',
    ifMatch: true,
    refusalsOnly: true,
    body: { kind: 'recommended', reason: '推荐' },
  },
  'POST /api/v1/libraries/{libraryId}/steps': { access: offices, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/libraries/{libraryId}/export.xlsx': { access: listReaders, about: 'nothing', refusalsOnly: true },
  'GET /api/v1/libraries/{libraryId}/export.csv': { access: listReaders, about: 'nothing', refusalsOnly: true },
  'GET /api/v1/firms/{firmId}/libraries': { access: readers, about: 'firm' },
  'GET /api/v1/segments': { access: listReaders, about: 'collection' },
  'POST /api/v1/segments': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'PUT /api/v1/segments/{segmentId}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/segments/{segmentId}/members': { access: listReaders, about: 'nothing', refusalsOnly: true },

  'GET /api/v1/incentives': { access: 'public', about: 'nothing' },
  'GET /api/v1/incentives/{incentiveId}': { access: 'public', about: 'nothing' },
  'PUT /api/v1/incentives/{incentiveId}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/incentives/{incentiveId}/firms': { access: listReaders, about: 'nothing', refusalsOnly: true },
  'POST /api/v1/incentives/{incentiveId}/notices': { access: offices, about: 'nothing', refusalsOnly: true },
  'POST /api/v1/incentives/matching': { access: ['bureau'], about: 'nothing' },
  'GET /api/v1/firms/{firmId}/incentives': { access: readers, about: 'firm' },
  'PATCH /api/v1/firms/{firmId}/incentives/{incentiveId}': {
    access: editors,
    about: 'firm',
    ifMatch: true,
    body: { appliedOn: '2025-06-15' },
  },

  'GET /api/v1/listing': { access: listReaders, about: 'collection' },
  'GET /api/v1/firms/{firmId}/listing': { access: readers, about: 'firm' },
  'POST /api/v1/firms/{firmId}/listing-steps': {
    access: offices,
    about: 'firm',
    body: { stage: 'reserve-county', enteredOn: '2025-06-15', board: null, exit: null, document: null, note: null, validTo: null },
  },

  'GET /api/v1/progress': { access: 'public', about: 'nothing' },
  'GET /api/v1/progress.csv': { access: 'public', about: 'nothing' },

  'GET /api/v1/units': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'PATCH /api/v1/units/{unitId}': { access: ['bureau'], about: 'nothing', body: {} },
  'GET /api/v1/tasks': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/tasks': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/tasks/{taskId}': { access: ['park', 'bureau', 'admin'], about: 'nothing', refusalsOnly: true },
  'PATCH /api/v1/tasks/{taskId}': { access: ['bureau'], about: 'nothing', body: {} },
  'POST /api/v1/tasks/{taskId}/notes': { access: ['bureau'], about: 'nothing', body: { text: '进展' } },
  'GET /api/v1/task-reports': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/task-reports': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/task-reports/{year}': { access: ['park', 'bureau', 'admin'], about: 'nothing', refusalsOnly: true },
  'PUT /api/v1/task-reports/{year}/parts/{unitId}': {
    access: ['park', 'bureau'],
    about: 'nothing',
    body: { text: '', isSubmitted: false },
    refusalsOnly: true,
  },
  'PUT /api/v1/task-reports/{year}/freeze': { access: ['bureau'], about: 'nothing' },
  'GET /api/v1/registers/{kind}': { access: ['bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/registers/{kind}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'PUT /api/v1/registers/{kind}/{entryId}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'DELETE /api/v1/registers/{kind}/{entryId}': { access: ['bureau'], about: 'nothing' },

  'GET /api/v1/jobs/{jobId}': { access: all, about: 'job' },
  'GET /api/v1/jobs/{jobId}/events': { access: all, about: 'job', refusalsOnly: true },
}
