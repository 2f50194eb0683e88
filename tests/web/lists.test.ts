import { describe, expect, it, vi } from 'vitest'
import type { FrozenList, ListPreview, ListRow, Recipe } from '../../shared/api/lists.ts'
import { router } from '../../web/router.ts'
import {
  all,
  answer,
  asked,
  type Asked,
  cells,
  lastAsked,
  open,
  press,
  Refusal,
  settle,
  text,
  the,
  theInput,
  type,
  until,
} from './support.ts'

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

const row = (n: number, part: Partial<ListRow> = {}): ListRow => ({
  position: n,
  firmId: id(n),
  uscc: '91350181MADEM0011A',
  name: `福清示例${n}有限公司`,
  parkId: 'rongqiao',
  townCode: null,
  industry: 'C3974',
  verdict: 'qualified',
  score: { min: 74, max: 76, of: 100, pass: 70 },
  shortBy: 0,
  ground: 'reach',
  unmet: [],
  missing: [],
  proxies: [],
  reason: '各项条件预评估达到，尚未持有。',
  contactName: null,
  contactPhone: null,
  factsFingerprint: 'f',
  ...part,
})

const short = row(2, {
  verdict: 'unqualified',
  shortBy: 1,
  ground: 'short',
  unmet: [{ id: 'hnte-income-share', value: 0.5579, threshold: 0.6, distance: 0.07, clause: '国科发火〔2016〕32号 第十一条（六）' }],
  missing: ['years.2025.salesRevenue', 'years.2024.salesRevenue', 'years.2023.salesRevenue', 'years.2025.rdHnte'],
  proxies: ['years.2025.rdHnte⇐rdExpense'],
  reason: '差 1 项：高新收入占比 55.79%，须 ≥ 60%。',
})

const preview: ListPreview = {
  ruleset: 'hnte@2016-32-195',
  counts: { firms: 2, assessed: 60, byGround: { reach: 1, short: 1 }, byPark: { rongqiao: 2 } },
  sentence: '国家高新技术企业，按 2026-09-18 首次申报评估；范围：全市。',
  rows: [row(1), short],
}

const nobody: ListPreview = { ...preview, counts: { firms: 0, assessed: 60, byGround: {}, byPark: {} }, rows: [] }

const recipe: Recipe = {
  certification: 'hnte',
  asOf: '2026-09-18',
  purpose: 'apply',
  scope: { parks: ['rongqiao'], towns: [], industries: [] },
  include: {
    reach: true,
    review: false,
    missingAtMost: null,
    shortByAtMost: 1,
    distanceAtMost: 0.15,
    scoreWithin: null,
    renewWithinDays: 90,
  },
}

const frozen = (n: number, part: Partial<FrozenList> = {}): FrozenList => ({
  id: id(n),
  number: `FQ-HNTE-2026-0${n}`,
  title: `高企培育名单 2026（第 ${n} 期）`,
  certification: 'hnte',
  ruleset: 'hnte@2016-32-195',
  asOf: '2026-09-18',
  recipe,
  sentence: '国家高新技术企业，按 2026-09-18 首次申报评估。',
  counts: { firms: 143, assessed: 1284, byGround: { reach: 27, short: 116 }, byPark: { rongqiao: 143 } },
  frozenBy: '郑示例',
  frozenAt: '2026-09-18T01:42:00.000Z',
  ...part,
})

const lastRecipe = () => lastAsked('POST', '/lists/preview')?.body as Recipe
const previewed = () => asked.filter(({ path }) => path === '/lists/preview').length

describe('the list of cultivation lists', () => {
  it('names each frozen list with its number, size and who froze it when', async () => {
    await open('bureau', '/lists', { 'GET /lists': { items: [frozen(1)], nextCursor: null } })
    await until(() => text().includes('FQ-HNTE'), 'the lists')
    const line = cells(the('row', '第 1 期'))
    expect(line[0]).toContain('FQ-HNTE-2026-01')
    expect(line[3]).toContain('143')
    expect(line[5]).toContain('郑示例2026-09-18 09:42')
  })

  it('offers to compose the first one where there is none, and nothing to a town officer', async () => {
    await open('bureau', '/lists', { 'GET /lists': { items: [], nextCursor: null } })
    await until(() => text().includes('还没有冻结过名单'), 'the empty state')
    expect(all('link', '新建名单').length).toBeGreaterThan(0)
  })

  it('lets a town officer read only', async () => {
    await open('town', '/lists', { 'GET /lists': { items: [frozen(1)], nextCursor: null } })
    await until(() => text().includes('FQ-HNTE'), 'the lists')
    expect(all('link', /新建|草稿/)).toHaveLength(0)
    await router.push('/lists/new')
    await settle()
    expect(text()).toContain('没有找到这个页面，或者你没有权限查看。')
  })
})

describe('composing a list', () => {
  it('shows who is on it and why: verdict, how many short, reason, clause, what is missing', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', { 'POST /lists/preview': preview })
    await until(() => text().includes('福清示例2'), 'the rows')
    const line = text(the('row', '福清示例2'))
    expect(line).toContain('未达到')
    expect(line).toContain('融侨经开区 · 显示器件制造')
    expect(line).toContain('差 1 项：高新收入占比 55.79%，须 ≥ 60%。')
    expect(line).toContain('国科发火〔2016〕32号 第十一条（六）')
    expect(line).toMatch(/缺：2025 年.*等 4 项/)
    expect(line).toContain('按近似口径')
    expect(text()).toContain('融侨经开区 2')
  })

  it('composes again after typing has paused, with the number that was typed, and keeps the old rows meanwhile', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', { 'POST /lists/preview': preview })
    await until(() => text().includes('福清示例2'), 'the rows')
    const before = previewed()
    const field = theInput(/最多差.*项/)
    await type(field, '3')
    await type(field, '4')
    expect(previewed()).toBe(before)
    expect(text()).toContain('正在更新')
    expect(text()).toContain('福清示例2')
    await until(() => previewed() > before, 'the new list')
    expect(previewed()).toBe(before + 1)
    expect(lastRecipe().include.shortByAtMost).toBe(4)
    expect(router.currentRoute.value.query.short).toBe('4')
  })

  it('does not ask for what is no number, and marks the field', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', { 'POST /lists/preview': preview })
    await until(() => text().includes('福清示例2'), 'the rows')
    const before = previewed()
    const field = theInput(/最多差.*项/)
    await type(field, '二')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(previewed()).toBe(before)
  })

  it('takes its recipe from the address, so that a link reproduces the list', async () => {
    await open('bureau', '/lists/new?on=2026-09-18&certification=tech-sme&score=5&parks=rongqiao,none&missing=3&distance=12.5', {
      'POST /lists/preview': preview,
    })
    await until(() => previewed() > 0, 'the list')
    expect(lastRecipe()).toEqual({
      certification: 'tech-sme',
      asOf: '2026-09-18',
      purpose: 'apply',
      scope: { parks: ['rongqiao', 'none'], towns: [], industries: [] },
      include: {
        reach: false,
        review: false,
        missingAtMost: 3,
        shortByAtMost: null,
        distanceAtMost: 0.125,
        scoreWithin: 5,
        renewWithinDays: null,
      },
    })
  })

  it('follows the day of evaluation of the top bar', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', { 'POST /lists/preview': preview })
    await until(() => text().includes('福清示例2'), 'the rows')
    await router.replace({ query: { ...router.currentRoute.value.query, on: '2025-12-31' } })
    await until(() => lastRecipe().asOf === '2025-12-31', 'the list of that day')
  })

  it('narrows the rows to one ground by its count', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', { 'POST /lists/preview': preview })
    await until(() => text().includes('福清示例2'), 'the rows')
    await press(the('button', '差几项 1'))
    expect(all('link', '福清示例1')).toHaveLength(0)
    expect(all('link', '福清示例2')).toHaveLength(1)
  })

  it('offers a wider net with its number where nobody fits, and takes it', async () => {
    const answerBy = ({ body }: Asked) =>
      (body as Recipe).include.distanceAtMost === null ? { ...preview, counts: { ...preview.counts, firms: 12 } } : nobody
    await open('bureau', '/lists/new?on=2026-09-18', { 'POST /lists/preview': answerBy })
    await until(() => text().includes('按这个条件没有企业。') && all('button', '放宽').length > 0, 'the wider net')
    expect(text(the('button', '放宽'))).toContain('最多差 3 项、缺 5 项数据以内，有 12 家')
    await press(the('button', '放宽'))
    await until(() => text().includes('福清示例2'), 'the rows')
  })

  it('says that nothing is chosen instead of asking for an empty list', async () => {
    await open('bureau', '/lists/new?on=2026-09-18&certification=hnte', { 'POST /lists/preview': preview })
    await until(() => text().includes('没有选任何一类企业'), 'the hint')
    expect(previewed()).toBe(0)
  })

  it('says where no rules were in force on the day', async () => {
    await open('bureau', '/lists/new?on=1995-01-01', { 'POST /lists/preview': { ...nobody, ruleset: null } })
    await until(() => text().includes('1995-01-01 没有施行中的规则'), 'the hint')
  })

  it('freezes only once the title has been typed, and then shows the frozen list', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', {
      'POST /lists/preview': preview,
      'POST /lists': frozen(7, { title: '高企名单' }),
      'GET /lists': { items: [], nextCursor: null },
      'GET /lists/:id': frozen(7, { title: '高企名单' }),
      'GET /lists/:id/rows': { items: [row(1)], nextCursor: null, total: 1 },
    })
    await until(() => text().includes('福清示例2'), 'the rows')
    await press(the('button', '冻结名单…'))
    const dialog = document.querySelector('dialog')!
    const freeze = the('button', /^冻结$/, dialog) as HTMLButtonElement
    expect(freeze.disabled).toBe(true)
    await type(theInput('输入名单标题以确认', dialog), '高企名单')
    expect(freeze.disabled).toBe(false)
    dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await until(() => router.currentRoute.value.path === `/lists/${id(7)}`, 'the frozen list')
    expect(lastAsked('POST', '/lists')?.body).toMatchObject({ title: '高企名单', recipe: { certification: 'hnte', asOf: '2026-09-18' } })
    expect(text()).toContain('已冻结，编号 FQ-HNTE-2026-07。')
  })

  it('keeps the title and says why where freezing is refused', async () => {
    await open('bureau', '/lists/new?on=2026-09-18', {
      'POST /lists/preview': preview,
      'POST /lists': new Refusal(400, { errors: [{ pointer: '/recipe/include', detail: '超过 20000 家，请收窄条件' }] }),
    })
    await until(() => text().includes('福清示例2'), 'the rows')
    await press(the('button', '冻结名单…'))
    const dialog = document.querySelector('dialog')!
    await type(theInput('输入名单标题以确认', dialog), '高企名单')
    dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await until(() => text(dialog).includes('请收窄条件'), 'the refusal')
    expect(theInput('输入名单标题以确认', dialog).value).toBe('高企名单')
  })

  it('lets a park draft and export, but not freeze', async () => {
    await open('park', '/lists/new?on=2026-09-18', { 'POST /lists/preview': preview, 'POST /lists/preview/export.xlsx': { a: 'file' } })
    await until(() => text().includes('福清示例2'), 'the rows')
    expect(all('button', '冻结')).toHaveLength(0)
    expect(text(the('row', '福清示例2'))).toContain('未达到')
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }))
    await press(the('button', '导出草稿'))
    expect(lastAsked('POST', '/lists/preview/export.xlsx')?.body).toEqual(lastRecipe())
  })
})

describe('a frozen list', () => {
  const answers = {
    'GET /lists': { items: [frozen(2), frozen(1), frozen(3, { certification: 'tech-sme' })], nextCursor: null },
    'GET /lists/:id': frozen(2),
    'GET /lists/:id/rows': ({ query }: Asked) =>
      query.get('cursor') === null
        ? { items: [row(1), short], nextCursor: '2', total: 3 }
        : { items: [row(3)], nextCursor: null, total: 3 },
  }

  it('is read only and carries number, rules, day and the recipe as one sentence', async () => {
    await open('bureau', `/lists/${id(2)}`, answers)
    await until(() => text().includes('福清示例2'), 'the rows')
    for (const part of ['FQ-HNTE-2026-02', 'hnte@2016-32-195', '2026-09-18', '国家高新技术企业，按 2026-09-18 首次申报评估。', '已冻结'])
      expect(text()).toContain(part)
    expect(all('button', /冻结名单/)).toHaveLength(0)
  })

  it('turns pages and says which of how many are shown', async () => {
    await open('bureau', `/lists/${id(2)}`, answers)
    await until(() => text().includes('1–2 / 3'), 'the first page')
    await press(the('button', '下一页'))
    await until(() => text().includes('福清示例3'), 'the second page')
    await press(the('button', '上一页'))
    await until(() => text().includes('福清示例1'), 'the first page again')
  })

  it('is exported by plain links, with the compared list where there is one', async () => {
    await open('bureau', `/lists/${id(2)}?with=${id(1)}`, {
      ...answers,
      'GET /lists/:id/comparison': { from: frozen(1), to: frozen(2), entered: [], left: [], changed: [], unchanged: 143 },
    })
    await until(() => text().includes('两期名单没有不同'), 'the comparison')
    await press(the('button', '导出'))
    expect(the('link', 'Excel').getAttribute('href')).toBe(`/api/v1/lists/${id(2)}/export.xlsx?with=${id(1)}`)
    expect(the('link', 'CSV').getAttribute('href')).toBe(`/api/v1/lists/${id(2)}/export.csv`)
  })

  it('tells who entered, left and changed since another list of the same certification, with reasons in words and signs', async () => {
    const firm = (n: number, reason: string) => ({ firmId: id(n), uscc: '91350181MADEM0011A', name: `福清演示${n}有限公司`, reason })
    await open('bureau', `/lists/${id(2)}`, {
      ...answers,
      'GET /lists/:id/comparison': {
        from: frozen(1),
        to: frozen(2),
        entered: [firm(11, '证书到期，须重新认定')],
        left: [firm(12, '数据更新：研发占比由 4.1% 降到 2.9%')],
        changed: [{ ...firm(13, '数据更新'), before: '未达到，差 2 项', after: '未达到，差 1 项' }],
        unchanged: 140,
      },
    })
    await until(() => all('field', '与哪一期比较').length > 0 && text().includes('第 1 期'), 'the other lists')
    const choice = the('field', '与哪一期比较') as HTMLSelectElement
    expect([...choice.options].map(({ value }) => value)).toEqual(['', id(1)])
    await type(choice, id(1))
    await until(() => text().includes('福清演示11'), 'the comparison')
    expect(router.currentRoute.value.query.with).toBe(id(1))
    expect(text(the('row', '福清演示11'))).toContain('＋ 新进')
    expect(text(the('row', '福清演示12'))).toContain('－ 退出')
    expect(text(the('row', '福清演示12'))).toContain('研发占比由 4.1% 降到 2.9%')
    expect(text(the('row', '福清演示13'))).toContain('未达到，差 2 项 → 未达到，差 1 项')
    expect(text()).toContain('不变 140')
  })

  it('prints all rows, not only the page in sight', async () => {
    let printed = ''
    vi.stubGlobal('print', () => (printed = text()))
    await open('bureau', `/lists/${id(2)}`, answers)
    await until(() => text().includes('1–2 / 3'), 'the first page')
    await press(the('button', '打印'))
    await until(() => printed !== '', 'the print')
    for (const n of [1, 2, 3]) expect(printed).toContain(`福清示例${n}`)
    expect(printed).toContain('合计 143 家')
  })

  it('begins a new list from its recipe', async () => {
    await open('bureau', `/lists/${id(2)}`, { ...answers, 'POST /lists/preview': preview })
    await until(() => text().includes('福清示例2'), 'the rows')
    await press(the('link', '以此为底新建一期'))
    await until(() => previewed() > 0, 'the new list')
    expect(lastRecipe()).toMatchObject({ scope: recipe.scope, include: recipe.include })
  })

  it('looks like an unknown address where it may not be seen', async () => {
    await open('park', `/lists/${id(9)}`, { 'GET /lists': { items: [], nextCursor: null } })
    answer({})
    await until(() => text().includes('没有找到这个页面，或者你没有权限查看。'), 'the missing page')
  })
})
