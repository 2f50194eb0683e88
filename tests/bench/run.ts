import { benchBulk } from './bulk.ts'
import { benchRegistry } from './registry.ts'
import { benchRules } from './rules.ts'

/** `npm run bench [rules] [registry] …`: all without a name. Nothing here is asserted; ratios are of one run. */
const benches: Readonly<Record<string, () => void | Promise<void>>> = { rules: benchRules, bulk: benchBulk, registry: benchRegistry }

const named = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) if (named.length === 0 || named.includes(name)) await bench()
