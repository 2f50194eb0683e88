import { execFile } from 'node:child_process'
import { audit } from '../audit/service.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connection.ts'
import { type Actor, within } from '../db/context.ts'
import { ProblemError, refuse } from '../problems.ts'

const longestMs = 120_000

/**
 * Has the configured program look at a file: it gets the path as its last argument, and anything but 0 refuses the file.
 * Throws `invalid-request` where it says no, `unavailable` where it cannot be run: nothing is kept unseen.
 */
export async function scanFile(
  db: Db,
  config: Config,
  actor: Actor,
  path: string,
  about: { firmId: string; fileName: string; hash: string },
): Promise<void> {
  const [program, ...args] = config.evidenceScan?.split(/\s+/) ?? []
  if (program === undefined) return
  const outcome = await new Promise<'clean' | 'refused' | 'failed'>((resolve) => {
    execFile(program, [...args, path], { timeout: longestMs, windowsHide: true }, (error) => {
      if (!error) resolve('clean')
      else resolve(typeof error.code === 'number' ? 'refused' : 'failed')
    })
  })
  if (outcome === 'clean') return
  await within(db, actor, (tx) =>
    audit(tx, actor, {
      action: 'evidence-scanned',
      subject: `firm:${about.firmId}`,
      firmId: about.firmId,
      outcome,
      after: { note: about.fileName, hash: about.hash },
    }),
  )
  if (outcome === 'failed') throw new ProblemError('unavailable', { detail: '杀毒检查没有运行成功，文件没有保存。请稍后再试。' })
  throw refuse('/file', '杀毒检查没有通过，文件没有保存。请在电脑上杀毒后再上传。')
}
