import { beforeAll, describe, expect, it } from 'vitest'
import { loadReference } from '../../seeds/index.ts'
import { today } from '../../server/clock.ts'
import { sqlState, systemActor, within } from '../../server/db/context.ts'
import { contractSum, countEntries } from '../../server/registers/counts.ts'
import { keepRounds } from '../../server/tasks/reports.ts'
import { reportParts } from '../../server/tasks/table.ts'
import { Register, RegisterEntry } from '../../shared/api/registers.ts'
import { ReportDocument, ReportRounds, TaskDetail, Tasks, Units } from '../../shared/api/tasks.ts'
import { addDays } from '../../shared/days.ts'
import { type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
let park: Session
const lead = '省经信委'
const v = (version: number) => ({ 'if-match': `"v${version}"` })

beforeAll(async () => {
  api = await startApi()
  await loadReference(api.db)
  ;[bureau, park] = [await api.asBureau(), await api.asPark('rongqiao')]
})

const listed = async () => Tasks.parse((await bureau.get('/api/v1/tasks')).json()).items

describe('the responsibility board', () => {
  it('shows the division of 2016 with how sure its units are, and units by their names of today', async () => {
    const items = await listed()
    const of = (sure: string) => items.filter(({ attribution }) => attribution === sure)
    expect(['agreed', 'adjacent', 'probable', 'lost'].map((sure) => of(sure).length)).toEqual([12, 23, 24, 11])
    expect(of('lost').every(({ leadUnit }) => leadUnit === null)).toBe(true)
    const units = Units.parse((await bureau.get('/api/v1/units')).json()).items
    expect(units.find(({ id }) => id === lead)?.name).toBe('省工信厅')
  })

  it('settles a lost unit, splits a task, notes its progress, and calls it late when its day has passed', async () => {
    const lost = (await listed()).find(({ attribution }) => attribution === 'lost')!
    const refused = await bureau.patch(`/api/v1/tasks/${lost.id}`, { leadUnit: '没有的单位' }, v(lost.version))
    expect(refused.statusCode).toBe(400)
    const set = { leadUnit: lead, state: 'doing', dueOn: addDays(today(), -1) }
    const [first, other] = await Promise.all([1, 2].map(() => bureau.patch(`/api/v1/tasks/${lost.id}`, set, v(lost.version))))
    expect([first!.statusCode, other!.statusCode].sort()).toEqual([200, 412])
    const part = TaskDetail.parse((await bureau.post('/api/v1/tasks', { title: '分项', parentId: lost.id, source: '市局' })).json())
    expect(part).toMatchObject({ code: `${lost.code}.01`, leadUnit: lead })
    await bureau.post(`/api/v1/tasks/${lost.id}/notes`, { text: '已开协调会' })
    const task = TaskDetail.parse((await park.get(`/api/v1/tasks/${lost.id}`)).json())
    expect(task).toMatchObject({ attribution: null, state: 'late', lastNote: { text: '已开协调会' }, parts: [{ id: part.id }] })
    expect((await park.patch(`/api/v1/tasks/${lost.id}`, { state: 'done' }, v(task.version))).statusCode).toBe(403)
  })
})

describe('the yearly report', () => {
  const year = Number(today().slice(0, 4)) + 1
  const url = `/api/v1/task-reports/${year}`
  const read = async () => ReportDocument.parse((await bureau.get(url)).json())
  const write = (by: Session, unit: string, version: number, text: string, isSubmitted = true, of = year) =>
    by.put(`/api/v1/task-reports/${of}/parts/${encodeURIComponent(unit)}`, { text, isSubmitted }, v(version))

  it('is opened once, owed by every leading unit, each with what it wrote the year before', async () => {
    await bureau.post('/api/v1/task-reports', { year: year - 1 })
    await within(api.db, systemActor, (tx) =>
      tx.insert(reportParts).values({ year: year - 1, unitId: lead, text: '去年的报告', updatedBy: 'system' }),
    )
    const answers = await Promise.all([1, 2].map(() => bureau.post('/api/v1/task-reports', { year })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    const report = await read()
    expect(report.dueOn).toBe(`${year}-11-30`)
    expect(report.parts.find(({ unitId }) => unitId === lead)).toMatchObject({ unitName: '省工信厅', before: '去年的报告', version: 0 })
  })

  it('is written by one at a time, and by a park for the unit that it is only', async () => {
    const answers = await Promise.all(['甲', '乙'].map((text) => write(bureau, lead, 0, text)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).not.toEqual([200, 200])
    expect((await read()).submitted).toBe(1)
    const [, unit] = (await read()).parts.map(({ unitId }) => unitId)
    expect((await write(park, unit!, 0, '越界')).statusCode).toBe(403)
    await bureau.patch(`/api/v1/units/${encodeURIComponent(unit!)}`, { parkId: 'rongqiao' }, v(1))
    expect((await write(park, unit!, 0, '园区部分', false)).statusCode).toBe(200)
  })

  it('reminds before its day, and is frozen after it, in the database too', async () => {
    const keep = (day: string) => within(api.db, systemActor, (tx) => keepRounds(tx, systemActor, day))
    await keep(`${year}-11-23`)
    await keep(`${year}-11-23`)
    const [round] = ReportRounds.parse((await bureau.get('/api/v1/task-reports')).json()).items
    expect(round?.reminders).toHaveLength(1)
    expect(round?.reminders[0]).toMatchObject({ daysLeft: 7 })
    expect(round?.reminders[0]?.units).not.toContain(lead)
    await keep(`${year}-12-01`)
    const frozen = await read()
    expect(frozen.frozenAt).not.toBeNull()
    expect((await write(bureau, lead, 1, '迟到的改动')).statusCode).toBe(409)
    const forced = within(api.db, systemActor, (tx) => tx.update(reportParts).set({ text: '改' }))
    await expect(forced).rejects.toSatisfy((error) => sqlState(error) === '42501')
  })
})

describe('a register that feeds indicators', () => {
  const blank = {
    level: null,
    hostUscc: null,
    host: null,
    validFrom: null,
    validTo: null,
    reviewOn: null,
    year: null,
    amount: null,
    tenants: [],
    note: null,
  }

  it('begins with what the plan counts, and counts what is registered beside it while it is valid', async () => {
    const before = Register.parse((await bureau.get('/api/v1/registers/platforms')).json())
    expect(before.counted).toBe(103)
    const firm = await api.makeFirm({ parkId: 'rongqiao' })
    const body = {
      ...blank,
      name: '显示技术重点实验室',
      category: '省级企业重点实验室',
      level: 'provincial',
      hostUscc: firm.uscc,
      validTo: addDays(today(), 10),
    }
    const made = RegisterEntry.parse((await bureau.post('/api/v1/registers/platforms', body)).json())
    expect(made).toMatchObject({ firmId: firm.id, host: firm.name, count: 1 })
    const count = (asOf: string) => within(api.db, systemActor, (tx) => countEntries(tx, 'platforms', { asOf, levels: ['provincial'] }))
    expect((await count(today())) - (await count(addDays(today(), 11)))).toBe(1)
    expect(
      (await bureau.put(`/api/v1/registers/platforms/${made.id}`, { ...body, validFrom: addDays(today(), 20) }, v(1))).statusCode,
    ).toBe(400)
    expect((await bureau.put(`/api/v1/registers/platforms/${made.id}`, { ...body, reviewOn: today() }, v(1))).statusCode).toBe(200)
    expect((await bureau.delete(`/api/v1/registers/platforms/${made.id}`, v(1))).statusCode).toBe(412)
    expect((await bureau.delete(`/api/v1/registers/platforms/${made.id}`, v(2))).statusCode).toBe(204)
    expect(Register.parse((await bureau.get('/api/v1/registers/platforms')).json()).counted).toBe(103)
    expect((await park.get('/api/v1/registers/platforms')).statusCode).toBe(403)
  })

  it('adds technology contracts up by year, to the fen', async () => {
    const contract = (year: number, amount: number) =>
      bureau.post('/api/v1/registers/contracts', { ...blank, name: '技术开发', category: '技术开发合同', year, amount })
    expect(
      (await bureau.post('/api/v1/registers/contracts', { ...blank, name: '无额', category: '技术开发合同', year: 2026 })).statusCode,
    ).toBe(400)
    await contract(2025, 0.1)
    await contract(2025, 0.2)
    await contract(2026, 5_000_000)
    const { sums } = Register.parse((await bureau.get('/api/v1/registers/contracts')).json())
    expect(sums).toEqual([
      { year: 2026, amount: 5_000_000 },
      { year: 2025, amount: 0.3 },
    ])
    expect(await within(api.db, systemActor, (tx) => contractSum(tx, 2024))).toBeNull()
  })
})
