import { describe, expect, it } from 'vitest'
import type { Today, TodayItem } from '../../shared/api/today.ts'
import { today } from '../../web/clock.ts'
import { all, answer, lastAsked, open, press, Refusal, text, the, until } from './support.ts'

const firmId = '0190a000-0000-7000-8000-000000000003'
const firm = '福清示例光电有限公司'
const item = (values: Partial<TodayItem>): TodayItem => ({
  ...{ id: 'x', firmId, firmName: firm, day: null, certification: null, text: null, facts: [], before: null, after: null, version: null },
  ...values,
})
const todayOf = (...groups: Today['groups']): Today => ({ asOf: today(), groups, next: null })
const firms = { items: [], nextCursor: null, total: 1 }
const card = (name: string) => [...document.querySelectorAll('section.card')].find((one) => text(one).startsWith(name)) ?? document.body

describe('what waits today', () => {
  it('names each thing with its reason and one act, and does it at once', async () => {
    const waits = todayOf(
      { kind: 'todo', count: 1, items: [item({ id: 'todo-1', text: '补研发费用', day: today(), version: 3 })] },
      { kind: 'expiring', count: 7, items: [item({ certification: 'hnte', day: '2031-11-27', after: 'unqualified' })] },
      { kind: 'verdict', count: 1, items: [item({ certification: 'hnte', before: 'review', after: 'unqualified' })] },
      { kind: 'missing', count: 1, items: [item({ certification: 'tech-sme', facts: ['years.2025.totalIncome', 'awards'] })] },
    )
    await open('park', '/home', {
      'GET /today': waits,
      'GET /firms': firms,
      'GET /notices/unread': { unread: 3 },
      'PATCH /firms/:id/services/todos/todo-1': {
        ...{ id: firmId, caseId: firmId, what: '补研发费用', dueOn: today(), doneOn: today(), version: 4, createdBy: 'x', updatedAt: 'x' },
      },
      'POST /firms/actions/ask': {
        asked: 0,
        skipped: { 'asked-lately': 1 },
        firms: [{ id: firmId, name: firm, facts: [], skip: 'asked-lately' }],
      },
    })
    expect(text(card('到期的辅导事项'))).toContain('补研发费用')
    expect(text(card('90 天内到期的证书'))).toContain('高企 2031-11-27 到期，按现有数据重新认定未达到')
    expect(text(card('结果有变的企业'))).toContain('高企：需专家判断 → 未达到')
    expect(text(card('只差几个数就能判断'))).toContain('科技型还缺：2025 年总收入')
    expect(the('link', '全部 7 项', card('90 天内到期的证书')).getAttribute('href')).toContain('expiringWithin=90')
    expect(the('link', '通知，3 条未读')).toBeTruthy()

    answer({ 'GET /today': todayOf() })
    await press(the('button', '催补', card('只差几个数就能判断')))
    expect(text()).toContain('没有发送：7 天内催过。')
    expect(lastAsked('POST', '/firms/actions/ask')?.body).toEqual({ selection: { ids: [firmId] } })
    await until(() => text().includes('今天没有要办的事。'), 'the empty day')
  })

  it('ticks a to-do off against its version, and takes it back', async () => {
    const url = `/firms/${firmId}/services/todos/todo-1`
    const todo = { id: firmId, caseId: firmId, what: '补', dueOn: null, doneOn: null, version: 4, createdBy: 'x', updatedAt: 'x' }
    await open('park', '/home', {
      'GET /today': todayOf({ kind: 'todo', count: 1, items: [item({ id: 'todo-1', text: '补', day: today(), version: 3 })] }),
      'GET /firms': firms,
      'GET /notices/unread': { unread: 0 },
      'PATCH /firms/:id/services/todos/todo-1': todo,
    })
    await press(the('button', '办好了'))
    expect(lastAsked('PATCH', url)?.headers.get('If-Match')).toBe('"v3"')
    expect(lastAsked('PATCH', url)?.body).toEqual({ doneOn: today() })
    await press(the('button', '撤销'))
    expect(lastAsked('PATCH', url)?.headers.get('If-Match')).toBe('"v4"')
    expect(lastAsked('PATCH', url)?.body).toEqual({ doneOn: null })
  })

  it('says of a day that could not be read why, with a way to try again', async () => {
    await open('park', '/home', {
      'GET /today': new Refusal(500, { title: '服务器出错了' }),
      'GET /firms': firms,
      'GET /notices/unread': { unread: 0 },
    })
    await until(() => text().includes('服务器出错了'), 'the failure')
    expect(all('button', '重试')).toHaveLength(1)
  })

  it('says of a free day what comes next', async () => {
    const next = { day: '2031-09-30', firmName: firm, what: { zh: '季度调查', en: 'Survey' } }
    await open('park', '/home', { 'GET /today': { ...todayOf(), next }, 'GET /firms': firms, 'GET /notices/unread': { unread: 0 } })
    expect(text()).toContain(`今天没有要办的事。最近的一件：2031-09-30 ${firm} 季度调查。`)
  })
})
