import type { RouteRecordRaw } from 'vue-router'

export const rulesRoutes: RouteRecordRaw[] = [
  { path: '/rules', component: () => import('./RulesPage.vue'), meta: { title: 'rules.title', isPublic: true, isFramed: true } },
  {
    path: '/rules/drafts/:draftId',
    component: () => import('./DraftPage.vue'),
    props: true,
    meta: { title: 'drafts.title', roles: ['bureau', 'admin'] },
  },
  {
    path: '/rules/:id',
    component: () => import('./RulePage.vue'),
    props: true,
    meta: { title: 'rules.title', isPublic: true, isFramed: true },
  },
]
