import type { RouteRecordRaw } from 'vue-router'

export const parkReportRoutes: RouteRecordRaw[] = [
  { path: '/park-report', component: () => import('./ParkReportPage.vue'), meta: { title: 'parkReport.title', roles: ['park', 'bureau'] } },
]
