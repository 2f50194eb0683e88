import type { RouteRecordRaw } from 'vue-router'

export const overviewRoutes: RouteRecordRaw[] = [
  {
    path: '/overview/indicators/:indicatorKey',
    component: () => import('../plan/IndicatorPage.vue'),
    props: true,
    meta: { title: 'plan.indicator', roles: ['bureau'] },
  },
  { path: '/overview', component: () => import('./OverviewPage.vue'), meta: { title: 'overview.title', roles: ['bureau', 'park'] } },
]
