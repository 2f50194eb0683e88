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
const audit: MenuEntry = { to: '/admin/audit', label: 'shell.menu.audit', icon: 'history' }
const activity: MenuEntry = { to: '/account/activity', label: 'shell.menu.activity', icon: 'search' }
const overview: MenuEntry = { to: '/overview', label: 'shell.menu.overview', icon: 'chart' }
const start: MenuEntry = { to: '/home', label: 'shell.menu.home', icon: 'home', key: 'h' }
const rules: MenuEntry = { to: '/rules', label: 'shell.menu.rules', icon: 'book' }
const simulate: MenuEntry = { to: '/simulate', label: 'shell.menu.simulate', icon: 'sliders' }

/** What stands in the left menu of a role, in this order. */
export function menuOf({ role, firmId }: Account): readonly MenuEntry[] {
  switch (role) {
    case 'company': {
      const firm = `/firms/${firmId}`
      return [
        { to: firm, label: 'shell.menu.myLadder', icon: 'steps', key: 'h', isExact: true },
        { to: `${firm}/figures`, label: 'shell.menu.myFigures', icon: 'list', key: 'f' },
        { to: `${firm}/ip`, label: 'shell.menu.myRights', icon: 'shield' },
        { to: `${firm}/timeline`, label: 'shell.menu.myHistory', icon: 'history' },
        activity,
        { ...accounts, label: 'shell.menu.colleagues' },
        rules,
        selfCheck,
      ]
    }
    case 'park':
      return [start, firms, imports, lists, { ...overview, label: 'shell.menu.overviewOfPark' }, accounts, audit, rules, selfCheck]
    case 'town':
      return [start, firms, lists, rules, selfCheck]
    case 'bureau':
      return [{ ...overview, key: 'h' }, firms, lists, imports, rules, simulate, accounts, audit, selfCheck]
    case 'admin':
      return [accounts, audit, rules, simulate, selfCheck]
  }
}

const homes: Readonly<Record<Role, string>> = {
  company: '/firms',
  park: '/home',
  town: '/home',
  bureau: '/overview',
  admin: '/admin/users',
}

/** Where a role begins. */
export const homeOf = ({ role, firmId }: Account): string => (role === 'company' && firmId !== null ? `/firms/${firmId}` : homes[role])

/** Whether an address is this entry's page or one below it. */
export const isWithin = ({ to, isExact }: MenuEntry, path: string): boolean => path === to || (!isExact && path.startsWith(`${to}/`))
