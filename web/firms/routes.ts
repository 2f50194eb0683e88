import type { RouteRecordRaw } from 'vue-router'

const readers = ['company', 'park', 'town', 'bureau'] as const

const firm = () => import('./FirmPage.vue')

export const firmsRoutes: RouteRecordRaw[] = [
  { path: '/firms', component: () => import('./FirmsPage.vue'), meta: { title: 'firms.title', roles: ['park', 'town', 'bureau'] } },
  {
    path: '/firms/:firmId',
    component: firm,
    props: true,
    meta: { roles: readers },
    children: [
      { path: '', component: () => import('../reports/LadderTab.vue'), meta: { title: 'firms.tabLadder' } },
      { path: 'figures', component: () => import('../figures/FiguresTab.vue'), meta: { title: 'firms.tabFigures' } },
      { path: 'figures/:year(\\d{4})', component: () => import('../figures/GuidedEntry.vue'), meta: { title: 'firms.tabFigures' } },
      { path: 'ip', component: () => import('../figures/RightsTab.vue'), meta: { title: 'firms.tabRights' } },
      { path: 'certificates', component: () => import('../figures/CertificatesTab.vue'), meta: { title: 'firms.tabCertificates' } },
      { path: 'more', component: () => import('../figures/MoreTab.vue'), meta: { title: 'firms.tabMore' } },
      { path: 'evidence', component: () => import('../evidence/EvidenceTab.vue'), meta: { title: 'evidence.title' } },
      { path: 'services', component: () => import('../services/ServicesTab.vue'), meta: { title: 'firms.tabServices' } },
      { path: 'timeline', component: () => import('./TimelineTab.vue'), meta: { title: 'firms.tabTimeline' } },
    ],
  },
]
