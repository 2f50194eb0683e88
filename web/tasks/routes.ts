import type { RouteRecordRaw } from 'vue-router'

const roles = ['bureau', 'admin', 'park'] as const

export const tasksRoutes: RouteRecordRaw[] = [
  { path: '/tasks', component: () => import('./TasksPage.vue'), meta: { title: 'tasks.title', roles } },
  {
    path: '/tasks/reports/:year(\\d{4})',
    component: () => import('./ReportPage.vue'),
    props: true,
    meta: { title: 'tasks.reports.rounds', roles },
  },
  { path: '/tasks/:taskId', component: () => import('./TaskPage.vue'), props: true, meta: { title: 'tasks.title', roles } },
]
