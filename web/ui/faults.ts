import type { Typed } from '../amounts.ts'
import { t } from '../i18n.ts'

type Fault = Extract<Typed, { fault: unknown }>['fault']

const messages = {
  'not-a-number': 'format.notANumber',
  decimals: 'format.tooManyDecimals',
  'too-large': 'format.tooLarge',
  negative: 'format.negative',
} as const

/** What is wrong with a number that was typed. */
export const faultText = (fault: Fault): string => t(messages[fault])
