import { calendarOf } from './calendar.ts'
import { type DemoFirm, firmOf, type Scenario } from './firm.ts'
import { gapScenarios } from './gaps.ts'
import { hnteScenarios } from './hnte.ts'
import { holderScenarios } from './holders.ts'
import { techSmeScenarios } from './tech-sme.ts'

const scenarios: readonly Scenario[] = [...hnteScenarios, ...techSmeScenarios, ...holderScenarios, ...gapScenarios]

/**
 * The 60 invented firms of the sample data, over the three fiscal years before the given day. All their days are
 * relative to it, so that the same near misses, certificates running out and young firms occur whenever it is loaded.
 */
export function demoFirms(today: string): DemoFirm[] {
  const on = calendarOf(today)
  return scenarios.map((scenario, index) => firmOf(scenario, index + 1, on))
}
