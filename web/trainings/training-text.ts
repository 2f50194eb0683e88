import type { Training } from '../../shared/api/trainings.ts'
import { count } from '../format.ts'
import { t } from '../i18n.ts'

/** How many firms are invited, signed up and came. */
export function countsText({ counts }: Pick<Training, 'counts'>): string {
  const of = (...states: readonly (keyof Training['counts'])[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  return t('trainings.counts', {
    invited: count(of('invited', 'signed-up', 'declined', 'attended', 'absent')),
    signed: count(of('signed-up', 'attended', 'absent')),
    attended: count(of('attended')),
  })
}
