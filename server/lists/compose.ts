import { setImmediate as breathe } from 'node:timers/promises'
import { and, eq, gt, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { ListCounts, ListRow, Recipe } from '../../shared/api/lists.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { describeRuleset } from '../../shared/rules/describe/index.ts'
import { findRuleset, findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { titleState } from '../../shared/rules/titles.ts'
import { today } from '../clock.ts'
import type { Queries } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { gatherFactsOf, type KnownFirm } from '../figures/facts.ts'
import { inParks, scopeOf } from '../firms/filter.ts'
import { firms } from '../firms/table.ts'
import { fingerprintOf } from '../reports/fingerprint.ts'
import { decideOne } from '../reports/decisions.ts'
import { standingsOf } from '../reports/judge.ts'
import { standsOn } from '../reports/reassess.ts'
import { type Nearness, nearnessOf, type Standing } from '../reports/standing.ts'
import { assessments, firmSummaries, type HeldTitle } from '../reports/table.ts'
import { groundOf, type Holding, isDue, mayGround } from './recipe.ts'
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
const stride = 20

/** Told how many firms of how many have been judged; may throw to stop the work. */
export type Progress = (done: number, total: number) => Promise<void> | void

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
 * Finds the firms in scope that the recipe takes as of its day. Where stored assessments stand on that day they are read;
 * the others are judged now, a batch at a time. The answer is the same.
 */
export async function compose(tx: Queries, actor: Actor, recipe: Recipe, progress: Progress = () => {}): Promise<Composition> {
  const ruleset = findRuleset(recipe.certification, recipe.asOf, recipe.purpose)
  if (!ruleset) return { ruleset: null, places: [], assessed: { firms: 0, byPark: {}, byTown: {} } }
  const scope = inScope(actor, recipe)
  const assessed = await countAssessed(tx, scope)
  const places: Place[] = []
  let done = 0
  const judgeNow = async (ids: readonly string[], total: number) => {
    for (const place of await composeLive(tx, recipe, ids)) places.push(place)
    done += ids.length
    await progress(done, Math.max(done, total))
  }
  if (isOfToday(recipe)) {
    const stored = await composeStored(tx, recipe, scope)
    for (const place of stored.places) places.push(place)
    for (let from = 0; from < stored.outdated.length; from += batchSize)
      await judgeNow(stored.outdated.slice(from, from + batchSize), stored.outdated.length)
  } else {
    for await (const ids of idsOf(tx, scope)) await judgeNow(ids, assessed.firms)
  }
  return { ruleset: ruleset.id, places: places.sort(nearestFirst), assessed }
}

/** Whether what is stored answers it. */
const isOfToday = (recipe: Recipe): boolean => recipe.asOf === today() && recipe.purpose === 'apply'

/** How many firms a recipe has judged before it answers. */
export async function countToJudge(tx: Queries, actor: Actor, recipe: Recipe): Promise<number> {
  if (!findRuleset(recipe.certification, recipe.asOf, recipe.purpose)) return 0
  const outdated = isOfToday(recipe) ? sql`not ${standsOn('firm_summaries', recipe.asOf)}` : undefined
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .where(and(inScope(actor, recipe), outdated))
  return row?.count ?? 0
}

/** One firm as it is stored: null for all but the first where the result is outdated. */
type StoredRow = readonly [
  id: string,
  uscc: string | null,
  parkId: string | null,
  verdict: Nearness['verdict'] | null,
  shortBy: number | null,
  scoreMax: number | null,
  scorePass: number | null,
  distance: number | null,
  farthest: number | null,
  missing: number | null,
  held: readonly HeldTitle[] | null,
]

/**
 * From the stored assessments; `outdated` ones are to be judged now. The rows come as one JSON text of arrays: a great deal
 * faster than a hundred thousand rows of columns through the driver.
 */
async function composeStored(tx: Queries, recipe: Recipe, scope: SQL | undefined): Promise<{ places: Place[]; outdated: string[] }> {
  const stands = standsOn('firm_summaries', recipe.asOf)
  const [found] = await tx
    .select({
      rows: sql<readonly StoredRow[] | null>`json_agg(case when ${stands} then json_build_array(${firms.id}, ${firms.uscc}, ${firms.parkId},
        ${assessments.verdict}, ${assessments.shortBy}, ${assessments.scoreMax}, ${assessments.scorePass}, ${assessments.distance},
        ${assessments.farthest}, cardinality(${assessments.missing}), nullif(${firmSummaries.held}, '[]')) else json_build_array(${firms.id}) end)`,
    })
    .from(firms)
    .leftJoin(firmSummaries, eq(firmSummaries.firmId, firms.id))
    .leftJoin(assessments, and(eq(assessments.firmId, firms.id), eq(assessments.certification, recipe.certification)))
    .where(and(scope, or(sql`not ${stands}`, and(isNotNull(assessments.firmId), mayBeTaken(recipe)))))
  const places: Place[] = []
  const outdated: string[] = []
  for (const [
    id,
    uscc = null,
    parkId = null,
    verdict,
    shortBy = null,
    max = null,
    pass = null,
    distance = null,
    farthest = null,
    missing,
    held,
  ] of found?.rows ?? []) {
    if (uscc === null || verdict == null) {
      outdated.push(id)
      continue
    }
    const holding = held?.find(({ title }) => title === recipe.certification) ?? null
    const score = max === null || pass === null ? null : { max, pass }
    const near = { verdict, shortBy, score, distance, farthest, missing: missing ?? 0 }
    const ground = groundOf(recipe, near, holding)
    // A certificate that is due stands where its renewal does.
    if (ground) places.push(placeOf({ id, uscc, parkId }, ground, holding ? renewalOf(holding) : near))
  }
  return { places, outdated }
}

const renewalOf = ({ shortBy = null, distance = null, missing = 0 }: HeldTitle) => ({ shortBy, distance, missing })

const zeroId = '00000000-0000-0000-0000-000000000000'

/** Leaves out what the recipe cannot take, whatever the rest says. */
function mayBeTaken({ certification, include }: Recipe): SQL | undefined {
  const unmet = [
    ...(include.shortByAtMost === null
      ? []
      : [
          and(
            lte(assessments.shortBy, include.shortByAtMost),
            include.distanceAtMost === null ? undefined : lte(assessments.farthest, include.distanceAtMost),
          ),
        ]),
    ...(include.scoreWithin === null ? [] : [eq(assessments.shortBy, 1)]),
  ]
  return or(
    sql`false`,
    include.renewWithinDays === null ? undefined : sql`${firmSummaries.held} @> ${JSON.stringify([{ title: certification }])}::jsonb`,
    include.reach ? eq(assessments.verdict, 'qualified') : undefined,
    include.review ? eq(assessments.verdict, 'review') : undefined,
    include.missingAtMost === null
      ? undefined
      : and(eq(assessments.verdict, 'undetermined'), sql`cardinality(${assessments.missing}) <= ${include.missingAtMost}`),
    unmet.length === 0 ? undefined : and(eq(assessments.verdict, 'unqualified'), or(...unmet)),
  )
}

async function* idsOf(tx: Queries, condition: SQL | undefined): AsyncGenerator<string[]> {
  for (let after = zeroId; ;) {
    const rows = await tx
      .select({ id: firms.id })
      .from(firms)
      .where(and(condition, gt(firms.id, after)))
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
  for await (const { firm, standing, ground } of judged(tx, recipe, ids, (batch) => thoseNear(recipe, batch)))
    if (ground) places.push(placeOf(firm, ground, nearnessOf(standing)))
  return places
}

/** Leaves out the firms that the recipe cannot take, decided in columns: only the others are judged with distances and reasons. */
function thoseNear(recipe: Recipe, batch: readonly KnownFirm[]): readonly KnownFirm[] {
  const verdicts = decideOne(
    batch.map(({ facts }) => facts),
    recipe,
  )
  return batch.filter((known, index) => {
    const verdict = verdicts[index]
    return verdict === undefined || holdingOf(recipe, known) !== null || mayGround(recipe, verdict)
  })
}

interface Judged {
  readonly firm: RowFirm
  readonly facts: FirmFacts
  readonly standing: Standing
  readonly holding: Holding | null
  readonly ground: Ground | null
}

/** How firms stand with the certification of a recipe. A certificate that is due is judged as its renewal would be. */
export async function* judged(
  tx: Queries,
  recipe: Recipe,
  ids: readonly string[],
  narrow: (batch: readonly KnownFirm[]) => readonly KnownFirm[] = (batch) => batch,
): AsyncGenerator<Judged> {
  let batch: KnownFirm[] = []
  for await (const known of gatherFactsOf(tx, ids, recipe.asOf)) {
    batch.push(known)
    if (batch.length < stride) continue
    yield* judgeBatch(recipe, narrow(batch))
    batch = []
    await breathe()
  }
  yield* judgeBatch(recipe, narrow(batch))
}

function* judgeBatch(recipe: Recipe, batch: readonly KnownFirm[]): Generator<Judged> {
  const holdings = new Map(batch.map((known) => [known, holdingOf(recipe, known)]))
  const standings = standingsOf(batch, recipe.certification, (known) => {
    const holding = holdings.get(known)
    return holding && isDue(recipe, holding) ? 'renew' : recipe.purpose
  })
  for (const [index, standing] of standings.entries()) {
    const { firm, facts } = batch[index]!
    const holding = holdings.get(batch[index]!) ?? null
    yield { firm, facts, standing, holding, ground: groundOf(recipe, nearnessOf(standing), holding) }
  }
}

function holdingOf(recipe: Recipe, { facts }: KnownFirm): Holding | null {
  const { held, validTo } = titleState(facts, recipe.certification)
  return held === true ? { validTo } : null
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
