import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import postgres from 'postgres'
import { inventory, protectionOf, retention } from '../../server/privacy/inventory.ts'
import { withoutPersonalNumbers } from '../../server/privacy/mask.ts'
import { systemActor, within } from '../../server/db/context.ts'
import { startApi, type TestApi } from './support.ts'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
})

describe('the inventory of data', () => {
  const columnsThere = async () => {
    const owner = postgres(api.url, { max: 1, onnotice: () => {} })
    const rows = await owner<{ table: string; column: string }[]>`
      select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public' order by 1, 2`
    await owner.end()
    return rows.map(({ table, column }) => ({ table, column }))
  }

  it('knows of every column how much it must be protected, and of every table how long it is kept', async () => {
    const there = await columnsThere()
    expect(there.filter(({ table, column }) => protectionOf(table, column) === undefined)).toEqual([])
    const named = Object.entries(inventory).flatMap(([table, { named: columns }]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    )
    const known = new Set(there.map(({ table, column }) => `${table}.${column}`))
    expect(named.filter((column) => !known.has(column))).toEqual([])
    for (const { kept } of Object.values(inventory)) expect(retention[kept]).toBeTruthy()
  })

  it('finds out a new column that speaks of a person, and a new table', async () => {
    const owner = postgres(api.url, { max: 1, onnotice: () => {} })
    await owner`alter table firms add column legal_person_phone text`
    await owner`create table visits (id int)`
    const unknown = (await columnsThere()).filter(({ table, column }) => protectionOf(table, column) === undefined)
    expect(unknown).toEqual([
      { table: 'firms', column: 'legal_person_phone' },
      { table: 'visits', column: 'id' },
    ])
    await owner`alter table firms drop column legal_person_phone`
    await owner`drop table visits`
    await owner.end()
  })

  it('keeps what is secret out of every answer: no role but the system reads such a column', async () => {
    for (const [name, { named }] of Object.entries(inventory)) {
      if (!Object.values(named).includes('secret') || name === 'accounts') continue
      for (const role of ['company', 'park', 'bureau', 'admin'] as const) {
        const rows = await within(api.db, { ...systemActor, role }, (tx) => tx.execute(sql`select * from ${sql.identifier(name)}`))
        expect([name, role, rows.length]).toEqual([name, role, 0])
      }
    }
  })
})

describe('numbers that lead to a person', () => {
  it('are masked wherever they stand, and nothing else is', () => {
    const before = {
      contactPhone: '0591-85212345',
      note: '电话13812345678，身份证35018119900101123X',
      uscc: '91350181MA00000000',
      amount: 13812345678,
      rows: ['13912345678', '139123456789'],
    }
    expect(withoutPersonalNumbers(before)).toEqual({
      contactPhone: '059****2345',
      note: '电话138****5678，身份证350181********123X',
      uscc: '91350181MA00000000',
      amount: 13812345678,
      rows: ['139****5678', '139123456789'],
    })
  })
})

describe('a phone number', () => {
  it('is masked for a town until it is asked for, and who asked stands in the audit trail', async () => {
    const firm = await api.makeFirm({ townCode: '350181103', parkId: 'rongqiao', contactPhone: '13877776666' })
    const town = await api.asTown('350181103')
    expect((await town.get(`/api/v1/firms/${firm.id}`)).json().contactPhone).toBe('138****6666')
    const shown = await town.post(`/api/v1/firms/${firm.id}/phone`, { reason: '上门服务前联系' })
    expect(shown.json()).toEqual({ contactPhone: '13877776666' })
    const company = await api.asCompany(firm.id)
    const { items } = (await company.get('/api/v1/audit?action=phone-shown')).json()
    expect(items).toMatchObject([{ role: 'town', firmId: firm.id, after: { reason: '上门服务前联系' } }])
    expect((await town.post(`/api/v1/firms/${firm.id}/phone`, {})).statusCode).toBe(400)

    const foreign = await api.makeFirm({ townCode: '350181107', contactPhone: '13877776666' })
    expect((await town.post(`/api/v1/firms/${foreign.id}/phone`, { reason: '看看' })).statusCode).toBe(404)
    // Administrators keep accounts, not firms: the trail shows them the act, not the number.
    await (await api.asPark('rongqiao')).patch(`/api/v1/firms/${firm.id}`, { contactPhone: '13911112222' }, { 'if-match': '"v1"' })
    const trail = (await (await api.asAdmin()).get(`/api/v1/audit?firm=${firm.id}&action=firm-changed`)).body
    expect(trail).toContain('139****2222')
    expect(trail).not.toMatch(/13911112222|13877776666/)
  })
})
