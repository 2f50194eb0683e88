import postgres, { type Sql } from 'postgres'

/** Work on one connection that is given up when the connection breaks: the driver would go on over another one. */
export async function onOneConnection<T>(url: string, work: (client: Sql) => Promise<T>): Promise<T> {
  let isOver = false
  let lose: (error: Error) => void = () => {}
  const lost = new Promise<never>((_, reject) => {
    lose = reject
  })
  lost.catch(() => {})
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    connect_timeout: 10,
    max_lifetime: null,
    idle_timeout: 0,
    onclose: () => isOver || lose(new Error('the database went away')),
  })
  try {
    return await Promise.race([lost, work(client)])
  } finally {
    isOver = true
    await client.end({ timeout: 5 })
  }
}
