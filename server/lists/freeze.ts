import { and, desc, eq, like, notExists, sql } from 'drizzle-orm'
import type { FrozenList, ListFreeze, ListPreview, ListRow, Recipe } from '../../shared/api/lists.ts'
import { yearOf } from '../../shared/days.ts'
import { audit } from '../audit/service.ts'
import { now } from '../clock.ts'
import type { Queries, Tx } from '../db/connection.ts'
import type { Actor } from '../db/context.ts'
import { firms } from '../firms/table.ts'
import { phoneFor } from '../firms/phones.ts'
import { ProblemError } from '../problems.ts'
import { fingerprintOf, fingerprintOfAll } from '../reports/fingerprint.ts'
import { compose, type Composition, countRows, inScope, judged, type Progress, rowsAt, textsOf } from './compose.ts'
import { getList } from './frozen.ts'
import { type Names, sentenceOf } from './recipe.ts'
import { standsText } from './rows.ts'
import { cultivationListOthers, cultivationListRows, cultivationLists } from './table.ts'

/** Rows that a preview shows; the counts are of all. */
const previewed = 200

/** What a recipe gives now, without keeping it. */
export async function previewList(tx: Queries, actor: Actor, recipe: Recipe, names: Names, progress?: Progress): Promise<ListPreview> {
  const composition = await compose(tx, actor, recipe, progress)
  const rows: ListRow[] = []
  for await (const row of rowsAt(tx, recipe, composition.places.slice(0, previewed)))
    rows.push({ ...row, contactPhone: phoneFor(actor, row.contactPhone) })
  return { ruleset: composition.ruleset, counts: countsOf(composition), sentence: sentenceOf(recipe, names), rows }
}

/** Counts of a composition. */
export function countsOf({ places, assessed }: Composition) {
  const counter = countRows(assessed.firms)
  for (const place of places) counter.add(place)
  return counter.counts
}

/** A list of more firms is no list any more: the recipe is to be narrowed. */
const mostRows = 20_000

/** Numbers are given one after the other. */
const numberLock = 4_718_210

/**
 * Freezes a list as it is now: numbered, with its rule set, thresholds, recipe and rows, never to change again. What
 * firms of earlier lists of the certification it leaves out is kept too, so that it can be told why they left.
 */
export async function freezeList(tx: Tx, actor: Actor, { title, recipe }: ListFreeze, names: Names): Promise<FrozenList> {
  const composition = await compose(tx, actor, recipe)
  if (composition.ruleset === null) {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/recipe/certification', detail: `${recipe.asOf} 没有施行中的规则，不能冻结名单` }],
    })
  }
  if (composition.places.length > mostRows) {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/recipe/include', detail: `按这个条件有 ${composition.places.length} 家，超过 ${mostRows} 家，请收窄条件` }],
    })
  }
  await tx.execute(sql`select pg_advisory_xact_lock(${numberLock})`)
  const [previous] = await tx
    .select({ id: cultivationLists.id })
    .from(cultivationLists)
    .where(eq(cultivationLists.certification, recipe.certification))
    .orderBy(desc(cultivationLists.frozenAt), desc(cultivationLists.id))
    .limit(1)
  const rows: ListRow[] = []
  const counter = countRows(composition.assessed.firms)
  for await (const row of rowsAt(tx, recipe, composition.places)) {
    rows.push(row)
    counter.add(row)
  }
  const number = await nextNumber(tx, recipe)
  const [made] = await tx
    .insert(cultivationLists)
    .values({
      number,
      title,
      certification: recipe.certification,
      ruleset: composition.ruleset,
      asOf: recipe.asOf,
      recipe,
      parameters: thresholdsOf(composition.ruleset, recipe.asOf),
      counts: { ...counter.counts, assessedBy: composition.assessed },
      sentence: sentenceOf(recipe, names),
      factsFingerprint: fingerprintOfAll(rows.map(({ factsFingerprint }) => factsFingerprint)),
      scopePark: recipe.scope.parks.length === 1 && recipe.scope.parks[0] !== 'none' ? recipe.scope.parks[0]! : null,
      frozenBy: actor.account,
      frozenAt: now(),
      previousId: previous?.id ?? null,
    })
    .returning({ id: cultivationLists.id })
  if (!made) throw new Error('the list was not stored')
  for (let from = 0; from < rows.length; from += 500) {
    await tx.insert(cultivationListRows).values(
      rows.slice(from, from + 500).map((row) => ({
        listId: made.id,
        position: row.position,
        firmId: row.firmId,
        parkId: row.parkId,
        townCode: row.townCode,
        row: { ...row },
      })),
    )
  }
  await keepLeftOut(tx, actor, made.id, recipe)
  await audit(tx, actor, { action: 'list-frozen', subject: `list:${made.id}`, after: { number, title, recipe, firms: rows.length } })
  return getList(tx, actor, made.id)
}

/** FQ-HNTE-2026-02: city, certification, year of the list, running number. */
async function nextNumber(tx: Tx, { certification, asOf }: Recipe): Promise<string> {
  const prefix = `FQ-${certification.toUpperCase()}-${yearOf(asOf)}-`
  const numbers = await tx
    .select({ number: cultivationLists.number })
    .from(cultivationLists)
    .where(like(cultivationLists.number, `${prefix}%`))
  const last = Math.max(0, ...numbers.map(({ number }) => Number(number.slice(prefix.length))).filter(Number.isInteger))
  return prefix + String(last + 1).padStart(2, '0')
}

/** The criteria in words with their thresholds, as they were: a later revision does not change what the list says of itself. */
function thresholdsOf(ruleset: string, asOf: string) {
  const texts = [...textsOf(ruleset, asOf).values()]
  return { criteria: texts.map(({ id, name, text, clause, bands }) => ({ id, name: name.zh, text: text.zh, clause, bands })) }
}

async function keepLeftOut(tx: Tx, actor: Actor, listId: string, recipe: Recipe): Promise<void> {
  const former = await tx
    .selectDistinct({ id: cultivationListRows.firmId })
    .from(cultivationListRows)
    .innerJoin(cultivationLists, eq(cultivationLists.id, cultivationListRows.listId))
    .innerJoin(firms, eq(firms.id, cultivationListRows.firmId))
    .where(
      and(
        eq(cultivationLists.certification, recipe.certification),
        inScope(actor, recipe),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(sql`cultivation_list_rows own`)
            .where(sql`own.list_id = ${listId}::uuid and own.firm_id = ${cultivationListRows.firmId}`),
        ),
      ),
    )
  const ids = former.map(({ id }) => id)
  const batch: (typeof cultivationListOthers.$inferInsert)[] = []
  for await (const { firm, facts, standing, holding } of judged(tx, recipe, ids)) {
    const reason = standsText(standing, holding, textsOf(standing.ruleset, recipe.asOf))
    batch.push({
      listId,
      firmId: firm.id,
      parkId: firm.parkId,
      townCode: firm.townCode,
      row: { reason, factsFingerprint: fingerprintOf(facts) },
    })
  }
  for (let from = 0; from < batch.length; from += 500) await tx.insert(cultivationListOthers).values(batch.slice(from, from + 500))
}
