import type { WorkedExample } from '../../shared/rules/worked-example.ts'
import examples from './worked-examples.json' with { type: 'json' }

/** The worked examples of the policy sheets, with the answers that the built-in rule sets must give. */
export const workedExamples = examples as unknown as readonly WorkedExample[]
