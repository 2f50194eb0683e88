import type { RouteRecordRaw } from 'vue-router'

const page = () => import('./AuditPage.vue')

export const auditRoutes: RouteRecordRaw[] = [
  { path: '/admin/audit', component: page, meta: { title: 'audit.title', roles: ['bureau', 'admin', 'park'] } },
  { path: '/account/activity', component: page, meta: { title: 'audit.activity', roles: ['company'] } },
]
