import type { officeZh } from './office.zh.ts'
export const officeEn: typeof officeZh = { firms: { title: 'Firms' } }
