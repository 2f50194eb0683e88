import { setTimeout as sleep } from 'node:timers/promises'
import { loadDemo, loadReference } from '../seeds/index.ts'
import { prepareSetup } from './accounts/setup.ts'
import { type App, buildApp } from './app.ts'
import { today } from './clock.ts'
import { type Config, readConfig } from './config.ts'
import { openStore, type Store } from './db/store.ts'
import { startRunner } from './jobs/runner.ts'
import { catchUp } from './reports/reassess.ts'

/** Below the 15 s that service managers wait before they kill. */
const patienceMs = 14_000

interface Running {
  readonly address: string
  close(): Promise<void>
}

const say = (...lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`)

async function start(config: Config, isDemo: boolean): Promise<Running> {
  const store = await openStore(config, { as: 'server', onCrash: (message) => process.stderr.write(`${message}\n`) })
  try {
    await loadReference(store.db)
    await introduce(config, store, isDemo)
    const app = await buildApp({ config, db: store.db, readDb: store.readDb })
    const { db, readDb, ownerUrl } = store
    const runner = config.run === 'api' ? undefined : await startRunner({ db, readDb, settings: config, ownerUrl, log: app.log })
    // The night may have been slept through: results of an earlier day are renewed now.
    await catchUp(db)
    const close = async () => {
      await Promise.all([app.close(), runner?.stop()])
      await store.close()
    }
    try {
      const address = config.run === 'worker' ? '' : await listen(app, config)
      return { address, close }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await store.close().catch(() => {})
    throw error
  }
}

async function listen(app: App, config: Config): Promise<string> {
  try {
    const address = await app.listen({ port: config.port, host: config.host })
    return config.publicUrl ?? address.replace('0.0.0.0', 'localhost').replace('[::]', 'localhost')
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') throw cause
    throw new Error(`端口 ${config.port} 已被占用，请用 PORT 指定另一个。\nPort ${config.port} is in use: set PORT to another one.`, {
      cause,
    })
  }
}

/** Says how to sign in: the demo accounts, or the secret by which the first administrator is made. */
async function introduce(config: Config, { db }: Store, isDemo: boolean): Promise<void> {
  if (isDemo) {
    const accounts = await loadDemo(db, { dataDir: config.dataDir, today: today(), password: config.demoPassword })
    const width = Math.max(...accounts.map(({ account }) => account.length))
    say('', '演示账号（企业与认定均为虚构） Demo accounts (all firms are fictitious)：')
    for (const { account, password, displayName } of accounts)
      say(`  ${account.padEnd(width)}  ${password ?? '（已修改 changed）'}  ${displayName}`)
    return
  }
  const secret = await prepareSetup(db)
  if (secret) {
    say('', '还没有任何账号。请用下面的一次性口令建立第一个系统管理员（README「配置」）：')
    say('There is no account yet. Make the first administrator with this one-time secret (README, Configuration):', '', `  ${secret}`)
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const leaveAtOnce = () => process.exit(130)

/** Ends in order at the first signal; a second one changes nothing, an end is set in any case. */
function closeAtSignal(running: Running): void {
  let isClosing = false
  const close = (exitCode: number) => {
    if (isClosing) return
    isClosing = true
    const end = async () => {
      await running.close()
      return exitCode
    }
    void Promise.race([end(), sleep(patienceMs, 1)])
      .catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        return 1
      })
      .then((code) => process.exit(code))
  }
  for (const signal of signals) process.off(signal, leaveAtOnce).on(signal, () => close(0))
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack ?? String(error)}\n`)
    close(1)
  })
  process.on('unhandledRejection', (reason) =>
    process.stderr.write(`unhandled: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}\n`),
  )
}

async function main(args: readonly string[]): Promise<void> {
  const isDemo = args.includes('--demo')
  const config = readConfig(isDemo ? { LOG_LEVEL: 'warn', ...process.env } : process.env)
  // While starting there is nothing to drain; exit handlers stop the database and give the lock back.
  for (const signal of signals) process.on(signal, leaveAtOnce)
  const running = await start(config, isDemo)
  closeAtSignal(running)
  say('', `创新阶梯 Innovation Ladder：${running.address || 'worker'}`, '')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
