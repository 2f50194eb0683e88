import { beforeAll, describe, expect, it } from 'vitest'
import { today } from '../../server/clock.ts'
import type { NoticePage } from '../../shared/api/notices.ts'
import type { ParkReport } from '../../shared/api/park-report.ts'
import type { CoachingCase, CoachingTodo, FirmServices, ServiceBoard, ServiceRecord } from '../../shared/api/services.ts'
import type { Training } from '../../shared/api/trainings.ts'
import type { Today } from '../../shared/api/today.ts'
import { addDays } from '../../shared/days.ts'
import { type Session, startApi, type TestApi } from './support.ts'

let api: TestApi
let park: Session
let other: Session
let bureau: Session
let company: Session
let second: Session
let firm: { readonly id: string; readonly name: string }
let neighbour: { readonly id: string; readonly name: string }
let foreign: { readonly id: string }
const day = today()
const version = (of: { version: number }) => ({ 'if-match': `"v${of.version}"` })

beforeAll(async () => {
  api = await startApi()
  park = await api.asPark('rongqiao')
  other = await api.asPark('jiangyin')
  bureau = await api.asBureau()
  firm = await api.makeFirm({ parkId: 'rongqiao', serviceOfficer: '林示例' })
  neighbour = await api.makeFirm({ parkId: 'rongqiao' })
  foreign = await api.makeFirm({ parkId: 'jiangyin' })
  company = await api.asCompany(firm.id)
  second = await api.asCompany(neighbour.id)
})

describe('coaching', () => {
  let coaching: CoachingCase
  const url = () => `/api/v1/firms/${firm.id}/services`

  it('is opened, planned in to-dos and closed with its outcome; the firm reads it and writes nothing', async () => {
    const opened = await park.post(`${url()}/cases`, { goal: '2027 年申报高企', certification: 'hnte', coach: '林示例', openedOn: day })
    expect(opened.statusCode, opened.body).toBe(201)
    coaching = opened.json()
    const late = await park.post(`${url()}/todos`, { caseId: coaching.id, what: '补 2025 年研发费用', dueOn: addDays(day, -2) })
    const todo: CoachingTodo = late.json()
    await park.post(`${url()}/todos`, { caseId: coaching.id, what: '准备专项审计', dueOn: addDays(day, 60) })
    const waits: Today = (await park.get('/api/v1/today')).json()
    expect(waits.groups.find(({ kind }) => kind === 'todo')).toMatchObject({
      count: 1,
      items: [{ id: todo.id, firmName: firm.name, text: '补 2025 年研发费用', day: addDays(day, -2), version: 1 }],
    })

    const seen: FirmServices = (await company.get(url())).json()
    expect(seen.may).toEqual({ edit: false })
    expect(seen.cases[0]).toMatchObject({ goal: '2027 年申报高企', state: 'open' })
    expect(seen.cases[0]?.todos.map(({ what }) => what)).toEqual(['补 2025 年研发费用', '准备专项审计'])
    expect((await company.post(`${url()}/cases`, { goal: 'x', coach: 'x', openedOn: day })).statusCode).toBe(403)
    expect((await company.patch(`${url()}/todos/${todo.id}`, { doneOn: day }, version(todo))).statusCode).toBe(403)
    for (const stranger of [other, second]) expect((await stranger.get(url())).statusCode).toBe(404)

    const patch = (body: object, headers = version(todo)) => park.patch(`${url()}/todos/${todo.id}`, body, headers)
    expect((await park.patch(`${url()}/todos/${todo.id}`, { doneOn: day })).statusCode).toBe(428)
    expect((await patch({ doneOn: day })).json()).toMatchObject({ doneOn: day, version: 2 })
    expect((await patch({ doneOn: null })).json()).toMatchObject({ current: { doneOn: day } })
    expect(((await park.get('/api/v1/today')).json() as Today).groups.find(({ kind }) => kind === 'todo')).toBeUndefined()

    const closed = await park.patch(`${url()}/cases/${coaching.id}`, { state: 'reached', outcome: '已申报' }, version(coaching))
    expect(closed.json()).toMatchObject({ state: 'reached', outcome: '已申报', closedOn: day })
  })

  it('takes no to-do and no record into the case of another firm', async () => {
    const body = { caseId: coaching.id, what: '别家的事' }
    const todo = await park.post(`/api/v1/firms/${neighbour.id}/services/todos`, body)
    expect([todo.statusCode, todo.json().errors?.[0]?.pointer]).toEqual([400, '/caseId'])
    const visit = { kind: 'visit', happenedOn: day, officer: '林示例', summary: '走访', caseId: coaching.id }
    expect((await park.post(`/api/v1/firms/${neighbour.id}/services/records`, visit)).json().errors?.[0]?.pointer).toBe('/caseId')
  })
})

describe('services', () => {
  it('are noted, corrected against the version that was read, and seen on the board and in the history', async () => {
    const url = `/api/v1/firms/${firm.id}/services/records`
    const visit = { kind: 'visit', theme: 'research', happenedOn: day, officer: '林示例', summary: '走访，核对研发台账' }
    const wrong = await park.post(url, { ...visit, happenedOn: '2026-02-30', summary: '' })
    expect(wrong.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/happenedOn', '/summary'])
    const noted: ServiceRecord = (await park.post(url, visit)).json()
    expect(noted).toMatchObject({ ...visit, outcome: null, version: 1 })
    const changed = await park.patch(`${url}/${noted.id}`, { outcome: '台账齐全' }, version(noted))
    expect(changed.json()).toMatchObject({ outcome: '台账齐全', summary: visit.summary, version: 2 })
    expect((await park.patch(`${url}/${noted.id}`, { outcome: '别的' }, version(noted))).statusCode).toBe(412)

    const board: ServiceBoard = (await park.get('/api/v1/services')).json()
    expect(board.records.map(({ summary }) => summary)).toEqual([visit.summary])
    expect(board.officers).toContainEqual({ name: '林示例', firms: 1, cases: 0, todos: 0 })
    expect(((await other.get('/api/v1/services')).json() as ServiceBoard).records).toEqual([])
    const history = (await park.get(`/api/v1/firms/${firm.id}/history`)).json().items
    expect(history.map(({ action }: { action: string }) => action).slice(0, 2)).toEqual(['service-changed', 'service-recorded'])
  })
})

describe('a training', () => {
  let training: Training
  const part = (of: { id: string }) => `/api/v1/trainings/${training.id}/firms/${of.id}`

  it('invites the firms of a view once, and tells them', async () => {
    const given = { title: '高企申报培训', level: 'reserve', heldOn: addDays(day, 10), startsAt: '14:30', place: '园区会议室', capacity: 3 }
    expect((await park.post('/api/v1/trainings', { ...given, startsAt: '25:00' })).json().errors[0].pointer).toBe('/startsAt')
    training = (await park.post('/api/v1/trainings', given)).json()
    const invite = (by: Session, selection: object) => by.post(`/api/v1/trainings/${training.id}/invitations`, { selection })
    expect((await company.get(`/api/v1/trainings/${training.id}`)).statusCode).toBe(404)
    expect((await invite(park, { query: { officer: '林示例' } })).json()).toEqual({ invited: 1, already: 0 })
    expect((await invite(park, { query: {} })).json()).toEqual({ invited: 1, already: 1 })
    expect((await invite(park, { ids: [foreign.id] })).json()).toEqual({ invited: 0, already: 0 })
    expect((await invite(other, { query: {} })).statusCode).toBe(404)
    const told: NoticePage = (await second.get('/api/v1/notices')).json()
    expect(told.items.map(({ kind, link }) => [kind, link])).toEqual([['training-invited', `/trainings/${training.id}`]])
  })

  it('lets a firm answer for itself, within the seats and the days that are set', async () => {
    expect((await company.put(part(firm), { state: 'signed-up', people: 2 })).json()).toMatchObject({ state: 'signed-up', people: 2 })
    expect((await second.put(part(neighbour), { state: 'signed-up', people: 2 })).json()).toMatchObject({ detail: '名额已满' })
    expect((await second.put(part(neighbour), { state: 'signed-up', people: 1 })).statusCode).toBe(200)
    expect((await company.put(part(firm), { state: 'attended' })).statusCode).toBe(403)
    expect((await company.put(part(neighbour), { state: 'declined' })).statusCode).toBe(404)
    const own: Training = (await company.get(`/api/v1/trainings/${training.id}`)).json()
    expect(own).toMatchObject({ own: { state: 'signed-up', people: 2 }, counts: {}, may: { edit: false } })
    const closed = await park.patch(`/api/v1/trainings/${training.id}`, { signUpBy: addDays(day, -1) }, version(training))
    expect(closed.statusCode).toBe(200)
    expect((await company.put(part(firm), { state: 'declined' })).json()).toMatchObject({ detail: '报名已经截止' })
    await park.patch(`/api/v1/trainings/${training.id}`, { place: '二楼报告厅' }, version(closed.json()))
    expect(((await company.get('/api/v1/notices')).json() as NoticePage).items[0]?.kind).toBe('training-changed')
  })

  it('brings who came into the services of the firm, and takes it away again', async () => {
    const records = async () =>
      ((await company.get(`/api/v1/firms/${firm.id}/services`)).json() as FirmServices).records.filter(({ kind }) => kind === 'training')
    await park.put(part(firm), { state: 'attended', people: 2 })
    await park.put(part(firm), { state: 'attended', people: 2 })
    expect((await records()).map(({ summary }) => summary)).toEqual(['参加培训：高企申报培训'])
    await park.put(part(firm), { state: 'absent' })
    expect(await records()).toEqual([])
    await park.put(part(firm), { state: 'attended', people: 2 })
    expect(await records()).toHaveLength(1)
  })
})

describe('the report of a park', () => {
  it('counts what was done for its own firms, and for others what they see', async () => {
    const report: ParkReport = (await park.get('/api/v1/park-report')).json()
    expect(report).toMatchObject({ parkId: 'rongqiao', firms: 2, newFirms: 2 })
    expect(report.services).toMatchObject({
      firms: 1,
      byKind: { visit: 1, training: 1 },
      openCases: 0,
      reachedCases: 1,
      trainings: 0 + Number(addDays(day, 10).slice(0, 4) === day.slice(0, 4)),
    })
    expect(((await other.get('/api/v1/park-report')).json() as ParkReport).services).toMatchObject({ firms: 0, trainings: 0 })
    expect((await other.get('/api/v1/park-report?park=rongqiao')).statusCode).toBe(400)
    expect(((await bureau.get('/api/v1/park-report?park=rongqiao')).json() as ParkReport).firms).toBe(2)
    expect(((await bureau.get('/api/v1/park-report')).json() as ParkReport).firms).toBe(3)
  })
})
