import { assessUsage, runAssess } from './commands/assess.ts'
import {
  accessUsage,
  backupUsage,
  exportAuditUsage,
  pruneAuditUsage,
  reassessUsage,
  restoreUsage,
  seedUsage,
  simulateUsage,
  UsageError,
  verifyAuditUsage,
} from './commands/usage.ts'

/** The commands of `ladder`. What needs the database is loaded only when it is asked for. */
const commands: Readonly<Record<string, { usage: string; run: (args: readonly string[]) => Promise<number> }>> = {
  assess: { usage: assessUsage, run: (args) => runAssess(args) },
  seed: { usage: seedUsage, run: async (args) => (await import('./commands/seed.ts')).runSeed(args) },
  reassess: { usage: reassessUsage, run: async (args) => (await import('./commands/reassess.ts')).runReassess(args) },
  simulate: { usage: simulateUsage, run: async (args) => (await import('./commands/simulate.ts')).runSimulate(args) },
  backup: { usage: backupUsage, run: async (args) => (await import('./commands/backup.ts')).runBackup(args) },
  restore: { usage: restoreUsage, run: async (args) => (await import('./commands/restore.ts')).runRestore(args) },
  'verify-audit': { usage: verifyAuditUsage, run: async (args) => (await import('./commands/verify-audit.ts')).runVerifyAudit(args) },
  'export-audit': { usage: exportAuditUsage, run: async (args) => (await import('./commands/audit-files.ts')).runExportAudit(args) },
  'prune-audit': { usage: pruneAuditUsage, run: async (args) => (await import('./commands/audit-files.ts')).runPruneAudit(args) },
  access: { usage: accessUsage, run: async () => (await import('./commands/access.ts')).runAccess() },
}

const usage = (): string =>
  `ladder COMMAND [OPTIONS]\n\n${Object.values(commands)
    .map((command) => `  ${command.usage}`)
    .join('\n\n')}\n`

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = name === undefined ? undefined : commands[name]
  if (!command) {
    process.stderr.write(usage())
    return name === undefined || name === '--help' ? 0 : 2
  }
  try {
    return await command.run(args)
  } catch (error) {
    if (!(
      error instanceof UsageError ||
      (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    ))
      throw error
    process.stderr.write(`ladder ${name}: ${error.message}\n\n  ${command.usage}\n`)
    return 2
  }
}

process.exitCode = await main(process.argv.slice(2))
