import type { RouteRecordRaw } from 'vue-router'

export const movesRoutes: RouteRecordRaw[] = [
  { path: '/moves', component: () => import('./MovesPage.vue'), meta: { title: 'moves.title', roles: ['park', 'bureau'] } },
]
