import type { RouteRecordRaw } from 'vue-router'

export const librariesRoutes: RouteRecordRaw[] = [
  {
    path: '/libraries',
    component: () => import('./LibrariesPage.vue'),
    meta: { title: 'libraries.title', roles: ['park', 'town', 'bureau'] },
  },
  {
    path: '/libraries/:libraryId',
    component: () => import('./LibraryPage.vue'),
    props: true,
    meta: { title: 'libraries.title', roles: ['park', 'town', 'bureau'] },
  },
]
