import type { Attribution } from '../../shared/api/tasks.ts'
import type { RegisterLevel } from '../../shared/api/registers.ts'
import type { Tx } from '../../server/db/connection.ts'
import { registerEntries } from '../../server/registers/table.ts'
import { tasks, units } from '../../server/tasks/table.ts'
import platforms from './platforms.json' with { type: 'json' }
import division from './tasks-2016.json' with { type: 'json' }

/** What the units of the document are called today. */
const renamed: Readonly<Record<string, { readonly name: string; readonly on: string }>> = {
  省经信委: { name: '省工信厅', on: '2018-10-01' },
  省卫计委: { name: '省卫健委', on: '2018-10-01' },
  省农业厅: { name: '省农业农村厅', on: '2018-10-01' },
}

const levels: Readonly<Record<string, RegisterLevel>> = { 国家级: 'national', 省级: 'provincial', 福州市级: 'city' }

/**
 * The division of tasks of 2016 as sample data, with how sure its units are, and the platforms and carriers that the plan
 * counts, as opening balances. What somebody has edited stays.
 */
export async function addInstruments(tx: Tx): Promise<void> {
  const [known] = await tx.select({ id: tasks.id }).from(tasks).limit(1)
  if (known) return
  const named = new Set([...division.units, ...division.tasks.flatMap((task) => [task.lead_unit, ...task.supporting_units])])
  await tx
    .insert(units)
    .values(
      [...named].flatMap((id) => {
        if (id === null) return []
        const now = renamed[id]
        const names = now
          ? [
              { name: id, from: null, to: dayBefore(now.on) },
              { name: now.name, from: now.on, to: null },
            ]
          : []
        return [{ id, names }]
      }),
    )
    .onConflictDoNothing()
  await tx.insert(tasks).values(
    division.tasks.map((task) => ({
      code: task.id,
      source: division.basis,
      section: [task.part, task.section].filter(Boolean).join(' '),
      title: task.item ?? task.text.slice(0, 40),
      text: task.text,
      leadUnit: task.lead_unit,
      supportingUnits: [...task.supporting_units],
      attribution: task.unit_attribution as Attribution,
      updatedBy: 'system',
    })),
  )
  const opening = (kind: 'platforms' | 'carriers', entries: readonly { kind: string; level: string | null; count: number }[]) =>
    entries.map(({ kind: category, level, count }) => ({
      kind,
      name: `${category}（期初 ${count} 家）`,
      category,
      level: level === null ? null : (levels[level] ?? null),
      validFrom: platforms.asOf,
      count,
      source: platforms.source,
      updatedBy: 'system',
    }))
  await tx.insert(registerEntries).values([...opening('platforms', platforms.platforms), ...opening('carriers', platforms.carriers)])
}

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
