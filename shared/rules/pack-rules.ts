import type { Certification, Title } from '../dictionary/certifications.ts'
import type { Figure } from '../dictionary/figures.ts'
import type { Label } from '../dictionary/indicator.ts'
import type { IpRight } from '../dictionary/lists.ts'
import { bothPurposes, everyOf } from './builders.ts'
import type { Rational, Relation } from './exact.ts'
import type { Criterion, Parameter, Ruleset, ScalarFact, Test } from './ruleset.ts'

/** What a criterion of a notice may ask, in the vocabulary of the rule sets. Numbers are exact fractions. */
export type PackTest =
  | { readonly kind: 'amount'; readonly figure: Figure; readonly relation: Relation; readonly threshold: Rational }
  | { readonly kind: 'share'; readonly part: Figure; readonly whole: Figure; readonly relation: Relation; readonly threshold: Rational }
  | { readonly kind: 'growth'; readonly figure: Figure; readonly relation: Relation; readonly threshold: Rational }
  | { readonly kind: 'age'; readonly threshold: Rational }
  | { readonly kind: 'rights'; readonly kinds: readonly IpRight['kind'][]; readonly threshold: Rational }
  | { readonly kind: 'title'; readonly title: Title }
  | { readonly kind: 'stated'; readonly fact: ScalarFact; readonly is: boolean }
  /** What no figure decides is left to a person. */
  | { readonly kind: 'person'; readonly question: string }

export interface PackCriterion {
  readonly name: string
  readonly clause: string
  readonly test: PackTest
}

/** A certification completed from a notice: conditions of which all must hold. */
export interface Pack {
  readonly title: string
  readonly criteria: readonly PackCriterion[]
}

interface PackFrame {
  readonly id: string
  readonly certification: Certification
  readonly effectiveOn: string
  readonly clause: string
}

/** A notice is in Chinese only. */
const inBoth = (zh: string): Label => ({ zh, en: zh })

function testOf(test: PackTest, threshold: (value: Rational) => Parameter<Rational>): Test {
  switch (test.kind) {
    case 'amount':
      return {
        kind: 'amount',
        of: { kind: 'figure', figure: test.figure, yearsBack: 1 },
        relation: test.relation,
        threshold: threshold(test.threshold),
      }
    case 'share':
      return {
        kind: 'share',
        part: { kind: 'figure', figure: test.part, yearsBack: 1 },
        whole: { kind: 'figure', figure: test.whole, yearsBack: 1 },
        relation: test.relation,
        undefinedIs: 'unknown',
        threshold: threshold(test.threshold),
      }
    case 'growth':
      return { kind: 'growth', of: { figure: test.figure, form: 'yearly' }, relation: test.relation, threshold: threshold(test.threshold) }
    case 'age':
      return { kind: 'age', atLeastDays: threshold(test.threshold) }
    case 'rights':
      return {
        kind: 'some',
        list: 'ip',
        where: [
          { kind: 'member-in', member: 'kind', values: test.kinds },
          { kind: 'member-in', member: 'valid', values: [true], whenAbsent: true },
        ],
        atLeast: threshold(test.threshold),
      }
    case 'title':
      return { kind: 'title-held', title: test.title }
    case 'stated':
      return {
        kind: 'choice',
        fact: test.fact,
        outcomes: { true: test.is ? 'met' : 'unmet', false: test.is ? 'unmet' : 'met' },
      }
    case 'person':
      return { kind: 'constant', truth: 'review' }
  }
}

/** The rule set of a notice: plain data like those built in, so that everything that walks rule sets walks it. */
export function rulesetOfPack({ title, criteria }: Pack, { id, certification, effectiveOn, clause: document }: PackFrame): Ruleset {
  const written = criteria.map(({ name, clause, test }, index): Criterion => {
    const own = `${certification}-${index + 1}`
    const threshold = (value: Rational): Parameter<Rational> => ({
      id: `${certification}.${index + 1}`,
      label: inBoth(name),
      history: [{ from: effectiveOn, value, clause: `${document} ${clause}`, source: 'verified' }],
    })
    return {
      id: own,
      kind: 'gate',
      name: inBoth(name),
      clause,
      source: 'verified',
      ...(test.kind === 'person' ? { question: inBoth(test.question) } : {}),
      test: testOf(test, threshold),
    }
  })
  return {
    id,
    certification,
    title: inBoth(title),
    basis: [document],
    inForce: bothPurposes(effectiveOn),
    criteria: written,
    score: null,
    verdict: { kind: 'all', of: everyOf(written) },
    ways: [],
  }
}
