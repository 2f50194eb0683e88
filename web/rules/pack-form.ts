import { titles } from '../../shared/dictionary/certifications.ts'
import { ipKinds } from '../../shared/dictionary/codes.ts'
import { figures } from '../../shared/dictionary/figures.ts'
import { profile } from '../../shared/dictionary/profile.ts'
import type { Label } from '../../shared/dictionary/indicator.ts'
import { statedFacts } from '../../shared/rules/pack.ts'
import { plainValue } from './draft-form.ts'

export const packKinds = ['amount', 'share', 'growth', 'age', 'rights', 'title', 'stated', 'person'] as const
export type PackKind = (typeof packKinds)[number]

/** One condition as the fields hold it: all that any kind asks, so that changing the kind loses nothing. */
export interface PackLine {
  name: string
  clause: string
  kind: PackKind
  figure: string
  whole: string
  relation: string
  threshold: string
  rights: string
  title: string
  fact: string
  is: boolean
  question: string
}

export interface PackSample {
  name: string
  facts: string
  expected: string
}

interface Choice {
  readonly value: string
  readonly label: Label
}

const choices = (of: Readonly<Record<string, { readonly label: Label } | Label>>): Choice[] =>
  Object.entries(of).map(([value, one]) => ({ value, label: 'label' in one ? one.label : one }))

export const figureChoices = choices(figures)
export const titleChoices = choices(titles)
export const rightChoices = choices(ipKinds)
export const factChoices: Choice[] = statedFacts.map((fact) => ({
  value: fact,
  label: profile[fact.slice('profile.'.length) as keyof typeof profile].label,
}))

export const emptyLine = (): PackLine => ({
  name: '',
  clause: '',
  kind: 'amount',
  figure: 'operatingRevenue',
  whole: 'operatingRevenue',
  relation: '>=',
  threshold: '',
  rights: 'invention-patent',
  title: 'hnte',
  fact: 'profile.inMainland',
  is: true,
  question: '',
})

type Plain = Readonly<Record<string, unknown>>

const text = (value: unknown, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise

/** The lines of a pack as it is kept. */
export function linesOf(pack: unknown): PackLine[] {
  const { criteria = [] } = (pack ?? {}) as { criteria?: readonly { name: string; clause: string; test: Plain }[] }
  return criteria.map(({ name, clause, test }) => {
    const empty = emptyLine()
    return {
      ...empty,
      name,
      clause,
      kind: test.kind as PackKind,
      figure: text(test.figure ?? test.part, empty.figure),
      whole: text(test.whole, empty.whole),
      relation: text(test.relation, empty.relation),
      threshold: text(plainValue(test.threshold), ''),
      rights: Array.isArray(test.kinds) ? text(test.kinds[0], empty.rights) : empty.rights,
      title: text(test.title, empty.title),
      fact: text(test.fact, empty.fact),
      is: test.is !== false,
      question: text(test.question, ''),
    }
  })
}

function testOf({ kind, figure, whole, relation, threshold, rights, title, fact, is, question }: PackLine): Plain {
  const number = threshold.trim() === '' ? null : Number(threshold)
  switch (kind) {
    case 'amount':
    case 'growth':
      return { kind, figure, relation, threshold: number }
    case 'share':
      return { kind, part: figure, whole, relation, threshold: number }
    case 'age':
      return { kind, threshold: number }
    case 'rights':
      return { kind, kinds: [rights], threshold: number }
    case 'title':
      return { kind, title }
    case 'stated':
      return { kind, fact, is }
    case 'person':
      return { kind, question }
  }
}

/** As it is sent; the server says what is wrong with it. */
export const packOf = (title: string, lines: readonly PackLine[]) => ({
  title,
  criteria: lines.map((line) => ({ name: line.name, clause: line.clause, test: testOf(line) })),
})
