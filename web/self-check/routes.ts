import type { RouteRecordRaw } from 'vue-router'

export const selfCheckRoutes: RouteRecordRaw[] = [
  { path: '/self-check', component: () => import('./SelfCheckPage.vue'), meta: { title: 'selfCheck.title', isPublic: true } },
]
