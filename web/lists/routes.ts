import type { RouteRecordRaw } from 'vue-router'

export const listsRoutes: RouteRecordRaw[] = []
