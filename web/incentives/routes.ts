import type { RouteRecordRaw } from 'vue-router'

const roles = ['company', 'park', 'town', 'bureau'] as const

export const incentivesRoutes: RouteRecordRaw[] = [
  { path: '/policies', component: () => import('./PoliciesPage.vue'), meta: { title: 'incentives.title', roles } },
  { path: '/policies/:incentiveId', component: () => import('./PolicyPage.vue'), props: true, meta: { title: 'incentives.title', roles } },
]
