import { describe, expect, it } from 'vitest'
import type { FirmRow } from '../../shared/api/firms.ts'
import type { SavedView } from '../../shared/api/views.ts'
import { router } from '../../web/router.ts'
import { all, type Asked, asked, cells, key, lastAsked, open, press, settle, text, the, theInput, type, until } from './support.ts'

const idOf = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const firmOf = (n: number): FirmRow => ({
  ...{ id: idOf(n), uscc: '91350181MADEM0011A', name: `福清示例${n}有限公司`, parkId: 'rongqiao', townCode: null, industry: 'C3974' },
  ...{ serviceOfficer: '林示例', tags: ['重点'], held: [], assessments: {}, next: null, sizeClass: 'small' },
  latest: { year: 2025, operatingRevenue: 10_000, rdShare: 0.1, techStaffShare: 0.1 },
  completeness: { known: 39, of: 39 },
  warnings:
    n === 1
      ? [{ code: 'rd-above-revenue', facts: ['years.2025.rdHnte'], detail: '研发费用 1,250 万元，大于营业收入 125 万元。可能是单位错了。' }]
      : [],
  assessedOn: '2026-09-18',
  updatedAt: '2026-09-18T01:00:00.000Z',
})
const many = 100_000
/** A registry of very many firms, by pages. */
const page = ({ query }: Asked) => {
  const from = Number(query.get('cursor') ?? 0)
  const limit = Number(query.get('limit'))
  const items = Array.from({ length: limit }, (_, i) => firmOf(from + i + 1))
  return { items, nextCursor: from + limit < many ? String(from + limit) : null, total: many }
}
const view: SavedView = {
  ...{ id: idOf(900), name: '我辅导的企业', filters: { officer: '林示例' }, columns: ['officer', 'tags'], sort: 'expiry', order: 'desc' },
  ...{ isShared: true, ownerName: 'park', isOwn: true, version: 2 },
}
const given = { 'GET /firms': page, 'GET /views': { items: [view] }, 'GET /notices/unread': { unread: 0 } }
const headings = () => cells(document.querySelector('table.firms thead tr') ?? document.body)
const rows = () => [...document.querySelectorAll('table.firms tbody tr[data-index]')]

describe('the registry of very many firms', () => {
  it('reads on while one scrolls, and draws only the rows in sight', async () => {
    await open('park', '/firms', given)
    await until(() => rows().length === 50, 'the first rows')
    const frame = document.querySelector('.table-scroll.frame') as HTMLElement
    frame.scrollTop = 1_000_000
    frame.dispatchEvent(new Event('scroll'))
    await until(() => text().includes('已读取 250 / 100,000'), 'further rows')
    frame.scrollTop = 53 * 200
    frame.dispatchEvent(new Event('scroll'))
    await settle()
    const drawn = rows().map((row) => Number(row.getAttribute('data-index')))
    expect(drawn.length).toBeLessThan(120)
    expect(drawn).toContain(200)
    expect(document.querySelector('table.firms')?.getAttribute('aria-rowcount')).toBe('100001')
    window.dispatchEvent(new Event('beforeprint'))
    await settle()
    expect(rows()).toHaveLength(450)
    window.dispatchEvent(new Event('afterprint'))
  }, 90_000)

  it('says under the name what is doubtful', async () => {
    await open('park', '/firms', given)
    await until(() => rows().length > 0, 'rows')
    expect(text(rows()[0])).toContain('大于营业收入 125 万元。可能是单位错了。')
  })
})

describe('views', () => {
  it('open by a link with filters, columns and order, and offer to be changed once something differs', async () => {
    await open('park', `/firms?view=${view.id}`, { ...given, 'PATCH /views/:id': { ...view, version: 3 } })
    await until(() => router.currentRoute.value.query.officer === '林示例', 'the view')
    expect(router.currentRoute.value.query).toMatchObject({ sort: 'expiry', order: 'desc', columns: 'officer,tags', view: view.id })
    await until(() => headings().includes('服务专员'), 'the columns')
    expect(headings().slice(1)).toEqual(['企业', '服务专员', '标签'])
    expect(all('button', '更新视图')).toHaveLength(0)
    await press(the('button', /^列 2\//))
    await press(the('field', '企业规模'))
    expect(headings().slice(1)).toEqual(['企业', '服务专员', '标签', '企业规模'])
    await press(the('button', '更新视图'))
    expect(lastAsked('PATCH', `/views/${view.id}`)?.headers.get('If-Match')).toBe('"v2"')
    expect(lastAsked('PATCH', `/views/${view.id}`)?.body).toMatchObject({
      columns: ['officer', 'tags', 'size'],
      filters: { officer: '林示例' },
    })
  })
})

describe('bulk acts', () => {
  it('name the rows that are ticked, or the query where all are meant', async () => {
    await open('park', '/firms?officer=%E6%9E%97%E7%A4%BA%E4%BE%8B', {
      ...given,
      'POST /firms/actions/tag': { changed: 2, unchanged: 0, before: [{ serviceOfficer: null, ids: [idOf(1), idOf(2)] }] },
      'POST /firms/actions/ask': {
        ...{ asked: 1, skipped: { 'no-account': 2 } },
        firms: [{ id: idOf(1), name: '福清示例1有限公司', facts: ['years.2025.totalIncome'], skip: null }],
      },
    })
    await until(() => rows().length > 0, 'rows')
    await press(theInput('选择福清示例1有限公司'))
    await press(theInput('选择福清示例2有限公司'))
    expect(text()).toContain('已选 2 家')
    expect((the('link', '导出所选') as HTMLAnchorElement).href).toContain(encodeURIComponent(`${idOf(1)},${idOf(2)}`))
    await press(the('button', '打标签'))
    await type(theInput('标签', document.querySelector('dialog') ?? document.body), '重点、2027申报')
    await press(the('button', '保存'))
    expect(lastAsked('POST', '/firms/actions/tag')?.body).toEqual({ selection: { ids: [idOf(1), idOf(2)] }, add: ['重点', '2027申报'] })
    await press(the('button', '撤销'))
    expect(lastAsked('POST', '/firms/actions/tag')?.body).toEqual({ selection: { ids: [idOf(1), idOf(2)] }, remove: ['重点', '2027申报'] })

    await press(the('button', /^全选/))
    await press(the('button', '催补数据'))
    await until(() => text().includes('将发给 1 家企业'), 'the preview')
    expect(text()).toContain('2 家不发：还没有账号。')
    expect(text()).toContain('2025 年总收入')
    expect(lastAsked('POST', '/firms/actions/ask')?.body).toEqual({ selection: { query: { officer: '林示例' } }, preview: true })
    await press(the('button', '发送'))
    expect(lastAsked('POST', '/firms/actions/ask')?.body).toEqual({ selection: { query: { officer: '林示例' } }, note: '' })
  })

  it('are reached by the keyboard: J to a row, X to tick it, Esc to let go', async () => {
    await open('park', '/firms', given)
    await until(() => rows().length > 0, 'rows')
    await key('j')
    await key('j')
    ;(document.activeElement as HTMLElement).blur()
    await key('x')
    expect(text()).toContain('已选 1 家')
    expect((theInput('选择福清示例2有限公司') as HTMLInputElement).checked).toBe(true)
    await key('Escape')
    expect(text()).not.toContain('已选')
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  })
})
