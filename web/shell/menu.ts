import type { Account, Role } from '../../shared/accounts.ts'
import type { MessageKey } from '../i18n.ts'
import type { IconName } from '../ui/Icon.vue'

export interface MenuEntry {
  readonly to: string
  readonly label: MessageKey
  readonly icon: IconName
  /** Letter after G that goes there. */
  readonly key?: string
  /** Only this very address counts as being there. */
  readonly isExact?: boolean
}

const firms: MenuEntry = { to: '/firms', label: 'shell.menu.firms', icon: 'list', key: 'f' }
const imports: MenuEntry = { to: '/imports', label: 'shell.menu.imports', icon: 'upload', key: 'i' }
const lists: MenuEntry = { to: '/lists', label: 'shell.menu.lists', icon: 'flag', key: 'l' }
const selfCheck: MenuEntry = { to: '/self-check', label: 'shell.menu.selfCheck', icon: 'check' }
const accounts: MenuEntry = { to: '/admin/users', label: 'shell.menu.accounts', icon: 'person' }
const overview: MenuEntry = { to: '/overview', label: 'shell.menu.overview', icon: 'chart' }
const start: MenuEntry = { to: '/home', label: 'shell.menu.home', icon: 'home', key: 'h' }
const rules: MenuEntry = { to: '/rules', label: 'shell.menu.rules', icon: 'book' }
const simulate: MenuEntry = { to: '/simulate', label: 'shell.menu.simulate', icon: 'sliders' }
const duties: MenuEntry = { to: '/duties', label: 'shell.menu.duties', icon: 'calendar', key: 'd' }
const services: MenuEntry = { to: '/services', label: 'shell.menu.services', icon: 'hand', key: 's' }
const report: MenuEntry = { to: '/park-report', label: 'shell.menu.report', icon: 'print' }

/** Pages that are reached from others, or by the search. */
export function furtherPages({ role }: Account): readonly MenuEntry[] {
  const notices: MenuEntry = { to: '/notices', label: 'shell.menu.notices', icon: 'bell' }
  const trainings: MenuEntry = { to: '/trainings', label: 'shell.menu.trainings', icon: 'person' }
  const moves: MenuEntry = { to: '/moves', label: 'shell.menu.moves', icon: 'swap' }
  if (role === 'park' || role === 'bureau') return [notices, trainings, moves, ...(role === 'bureau' ? [services, report] : [])]
  return role === 'company' ? [notices, trainings] : [notices]
}

const verification: MenuEntry = { to: '/verification', label: 'shell.menu.verification', icon: 'check' }

/** What stands in the left menu of a role, in this order. */
export function menuOf({ role, firmId }: Account): readonly MenuEntry[] {
  switch (role) {
    case 'company': {
      const firm = `/firms/${firmId}`
      return [
        { ...start, label: 'shell.menu.companyHome' },
        { to: firm, label: 'shell.menu.myLadder', icon: 'steps', isExact: true },
        { to: `${firm}/figures`, label: 'shell.menu.myFigures', icon: 'list', key: 'f' },
        { to: `${firm}/ip`, label: 'shell.menu.myRights', icon: 'shield' },
        { to: `${firm}/evidence`, label: 'shell.menu.myEvidence', icon: 'upload' },
        duties,
        { to: `${firm}/services`, label: 'shell.menu.myServices', icon: 'hand' },
        { to: `${firm}/timeline`, label: 'shell.menu.myHistory', icon: 'history' },
        rules,
        selfCheck,
      ]
    }
    case 'park':
      return [start, firms, verification, imports, lists, { ...overview, label: 'shell.menu.overviewOfPark' }, accounts, rules, selfCheck]
      return [
        start,
        firms,
        imports,
        duties,
        services,
        lists,
        { ...overview, label: 'shell.menu.overviewOfPark' },
        report,
        accounts,
        rules,
        selfCheck,
      ]
    case 'town':
      return [start, firms, duties, lists, rules, selfCheck]
    case 'bureau':
      return [{ ...overview, key: 'h' }, firms, verification, lists, imports, rules, simulate, accounts, selfCheck]
      return [{ ...overview, key: 'h' }, firms, duties, lists, imports, rules, simulate, accounts, selfCheck]
    case 'admin':
      return [accounts, rules, simulate, selfCheck]
  }
}

const homes: Readonly<Record<Role, string>> = {
  company: '/home',
  park: '/home',
  town: '/home',
  bureau: '/overview',
  admin: '/admin/users',
}

/** Where a role begins. */
export const homeOf = ({ role }: Account): string => homes[role]

/** Whether an address is this entry's page or one below it. */
export const isWithin = ({ to, isExact }: MenuEntry, path: string): boolean => path === to || (!isExact && path.startsWith(`${to}/`))
