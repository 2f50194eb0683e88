import { type Caller, freshUscc, pause } from './product.ts'

/** One firm that a writer has registered, and what was acknowledged of it. */
export interface KeptFirm {
  readonly uscc: string
  readonly key: string
  /** Null while the answer to its registration is owed. */
  id: string | null
  version: number
  address: string | null
  /** Sent, and not answered. */
  owed: string | null
}

/** One sheet on its way into the registry. */
export interface KeptImport {
  readonly id: string
  readonly codes: readonly string[]
  state: string
}

/** What the server has acknowledged, and what it must not have done in between. */
export interface Ledger {
  readonly firms: KeptFirm[]
  readonly imports: KeptImport[]
  readonly faults: string[]
  acknowledged: number
  refused: number
}

interface Writing {
  readonly ledger: Ledger
  readonly caller: Caller
  readonly isOver: () => boolean
}

/** What a server may answer while it is hit: its work, or that it cannot now. */
function judge({ ledger }: Writing, what: string, reply: Awaited<ReturnType<Caller['send']>>, expected: number): boolean {
  if (reply?.status === expected) {
    ledger.acknowledged++
    return true
  }
  if (reply) ledger.refused++
  if (reply?.status === 503 && !reply.headers.get('retry-after')) ledger.faults.push(`${what}: 503 without Retry-After`)
  if (reply && reply.status !== 503) ledger.faults.push(`${what}: ${reply.status} ${reply.text.slice(0, 200)}`)
  return false
}

async function register(writing: Writing, firm: KeptFirm): Promise<void> {
  const body = { uscc: firm.uscc, name: `演练企业${firm.uscc}` }
  const reply = await writing.caller.send('POST', '/api/v1/firms', body, { 'idempotency-key': firm.key })
  if (judge(writing, 'register', reply, 201)) firm.id = (reply?.body as { id: string }).id
}

async function change(writing: Writing, firm: KeptFirm, text: string): Promise<void> {
  firm.owed = text
  const reply = await writing.caller.send('PATCH', `/api/v1/firms/${firm.id}`, { address: text }, { 'if-match': `"v${firm.version}"` })
  if (!judge(writing, 'change', reply, 200)) return
  Object.assign(firm, { version: firm.version + 1, address: text, owed: null })
}

/** Finds out what became of what was not answered: it was done or not, and the same request again has one effect. */
async function settle(writing: Writing, firm: KeptFirm): Promise<boolean> {
  if (firm.id === null) await register(writing, firm)
  if (firm.id === null) return false
  if (firm.owed === null) return true
  const reply = await writing.caller.send('GET', `/api/v1/firms/${firm.id}`)
  if (reply?.status !== 200) return false
  const now = reply.body as { version: number; address: string | null }
  const isUndone = now.version === firm.version && now.address === firm.address
  const isDone = now.version === firm.version + 1 && now.address === firm.owed
  if (!isUndone && !isDone) writing.ledger.faults.push(`firm ${firm.uscc}: neither before nor after, ${JSON.stringify([firm, now])}`)
  Object.assign(firm, { version: now.version, address: now.address, owed: null })
  return true
}

/** Registers and changes firms until the drill is over. */
export async function writeFirms(writing: Writing, name: string): Promise<void> {
  const mine: KeptFirm[] = []
  for (let n = 1; !writing.isOver(); n++) {
    const unsettled = mine.find((firm) => firm.id === null || firm.owed !== null)
    if (unsettled && !(await settle(writing, unsettled))) {
      await pause(200)
      continue
    }
    const firm = mine[n % Math.max(1, mine.length)]
    if (firm && n % 3 > 0) await change(writing, firm, `${name} ${n} 号`)
    else {
      const made: KeptFirm = { uscc: freshUscc(), key: `${name}-${n}`, id: null, version: 1, address: null, owed: null }
      mine.push(made)
      writing.ledger.firms.push(made)
      await register(writing, made)
    }
  }
}

const rowsOfSheet = 40

/** Imports sheets one after the other until the drill is over. */
export async function writeImports(writing: Writing): Promise<void> {
  for (let n = 1; !writing.isOver(); n++) {
    const codes = Array.from({ length: rowsOfSheet }, freshUscc)
    const text = `统一社会信用代码,企业名称\r\n${codes.map((code) => `${code},导入企业${code}\r\n`).join('')}`
    const form = new FormData()
    form.append('file', new Blob([text]), '演练.csv')
    const reply = await writing.caller.send('POST', '/api/v1/imports', form, { 'idempotency-key': `sheet-${n}` })
    if (!judge(writing, 'upload', reply, 201)) {
      await pause(200)
      continue
    }
    const kept: KeptImport = { id: (reply?.body as { id: string }).id, codes, state: 'uploaded' }
    writing.ledger.imports.push(kept)
    await bringHome(writing, kept)
  }
}

interface Told {
  readonly state: string
  readonly version: number
  readonly options: unknown
  readonly columns: readonly object[]
}

/** Takes the import through mapping and preview to its end, however often it is interrupted. */
async function bringHome(writing: Writing, kept: KeptImport): Promise<void> {
  const path = `/api/v1/imports/${kept.id}`
  while (!writing.isOver() && kept.state !== 'committed') {
    const reply = await writing.caller.send('GET', path)
    const told = reply?.status === 200 ? (reply.body as Told) : undefined
    if (reply?.status === 404) writing.ledger.faults.push(`import ${kept.id} is gone`)
    if (told?.state === 'failed') {
      writing.ledger.faults.push(`import ${kept.id} failed: ${reply?.text.slice(0, 300)}`)
      return
    }
    if (told && told.state !== kept.state) {
      kept.state = told.state
      writing.ledger.acknowledged++
    }
    if (told?.state === 'mapping') {
      const columns = told.columns.map((column) => {
        const { index, target, unit, year } = column as Record<string, unknown>
        return { index, target, unit, year }
      })
      await writing.caller.send('PUT', `${path}/mapping`, { options: told.options, columns }, { 'if-match': `"v${told.version}"` })
    } else if (told?.state === 'preview') await writing.caller.send('POST', `${path}/commit`, { mode: 'all' })
    else if (told?.state !== 'committed') await pause(150)
  }
}
