import { setImmediate as breathe } from 'node:timers/promises'
import { and, eq, getTableColumns, gt, inArray, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import type { ListCounts, ListRow, Recipe } from '../../shared/api/lists.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { assessCertification } from '../../shared/rules/assess.ts'
import { describeRuleset } from '../../shared/rules/describe.ts'
import { findRuleset, findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { titleState } from '../../shared/rules/titles.ts'
import { today } from '../clock.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { gatherFactsOf } from '../figures/facts.ts'
import { inParks, scopeOf } from '../firms/filter.ts'
import { firms } from '../firms/table.ts'
import { fingerprintOf } from '../reports/fingerprint.ts'
import { distanceOf, type Standing, standingOf, standingOfStored } from '../reports/standing.ts'
import { assessments, firmSummaries, type Reason } from '../reports/table.ts'
import { groundOf, type Holding, isDue } from './recipe.ts'
import { nearestFirst, type Place, placeOf, rowOf, type RowFirm, type Texts } from './rows.ts'
import type { Ground } from './words.ts'

/** Which firms a recipe takes, in the order of the list, and how many were looked at. */
export interface Composition {
  readonly ruleset: string | null
  readonly places: readonly Place[]
  readonly assessed: Assessed
}

/** How many firms in scope were judged, in all and by where they are: who sees one park learns of that park only. */
export interface Assessed {
  readonly firms: number
  readonly byPark: Readonly<Record<string, number>>
  readonly byTown: Readonly<Record<string, number>>
}

/** Firms looked at together. */
const batchSize = 500

/** Firms judged before other requests get their turn. */
const stride = 50

/** Firms of the recipe's scope that the actor sees. */
export function inScope(actor: Actor, { scope }: Recipe): SQL | undefined {
  return and(
    scopeOf(actor),
    scope.parks.length > 0 ? inParks(scope.parks) : undefined,
    scope.towns.length > 0 ? inArray(firms.townCode, [...scope.towns]) : undefined,
    scope.industries.length > 0
      ? or(...scope.industries.map((prefix) => sql`starts_with(${firms.industry}, ${prefix.toUpperCase()})`))
      : undefined,
  )
}

/**
 * Judges every firm in scope as of the recipe's day and keeps those that it takes. Where the stored assessments are of
 * that very day, purpose and state of the facts they are read instead; the answer is the same.
 */
export async function compose(tx: Queries, actor: Actor, recipe: Recipe): Promise<Composition> {
  const ruleset = findRuleset(recipe.certification, recipe.asOf, recipe.purpose)
  if (!ruleset) return { ruleset: null, places: [], assessed: { firms: 0, byPark: {}, byTown: {} } }
  const scope = inScope(actor, recipe)
  const isStored = recipe.asOf === today() && recipe.purpose === 'apply'
  const stored = isStored ? await composeStored(tx, recipe, scope) : { places: [], open: [] }
  const isFresh = and(eq(firmSummaries.asOf, recipe.asOf), eq(firmSummaries.stale, false))
  const rest = isStored ? sql`not coalesce(${isFresh}, false)` : undefined
  const places = [...stored.places]
  for await (const ids of idsOf(tx, and(scope, rest))) places.push(...(await composeLive(tx, recipe, ids)))
  for (let from = 0; from < stored.open.length; from += batchSize)
    places.push(...(await composeLive(tx, recipe, stored.open.slice(from, from + batchSize))))
  return { ruleset: ruleset.id, places: places.sort(nearestFirst), assessed: await countAssessed(tx, scope) }
}

/** From the stored assessments; `open` are certificates due for renewal, which are judged for another purpose. */
async function composeStored(tx: Queries, recipe: Recipe, scope: SQL | undefined): Promise<{ places: Place[]; open: string[] }> {
  const { reasons, ...result } = getTableColumns(assessments)
  // Reasons are long: they are read only where distances decide.
  const needed = recipe.include.distanceAtMost === null ? sql<readonly Reason[]>`'[]'::jsonb` : reasons
  const rows = await tx
    .select({ id: firms.id, uscc: firms.uscc, held: firmSummaries.held, result: { ...result, reasons: needed } })
    .from(firms)
    .innerJoin(firmSummaries, and(eq(firmSummaries.firmId, firms.id), eq(firmSummaries.asOf, recipe.asOf), eq(firmSummaries.stale, false)))
    .innerJoin(assessments, and(eq(assessments.firmId, firms.id), eq(assessments.certification, recipe.certification)))
    .where(and(scope, mayBeTaken(recipe)))
  const places: Place[] = []
  const open: string[] = []
  for (const { id, uscc, held, result: stored } of rows) {
    const title = held.find((one) => one.title === recipe.certification)
    if (title) {
      if (isDue(recipe, title)) open.push(id)
      continue
    }
    const standing = standingOfStored(stored)
    const ground = groundOf(recipe, standing, null)
    if (ground) places.push(placeOf({ id, uscc }, ground, standing, stored.distance))
  }
  return { places, open }
}

const zeroId = '00000000-0000-0000-0000-000000000000'

/** Leaves out what the recipe cannot take, whatever the rest says. */
function mayBeTaken({ certification, include }: Recipe): SQL | undefined {
  const unmet = [
    ...(include.shortByAtMost === null ? [] : [lte(assessments.shortBy, include.shortByAtMost)]),
    ...(include.scoreWithin === null ? [] : [eq(assessments.shortBy, 1)]),
  ]
  return or(
    sql`false`,
    include.renewWithinDays === null ? undefined : sql`${firmSummaries.held} @> ${JSON.stringify([{ title: certification }])}::jsonb`,
    include.reach ? eq(assessments.verdict, 'qualified') : undefined,
    include.review ? eq(assessments.verdict, 'review') : undefined,
    include.missingAtMost === null ? undefined : eq(assessments.verdict, 'undetermined'),
    unmet.length === 0 ? undefined : and(eq(assessments.verdict, 'unqualified'), or(...unmet)),
  )
}

async function* idsOf(tx: Queries, condition: SQL | undefined): AsyncGenerator<string[]> {
  for (let after = zeroId; ;) {
    const rows = await tx
      .select({ id: firms.id })
      .from(firms)
      .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
      .where(and(condition, ne(firms.id, zeroId), gt(firms.id, after)))
      .orderBy(firms.id)
      .limit(batchSize)
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ id }) => id)
    after = last.id
  }
}

async function composeLive(tx: Queries, recipe: Recipe, ids: readonly string[]): Promise<Place[]> {
  const places: Place[] = []
  for await (const { firm, standing, ground } of judged(tx, recipe, ids))
    if (ground) places.push(placeOf(firm, ground, standing, distanceOf(standing)))
  return places
}

interface Judged {
  readonly firm: RowFirm
  readonly facts: FirmFacts
  readonly standing: Standing
  readonly holding: Holding | null
  readonly ground: Ground | null
}

/** How firms stand with the certification of a recipe. A certificate that is due is judged as its renewal would be. */
export async function* judged(tx: Queries, recipe: Recipe, ids: readonly string[]): AsyncGenerator<Judged> {
  let count = 0
  for await (const { firm, facts } of gatherFactsOf(tx, ids, recipe.asOf)) {
    const { held, validTo } = titleState(facts, recipe.certification)
    const holding = held === true ? { validTo } : null
    const purpose = holding && isDue(recipe, holding) ? 'renew' : recipe.purpose
    const standing = standingOf(assessCertification(facts, recipe.certification, purpose))
    yield { firm, facts, standing, holding, ground: groundOf(recipe, standing, holding) }
    if (++count % stride === 0) await breathe()
  }
}

async function countAssessed(tx: Queries, scope: SQL | undefined): Promise<Assessed> {
  const groups = await tx
    .select({ park: firms.parkId, town: firms.townCode, count: sql<number>`count(*)::int` })
    .from(firms)
    .where(scope)
    .groupBy(firms.parkId, firms.townCode)
  const byPark: Record<string, number> = {}
  const byTown: Record<string, number> = {}
  let all = 0
  for (const { park, town, count } of groups) {
    all += count
    byPark[park ?? 'none'] = (byPark[park ?? 'none'] ?? 0) + count
    if (town !== null) byTown[town] = (byTown[town] ?? 0) + count
  }
  return { firms: all, byPark, byTown }
}

/** The rows at these places, in their order, numbered from `start`. A firm that changed meanwhile so as not to be taken is left out. */
export async function* rowsAt(tx: Queries, recipe: Recipe, places: readonly Place[], start = 1): AsyncGenerator<ListRow> {
  let position = start
  const known = new Map<string | null, Texts>()
  for (let from = 0; from < places.length; from += batchSize) {
    const ids = places.slice(from, from + batchSize).map(({ firmId }) => firmId)
    for await (const { firm, facts, standing, holding, ground } of judged(tx, recipe, ids)) {
      if (!ground) continue
      const texts = known.get(standing.ruleset) ?? textsOf(standing.ruleset, recipe.asOf)
      known.set(standing.ruleset, texts)
      yield rowOf({ firm, standing, holding, ground, factsFingerprint: fingerprintOf(facts) }, position++, texts)
    }
  }
}

/** What the criteria of a rule set are called on a day. */
export function textsOf(ruleset: string | null, asOf: string): Texts {
  const found = ruleset === null ? undefined : findRulesetById(ruleset)
  return new Map(found ? describeRuleset(found, asOf).criteria.map((criterion) => [criterion.id, criterion]) : [])
}

/** Counts rows as they pass. */
export function countRows(assessed: number): { readonly counts: ListCounts; add(row: Pick<ListRow, 'ground' | 'parkId'>): void } {
  const counts: ListCounts = { firms: 0, assessed, byGround: {}, byPark: {} }
  return {
    counts,
    add({ ground, parkId }) {
      const park = parkId ?? 'none'
      counts.firms++
      counts.byGround[ground] = (counts.byGround[ground] ?? 0) + 1
      counts.byPark[park] = (counts.byPark[park] ?? 0) + 1
    },
  }
}
