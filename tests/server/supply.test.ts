import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../server/config.ts'

const read = (name: string): string => readFileSync(join(packageRoot(), name), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'optionalDependencies' | 'allowScripts',
  Record<string, unknown>
>

interface Locked {
  readonly integrity?: string
  readonly resolved?: string
  readonly license?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }

describe('what the product is made of', () => {
  it('is listed package by package, with the licence that the lock file names', () => {
    const listed = Object.fromEntries(
      [...read('deploy/PACKAGES.md').matchAll(/^\| `([^`]+)` +\| (\S+) +\| \S.*\|$/gm)].map(([, name, licence]) => [name, licence]),
    )
    const wanted = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    expect(listed).toEqual(Object.fromEntries(wanted.map((name) => [name, packages[`node_modules/${name}`]?.license])))
  })

  it('is locked by its content, wherever it is fetched from', () => {
    const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link)
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
  })

  it('runs no install scripts but those that are named', () => {
    const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
    const names = new Set(withScript.map(([path]) => path.split('node_modules/').at(-1) ?? ''))
    expect([...names].sort()).toEqual(Object.keys(manifest.allowScripts).sort())
  })
})
