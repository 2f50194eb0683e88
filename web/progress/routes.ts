import type { RouteRecordRaw } from 'vue-router'

export const progressRoutes: RouteRecordRaw[] = [
  {
    path: '/progress',
    component: () => import('./ProgressPage.vue'),
    meta: { title: 'progress.title', isPublic: true, isFramed: true },
  },
]
