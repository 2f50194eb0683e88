import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type {} from 'vitest'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../server/db/connection.ts'
import { startCluster } from '../../server/db/embedded.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server's `postgres` database. */
    clusterUrl: string
    /** The migrated database that each test file clones. */
    template: string
  }
}

/** The address of another database of the same server. */
export function databaseAt(url: string, database: string): string {
  const at = new URL(url)
  at.pathname = `/${database}`
  return at.href
}

/** One server for all test files: the embedded one, or the one of TEST_DATABASE_URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const dataDir = given ? undefined : mkdtempSync(join(tmpdir(), 'ladder-test-'))
  const cluster = dataDir ? await startCluster({ dataDir, unsafe: true }) : undefined
  const clusterUrl = given ?? cluster?.url('postgres') ?? ''
  const template = `ladder_tpl_${process.pid}`

  const admin = postgres(clusterUrl, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(template)}`
  await migrateDatabase(databaseAt(clusterUrl, template))
  project.provide('clusterUrl', clusterUrl)
  project.provide('template', template)

  return async () => {
    await admin`drop database ${admin(template)} with (force)`
    await admin.end()
    await cluster?.stop()
    if (dataDir) rmSync(dataDir, { recursive: true, force: true })
  }
}
