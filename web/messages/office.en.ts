import accounts from './en/accounts.json'
import assessment from './en/assessment.json'
import audit from './en/audit.json'
import figures from './en/figures.json'
import firms from './en/firms.json'
import home from './en/home.json'
import imports from './en/imports.json'
import lists from './en/lists.json'
import overview from './en/overview.json'
import places from './en/places.json'
import security from './en/security.json'
import simulate from './en/simulate.json'
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
  audit,
  security,
  simulate,
}
