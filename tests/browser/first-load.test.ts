import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
}

/** Where `npm run build` puts the pages. */
const built = 'dist/web'
const most = 150_000

describe('the first load of the public self-check', () => {
  const manifest = JSON.parse(readFileSync(`${built}/.vite/manifest.json`, 'utf8')) as Readonly<Record<string, Chunk>>

  /** The scripts that are read before anything is shown: what is named, and all that it imports. */
  function scriptsOf(names: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>()
    const seen = new Set<string>()
    const add = (name: string) => {
      const chunk = manifest[name]
      if (!chunk || seen.has(name)) return
      seen.add(name)
      if (chunk.file.endsWith('.js')) found.add(chunk.file)
      chunk.imports?.forEach(add)
    }
    names.forEach(add)
    return found
  }

  const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry)
  const page = 'self-check/SelfCheckPage.vue'

  it(`stays under ${most / 1000} kB of compressed script`, () => {
    expect(manifest).toHaveProperty([page])
    const sizes = [...scriptsOf([...entries, page])].map((file) => gzipSync(readFileSync(`${built}/${file}`)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(most)
  })

  it('has only the rule sets that it asks about', () => {
    const code = [...scriptsOf([...entries, page])].map((file) => readFileSync(`${built}/${file}`, 'utf8')).join('')
    expect(code).toContain('techsme-staff-cap')
    expect(code).not.toContain('srdi26-rd-amount')
    expect(code).not.toContain('star-set1-mcap')
  })
})
