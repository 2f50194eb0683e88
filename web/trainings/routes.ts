import type { RouteRecordRaw } from 'vue-router'

const roles = ['company', 'park', 'bureau'] as const

export const trainingsRoutes: RouteRecordRaw[] = [
  { path: '/trainings', component: () => import('./TrainingsPage.vue'), meta: { title: 'trainings.title', roles } },
  { path: '/trainings/:trainingId', component: () => import('./TrainingPage.vue'), props: true, meta: { title: 'trainings.title', roles } },
]
