import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import type { Sql } from 'postgres'
import { packageRoot } from '../config.ts'

interface Journal {
  readonly entries: readonly { readonly when: number; readonly tag: string }[]
}

const folder = (): string => join(packageRoot(), 'drizzle')
const readJournal = (): Journal => JSON.parse(readFileSync(join(folder(), 'meta', '_journal.json'), 'utf8')) as Journal

/** The migrations that this program knows, by their moments. */
export const knownMigrations = (): string[] => readJournal().entries.map(({ when }) => String(when))

/** Applies the migrations that are missing; only the first `count` of them to get an earlier schema. */
export async function applyMigrations(client: Sql, count?: number): Promise<void> {
  if (count === undefined) return migrate(drizzle(client), { migrationsFolder: folder() })
  const part = mkdtempSync(join(tmpdir(), 'ladder-migrations-'))
  try {
    cpSync(folder(), part, { recursive: true })
    const journal = readJournal()
    writeFileSync(join(part, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
    await migrate(drizzle(client), { migrationsFolder: part })
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}
