import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import { yearOf } from '../../shared/days.ts'
import { freshUscc, type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let park: Session
const last = yearOf(today()) - 1

beforeAll(async () => {
  api = await startApi()
  park = await api.asPark('rongqiao')
})

async function register(): Promise<string> {
  const answer = await park.post('/api/v1/firms', { uscc: freshUscc(), name: '示例企业' })
  return answer.json().id
}

const patch = (id: string, year: number, figures: object, version: number, session = park) =>
  session.patch(`/api/v1/firms/${id}/figures/${year}`, { figures }, { 'if-match': `"v${version}"` })

describe('figures by year', () => {
  it('always shows the last three complete years, unknown as absent', async () => {
    const id = await register()
    const { years, warnings } = (await park.get(`/api/v1/firms/${id}/figures`)).json()
    expect(years.map(({ year }: { year: number }) => year)).toEqual([last, last - 1, last - 2])
    expect(years[0]).toEqual({ year: last, figures: {}, provenance: {}, verifiedBy: null, verifiedAt: null, version: 0 })
    expect(warnings).toEqual([])
  })

  it('stores what is given, to the fen, and says who gave it', async () => {
    const id = await register()
    const answer = await patch(id, last, { salesRevenue: 56_000_000.01, staffQuarterlyAvg: 118.5, exportRevenue: 0 }, 0)
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.headers['etag']).toBe('"v1"')
    expect(answer.json().figures).toEqual({ salesRevenue: 56_000_000.01, staffQuarterlyAvg: 118.5, exportRevenue: 0 })
    expect(answer.json().provenance.salesRevenue).toMatchObject({ source: 'entry', by: expect.stringContaining('park') })
  })

  it('keeps zero apart from unknown, and null makes a figure unknown again', async () => {
    const id = await register()
    await patch(id, last, { exportRevenue: 0, netProfit: -12.5 }, 0)
    const answer = await patch(id, last, { netProfit: null }, 1)
    expect(answer.json().figures).toEqual({ exportRevenue: 0 })
    const { years } = (await park.get(`/api/v1/firms/${id}/facts`)).json()
    expect(years).toEqual({ [last]: { exportRevenue: 0 } })
  })

  it('refuses a stale and a blind write and leaves what stands', async () => {
    const id = await register()
    await patch(id, last, { salesRevenue: 1 }, 0)
    expect((await patch(id, last, { salesRevenue: 2 }, 0)).statusCode).toBe(412)
    const blind = await park.patch(`/api/v1/firms/${id}/figures/${last}`, { figures: { salesRevenue: 3 } })
    expect(blind.statusCode).toBe(428)
    const { years } = (await park.get(`/api/v1/firms/${id}/figures`)).json()
    expect(years[0]).toMatchObject({ figures: { salesRevenue: 1 }, version: 1 })
  })

  it('lets exactly one of many writers of one version pass', async () => {
    const id = await register()
    const answers = await Promise.all([1, 2, 3, 4, 5].map((salesRevenue) => patch(id, last, { salesRevenue }, 0)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412, 412])
    const winner = answers.find(({ statusCode }) => statusCode === 200)?.json()
    const { years } = (await park.get(`/api/v1/firms/${id}/figures`)).json()
    expect(years[0].figures).toEqual(winner.figures)
  })

  it('does not make a new version of a write that changes nothing', async () => {
    const id = await register()
    await patch(id, last, { salesRevenue: 5 }, 0)
    expect((await patch(id, last, { salesRevenue: 5 }, 1)).json().version).toBe(1)
  })

  it.each([
    ['three decimals of a yuan', { salesRevenue: 1.001 }, '/figures/salesRevenue'],
    ['a negative head count', { rdStaff: -1 }, '/figures/rdStaff'],
    ['an unknown figure', { turnover: 1 }, '/figures/turnover'],
    ['text', { salesRevenue: '5' }, '/figures/salesRevenue'],
  ])('refuses %s by its name', async (_, figures, pointer) => {
    const answer = await patch(await register(), last, figures, 0)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].pointer).toBe(pointer)
  })

  it('warns of a part larger than its whole and stores it all the same', async () => {
    const id = await register()
    const answer = await patch(id, last, { salesRevenue: 100, rdTax: 1_000_000 }, 0)
    expect(answer.statusCode).toBe(200)
    expect(answer.json().warnings.length).toBeGreaterThan(0)
    expect((await park.get(`/api/v1/firms/${id}`)).json().warnings).toEqual(answer.json().warnings)
    const { items } = (await park.get('/api/v1/firms?warned=true')).json()
    expect(items.map((row: { id: string }) => row.id)).toContain(id)
  })

  it('assesses the firm in the same moment', async () => {
    const id = await register()
    await patch(id, last, { staffQuarterlyAvg: 612 }, 0)
    const { items } = (await park.get('/api/v1/firms?certification=tech-sme&verdict=unqualified')).json()
    const row = items.find((one: { id: string }) => one.id === id)
    expect(row.assessments['tech-sme']).toMatchObject({
      verdict: 'unqualified',
      nearest: { id: 'techsme-staff-cap', value: 612, threshold: 500 },
    })
  })
})

describe('standing for the figures of a year', () => {
  it('is the park’s and the bureau’s, and ends when a figure changes', async () => {
    const id = await register()
    await patch(id, last, { salesRevenue: 5 }, 0)
    const company = await api.asCompany(id)
    const url = `/api/v1/firms/${id}/figures/${last}/verification`
    expect((await company.put(url, { verified: true }, { 'if-match': '"v1"' })).statusCode).toBe(403)
    const done = await park.put(url, { verified: true }, { 'if-match': '"v1"' })
    expect(done.json()).toMatchObject({ version: 2, verifiedBy: expect.any(String) })
    const changed = await patch(id, last, { salesRevenue: 6 }, 2, company)
    expect(changed.json()).toMatchObject({ version: 3, verifiedBy: null, verifiedAt: null })
  })

  it('says that there is nothing to confirm', async () => {
    const id = await register()
    const answer = await park.put(`/api/v1/firms/${id}/figures/${last}/verification`, { verified: true }, { 'if-match': '"v0"' })
    expect(answer.statusCode).toBe(409)
  })
})

describe('the other parts of the facts', () => {
  const section = (id: string, name: string) => `/api/v1/firms/${id}/sections/${name}`
  const put = (id: string, name: string, value: unknown, version: number) =>
    park.put(section(id, name), { value }, { 'if-match': `"v${version}"` })

  it('keeps "none" apart from "nobody has said"', async () => {
    const id = await register()
    expect((await park.get(section(id, 'awards'))).json()).toEqual({ section: 'awards', value: null, version: 0 })
    expect((await put(id, 'awards', [], 0)).json()).toMatchObject({ value: [], version: 1 })
    expect((await park.get(`/api/v1/firms/${id}/facts`)).json()).toMatchObject({ awards: [] })
    expect((await put(id, 'awards', null, 1)).json()).toMatchObject({ value: null, version: 2 })
    expect((await park.get(`/api/v1/firms/${id}/facts`)).json()).not.toHaveProperty('awards')
  })

  it('gives each part back as it was put', async () => {
    const id = await register()
    const parts = {
      ip: [{ kind: 'invention-patent', grantedOn: '2022-05-01', acquisition: 'self', linkedToMainProduct: true, valid: true }],
      titles: [{ title: 'hnte', validFrom: '2024-11-28', validTo: '2027-11-27', revoked: false }],
      institutions: [{ level: 'provincial', kind: '企业技术中心' }],
      standards: [{ level: 'national', draftingRank: 3 }],
      incidents: [],
      creditListings: [{ list: 'abnormal', from: '2024-02-01' }],
      financing: [{ amount: 20_000_000.5, paidOn: '2025-05-01', equityShare: 12.25 }],
      conversions: { [last]: 5, [last - 1]: 0 },
      market: { yearsInNiche: 6, nicheShare: 12.5, makerChina: 'none', ownBrand: true },
      listing: { expectedMarketCap: 3_000_000_000, structuralOk: false },
      answers: { 'hnte-mgmt-rd-system': 4 },
    }
    for (const [name, value] of Object.entries(parts)) {
      const answer = await put(id, name, value, 0)
      expect(answer.statusCode, answer.body).toBe(200)
      expect(answer.json()).toMatchObject({ section: name, value, version: 1 })
    }
    const facts = (await park.get(`/api/v1/firms/${id}/facts?asOf=2026-06-15`)).json()
    expect(facts).toMatchObject({ asOf: '2026-06-15', ...parts })
  })

  it('keeps the source of items that stay the same', async () => {
    const id = await register()
    const patent = { kind: 'invention-patent', grantedOn: '2022-05-01' }
    await put(id, 'ip', [patent, { kind: 'utility-model' }], 0)
    const before = (await park.get(section(id, 'ip'))).json().provenance
    const after = (await put(id, 'ip', [{ kind: 'software-copyright' }, patent], 1)).json()
    expect(after.value).toEqual([{ kind: 'software-copyright' }, patent])
    expect(after.provenance[1]).toEqual(before[0])
    expect(after.provenance[0].at >= before[0].at).toBe(true)
  })

  it('refuses wrong members, years that are none and answers that the rules do not take, by pointer', async () => {
    const id = await register()
    const wrong = await put(id, 'ip', [{ kind: 'idea' }, { grantedOn: '2022-05-01' }], 0)
    expect(wrong.statusCode).toBe(400)
    expect(wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/value/0/kind', '/value/1/kind'])
    expect((await put(id, 'conversions', { '25': 3 }, 0)).statusCode).toBe(400)
    const answer = await put(id, 'answers', { 'hnte-mgmt-rd-system': 99, 'no-such': true }, 0)
    expect(answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/value/no-such')
    expect((await park.put(section(id, 'ip'), {}, { 'if-match': '"v0"' })).statusCode).toBe(400)
  })

  it('has a version of its own for each part', async () => {
    const id = await register()
    await put(id, 'ip', [], 0)
    expect((await put(id, 'titles', [], 0)).statusCode).toBe(200)
    const stale = await put(id, 'ip', [{ kind: 'utility-model' }], 0)
    expect(stale.statusCode).toBe(412)
    expect(stale.json().current).toMatchObject({ section: 'ip', value: [], version: 1 })
  })

  it('shows in the history what a part was and became', async () => {
    const id = await register()
    await put(id, 'conversions', { [last]: 5 }, 0)
    const { items } = (await park.get(`/api/v1/firms/${id}/history`)).json()
    expect(items[0].changes).toEqual([{ fact: 'conversions', before: null, after: { [last]: 5 } }])
  })
})
