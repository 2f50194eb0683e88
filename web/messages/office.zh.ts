import imports from './zh/imports.json'
import places from './zh/places.json'

/** Messages of the pages for those who are signed in. */
export const officeZh = { firms: { title: '企业库' }, places, imports }
