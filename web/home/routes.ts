import type { RouteRecordRaw } from 'vue-router'

export const homeRoutes: RouteRecordRaw[] = [
  { path: '/home', component: () => import('./HomePage.vue'), meta: { title: 'home.title', roles: ['park', 'town'] } },
]
