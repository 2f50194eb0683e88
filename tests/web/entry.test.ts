import { describe, expect, it } from 'vitest'
import type { YearFigures } from '../../shared/dictionary/figures.ts'
import type { FirmFacts } from '../../shared/facts.ts'
import { assess } from '../../shared/rules/assess.ts'
import { answer, asked, type Asked, lastAsked, offline, open, press, Refusal, settle, text, the, theInput, type, until } from './support.ts'

const firmId = '0190a000-0000-7000-8000-000000000001'
const at = '2026-04-18T02:00:00.000Z'
const path = `/firms/${firmId}/figures`

const firm = {
  id: firmId,
  uscc: '91350181MADEM0011A',
  name: '福清示例光电有限公司',
  formerNames: [],
  parkId: 'rongqiao',
  townCode: null,
  address: null,
  businessScope: null,
  registeredCapital: null,
  contactName: null,
  contactPhone: null,
  contactEmail: null,
  serviceOfficer: null,
  tags: [],
  profile: { industry: 'C3974' },
  provenance: {},
  warnings: [],
  sizeClass: 'small',
  version: 3,
  createdAt: at,
  updatedAt: at,
  may: { edit: true, verify: false },
}

const year = (of: number, figures: YearFigures, version: number) => ({
  year: of,
  figures,
  provenance: {},
  verifiedBy: null,
  verifiedAt: null,
  version,
})
const lastYear = year(2024, { salesRevenue: 50_000_000, staffQuarterlyAvg: 80 }, 1)
const facts: FirmFacts = { asOf: '2026-09-18', profile: { industry: 'C3974', registeredOn: '2019-05-16', inMainland: true }, years: {} }

/** A server that keeps what it is sent, as long as the version is the one that stands. */
function keeping(figures: YearFigures) {
  let stored = year(2025, figures, 4)
  return {
    now: () => stored,
    /** Somebody else changes figures. */
    change: (more: YearFigures) => (stored = year(2025, { ...stored.figures, ...more }, stored.version + 1)),
    answer: ({ headers, body }: Asked) => {
      if (headers.get('If-Match') !== `"v${stored.version}"`) return new Refusal(412, { current: stored })
      stored = year(2025, { ...stored.figures, ...(body as { figures: YearFigures }).figures }, stored.version + 1)
      return { ...stored, warnings: [] }
    },
  }
}

async function enter(figures: YearFigures = {}, steps: object[] = [], state = 'draft') {
  const server = keeping(figures)
  await open('company', `${path}/2025?on=2026-09-18`, {
    'GET /firms/:id': firm,
    'GET /firms/:id/figures': () => ({ years: [server.now(), lastYear, year(2023, {}, 0)], warnings: [] }),
    'GET /firms/:id/report': assess(facts),
    'GET /firms/:id/facts': facts,
    'GET /firms/:id/submissions': () => ({ items: [{ year: 2025, state, version: steps.length, current: server.now(), steps }] }),
    [`PATCH ${path}/2025`]: server.answer,
  })
  await until(() => text().includes('填报 2025 年数据'), 'the form')
  return server
}

const line = (figure: string) => text(document.getElementById(figure) ?? document.body)
const sent = () => asked.filter(({ method }) => method === 'PATCH').map(({ body }) => (body as { figures: YearFigures }).figures)
const saved = (server: ReturnType<typeof keeping>, figures: YearFigures) =>
  until(
    () => Object.entries(figures).every(([id, value]) => server.now().figures[id as 'rdTax'] === value),
    `stored ${JSON.stringify(figures)}`,
  )

describe('figures one by one', () => {
  it('ask first for what decides the next rung, with the year before beside it, and store what is typed', async () => {
    const server = await enter()
    const groups = [...document.querySelectorAll('main fieldset h3')].map((head) => text(head))
    expect(groups[0]).toContain('先填这几项：决定科技型中小企业')
    expect(line('staffQuarterlyAvg')).toContain('2024 年：80 人')
    await type(theInput('职工总数（季度平均）'), '86')
    await type(theInput('销售收入'), '5600')
    await saved(server, { staffQuarterlyAvg: 86, salesRevenue: 56_000_000 })
    await until(() => text().includes('都已保存（'), 'the word that it is saved')
    expect(line('salesRevenue')).toContain('比上年 +12.00%')
  })

  it('undo the last save as a whole', async () => {
    const server = await enter({ salesRevenue: 1_000_000 })
    await type(theInput('销售收入'), '200')
    await saved(server, { salesRevenue: 2_000_000 })
    await until(() => text().includes('撤销上次保存'), 'the way back')
    await press(the('button', '撤销上次保存'))
    await saved(server, { salesRevenue: 1_000_000 })
    expect(theInput('销售收入').value).toBe('100')
  })

  it('stop a part that is larger than its whole at its field, until it is mended or said to be right', async () => {
    const server = await enter({ salesRevenue: 10_000_000 })
    await type(theInput('主导产品销售收入'), '3000')
    await until(() => text().includes('有 1 个数字等你核对'), 'the stop')
    expect(line('mainProductRevenue')).toContain('大于销售收入 1,000 万元')
    // Another figure goes on meanwhile.
    await type(theInput('年末从业人员数'), '50')
    await saved(server, { staffYearEnd: 50 })
    expect(sent()).toEqual([{ staffYearEnd: 50 }])
    await press(the('button', '数字没错，照存'))
    await saved(server, { mainProductRevenue: 30_000_000 })
  })

  it('keep what was typed through a lost connection, say so, and store it when it is back', async () => {
    const server = await enter()
    answer({ [`PATCH ${path}/2025`]: offline })
    await type(theInput('销售收入'), '5600')
    await until(() => text().includes('网络断了，1 个数字还没有存上'), 'the word about it')
    expect(theInput('销售收入').value).toBe('5600')
    expect(line('salesRevenue')).toContain('未保存')
    answer({ [`PATCH ${path}/2025`]: server.answer })
    window.dispatchEvent(new Event('online'))
    await saved(server, { salesRevenue: 56_000_000 })
  })

  it('ask about the figures that both changed, one by one, and let the others through', async () => {
    const server = await enter({ salesRevenue: 1_000_000, totalAssets: 1_000_000 })
    server.change({ salesRevenue: 3_000_000, totalAssets: 3_000_000, netProfit: 70_000 })
    await type(theInput('销售收入'), '200')
    await type(theInput('资产总额'), '200')
    await type(theInput('年末从业人员数'), '50')
    await until(() => text().includes('这份资料刚被别人改过'), 'the conflict')
    await saved(server, { staffYearEnd: 50 })
    const choices = [...document.querySelectorAll<HTMLInputElement>('dialog input[type=radio]')]
    expect(choices).toHaveLength(4)
    // Mine for the revenue, theirs for the assets.
    choices[3]?.click()
    await settle()
    await press(the('button', '按选择保存'))
    await saved(server, { salesRevenue: 2_000_000 })
    expect(server.now().figures).toMatchObject({ totalAssets: 3_000_000, netProfit: 70_000 })
    expect(theInput('资产总额').value).toBe('300')
  })

  it('show at its field what the server refuses, and store the rest', async () => {
    const server = await enter()
    answer({
      [`PATCH ${path}/2025`]: (request: Asked) =>
        'rdStaff' in (request.body as { figures: object }).figures
          ? new Refusal(400, { errors: [{ pointer: '/figures/rdStaff', detail: '人数太多' }] })
          : server.answer(request),
    })
    await type(theInput('研发人员数'), '77')
    await type(theInput('年末从业人员数'), '90')
    await saved(server, { staffYearEnd: 90 })
    expect(line('rdStaff')).toContain('人数太多')
    await type(theInput('研发人员数'), '四十')
    await settle()
    expect(line('rdStaff')).toContain('不是数字')
  })
})

describe('a year on its way to the park', () => {
  const step = (kind: string, more: object = {}) => ({
    step: kind,
    at,
    by: '林示例',
    role: 'park',
    note: null,
    reasons: {},
    figures: {},
    ...more,
  })

  it('is sent with the versions that were read', async () => {
    await enter({ salesRevenue: 1_000_000 })
    const current = year(2025, { salesRevenue: 1_000_000 }, 4)
    answer({ 'PUT /firms/:id/submissions/2025': { year: 2025, state: 'submitted', version: 1, current, steps: [step('submitted')] } })
    await press(the('button', '提交园区'))
    await press(the('button', '提交园区', document.querySelector('dialog') ?? document.body))
    const put = lastAsked('PUT', `/firms/${firmId}/submissions/2025`)
    expect([put?.body, put?.headers.get('If-Match')]).toEqual([{ step: 'submitted', figuresVersion: 4 }, '"v0"'])
    await until(() => text().includes('待园区确认'), 'the state')
    expect(document.querySelector('fieldset')?.disabled).toBe(true)
  })

  it('that was returned says why at the figure, stays open, and keeps every reason', async () => {
    const returned = step('returned', { note: '请核对', reasons: { salesRevenue: '和申报表对不上' } })
    await enter({ salesRevenue: 1_000_000 }, [step('submitted', { figures: { salesRevenue: 1_000_000 } }), returned], 'returned')
    expect(line('salesRevenue')).toContain('退回原因：和申报表对不上')
    expect(document.querySelector('fieldset')?.disabled).toBe(false)
    expect(text(document.querySelector('details.history') ?? document.body)).toMatch(/经过（2 步）.*退回.*请核对.*和申报表对不上/)
    await press(the('button', '改好了，再次提交'))
    expect(text(document.querySelector('dialog') ?? document.body)).toContain('与上一次提交相比没有改动')
  })
})
