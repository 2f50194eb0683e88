import { describe, expect, it } from 'vitest'
import { all, answer, asked, type Asked, lastAsked, open, press, Refusal, text, the, theInput, type, until } from './support.ts'

const firmId = '0190a000-0000-7000-8000-000000000001'
const at = '2026-04-18T02:00:00.000Z'
const year = (of: number, figures: object, version = 4) => ({
  year: of,
  figures,
  provenance: {},
  verifiedBy: null,
  verifiedAt: null,
  version,
})
const step = (kind: string, figures: object, more: object = {}) => ({
  step: kind,
  at,
  by: '经办',
  role: 'company',
  note: null,
  reasons: {},
  figures,
  ...more,
})
const submission = {
  year: 2025,
  state: 'submitted',
  version: 3,
  current: year(2025, { salesRevenue: 57_000_000, rdTax: 60_000_000, netProfit: 1_000_000 }),
  steps: [
    step('submitted', { salesRevenue: 58_000_000, rdTax: 60_000_000, netProfit: 1_000_000 }),
    step('returned', {}, { note: '再核对' }),
    step('submitted', { salesRevenue: 57_000_000, rdTax: 60_000_000, netProfit: 1_000_000 }),
  ],
}
const row = {
  firmId,
  name: '福清示例光电有限公司',
  uscc: '91350181MADEM0011A',
  parkId: 'rongqiao',
  year: 2025,
  state: 'submitted',
  by: '经办',
  at,
  note: '审计后的数',
  round: 2,
  doubts: 1,
}
const doubt = { code: 'rd-above-revenue', facts: ['years.2025.rdTax', 'years.2025.salesRevenue'], detail: '研发费用大于销售收入。' }
const answers = {
  'GET /submissions': ({ query }: Asked) => ({
    items: query.get('state') === 'submitted' ? [row] : [],
    nextCursor: null,
    counts: { submitted: 1, returned: 0, confirmed: 2 },
  }),
  'GET /firms/:id/submissions': { items: [submission] },
  'GET /firms/:id/figures': { years: [submission.current, year(2024, { salesRevenue: 50_000_000 })], warnings: [doubt] },
}
const decision = `/firms/${firmId}/submissions/2025/decision`

const lines = (name: string) => all('row', name).filter(({ tagName }) => tagName === 'TR')
const line = (name: string) => text(lines(name)[0])

async function openRow() {
  await open('park', '/verification', answers)
  await until(() => all('button', '查看').length > 0, 'the queue')
  await press(the('button', '查看'))
  await until(() => all('button', '确认这一年').length > 0, 'what was sent')
}

describe('the verification queue', () => {
  it('shows what was sent beside the year before and what was sent last, changes and doubts alone if wanted', async () => {
    await openRow()
    expect(text()).toContain('审计后的数')
    expect(line('销售收入')).toMatch(/5,000\.00 万元.*5,800\.00 万元.*5,700\.00 万元/)
    expect(lines('净利润')).toHaveLength(1)
    theInput('只看改动和待核').click()
    await until(() => lines('净利润').length === 0, 'fewer figures')
    expect(line('加计扣除')).toContain('6,000.00 万元')
  })

  it('confirms the versions that were read', async () => {
    await openRow()
    answer({ [`PUT ${decision}`]: { ...submission, state: 'confirmed', version: 4 } })
    await press(the('button', '确认这一年'))
    const put = lastAsked('PUT', decision)
    expect([put?.body, put?.headers.get('If-Match')]).toEqual([{ step: 'confirmed', figuresVersion: 4 }, '"v3"'])
    expect(text()).toContain('已确认 福清示例光电有限公司 2025 年数据')
  })

  it('returns only with a reason, figure by figure', async () => {
    await openRow()
    await press(the('button', '退回企业'))
    expect(text()).toContain('写明原因')
    theInput('2025 年销售收入有误').click()
    await until(() => all('field', '退回原因').length > 1, 'a place for the reason')
    await press(the('button', '退回企业'))
    expect(lastAsked('PUT', decision)).toBeUndefined()
    answer({ [`PUT ${decision}`]: { ...submission, state: 'returned', version: 4 } })
    await type(theInput('2025 年销售收入：退回原因'), '和申报表对不上')
    await press(the('button', '退回企业'))
    expect(lastAsked('PUT', decision)?.body).toEqual({ step: 'returned', figuresVersion: 4, reasons: { salesRevenue: '和申报表对不上' } })
  })

  it('shows anew what has changed meanwhile and decides nothing', async () => {
    await openRow()
    const now = { ...submission, version: 5, current: year(2025, { salesRevenue: 61_000_000 }, 5) }
    answer({ [`PUT ${decision}`]: new Refusal(412, { current: now }) })
    await press(the('button', '确认这一年'))
    await until(() => text().includes('这份提交刚变过'), 'the word about it')
    expect(line('销售收入')).toContain('6,100.00 万元')
    expect(asked.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  it('says that nothing waits', async () => {
    await open('park', '/verification?state=returned', answers)
    await until(() => text().includes('没有退回给企业的数据'), 'the empty queue')
    expect(text()).toContain('已确认 2')
  })
})
