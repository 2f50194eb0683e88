import type { RouteRecordRaw } from 'vue-router'

export const listsRoutes: RouteRecordRaw[] = [
  { path: '/lists', component: () => import('./ListsPage.vue'), meta: { title: 'lists.title', roles: ['park', 'town', 'bureau'] } },
  { path: '/lists/new', component: () => import('./ListBuilderPage.vue'), meta: { title: 'lists.newTitle', roles: ['park', 'bureau'] } },
  {
    path: '/lists/:listId',
    component: () => import('./ListPage.vue'),
    props: true,
    meta: { title: 'lists.title', roles: ['park', 'town', 'bureau'] },
  },
]
