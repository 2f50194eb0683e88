import type { RouteRecordRaw } from 'vue-router'

export const reportsRoutes: RouteRecordRaw[] = [
  {
    path: '/firms/:firmId/report/print',
    component: () => import('./ReportPrintPage.vue'),
    props: true,
    meta: { title: 'selfReport.title', roles: ['company', 'park', 'town', 'bureau'] },
  },
  {
    path: '/firms/:firmId/assessments/:certification',
    component: () => import('./AssessmentPage.vue'),
    props: true,
    meta: { title: 'assessment.title', roles: ['company', 'park', 'town', 'bureau'] },
  },
]
