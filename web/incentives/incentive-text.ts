import type { FirmIncentive, Incentive, MatchOutcome } from '../../shared/api/incentives.ts'
import { wanYuan } from '../format.ts'
import { isEnglish, t } from '../i18n.ts'
import type { Mark } from '../verdicts.ts'

export const incentiveName = ({ name, nameEn }: Pick<Incentive, 'name' | 'nameEn'>): string => (isEnglish.value ? nameEn : name)

export const conditionText = ({ text, textEn }: { readonly text: string; readonly textEn: string }): string =>
  isEnglish.value ? textEn : text

/** What mark stands for an outcome; those that are not offered have none. */
export const markOfMatch: Readonly<Record<MatchOutcome, Mark>> = {
  may: 'met',
  review: 'review',
  unknown: 'unknown',
  'not-yet': 'unmet',
  'not-offered': 'unavailable',
}

/** The amount as it may be shown: estimated, published, or not known. */
export function amountOf({ estimate, incentive }: Pick<FirmIncentive, 'estimate' | 'incentive'>): string {
  if (estimate !== null) return t('incentives.estimate', { amount: wanYuan(estimate) })
  return incentive.amountText ?? t('incentives.noAmount')
}
