import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { SimulationRequest } from '../../shared/api/simulations.ts'
import { FirmFacts } from '../../shared/facts.ts'
import { Comparison, LawPair, type SimulatedFirm } from '../../shared/rules/simulate.ts'
import { today } from '../clock.ts'
import type { Db } from '../db/connection.ts'
import type { Names } from '../lists/recipe.ts'
import { ProblemError } from '../problems.ts'
import { answerOf, planOf, type Plan } from '../simulations/service.ts'
import { UsageError } from './usage.ts'

interface NamedFirm extends SimulatedFirm {
  readonly name: string
}

/** Firms judged together: memory stays flat however many there are. */
const batchSize = 500

const noNames: Names = { parks: new Map(), towns: new Map(), industries: new Map() }

interface Settings {
  readonly plan: Plan
  readonly park: string | undefined
  readonly facts: string | undefined
}

/** `hnte.pass=70`: a number, or a table as JSON. */
function revisionOf(written: string): { id: string; value: unknown } {
  const [, id, value = ''] = /^([^=]+)=(.+)$/s.exec(written) ?? []
  if (id === undefined) throw new UsageError(`--set ${written}: PARAMETER=VALUE is needed`)
  try {
    return { id, value: JSON.parse(value) as unknown }
  } catch {
    throw new UsageError(`--set ${id}: neither a number nor JSON`)
  }
}

const sentenceOf = (errors: readonly { readonly pointer: string; readonly detail: string }[]): string =>
  errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')

function settingsOf(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'as-of': { type: 'string' },
      'after-on': { type: 'string' },
      set: { type: 'string', multiple: true },
      certification: { type: 'string', multiple: true },
      park: { type: 'string' },
      facts: { type: 'string' },
    },
  })
  const { park, facts } = values
  if (park !== undefined && facts !== undefined) throw new UsageError('--park: facts do not say in which park a firm is')
  const asked = SimulationRequest.safeParse({
    asOf: values['as-of'],
    afterOn: values['after-on'],
    certifications: values.certification,
    revised: values.set?.map(revisionOf),
  })
  if (!asked.success)
    throw new UsageError(sentenceOf(asked.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }))))
  try {
    return { plan: planOf(asked.data, today()), park, facts }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw new UsageError(sentenceOf(error.options.errors ?? []))
  }
}

/** Compares two laws over a register or a file of facts, and prints the answer. The exit status. */
export async function runSimulate(
  args: readonly string[],
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<number> {
  const { plan, park, facts } = settingsOf(args)
  const answer =
    facts === undefined
      ? await overRegister(plan, park)
      : await compared(plan, noNames, batchesOf(facts === '-' ? input : createReadStream(facts), plan.before.asOf))
  output.write(`${JSON.stringify(answer)}\n`)
  return 0
}

async function compared(plan: Plan, names: Names, batches: AsyncIterable<readonly NamedFirm[]>) {
  const comparison = new Comparison()
  const pair = new LawPair(plan.before, plan.after, batchSize, plan.certifications)
  const named = new Map<string, NamedFirm>()
  let firms = 0
  for await (const batch of batches) {
    pair.compare(comparison, batch)
    firms += batch.length
    keepNamed(comparison, batch, named)
  }
  return { firms, ...answerOf(plan, comparison.results(), (id) => named.get(id), names) }
}

/** Remembers the firms that the answer names, and no others. */
function keepNamed(comparison: Comparison, batch: readonly NamedFirm[], named: Map<string, NamedFirm>): void {
  const moved = new Set(comparison.results().flatMap(({ firms }) => Object.values(firms).flatMap((list) => list.map(({ id }) => id))))
  for (const { id, name, groups } of batch) if (moved.has(id)) named.set(id, { id, name, groups, facts: { asOf: '' } })
}

async function overRegister(plan: Plan, park: string | undefined) {
  const [{ withStore }, { loadNames }] = await Promise.all([import('./with-store.ts'), import('../lists/names.ts')])
  return withStore(async ({ db }) => compared(plan, await loadNames(db), registerBatches(db, plan.before.asOf, park)))
}

/** The firms of the register, or of a park of it, batch by batch in the order of their ids. */
export async function* registerBatches(db: Db, asOf: string, park: string | undefined): AsyncGenerator<readonly NamedFirm[]> {
  const [{ systemActor, within }, { gatherBatch }, { firms }, { registerFirm }] = await Promise.all([
    import('../db/context.ts'),
    import('../figures/facts.ts'),
    import('../firms/table.ts'),
    import('../simulations/register.ts'),
  ])
  const inPark = park === undefined ? undefined : park === 'none' ? isNull(firms.parkId) : eq(firms.parkId, park)
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await within(
      db,
      systemActor,
      async (tx) => {
        const ids = await tx
          .select({ id: firms.id })
          .from(firms)
          .where(and(gt(firms.id, after), inPark))
          .orderBy(asc(firms.id))
          .limit(batchSize)
        return gatherBatch(
          tx,
          ids.map(({ id }) => id),
          asOf,
        )
      },
      { readOnly: true },
    )
    const last = batch.at(-1)
    if (!last) return
    after = last.firm.id
    yield batch.map((known) => ({ ...registerFirm(known), facts: known.facts }))
  }
}

/** Facts line by line; a firm is named by its credit code, else by its line. */
async function* batchesOf(input: Readable, asOf: string): AsyncGenerator<readonly NamedFirm[]> {
  let batch: NamedFirm[] = []
  let line = 0
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line++
    if (text.trim() === '') continue
    batch.push(firmIn(text, line, asOf))
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function firmIn(text: string, line: number, asOf: string): NamedFirm {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new UsageError(`line ${line} is not JSON`)
  }
  // The day of the comparison counts, not the one that the facts were written for.
  const parsed = FirmFacts.safeParse({ asOf, ...(document as object) })
  if (!parsed.success) throw new UsageError(`line ${line}: ${z.prettifyError(parsed.error)}`)
  const { profile } = parsed.data
  const id = profile?.uscc ?? `line ${line}`
  return {
    id,
    name: profile?.name ?? id,
    groups: { park: null, town: null, industry: profile?.industry?.slice(0, 3) ?? null },
    facts: parsed.data,
  }
}
