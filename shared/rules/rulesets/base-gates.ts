import { all, gate, isTrue, onlyIf, verifiedFrom } from '../builders.ts'
import type { TestCriterion } from '../ruleset.ts'
import { audit, creditReport, declaration, insured, licence, productStatement } from './documents.ts'
import { noFraud, noIncidentOf2, noIncidentOf63, notListed } from './item-conditions.ts'

export const law63 = '工信部企业〔2022〕63号'
export const law2 = '工信部企业〔2026〕2号'
/** First days of the two texts. */
export const since63 = '2022-08-01'
export const since2 = '2026-04-01'

/** What 创新型, 专精特新 and 小巨人 all ask (第二章); the two texts name other incidents. */
export function baseGates(text: '63号' | '2号'): readonly TestCriterion[] {
  const law = text === '63号' ? law63 : law2
  const clause = `${law} 第二章`
  return [
    gate(
      'base-legal-entity',
      '境内登记、独立法人',
      'Registered in mainland China, independent legal person',
      clause,
      [licence],
      all(isTrue('profile.inMainland'), isTrue('profile.legalPerson')),
    ),
    gate(
      'base-sme-size',
      '符合中小企业划型标准',
      'A small or medium-sized firm',
      `${clause}；工信部联企业〔2011〕300号`,
      [audit, insured],
      { kind: 'sme' },
    ),
    gate(
      'base-abnormal-list',
      '未被列入经营异常名录',
      'Not on the abnormal-operations list',
      clause,
      [creditReport],
      notListed('abnormal'),
    ),
    gate(
      'base-dishonest-list',
      '未被列入严重失信主体名单',
      'Not on the serious-dishonesty list',
      clause,
      [creditReport],
      notListed('serious-dishonesty'),
    ),
    gate(
      'base-product-allowed',
      '产品（服务）不属于禁止、限制或淘汰类',
      'Products not prohibited, restricted or obsolete',
      `${clause}；产业结构调整指导目录`,
      [productStatement],
      {
        kind: 'choice',
        fact: 'profile.productPolicy',
        outcomes: { encouraged: 'met', permitted: 'met', restricted: 'unmet', obsolete: 'unmet', prohibited: 'unmet' },
      },
    ),
    gate(
      'base-incidents-3y',
      '近三年无重大事故、违法',
      'No major incident or breach in three years',
      clause,
      [creditReport, declaration],
      text === '63号' ? noIncidentOf63 : noIncidentOf2,
    ),
    gate(
      'base-no-fraud-ban',
      '不在数据造假禁报期内',
      'Not barred for falsified data',
      `${law2}；工信厅企业函〔2026〕117号`,
      [creditReport],
      noFraud,
    ),
  ]
}

const manufacturing = verifiedFrom(since63)(
  'base.fj-sectors',
  '福建省专精特新行业范围',
  'Sectors of specialised SMEs in Fujian',
  ['C'] as readonly string[],
  '闽工信规〔2022〕12号',
)

/** 福建 only: manufacturing; whether another firm fuses it with informatisation is a person's call. */
export const fujianSector = gate(
  'base-fj-sector',
  '福建：制造业及制造业与信息化融合企业',
  'Fujian: manufacturing, or manufacturing fused with informatisation',
  '闽工信规〔2022〕12号',
  [licence],
  onlyIf(
    { kind: 'choice', fact: 'profile.province', outcomes: { '35': 'met' } },
    { kind: 'industry', codes: manufacturing, inside: 'met', outside: 'judged' },
  ),
  ['是制造业与信息化融合的企业吗？', 'Does the firm fuse manufacturing with informatisation?'],
)
