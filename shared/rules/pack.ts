import { z } from 'zod'
import { type Title, titles } from '../dictionary/certifications.ts'
import { ipKinds } from '../dictionary/codes.ts'
import { type Figure, figureIds } from '../dictionary/figures.ts'
import type { IpRight } from '../dictionary/lists.ts'
import { profile } from '../dictionary/profile.ts'
import type { Rational } from './exact.ts'
import type { Pack } from './pack-rules.ts'
import { rationalOf } from './revise.ts'
import type { ScalarFact } from './ruleset.ts'

/**
 * The form by which a certification is completed from a notice, as it is sent. It can say what the vocabulary says and
 * nothing else: a fact that is known, a comparison, a number.
 */

/** Yes-or-no facts of the profile that a notice may ask for. */
export const statedFacts = Object.entries(profile)
  .filter(([, { kind }]) => kind === 'flag')
  .map(([id]) => `profile.${id}`) as readonly ScalarFact[]

const figure = z.enum(figureIds as unknown as [Figure, ...Figure[]])
const relation = z.enum(['>=', '>', '<=', '<'])
const words = (most: number) => z.string().trim().min(1, '不能为空').max(most)

/** A number as it was written, or the fraction that it was kept as. */
const threshold = (isWhole: boolean, least = 0) =>
  z
    .union([z.number(), z.strictObject({ p: z.number().int(), q: z.number().int().min(1).max(1e9) })], { error: '应为数字' })
    .transform((given, context): Rational => {
      const kept = typeof given === 'number' ? rationalOf(given) : given
      const value = kept ? kept.p / kept.q : NaN
      if (kept && Math.abs(value) <= 1e13 && value >= least && (!isWhole || Number.isInteger(value))) return kept
      context.addIssue({ code: 'custom', message: isWhole ? '应为不小于 0 的整数' : '应为不小于 0、最多 8 位小数的数字' })
      return { p: 0, q: 1 }
    })

const PackTest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), figure, relation, threshold: threshold(false) }),
  z.strictObject({ kind: z.literal('share'), part: figure, whole: figure, relation, threshold: threshold(false) }),
  z.strictObject({ kind: z.literal('growth'), figure, relation, threshold: threshold(false, -1) }),
  z.strictObject({ kind: z.literal('age'), threshold: threshold(true) }),
  z.strictObject({
    kind: z.literal('rights'),
    kinds: z
      .array(z.enum(Object.keys(ipKinds) as [IpRight['kind'], ...IpRight['kind'][]]))
      .min(1)
      .max(30),
    threshold: threshold(true),
  }),
  z.strictObject({ kind: z.literal('title'), title: z.enum(Object.keys(titles) as [Title, ...Title[]]) }),
  z.strictObject({ kind: z.literal('stated'), fact: z.enum(statedFacts as unknown as [ScalarFact, ...ScalarFact[]]), is: z.boolean() }),
  z.strictObject({ kind: z.literal('person'), question: words(300) }),
])

export const PackForm: z.ZodType<Pack> = z.strictObject({
  title: words(80),
  criteria: z
    .array(z.strictObject({ name: words(60), clause: words(120), test: PackTest }))
    .min(1, '至少一项条件')
    .max(40),
})
