import type { RouteRecordRaw } from 'vue-router'

export const dutiesRoutes: RouteRecordRaw[] = [
  {
    path: '/duties',
    component: () => import('./DutiesPage.vue'),
    meta: { title: 'duties.title', roles: ['company', 'park', 'town', 'bureau'] },
  },
]
