import type { RouteRecordRaw } from 'vue-router'

export const firmsRoutes: RouteRecordRaw[] = []
