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
  'POST /api/v1/setup': { access: 'public', about: 'nothing' },

  'GET /api/v1/accounts': { access: managers, about: 'collection' },
  'POST /api/v1/accounts': { access: managers, about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/accounts/{account}': { access: managers, about: 'account' },
  'PATCH /api/v1/accounts/{account}': { access: managers, about: 'account', ifMatch: true, body: { displayName: '改过的人' } },
  'DELETE /api/v1/accounts/{account}/sessions': { access: managers, about: 'account' },

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
  'GET /api/v1/firms/{firmId}/history': { access: readers, about: 'firm' },
  'GET /api/v1/firms/{firmId}/figures': { access: readers, about: 'firm' },
  'PATCH /api/v1/firms/{firmId}/figures/{year}': { access: editors, about: 'firm', ifMatch: true, body: { figures: { netProfit: 1 } } },
  'PUT /api/v1/firms/{firmId}/figures/{year}/verification': { access: offices, about: 'firm', ifMatch: true, body: { verified: true } },
  'GET /api/v1/firms/{firmId}/sections/{section}': { access: readers, about: 'firm' },
  'PUT /api/v1/firms/{firmId}/sections/{section}': { access: editors, about: 'firm', ifMatch: true, body: { value: [] } },
  'GET /api/v1/firms/{firmId}/facts': { access: readers, about: 'firm' },
  'GET /api/v1/firms/{firmId}/report': { access: readers, about: 'firm' },

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

  'GET /api/v1/units': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'PATCH /api/v1/units/{unitId}': { access: ['bureau'], about: 'nothing', body: {} },
  'GET /api/v1/tasks': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/tasks': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/tasks/{taskId}': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'PATCH /api/v1/tasks/{taskId}': { access: ['bureau'], about: 'nothing', body: {} },
  'POST /api/v1/tasks/{taskId}/notes': { access: ['bureau'], about: 'nothing', body: { text: '进展' } },
  'GET /api/v1/task-reports': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/task-reports': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'GET /api/v1/task-reports/{year}': { access: ['park', 'bureau', 'admin'], about: 'nothing' },
  'PUT /api/v1/task-reports/{year}/parts/{unitId}': {
    access: ['park', 'bureau'],
    about: 'nothing',
    body: { text: '', isSubmitted: false },
  },
  'PUT /api/v1/task-reports/{year}/freeze': { access: ['bureau'], about: 'nothing' },
  'GET /api/v1/registers/{kind}': { access: ['bureau', 'admin'], about: 'nothing' },
  'POST /api/v1/registers/{kind}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'PUT /api/v1/registers/{kind}/{entryId}': { access: ['bureau'], about: 'nothing', refusalsOnly: true, body: {} },
  'DELETE /api/v1/registers/{kind}/{entryId}': { access: ['bureau'], about: 'nothing' },

  'GET /api/v1/jobs/{jobId}': { access: all, about: 'job' },
  'GET /api/v1/jobs/{jobId}/events': { access: all, about: 'job', refusalsOnly: true },
}
