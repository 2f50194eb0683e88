import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { now } from '../clock.ts'
import type { Config } from '../config.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Milliseconds for a mail server to answer. */
const patience = 20_000

/** Sends a mail by SMTP_URL; without one it becomes a file in DATA_DIR/outbox, and nothing leaves the machine. */
export async function sendMail(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>, { to, subject, text }: Mail): Promise<void> {
  const message = { from: config.mailFrom, to, subject, text, date: now() }
  if (config.smtpUrl !== undefined) {
    const transport = createTransport({
      url: config.smtpUrl,
      connectionTimeout: patience,
      socketTimeout: patience,
      greetingTimeout: patience,
    })
    await transport.sendMail(message)
    return
  }
  const { message: written } = await createTransport({ streamTransport: true, buffer: true, newline: 'windows' }).sendMail(message)
  const outbox = join(config.dataDir, 'outbox')
  await mkdir(outbox, { recursive: true, mode: 0o700 })
  const name = join(outbox, `${now().toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}.eml`)
  // Written beside and renamed: whoever reads the folder finds whole mails only.
  await writeFile(`${name}.part`, written as Buffer, { mode: 0o600 })
  await rename(`${name}.part`, name)
}
