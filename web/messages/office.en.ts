import accounts from './en/accounts.json'
import assessment from './en/assessment.json'
import entry from './en/entry.json'
import evidence from './en/evidence.json'
import figures from './en/figures.json'
import firms from './en/firms.json'
import home from './en/home.json'
import imports from './en/imports.json'
import lists from './en/lists.json'
import overview from './en/overview.json'
import places from './en/places.json'
import selfReport from './en/selfReport.json'
import duties from './en/duties.json'
import moves from './en/moves.json'
import notices from './en/notices.json'
import parkReport from './en/parkReport.json'
import services from './en/services.json'
import trainings from './en/trainings.json'
import simulate from './en/simulate.json'
import submissions from './en/submissions.json'
import type { officeZh } from './office.zh.ts'

export const officeEn: typeof officeZh = {
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
