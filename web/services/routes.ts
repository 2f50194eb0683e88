import type { RouteRecordRaw } from 'vue-router'

export const servicesRoutes: RouteRecordRaw[] = [
  { path: '/services', component: () => import('./ServicesPage.vue'), meta: { title: 'services.title', roles: ['park', 'bureau'] } },
]
