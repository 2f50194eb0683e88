import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import type { FirmIncentive, FirmIncentives, Incentives } from '../../shared/api/incentives.ts'
import { addDays, yearOf } from '../../shared/days.ts'
import { type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let bureau: Session
let firmId: string
const year = yearOf(today()) - 1

beforeAll(async () => {
  api = await startApi()
  bureau = await api.asBureau()
  const firm = await api.makeFirm({ parkId: 'rongqiao', province: '35', industry: 'C3974', inMainland: true, booksLevied: true })
  firmId = firm.id
  for (const [at, figures] of [
    [year - 1, { rdExpense: 3_900_000 }],
    [year, { rdExpense: 5_200_000, rdTax: 4_000_000 }],
  ] as const)
    await bureau.patch(`/api/v1/firms/${firmId}/figures/${at}`, { figures }, { 'if-match': '"v0"' })
  const titles = [{ title: 'hnte', validFrom: `${year}-01-01`, validTo: addDays(today(), 400) }]
  await bureau.put(`/api/v1/firms/${firmId}/sections/titles`, { value: titles }, { 'if-match': '"v0"' })
})

const ofFirm = async (session: Session, id: string): Promise<FirmIncentive> => {
  const { items }: FirmIncentives = (await session.get(`/api/v1/firms/${firmId}/incentives`)).json()
  return items.find(({ incentive }) => incentive.id === id) as FirmIncentive
}

const rowOf = async (session: Session, id: string) => {
  const { items }: Incentives = (await session.get('/api/v1/incentives')).json()
  return items.find((row) => row.id === id)
}

describe('what a firm may enjoy', () => {
  it('is worked out from its own figures, every condition by itself, and unknown where figures are', async () => {
    const company = await api.asCompany(firmId)
    expect(await ofFirm(company, 'fj-rd-increment-6')).toMatchObject({ outcome: 'may', estimate: 78_000 })
    expect(await ofFirm(company, 'rd-super-100')).toMatchObject({ outcome: 'may', estimate: 4_000_000 })
    // Taxable income is no figure of the register: nothing is guessed.
    expect(await ofFirm(company, 'cit-hnte-15')).toMatchObject({ outcome: 'may', estimate: null })
    const small = await ofFirm(company, 'small-micro-cit')
    expect(small).toMatchObject({ outcome: 'unknown', estimate: null })
    expect(small.conditions.find(({ id }) => id === 'totalAssets')?.missing).toEqual([`years.${year}.totalAssets`])
    expect(await ofFirm(company, 'fj-srdi-giant-50')).toMatchObject({ outcome: 'not-yet', estimate: null })
  })

  it('never holds what is out of date, unknown or barred by higher law', async () => {
    for (const id of ['fj-rd-tiered-old', 'fq-hnte-reward', 'fj-listing-listed-100', 'fz-tech-centre', 'fj-listing-tutoring-50'])
      expect([id, (await ofFirm(bureau, id)).outcome]).toEqual([id, 'not-offered'])
    const put = (id: string, change: object) =>
      bureau.put(
        `/api/v1/incentives/${id}`,
        { amountText: null, validTo: null, contact: null, reason: '核实', ...change },
        { 'if-match': '"v0"' },
      )
    expect((await put('fj-listing-listed-100', { status: 'in-force' })).statusCode).toBe(400)
    expect((await bureau.post('/api/v1/incentives/fj-listing-listed-100/notices')).statusCode).toBe(409)
    const completed = await put('fq-hnte-reward', { status: 'in-force', amountText: '10 万元' })
    expect(completed.json(), completed.body).toMatchObject({ isOffered: true, amountText: '10 万元', version: 1 })
    expect((await ofFirm(bureau, 'fq-hnte-reward')).outcome).not.toBe('not-offered')
    expect((await put('rd-super-100', { status: null, validTo: '2020-01-01' })).json()).toMatchObject({
      status: 'expired',
      isOffered: false,
    })
  })
})

describe('应享尽享 as a number', () => {
  it('counts who fits, was told, read, applied and received, each office its own', async () => {
    await bureau.post('/api/v1/incentives/matching')
    await api.runJobs()
    const id = 'fj-rd-increment-6'
    expect((await rowOf(bureau, id))?.delivery).toMatchObject({ may: 1, told: 0, untold: 1 })
    expect((await rowOf(await api.asPark('jiangyin'), id))?.delivery).toMatchObject({ may: 0, untold: 0 })
    expect((await rowOf(api.anonymous, id))?.delivery).toBeNull()
    const park = await api.asPark('rongqiao')
    expect((await park.post(`/api/v1/incentives/${id}/notices`)).json()).toEqual({ told: 1 })
    expect((await park.post(`/api/v1/incentives/${id}/notices`)).json()).toEqual({ told: 0 })

    const company = await api.asCompany(firmId)
    const url = `/api/v1/firms/${firmId}/incentives/${id}`
    const read = await company.patch(url, { read: true, appliedOn: today() }, { 'if-match': '"v1"' })
    expect(read.json(), read.body).toMatchObject({ appliedOn: today(), version: 2 })
    expect((await company.patch(url, { received: 1 }, { 'if-match': '"v2"' })).statusCode).toBe(403)
    await park.patch(url, { receivedOn: today(), received: 78_000 }, { 'if-match': '"v2"' })
    expect((await rowOf(bureau, id))?.delivery).toEqual({
      may: 1,
      unknown: 0,
      notYet: 0,
      told: 1,
      read: 1,
      applied: 1,
      received: 1,
      receivedSum: 78_000,
      untold: 0,
    })
    expect((await bureau.get(`/api/v1/incentives/${id}/firms?untold=true`)).json()).toMatchObject({ total: 0 })
  })
})
