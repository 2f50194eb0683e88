import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { closeDb, type Db, migrateDatabase, openDb } from './connection.ts'
import { ensureDatabase, startCluster } from './embedded.ts'
import { holderOf, lockDataDir } from './lock.ts'

/** The database of an installation, opened and up to date. */
export interface Store {
  readonly db: Db
  readonly readDb: Db
  /** For the queue: the owner's address. */
  readonly ownerUrl: string
  close(): Promise<void>
}

interface StoreOptions {
  /** `server`: alone on the data directory. `command`: joins the server that runs on it, if one does. */
  readonly as: 'server' | 'command'
  readonly onCrash?: (message: string) => void
}

const databaseName = 'ladder'

/** Opens DATABASE_URL, or the built-in Postgres in the data directory; migrates. Throws with a sentence for the console. */
export async function openStore(config: Config, options: StoreOptions): Promise<Store> {
  const { url, close } = await openAddress(config, options)
  try {
    return await connect(config, url, close)
  } catch (error) {
    await close()
    throw error
  }
}

/** Finds or starts the database, and says where it is for its owner; its schema is left as it is. */
export async function openAddress(config: Config, { as, onCrash }: StoreOptions): Promise<{ url: string; close(): Promise<void> }> {
  const release = as === 'server' ? lockDataDir(config.dataDir) : () => {}
  const addressFile = join(config.dataDir, 'postgres-address')
  if (config.databaseUrl) return { url: config.databaseUrl, close: async () => release() }
  if (as === 'command' && holderOf(config.dataDir) !== undefined) {
    if (!existsSync(addressFile))
      throw new Error(`The server on ${config.dataDir} is still starting, or busy with a restore: try again in a moment.`)
    return { url: readFileSync(addressFile, 'utf8').trim(), close: async () => {} }
  }

  const unlock = as === 'command' ? lockDataDir(config.dataDir) : release
  const cluster = await startCluster({ dataDir: config.dataDir, ...(onCrash && { onCrash }) })
  const url = cluster.url(databaseName)
  const stop = async () => {
    rmSync(addressFile, { force: true })
    await cluster.stop()
    unlock()
  }
  try {
    await ensureDatabase(cluster, databaseName)
    // Commands find the running database by it; it holds the password.
    writeFileSync(addressFile, `${url}\n`, { mode: 0o600 })
    return { url, close: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function connect(config: Config, url: string, after: () => Promise<void>): Promise<Store> {
  await migrateDatabase(url)
  const db = openDb(url, { max: config.databaseConnections })
  const readDb = config.replicaUrl ? openDb(config.replicaUrl, { max: config.databaseConnections }) : db
  return {
    db,
    readDb,
    ownerUrl: url,
    async close() {
      await closeDb(db)
      if (readDb !== db) await closeDb(readDb)
      await after()
    },
  }
}
