import type { RouteRecordRaw } from 'vue-router'

export const accountsRoutes: RouteRecordRaw[] = [
  {
    path: '/admin/users',
    component: () => import('./AccountsPage.vue'),
    meta: { title: 'accounts.title', roles: ['admin', 'bureau', 'park', 'company'] },
  },
]
