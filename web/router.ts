import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from '../shared/accounts.ts'
import { isDay } from '../shared/days.ts'
import { chosenDay } from './clock.ts'
import { loadOfficeMessages, type MessageKey, t } from './i18n.ts'
import { progressRoutes } from './progress/routes.ts'
import { refreshEnacted } from './rules/enacted.ts'
import { rulesRoutes } from './rules/routes.ts'
import { selfCheckRoutes } from './self-check/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { useSession } from './session/session.ts'
import { homeOf } from './shell/menu.ts'

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
  ...rulesRoutes,
  ...progressRoutes,
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

let office: Promise<void> | undefined

/** Makes the pages of the signed-in known. A visitor of the self-check never loads their list. */
const addOffice = (): Promise<void> =>
  (office ??= import('./office-routes.ts').then(({ officeRoutes }) => officeRoutes.forEach((route) => router.addRoute(route))))

/** Keeps the address and shows the page that also unknown addresses get. */
const missing = (path: string) => ({ name: 'missing', params: { any: path.split('/').slice(1) } })

router.beforeEach(async (to) => {
  if (to.name === 'missing' && !office) {
    await addOffice()
    return to.fullPath
  }
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
  if (account.mustSetUpSecondFactor && !account.mustChangePassword && to.path !== '/account/security') return { path: '/account/security' }
  await loadOfficeMessages()
  if (to.meta.roles && !to.meta.roles.includes(account.role)) return { ...missing(to.path), query: to.query, hash: to.hash }
  const on = to.query.on
  if (typeof on === 'string' && isDay(on)) chosenDay.value = on
  else if (chosenDay.value !== null) return { path: to.path, query: { ...to.query, on: chosenDay.value }, hash: to.hash, replace: true }
  return true
})

router.afterEach((to) => {
  refreshEnacted()
  document.title = to.meta.title ? `${t(to.meta.title)} · ${t('shell.product')}` : t('shell.product')
})

router.onError((cause, to) => {
  // A new release has replaced the page's files since this one was loaded.
  if (/dynamically imported module|Importing a module script/i.test(String(cause))) window.location.assign(to.fullPath)
})
