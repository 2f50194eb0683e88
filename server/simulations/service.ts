import { setImmediate as breathe } from 'node:timers/promises'
import type { SimulationAnswer, SimulationOf, SimulationRequest } from '../../shared/api/simulations.ts'
import type { Certification } from '../../shared/dictionary/certifications.ts'
import { Bulk } from '../../shared/rules/bulk/index.ts'
import { toNumber } from '../../shared/rules/exact.ts'
import { certificationsReading, numberOn, parseRevisions, revisablesOf } from '../../shared/rules/revise.ts'
import { judgedCertifications, rulesets } from '../../shared/rules/rulesets/index.ts'
import {
  type ByVerdict,
  Comparison,
  type Effects,
  effects,
  type GroupBy,
  type Law,
  type SimulationResult,
} from '../../shared/rules/simulate.ts'
import type { Names } from '../lists/recipe.ts'
import { ProblemError } from '../problems.ts'
import type { Register, RegisterFirm } from './register.ts'

/** Two laws and what is judged by both. */
export interface Plan {
  readonly before: Law
  readonly after: Law
  readonly certifications: readonly Certification[]
}

/** Firms judged before other requests get their turn, times the certifications they are judged for. */
const slice = 4096

/** What is to be compared. Throws `invalid-request` with the pointer of every value that cannot be put on trial. */
export function planOf({ asOf, afterOn, certifications, revised = [] }: Omit<SimulationRequest, 'scope'>, today: string): Plan {
  const parsed = parseRevisions(
    rulesets,
    revised.map(({ id, value }) => ({ id, value })),
  )
  if ('errors' in parsed) throw new ProblemError('invalid-request', { errors: parsed.errors })
  const before = { asOf: asOf ?? today }
  const after = { asOf: afterOn ?? before.asOf, ...(revised.length > 0 ? { revised: parsed.revised } : {}) }
  const ids = Object.keys(parsed.revised)
  return {
    before,
    after,
    certifications: certifications ?? (afterOn === undefined ? certificationsReading(rulesets, ids) : judgedCertifications),
  }
}

/** Compares two laws over the register in memory. */
export async function simulate(
  register: Register,
  { before, after, certifications }: Plan,
  scope: NonNullable<SimulationRequest['scope']>,
  names: Names,
): Promise<SimulationAnswer> {
  const base = columnsLaw(after)
  const isSame = before.asOf === base.asOf && base.revised === undefined
  return register.use(isSame ? [before] : [before, base], async ({ rows, columns, warm }) => {
    const judged = { certifications }
    const [was, is] = [columns[0]!.under({ ...before, ...judged }), columns.at(-1)!.under({ ...after, ...judged })]
    if (!was || !is) throw new Error('the columns do not fit the law that they were made for')
    const holds = inScope(scope)
    const comparison = new Comparison()
    const step = Math.max(256, Math.floor(slice / Math.max(1, certifications.length)))
    for (let from = 0; from < rows.length; from += step) {
      const to = Math.min(rows.length, from + step)
      was.judge(from, to)
      await breathe()
      is.judge(from, to)
      comparison.add((row) => (rows[row] && holds(rows[row]) ? rows[row] : undefined), was.results(), is.results(), from, to)
      await breathe()
    }
    const byId = new Map(rows.flatMap((firm) => (firm ? [[firm.id, firm] as const] : [])))
    const firms = rows.reduce((count, firm) => (firm && holds(firm) ? count + 1 : count), 0)
    return { ...answerOf({ before, after, certifications }, comparison.results(), (id) => byId.get(id), names), firms, warm }
  })
}

/** The law that columns must be made for: its day, and of the parameters those that decide what the columns hold. */
function columnsLaw({ asOf, revised = {} }: Law): Law {
  const probe = new Bulk(asOf, 1)
  const read = Object.entries(revised).filter(([id]) => probe.isReadBy(id))
  return read.length === 0 ? { asOf } : { asOf, revised: Object.fromEntries(read) }
}

function inScope({ park, town, industry }: NonNullable<SimulationRequest['scope']>): (firm: RegisterFirm) => boolean {
  const prefix = industry?.toUpperCase()
  return ({ groups, industry: code }) =>
    (park === undefined || groups.park === (park === 'none' ? null : park)) &&
    (town === undefined || groups.town === town) &&
    (prefix === undefined || (code?.startsWith(prefix) ?? false))
}

const verdictsOf = ([unqualified, undetermined, review, qualified]: ByVerdict) => ({ unqualified, undetermined, review, qualified })

/** The answer without what only the caller knows. */
export function answerOf(
  { before, after, certifications }: Plan,
  results: readonly SimulationResult[],
  firmOf: (id: string) => Pick<RegisterFirm, 'name' | 'groups'> | undefined,
  names: Names,
): Omit<SimulationAnswer, 'firms' | 'warm'> {
  const nameIn: Readonly<Record<GroupBy, (id: string) => string>> = {
    park: (id) => names.parks.get(id) ?? (id === '' ? '园外' : id),
    town: (id) => names.towns.get(id) ?? (id === '' ? '未填' : id),
    industry: (id) => names.industries.get(id) ?? (id === '' ? '未填' : id),
  }
  const moved = (counts: Effects): number => effects.reduce((sum, effect) => sum + counts[effect], 0)
  const groups = (by: SimulationResult['by'], grouping: GroupBy) =>
    Object.entries(by[grouping])
      .map(([id, counts]) => ({ id: id === '' ? null : id, name: nameIn[grouping](id), ...counts }))
      .sort((a, b) => moved(b) - moved(a) || a.name.localeCompare(b.name, 'zh'))
  const firmsOf = (found: SimulationResult['firms']) =>
    Object.fromEntries(
      effects.map((effect) => [
        effect,
        found[effect].map((one) => {
          const firm = firmOf(one.id)
          return { ...one, name: firm?.name ?? '', parkId: firm?.groups.park ?? null }
        }),
      ]),
    ) as SimulationOf['firms']
  return {
    laws: { before: { asOf: before.asOf }, after: { asOf: after.asOf, revised: revisedOf(before, after) } },
    results: results.map(({ certification, rulesets: judgedBy, before: was, after: is, matrix, effects: counts, by, firms }) => ({
      certification,
      rulesets: judgedBy,
      before: verdictsOf(was),
      after: verdictsOf(is),
      matrix: matrix.map((row) => [...row]),
      effects: counts,
      by: { park: groups(by, 'park'), town: groups(by, 'town'), industry: groups(by, 'industry') },
      firms: firmsOf(firms),
    })),
    unjudged: certifications.filter((id) => !results.some(({ certification }) => certification === id)),
  }
}

function revisedOf(before: Law, { revised = {} }: Law): SimulationAnswer['laws']['after']['revised'] {
  const all = new Map(rulesets.flatMap(revisablesOf).map((one) => [one.id, one]))
  return Object.entries(revised).flatMap(([id, value]) => {
    const one = all.get(id)
    if (!one) return []
    const { label, unit, kind } = one
    const after = kind === 'threshold' ? toNumber(value as { p: number; q: number }) : null
    return [{ id, label, unit, before: numberOn(one, before.asOf), after }]
  })
}
