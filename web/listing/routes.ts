import type { RouteRecordRaw } from 'vue-router'

export const listingRoutes: RouteRecordRaw[] = [
  { path: '/listing', component: () => import('./ListingPage.vue'), meta: { title: 'listing.title', roles: ['park', 'town', 'bureau'] } },
  {
    path: '/listing/:firmId',
    component: () => import('./FirmListingPage.vue'),
    props: true,
    meta: { title: 'listing.title', roles: ['company', 'park', 'town', 'bureau'] },
  },
]
