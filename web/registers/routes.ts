import type { RouteRecordRaw } from 'vue-router'

export const registersRoutes: RouteRecordRaw[] = [
  {
    path: '/registers/:kind(platforms|carriers|contracts|awards)',
    component: () => import('./RegisterPage.vue'),
    props: true,
    meta: { title: 'registers.title', roles: ['bureau', 'admin'] },
  },
]
