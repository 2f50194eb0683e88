import accounts from './zh/accounts.json'
import assessment from './zh/assessment.json'
import entry from './zh/entry.json'
import evidence from './zh/evidence.json'
import figures from './zh/figures.json'
import firms from './zh/firms.json'
import home from './zh/home.json'
import imports from './zh/imports.json'
import lists from './zh/lists.json'
import overview from './zh/overview.json'
import places from './zh/places.json'
import selfReport from './zh/selfReport.json'
import duties from './zh/duties.json'
import moves from './zh/moves.json'
import notices from './zh/notices.json'
import parkReport from './zh/parkReport.json'
import services from './zh/services.json'
import trainings from './zh/trainings.json'
import simulate from './zh/simulate.json'
import submissions from './zh/submissions.json'

/** Messages of the pages for those who are signed in. */
export const officeZh = {
  firms,
  figures,
  assessment,
  home,
  places,
  imports,
  lists,
  overview,
  accounts,
  simulate,
  entry,
  submissions,
  evidence,
  selfReport,
  duties,
  moves,
  notices,
  parkReport,
  services,
  trainings,
}
