import type { Label } from './indicator.ts'

/** Every certification and title of the ladder, by its id. The Chinese is the official name. */
export const certifications = {
  'tech-sme': { zh: '科技型中小企业', en: 'Technology-based SME' },
  'innovative-sme': { zh: '创新型中小企业', en: 'Innovative SME' },
  hnte: { zh: '国家高新技术企业', en: 'National high-tech enterprise' },
  'fujian-hnte': { zh: '福建省高新技术企业', en: 'Fujian provincial high-tech enterprise' },
  'fujian-tech-giant': { zh: '福建省科技小巨人企业', en: 'Fujian technology little giant' },
  'specialised-sme': { zh: '专精特新中小企业', en: 'Specialised and sophisticated SME' },
  'little-giant': { zh: '专精特新“小巨人”企业', en: 'Specialised little giant' },
  'fujian-champion': { zh: '福建省制造业单项冠军', en: 'Fujian manufacturing champion' },
  champion: { zh: '制造业单项冠军企业', en: 'National manufacturing champion' },
  'listing-reserve': { zh: '省级上市后备企业', en: 'Provincial listing reserve' },
  star: { zh: '科创板', en: 'STAR Market' },
  chinext: { zh: '创业板', en: 'ChiNext' },
  bse: { zh: '北交所', en: 'Beijing Stock Exchange' },
  'main-board': { zh: '沪深主板', en: 'Main boards of Shanghai and Shenzhen' },
  neeq: { zh: '新三板', en: 'NEEQ' },
  hkex: { zh: '港交所', en: 'HKEX' },
  gazelle: { zh: '瞪羚企业', en: 'Gazelle' },
  unicorn: { zh: '独角兽企业', en: 'Unicorn' },
} as const satisfies Readonly<Record<string, Label>>

export type Certification = keyof typeof certifications

/** Short names for tight places: mini ladder, table heads. */
export const certificationShort: { readonly [C in Certification]?: Label } = {
  'tech-sme': { zh: '科技型', en: 'Tech SME' },
  hnte: { zh: '高企', en: 'HNTE' },
  'fujian-tech-giant': { zh: '科技小巨人', en: 'Tech giant' },
  'specialised-sme': { zh: '专精特新', en: 'Specialised' },
  'little-giant': { zh: '“小巨人”', en: 'Little giant' },
}

/** Titles that are held but are no certification of the ladder. */
export const otherTitles = {
  'national-tech-innovation-demo': { zh: '国家技术创新示范企业', en: 'National technology innovation demonstration enterprise' },
  'ip-advantage': { zh: '国家知识产权优势企业', en: 'National IP advantage enterprise' },
  'ip-demonstration': { zh: '国家知识产权示范企业', en: 'National IP demonstration enterprise' },
  'champion-product': { zh: '制造业单项冠军产品', en: 'Manufacturing champion product' },
} as const satisfies Readonly<Record<string, Label>>

export const titles = { ...certifications, ...otherTitles } as const

export type Title = keyof typeof titles
