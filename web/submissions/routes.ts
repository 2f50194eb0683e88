import type { RouteRecordRaw } from 'vue-router'

export const submissionsRoutes: RouteRecordRaw[] = [
  {
    path: '/verification',
    component: () => import('./VerificationPage.vue'),
    meta: { title: 'submissions.title', roles: ['park', 'bureau'] },
  },
]
