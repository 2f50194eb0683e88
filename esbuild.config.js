import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Builds `dist/`: the server and the command as bundles beside their packages, and the pages by Vite.
 *
 *   node esbuild.config.js                build both
 *   node esbuild.config.js --server       the server and the command only
 *   … --if-stale                          only what is older than its sources
 *   … --bench                             the benchmarks as well
 */
const options = new Set(process.argv.slice(2))

/** When the newest file under the given places was changed. */
function newest(places) {
  let latest = 0
  for (const place of places) {
    const stats = statSync(place, { throwIfNoEntry: false })
    if (!stats) continue
    const inside = stats.isDirectory() ? newest(readdirSync(place).map((name) => join(place, name))) : stats.mtimeMs
    latest = Math.max(latest, inside)
  }
  return latest
}

const isStale = (built, sources) => !existsSync(built) || statSync(built).mtimeMs < newest(sources)

/** Everything in one module graph that runs on Node beside its installed packages. */
const bundle = (entryPoints, outdir) =>
  build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })

async function buildServer() {
  // Written beside and renamed, so that two commands starting at once never run half a bundle.
  const fresh = `dist/.server-${process.pid}`
  await bundle({ main: 'server/main.ts', cli: 'server/cli.ts', 'parse-child': 'server/imports/parse-child.ts' }, fresh)
  const old = `dist/.old-${process.pid}`
  if (existsSync('dist/server')) renameSync('dist/server', old)
  renameSync(fresh, 'dist/server')
  rmSync(old, { recursive: true, force: true })
}

function buildPages() {
  const { status } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const always = !options.has('--if-stale')
const shared = ['shared', 'package-lock.json']
if (always || isStale('dist/server/main.js', ['server', 'seeds', ...shared, 'esbuild.config.js'])) await buildServer()
if (!options.has('--server') && (always || isStale('dist/web/index.html', ['web', ...shared, 'vite.config.ts']))) buildPages()
if (options.has('--bench')) await bundle({ run: 'tests/bench/run.ts' }, 'dist/bench')
