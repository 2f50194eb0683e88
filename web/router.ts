import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from '../shared/accounts.ts'
import { isDay } from '../shared/days.ts'
import { accountsRoutes } from './accounts/routes.ts'
import { chosenDay } from './clock.ts'
import { firmsRoutes } from './firms/routes.ts'
import { loadOfficeMessages, type MessageKey, t } from './i18n.ts'
import { homeRoutes } from './home/routes.ts'
import { importsRoutes } from './imports/routes.ts'
import { listsRoutes } from './lists/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { reportsRoutes } from './reports/routes.ts'
import { rulesRoutes } from './rules/routes.ts'
import { dutiesRoutes } from './duties/routes.ts'
import { movesRoutes } from './moves/routes.ts'
import { noticesRoutes } from './notices/routes.ts'
import { parkReportRoutes } from './park-report/routes.ts'
import { servicesRoutes } from './services/routes.ts'
import { trainingsRoutes } from './trainings/routes.ts'
import { selfCheckRoutes } from './self-check/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { useSession } from './session/session.ts'
import { homeOf } from './shell/menu.ts'
import { simulateRoutes } from './simulate/routes.ts'
import { submissionsRoutes } from './submissions/routes.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Name of the page in the window title. */
    readonly title?: MessageKey
    /** Open without an account, in the public frame. */
    readonly isPublic?: boolean
    /** Public, and for the signed-in in their own frame. */
    readonly isFramed?: boolean
    /** Who sees it; absent: everybody who is signed in. */
    readonly roles?: readonly Role[]
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    name: 'start',
    component: () => import('./self-check/SelfCheckPage.vue'),
    meta: { title: 'selfCheck.title', isPublic: true },
  },
  ...selfCheckRoutes,
  ...sessionRoutes,
  ...homeRoutes,
  ...overviewRoutes,
  ...firmsRoutes,
  ...reportsRoutes,
  ...importsRoutes,
  ...listsRoutes,
  ...accountsRoutes,
  ...rulesRoutes,
  ...simulateRoutes,
  ...submissionsRoutes,
  ...trainingsRoutes,
  ...servicesRoutes,
  ...parkReportRoutes,
  ...noticesRoutes,
  ...movesRoutes,
  ...dutiesRoutes,
  {
    path: '/:any(.*)*',
    name: 'missing',
    component: () => import('./ui/MissingState.vue'),
    meta: { title: 'shell.missingTitle', isPublic: true },
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

/** Keeps the address and shows the page that also unknown addresses get. */
const missing = (path: string) => ({ name: 'missing', params: { any: path.split('/').slice(1) } })

router.beforeEach(async (to) => {
  const session = useSession()
  if (!to.meta.isPublic || session.mayBeSignedIn()) await session.restore()
  const { account } = session
  if (to.name === 'start' && account) return { path: homeOf(account), replace: true }
  if (to.meta.isPublic) {
    if (to.meta.isFramed && account) await loadOfficeMessages()
    return true
  }
  if (!account) return { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  if (account.mustChangePassword && to.path !== '/password') return { path: '/password' }
  await loadOfficeMessages()
  if (to.meta.roles && !to.meta.roles.includes(account.role)) return { ...missing(to.path), query: to.query, hash: to.hash }
  const on = to.query.on
  if (typeof on === 'string' && isDay(on)) chosenDay.value = on
  else if (chosenDay.value !== null) return { path: to.path, query: { ...to.query, on: chosenDay.value }, hash: to.hash, replace: true }
  return true
})

router.afterEach((to) => {
  document.title = to.meta.title ? `${t(to.meta.title)} · ${t('shell.product')}` : t('shell.product')
})

router.onError((cause, to) => {
  // A new release has replaced the page's files since this one was loaded.
  if (/dynamically imported module|Importing a module script/i.test(String(cause))) window.location.assign(to.fullPath)
})
