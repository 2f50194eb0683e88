import type { RouteRecordRaw } from 'vue-router'

export const importsRoutes: RouteRecordRaw[] = [
  { path: '/imports', component: () => import('./ImportsPage.vue'), meta: { title: 'imports.title', roles: ['park', 'bureau'] } },
  { path: '/imports/new', component: () => import('./NewImportPage.vue'), meta: { title: 'imports.newTitle', roles: ['park', 'bureau'] } },
  {
    path: '/imports/:importId',
    component: () => import('./ImportPage.vue'),
    props: true,
    meta: { title: 'imports.newTitle', roles: ['park', 'bureau'] },
  },
]
