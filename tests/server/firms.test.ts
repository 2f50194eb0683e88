import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import { yearOf } from '../../shared/days.ts'
import { freshUscc, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
let park: Session

beforeAll(async () => {
  api = await startApi()
  bureau = await api.asBureau()
  park = await api.asPark('rongqiao')
})

const firm = (values: object = {}) => ({ uscc: freshUscc(), name: '福清示例光电有限公司', ...values })

async function register(session: Session, values: object = {}): Promise<{ id: string; version: number; uscc: string; name: string }> {
  const answer = await session.post('/api/v1/firms', firm(values))
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

describe('registering a firm', () => {
  it('answers 201 with the firm, its version and its address', async () => {
    const uscc = freshUscc()
    const answer = await park.post(
      '/api/v1/firms',
      firm({ uscc, profile: { industry: 'C3974', registeredOn: '2018-03-01' }, contactPhone: '13900000001' }),
    )
    expect(answer.statusCode).toBe(201)
    const made = answer.json()
    expect(made).toMatchObject({
      uscc,
      parkId: 'rongqiao',
      profile: { industry: 'C3974', registeredOn: '2018-03-01' },
      may: { edit: true, verify: true },
    })
    expect(answer.headers['etag']).toBe('"v1"')
    expect(answer.headers['location']).toBe(`/api/v1/firms/${made.id}`)
    expect(made.provenance.industry).toMatchObject({ source: 'entry' })
  })

  it('names every refused value at once', async () => {
    const answer = await bureau.post('/api/v1/firms', {
      uscc: '91350181MA0000000X',
      name: '',
      profile: { registeredOn: '2018-02-30', productPolicy: 'fine' },
      rank: 1,
    })
    expect(answer.statusCode).toBe(400)
    const pointers = answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)
    expect(pointers).toEqual(expect.arrayContaining(['/uscc', '/name', '/profile/registeredOn', '/profile/productPolicy', '/rank']))
  })

  it('refuses a park and a town that do not exist', async () => {
    const answer = await bureau.post('/api/v1/firms', firm({ parkId: 'nowhere', townCode: '999' }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/parkId', '/townCode'])
  })

  it('does not let a park register a firm of another park', async () => {
    const answer = await park.post('/api/v1/firms', firm({ parkId: 'jiangyin' }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].pointer).toBe('/parkId')
  })

  it('tells a park nothing of whose a taken code is', async () => {
    const { uscc } = await register(bureau, { parkId: 'jiangyin', name: '江阴示例化工有限公司' })
    const answer = await park.post('/api/v1/firms', firm({ uscc }))
    expect(answer.statusCode).toBe(409)
    expect(answer.json().detail).toBe('这个代码不能登记')
    expect(answer.body).not.toContain('江阴')
  })

  it('makes one firm of two requests with one idempotency key', async () => {
    const body = firm()
    const headers = { 'idempotency-key': 'once-and-again' }
    const [first, second] = await Promise.all([park.post('/api/v1/firms', body, headers), park.post('/api/v1/firms', body, headers)])
    expect([first.statusCode, second.statusCode]).toEqual([201, 201])
    expect(first.json().id).toBe(second.json().id)
    const other = await park.post('/api/v1/firms', firm(), headers)
    expect(other.statusCode).toBe(422)
  })

  it('lets exactly one of many equal registrations win', async () => {
    const body = firm()
    const answers = await Promise.all(Array.from({ length: 5 }, () => bureau.post('/api/v1/firms', body)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409])
  })
})

describe('changing a firm', () => {
  it('asks for the version, and answers a stale one with what stands', async () => {
    const { id } = await register(park)
    expect((await park.patch(`/api/v1/firms/${id}`, { address: '甲路 1 号' })).statusCode).toBe(428)
    const done = await park.patch(`/api/v1/firms/${id}`, { address: '甲路 1 号' }, { 'if-match': '"v1"' })
    expect(done.statusCode).toBe(200)
    expect(done.headers['etag']).toBe('"v2"')
    const stale = await park.patch(`/api/v1/firms/${id}`, { address: '乙路 2 号' }, { 'if-match': '"v1"' })
    expect(stale.statusCode).toBe(412)
    expect(stale.json().current).toMatchObject({ id, address: '甲路 1 号', version: 2 })
    expect((await park.get(`/api/v1/firms/${id}`)).json().address).toBe('甲路 1 号')
  })

  it('changes only what is given, and null clears', async () => {
    const { id } = await register(park, { profile: { industry: 'C3974', booksLevied: true }, contactName: '林示例', tags: ['光电'] })
    const answer = await park.patch(`/api/v1/firms/${id}`, { profile: { industry: null }, contactName: null }, { 'if-match': '"v1"' })
    expect(answer.json()).toMatchObject({ profile: { booksLevied: true }, contactName: null, tags: ['光电'] })
    expect(answer.json().profile).not.toHaveProperty('industry')
  })

  it('keeps the old name findable after a renaming', async () => {
    const { id } = await register(park, { name: '福清旧名精密有限公司' })
    const answer = await park.patch(`/api/v1/firms/${id}`, { name: '福清新名精密有限公司' }, { 'if-match': '"v1"' })
    expect(answer.json().formerNames).toEqual([{ name: '福清旧名精密有限公司', until: today() }])
    const found = await park.get(`/api/v1/firms?q=${encodeURIComponent('旧名')}`)
    expect(found.json().items.map((row: { id: string }) => row.id)).toEqual([id])
  })

  it('answers 304 to who has the latest version', async () => {
    const { id } = await register(park)
    const answer = await park.get(`/api/v1/firms/${id}`, { 'if-none-match': '"v1"' })
    expect(answer.statusCode).toBe(304)
    expect(answer.body).toBe('')
  })

  it('hides the middle of telephone numbers from a town officer only', async () => {
    const made = await api.makeFirm({ parkId: 'rongqiao', townCode: '350181103', contactPhone: '13912345678' })
    expect((await park.get(`/api/v1/firms/${made.id}`)).json().contactPhone).toBe('13912345678')
    const town = await api.asTown('350181103')
    expect((await town.get(`/api/v1/firms/${made.id}`)).json()).toMatchObject({
      contactPhone: '139****5678',
      may: { edit: false, verify: false },
    })
  })

  it('leaves a history that says who changed what', async () => {
    const { id } = await register(park, { contactName: '林示例' })
    await park.patch(`/api/v1/firms/${id}`, { contactName: '陈示例', profile: { industry: 'C3974' } }, { 'if-match': '"v1"' })
    const { items } = (await park.get(`/api/v1/firms/${id}/history`)).json()
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['firm-changed', 'firm-created'])
    expect(items[0].changes).toEqual(
      expect.arrayContaining([
        { fact: 'contactName', before: '林示例', after: '陈示例' },
        { fact: 'profile.industry', before: null, after: 'C3974' },
      ]),
    )
    expect(items[0].role).toBe('park')
  })
})

describe('the registry', () => {
  let town: Session
  const names = ['安徽示例一厂', '北京示例二厂', '重庆示例三厂', '福建示例四厂', '一百分100%示例', '下划_线示例']

  beforeAll(async () => {
    for (const name of names) await api.makeFirm({ name, parkId: 'yuanhong', townCode: '350181107' })
    town = await api.asTown('350181107')
  })

  const list = async (query: string, session = town) => {
    const answer = await session.get(`/api/v1/firms?${query}`)
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json() as { items: { id: string; name: string }[]; nextCursor: string | null; total: number | null }
  }

  it('sorts names as pinyin does', async () => {
    const { items, total } = await list('sort=name')
    expect(total).toBe(6)
    expect(items.map(({ name }) => name)).toEqual([
      '安徽示例一厂',
      '北京示例二厂',
      '重庆示例三厂',
      '福建示例四厂',
      '下划_线示例',
      '一百分100%示例',
    ])
  })

  it.each(['name', 'uscc', 'updatedAt', 'revenue', 'shortBy', 'completeness', 'expiry'])(
    'pages by %s, either way, without losing or repeating a firm',
    async (sort) => {
      for (const order of ['asc', 'desc']) {
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const page: Awaited<ReturnType<typeof list>> = await list(
            `sort=${sort}&order=${order}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
          )
          expect(page.total).toBe(6)
          seen.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor
        } while (cursor)
        expect(new Set(seen).size).toBe(6)
        expect(seen).toHaveLength(6)
      }
    },
  )

  it.each([
    ['一个字', '厂', 4],
    ['两个字', '示例', 6],
    ['more', '示例四厂', 1],
    ['a percent sign', '0%', 1],
    ['an underscore', '划_', 1],
    ['an underscore alone', '_', 1],
    ['what is not there', '没有的', 0],
  ])('finds %s literally', async (_, q, count) => {
    const { items, total } = await list(`q=${encodeURIComponent(q)}`)
    expect(items).toHaveLength(count)
    expect(total).toBe(count)
  })

  it('finds a firm by the beginning of its code, in any case', async () => {
    const made = await api.makeFirm({ townCode: '350181107' })
    const { items } = await list(`q=${made.uscc.slice(0, 14).toLowerCase()}`)
    expect(items.map(({ id }) => id)).toEqual([made.id])
  })

  it('refuses a cursor of another query and an invented one', async () => {
    const { nextCursor } = await list('sort=name&limit=2')
    expect((await town.get(`/api/v1/firms?sort=uscc&limit=2&cursor=${nextCursor}`)).statusCode).toBe(400)
    expect((await town.get('/api/v1/firms?cursor=eyJ4IjoxfQ')).statusCode).toBe(400)
  })

  it('refuses an order, a verdict and a filter that it does not know', async () => {
    expect((await town.get('/api/v1/firms?sort=contact_phone')).statusCode).toBe(400)
    expect((await town.get('/api/v1/firms?verdict=certified')).statusCode).toBe(400)
  })

  it('filters by park, industry, verdict, title and missing year', async () => {
    const year = yearOf(today())
    const holder = await register(bureau, { name: '持证示例有限公司', parkId: 'lanyuan', profile: { industry: 'C3974' } })
    const put = await bureau.put(
      `/api/v1/firms/${holder.id}/sections/titles`,
      { value: [{ title: 'hnte', validFrom: `${year - 2}-12-01`, validTo: `${year + 1}-11-30` }] },
      { 'if-match': '"v0"' },
    )
    expect(put.statusCode, put.body).toBe(200)
    const figures = await bureau.patch(
      `/api/v1/firms/${holder.id}/figures/${year - 1}`,
      { figures: { operatingRevenue: 1000.01 } },
      { 'if-match': '"v0"' },
    )
    expect(figures.statusCode, figures.body).toBe(200)
    const other = await register(bureau, { name: '别的示例有限公司', parkId: 'lanyuan', profile: { industry: 'I6510' } })
    const ids = async (query: string) => (await list(`park=lanyuan&${query}`, bureau)).items.map(({ id }) => id)
    expect(await ids('held=hnte')).toEqual([holder.id])
    expect(await ids('notHeld=hnte')).toEqual([other.id])
    expect((await ids('notHeld=tech-sme')).sort()).toEqual([holder.id, other.id].sort())
    // One that was never assessed holds nothing that is known.
    const unassessed = await api.makeFirm({ name: '从未评估有限公司' })
    const unheld = await list(`notHeld=hnte&q=${encodeURIComponent('从未评估')}`, bureau)
    expect(unheld.items.map(({ id }) => id)).toEqual([unassessed.id])
    expect(await ids('industry=c39')).toEqual([holder.id])
    expect(await ids(`missingYear=${year - 1}`)).toEqual([other.id])
    expect(await ids('certification=hnte&verdict=undetermined')).toEqual(expect.arrayContaining([other.id]))
    expect(await ids('certification=hnte&verdict=qualified')).toEqual([])
    expect(await ids('sort=revenue&order=desc')).toEqual([holder.id, other.id])
    const [row] = (await list('park=lanyuan&held=hnte', bureau)).items
    expect(row).toMatchObject({
      held: [{ title: 'hnte' }],
      latest: { year: year - 1, operatingRevenue: 1000.01, rdShare: null },
      assessedOn: today(),
    })
  })

  it('lists firms outside every park for the bureau', async () => {
    const made = await api.makeFirm({ name: '园外示例有限公司' })
    const { items } = await list(`park=none&q=${encodeURIComponent('园外示例')}`, bureau)
    expect(items.map(({ id }) => id)).toEqual([made.id])
  })
})
