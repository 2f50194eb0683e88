export const officeZh = { firms: { title: '企业库' } }
