import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { closeDb, openDb } from '../db/connection.ts'
import { roles } from '../../shared/accounts.ts'

interface Operation {
  readonly summary: string
  readonly 'x-access': 'public' | readonly string[]
}

/** Prints who may call what, as the built API declares it. No database is asked. */
export async function runAccess(): Promise<number> {
  const db = openDb('postgres://nobody@127.0.0.1:1/none', { max: 1 })
  const app = await buildApp({ config: readConfig({ LOG_LEVEL: 'silent', MAX_EVENT_LOOP_DELAY: '0' }), db })
  await app.ready()
  const { paths } = app.swagger() as unknown as { paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }
  const names = Object.keys(roles)
  const lines = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, 'x-access': access }]) => {
      const marks = names.map((role) => (access === 'public' || access.includes(role) ? '●' : ''))
      return `| ${method.toUpperCase()} ${path} | ${summary} | ${[access === 'public' ? '●' : '', ...marks].join(' | ')} |`
    }),
  )
  const head = ['operation', 'what it does', 'anonymous', ...names]
  process.stdout.write(`${[`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n')}\n`)
  await app.close()
  await closeDb(db)
  return 0
}
