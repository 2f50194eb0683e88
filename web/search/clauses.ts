import { isEnglish, term } from '../i18n.ts'

/** A criterion of a rule set with the clause that it rests on. */
export interface Clause {
  readonly key: string
  readonly text: string
  readonly clause: string
  readonly to: string
}

let known: { readonly language: boolean; readonly clauses: readonly Clause[] } | undefined

/** Every criterion of the rules of today. The rule sets come with the first search, not with the page. */
export async function clausesOf(): Promise<readonly Clause[]> {
  if (known?.language === isEnglish.value) return known.clauses
  const [{ rulesets }, { describeRuleset }, { certificationName }, { today }] = await Promise.all([
    import('../../shared/rules/rulesets/index.ts'),
    import('../../shared/rules/describe/index.ts'),
    import('../reports/rungs.ts'),
    import('../clock.ts'),
  ])
  const clauses = rulesets.flatMap((ruleset) =>
    describeRuleset(ruleset, today()).criteria.map(({ id, name, clause }): Clause => ({
      key: `${ruleset.id}-${id}`,
      text: `${certificationName(ruleset.certification)} · ${term(name)}`,
      clause,
      to: `/rules/${ruleset.id}`,
    })),
  )
  known = { language: isEnglish.value, clauses }
  return clauses
}

/** Whether every word of a question stands in a text. */
export function matches(text: string, question: string): boolean {
  const here = text.toLowerCase()
  return question
    .toLowerCase()
    .split(/\s+/)
    .every((word) => here.includes(word))
}
