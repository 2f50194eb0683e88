import type { Label } from '../../shared/dictionary/indicator.ts'
import type { Verdict } from '../../shared/report.ts'
import type { ListRow } from '../../shared/api/lists.ts'

/** How verdicts are written. Never as if a certification had been granted: a list states a 预评估. */
export const verdictWords: Readonly<Record<Verdict, Label>> = {
  qualified: { zh: '达到', en: 'reached' },
  review: { zh: '需专家判断', en: 'left to experts' },
  undetermined: { zh: '待补充', en: 'data missing' },
  unqualified: { zh: '未达到', en: 'not reached' },
  unavailable: { zh: '规则未核实', en: 'rules not verified' },
}

export type Ground = ListRow['ground']

/** Why a firm is on a list, in the order in which lists are sorted. */
export const groundWords: Readonly<Record<Ground, Label>> = {
  reach: { zh: '达到未申报', en: 'reached, not held' },
  renew: { zh: '到期重新认定', en: 'due for renewal' },
  review: { zh: '需专家判断', en: 'left to experts' },
  missing: { zh: '只缺数据', en: 'missing data only' },
  short: { zh: '差几项', en: 'short of a few criteria' },
  score: { zh: '评分接近', en: 'score near the line' },
}

export const grounds = Object.keys(groundWords) as readonly Ground[]
