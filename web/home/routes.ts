import type { RouteRecordRaw } from 'vue-router'

export const homeRoutes: RouteRecordRaw[] = [
  { path: '/home', component: () => import('./HomeOfRole.vue'), meta: { title: 'home.title', roles: ['company', 'park', 'town'] } },
]
