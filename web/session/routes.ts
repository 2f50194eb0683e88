import type { RouteRecordRaw } from 'vue-router'

export const sessionRoutes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('./SignInPage.vue'), meta: { title: 'session.signIn', isPublic: true } },
  { path: '/setup', component: () => import('./SetupPage.vue'), meta: { title: 'session.setup', isPublic: true } },
  { path: '/password', component: () => import('./PasswordPage.vue'), meta: { title: 'session.changePassword' } },
  { path: '/invitation', component: () => import('./InvitationPage.vue'), meta: { title: 'session.invitation', isPublic: true } },
  { path: '/account/security', component: () => import('./SecurityPage.vue'), meta: { title: 'security.title' } },
]
