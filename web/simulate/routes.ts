import type { RouteRecordRaw } from 'vue-router'

export const simulateRoutes: RouteRecordRaw[] = [
  { path: '/simulate', component: () => import('./SimulatePage.vue'), meta: { title: 'simulate.title', roles: ['bureau', 'admin'] } },
]
