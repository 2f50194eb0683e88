import postgres, { type Sql } from 'postgres'

interface PoolOptions {
  /** Connections at most. */
  readonly max: number
  /** Settings of each connection, as Postgres names them. */
  readonly connection: Readonly<Record<string, string>>
}

/** One connection, used by one caller at a time. */
interface Slot {
  readonly client: Sql
  readonly born: number
  isOpen: boolean
  isDead: boolean
  /** How to end what waits for an answer that will not come any more. */
  readonly pending: Set<(error: Error) => void>
}

interface Waiter {
  take(slot: Slot): void
  refuse(error: Error): void
}

const waitMs = 10_000
const lifeMs = 30 * 60_000

// Longer texts have lists in them and hardly come again as they are.
const worthPreparing = 4_000

/** An error that `problemOf` answers with 503. */
const connectionError = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * Connections for Drizzle, in place of the driver's own pool: when a connection breaks there, what is left of its
 * transaction is sent over whatever connection takes its place. Here a broken connection is thrown away whole, and
 * nothing of a transaction is sent once it is over or its connection is gone.
 */
export function openPool(url: string, { max, connection }: PoolOptions): Sql {
  const idle: Slot[] = []
  const waiters: Waiter[] = []
  const slots = new Set<Slot>()
  let isEnded = false
  const options = { parsers: {}, serializers: {} }
  let plain: Sql | undefined

  const newClient = (more: postgres.Options<Record<string, never>>): Sql => {
    const client = postgres(url, { onnotice: () => {}, connect_timeout: 10, connection, ...more })
    // Drizzle asks for its own way with dates and JSON.
    Object.assign(client.options.parsers, options.parsers)
    Object.assign(client.options.serializers, options.serializers)
    return client
  }

  function newSlot(): Slot {
    const slot: Slot = {
      client: newClient({ max: 1, max_lifetime: null, idle_timeout: 0, onclose: () => bury(slot) }),
      born: Date.now(),
      isOpen: false,
      isDead: false,
      pending: new Set(),
    }
    slots.add(slot)
    return slot
  }

  function discard(slot: Slot): void {
    slots.delete(slot)
    void slot.client.end({ timeout: 1 }).catch(() => {})
  }

  function acquire(): Promise<Slot> {
    if (isEnded) return Promise.reject(connectionError('CONNECTION_ENDED'))
    for (let slot = idle.pop(); slot; slot = idle.pop()) {
      if (!slot.isDead) return Promise.resolve(slot)
      discard(slot)
    }
    if (slots.size < max) return Promise.resolve(newSlot())
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiters.splice(waiters.indexOf(waiter), 1)
        reject(connectionError('CONNECT_TIMEOUT'))
      }, waitMs)
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          settle(value)
        }
      const waiter: Waiter = { take: settled(resolve), refuse: settled(reject) }
      waiters.push(waiter)
    })
  }

  function release(slot: Slot): void {
    const isSpent = slot.isDead || isEnded || Date.now() - slot.born > lifeMs
    if (isSpent) discard(slot)
    const next = isEnded ? undefined : waiters.shift()
    if (next) next.take(isSpent ? newSlot() : slot)
    else if (!isSpent) idle.push(slot)
  }

  async function begin<T>(work: (client: Sql) => Promise<T>): Promise<T> {
    const slot = await acquire()
    try {
      // Sent ahead of the first statement without waiting for the answer, once the connection is known to stand.
      const begun = answerOf(slot, slot.client.unsafe('begin'))
      begun.catch(() => {})
      if (!slot.isOpen) await begun
      slot.isOpen = true
      const scope = openScope(slot)
      try {
        const result = await work(scope.client)
        await begun
        scope.close()
        await answerOf(slot, slot.client.unsafe('commit'))
        return result
      } catch (error) {
        scope.abandon()
        if (!slot.isDead) await answerOf(slot, slot.client.unsafe('rollback')).catch(() => void (slot.isDead = true))
        throw error
      }
    } finally {
      release(slot)
    }
  }

  const unsafe = (text: string, parameters: unknown[] = []) =>
    lazily(async (finish) => {
      const slot = await acquire()
      try {
        return await answerOf(slot, finish(slot.client.unsafe(text, parameters as never[], { prepare: text.length < worthPreparing })))
      } finally {
        release(slot)
      }
    })

  /** For COPY and the like: the driver's own client. */
  const tagged = (strings: TemplateStringsArray, ...values: never[]) => {
    plain ??= newClient({ max: 2, idle_timeout: 20 })
    return plain(strings, ...values)
  }

  async function end(): Promise<void> {
    isEnded = true
    for (const waiter of waiters.splice(0)) waiter.refuse(connectionError('CONNECTION_ENDED'))
    await Promise.all([...slots].map(({ client }) => client.end({ timeout: 5 }).catch(() => {})))
    await plain?.end({ timeout: 5 })
  }

  const pool = Object.assign(tagged, { options, unsafe, begin, end }) as unknown as Sql
  stats.set(pool, () => ({ open: slots.size, idle: idle.length, waiting: waiters.length, most: max }))
  return pool
}

interface PoolStats {
  readonly open: number
  readonly idle: number
  /** Callers that wait for a connection. */
  readonly waiting: number
  readonly most: number
}

const stats = new WeakMap<object, () => PoolStats>()

/** How busy a pool is. */
export const poolStats = (pool: Sql): PoolStats => stats.get(pool)?.() ?? { open: 0, idle: 0, waiting: 0, most: 0 }

function bury(slot: Slot): void {
  slot.isDead = true
  for (const refuse of slot.pending) refuse(connectionError('CONNECTION_CLOSED'))
}

/** The query's answer, or an error when its connection breaks: the driver forgets some of them then. */
function answerOf<T>(slot: Slot, query: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    slot.pending.add(reject)
    const settled =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        slot.pending.delete(reject)
        settle(value)
      }
    query.then(settled(resolve), settled(reject))
  })
}

/** A query as the driver gives one: runs when it is awaited, `values()` for rows as arrays. */
function lazily(run: (finish: (query: postgres.PendingQuery<postgres.Row[]>) => PromiseLike<unknown>) => Promise<unknown>) {
  const as = (finish: (query: postgres.PendingQuery<postgres.Row[]>) => PromiseLike<unknown>) => {
    const started = () => run(finish)
    return {
      then: (resolve: (value: unknown) => unknown, reject: (error: unknown) => unknown) => started().then(resolve, reject),
      catch: (reject: (error: unknown) => unknown) => started().catch(reject),
    }
  }
  return Object.assign(
    as((query) => query),
    { values: () => as((query) => query.values()) },
  )
}

/** The statements of one transaction or savepoint. */
function openScope(slot: Slot, depth = 0) {
  let isOver = false
  let failure: unknown

  const send = (text: string, parameters: unknown[] = []) =>
    lazily(async (finish) => {
      if (isOver) throw new Error('the transaction is over')
      if (slot.isDead) throw connectionError('CONNECTION_CLOSED')
      try {
        return await answerOf(
          slot,
          finish(slot.client.unsafe(text, parameters as never[], { prepare: parameters.length > 0 && text.length < worthPreparing })),
        )
      } catch (error) {
        failure ??= error
        throw error
      }
    })

  async function savepoint<T>(work: (client: Sql) => Promise<T>): Promise<T> {
    const name = `s${depth}`
    await send(`savepoint ${name}`)
    const inner = openScope(slot, depth + 1)
    try {
      const result = await work(inner.client)
      inner.close()
      await send(`release savepoint ${name}`)
      return result
    } catch (error) {
      inner.abandon()
      await send(`rollback to savepoint ${name}`)
      throw error
    }
  }

  return {
    client: { unsafe: send, savepoint } as unknown as Sql,
    /** Throws what a statement threw, also where the work went on: Postgres would roll back in silence. */
    close(): void {
      isOver = true
      if (failure !== undefined) throw failure
    },
    abandon(): void {
      isOver = true
    },
  }
}
