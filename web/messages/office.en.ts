import imports from './en/imports.json'
import places from './en/places.json'
import type { officeZh } from './office.zh.ts'

export const officeEn: typeof officeZh = { firms: { title: 'Firms' }, places, imports }
