import { all, any } from '../../builders.ts'
import type { TestCriterion, Window } from '../../ruleset.ts'
import { judged, rowsOf } from './rows.ts'

/**
 * 发行条件 of the main boards, STAR and ChiNext: 首次公开发行股票注册管理办法 (证监会令第205号). One answer serves every
 * board, so where the boards look back differently the question names both periods.
 */
const rows = rowsOf('ipo-pre', { clause: '证监会令第205号《首次公开发行股票注册管理办法》', from: '2023-02-17', source: 'verified' })

const threeYears: Window = { kind: 'months', months: 36 }

export const preconditions: readonly TestCriterion[] = [
  // A firm younger than three years fails; three years as a joint-stock company pass; between them it depends on whether the
  // conversion was made at book net assets, which is left to a person.
  rows.row(
    'operating-years',
    '持续经营 3 年以上',
    'In operation for three years or more',
    all(
      { kind: 'since', fact: 'profile.registeredOn', window: threeYears, strict: false, whenAbsent: 'met' },
      any({ kind: 'since', fact: 'profile.jointStockOn', window: threeYears, strict: false, whenAbsent: 'unmet' }, judged),
    ),
    {
      evidence: ['营业执照', '股改验资报告'],
      question: {
        zh: '有限责任公司按账面净资产整体变更，从其成立之日起算，持续经营是否满 3 年？',
        en: 'Converted at book net assets, is it three years in operation counted from the founding of the limited company?',
      },
    },
  ),
  rows.judged(
    'audit-opinion',
    '最近三年无保留意见审计报告',
    'Unqualified audit opinions of three years',
    [
      '最近三年财务会计报告是否都由注册会计师出具了无保留意见的审计报告？',
      'Did the auditors give unqualified opinions on the statements of all three years?',
    ],
    ['三年审计报告'],
  ),
  rows.judged(
    'internal-control',
    '内部控制无保留结论报告',
    'Unqualified report on internal control',
    ['注册会计师是否出具了无保留结论的内部控制报告？', 'Did the auditors give an unqualified report on internal control?'],
    ['内部控制审计或鉴证报告'],
  ),
  rows.judged('business-stability', '主营业务、董事和高管稳定', 'Stable main business, directors and executives', [
    '主营业务、董事和高级管理人员是否都没有重大不利变化？（主板看最近 3 年；科创板、创业板看最近 2 年，科创板还看核心技术人员）',
    'No major adverse change of main business, directors or executives? (main boards: three years; STAR, ChiNext: two; STAR also core technical staff)',
  ]),
  rows.judged('control-stability', '实际控制人未变更', 'No change of the actual controller', [
    '实际控制人是否没有变更？（主板看最近 3 年；科创板、创业板看最近 2 年）',
    'Has the actual controller stayed the same? (main boards: three years; STAR, ChiNext: two)',
  ]),
  rows.judged('independence', '业务完整、独立', 'Complete and independent business', [
    '业务是否独立，没有重大不利影响的同业竞争，也没有显失公平的关联交易？',
    'Is the business independent, without harmful competition in the group and unfair related-party dealings?',
  ]),
  rows.judged(
    'compliance',
    '最近三年无合规负面情形',
    'Clean compliance record of three years',
    [
      '最近三年企业和控股股东、实际控制人是否没有刑事犯罪、重大违法，也没有被立案调查？',
      'No crime, major violation or open investigation of the firm and its controllers in three years?',
    ],
    ['无违法违规证明'],
  ),
]
