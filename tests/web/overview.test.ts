import { describe, expect, it } from 'vitest'
import type { Overview } from '../../shared/api/overview.ts'
import type { PlanIndicator } from '../../shared/api/plan.ts'
import { all, cells, offline, open, press, Refusal, settle, text, the, until } from './support.ts'

const rung = (certification: string, part: Partial<Overview['rungs'][number]>) => ({
  certification,
  held: 0,
  expiringIn90Days: 0,
  expiringAtRisk: 0,
  qualified: 0,
  review: 0,
  undetermined: 0,
  shortByOne: 0,
  unqualified: 0,
  ...part,
})

const indicator = (part: Partial<PlanIndicator>): PlanIndicator => ({
  periodId: '2021-2025',
  key: '',
  no: 1,
  name: '',
  unit: '家',
  baseYear: 2020,
  base: null,
  targetYear: 2025,
  target: null,
  path: {},
  counting: { by: 'entered' },
  countingText: '',
  note: null,
  version: 1,
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'system',
  now: null,
  years: [],
  ...part,
})

const overview: Overview = {
  asOf: '2026-09-18',
  firms: 60,
  withFigures: 58,
  rungs: [
    rung('tech-sme', { held: 8, qualified: 30, review: 1, undetermined: 4, shortByOne: 15, unqualified: 17 }),
    rung('hnte', {
      held: 6,
      expiringIn90Days: 2,
      expiringAtRisk: 1,
      qualified: 22,
      review: 5,
      undetermined: 3,
      shortByOne: 21,
      unqualified: 24,
    }),
    rung('fujian-tech-giant', { held: 1 }),
  ],
  parks: [
    {
      parkId: 'rongqiao',
      firms: 21,
      held: { hnte: 4, 'tech-sme': 5 },
      qualified: { hnte: 11, 'tech-sme': 20 },
      shortByOne: { hnte: 4, 'tech-sme': 6 },
    },
    { parkId: null, firms: 6, held: { hnte: 2 }, qualified: { hnte: 1, 'tech-sme': 3 }, shortByOne: { hnte: 3, 'tech-sme': 2 } },
  ],
  countedAt: '2026-09-18T00:30:00.000Z',
  period: { id: '2021-2025', name: '十四五', baseYear: 2020, targetYear: 2025, source: null },
  indicators: [
    indicator({
      no: 2,
      key: 'national_hte',
      name: '国家级高新技术企业数量',
      base: 108,
      target: 200,
      counting: { by: 'titles', titles: ['hnte'], when: 'on-day' },
      now: 207,
      years: [
        { year: 2020, on: '2020-12-31', counted: 101, entered: null, path: 108 },
        { year: 2025, on: '2025-12-31', counted: 205, entered: null, path: 200 },
      ],
    }),
    indicator({ no: 11, key: 'literacy', name: '公民具备科学素质比例', unit: '%', base: 13.8, target: 15 }),
  ],
}

describe('the bureau start page', () => {
  it('tells of each rung who holds it, who reaches it, who is one short and whose certificate ends', async () => {
    await open('bureau', '/overview', { 'GET /overview': overview })
    await until(() => text().includes('家持有'), 'the numbers')
    const [hnte] = all('row', '国家高新技术企业')
    expect(text(hnte)).toContain('6 家持有')
    expect(text(hnte)).toContain('达到未持有 22')
    expect(text(hnte)).toContain('差一项 21')
    expect(text(hnte)).toContain('90 天内到期 2')
    expect(text(hnte)).toContain('其中 1 家重新认定未达到')
    expect(text(hnte)).toContain('已达目标')
  })

  it('counts who reaches a rung without holding it, for every front number', async () => {
    await open('bureau', '/overview', { 'GET /overview': overview })
    await until(() => text().includes('家持有'), 'the numbers')
    const [giant] = all('row', '福建省科技小巨人企业')
    expect(text(giant)).toContain('达到未持有')
    expect(text(giant)).not.toContain('规则未核实')
  })

  it('leads from a number of the park table to exactly those firms', async () => {
    await open('bureau', '/overview', { 'GET /overview': overview })
    await until(() => text().includes('融侨经开区'), 'the park table')
    const row = the('row', '融侨经开区')
    const links = [...row.querySelectorAll('a')].map((link) => link.getAttribute('href'))
    expect(links).toContain('/firms?park=rongqiao')
    expect(links).toContain('/firms?held=hnte&park=rongqiao')
    expect(links).toContain('/firms?certification=hnte&verdict=qualified&notHeld=hnte&park=rongqiao')
    expect(links).toContain('/firms?certification=hnte&verdict=unqualified&shortBy=1&notHeld=hnte&park=rongqiao')
    expect(the('link', '6', the('row', '园外')).getAttribute('href')).toBe('/firms?park=none')
  })

  it('shows the funnel as a table on request, each stage with its share of the one before', async () => {
    await open('bureau', '/overview?rung=hnte', { 'GET /overview': overview })
    await until(() => text().includes('看表格'), 'the funnel')
    await press(the('button', '看表格'))
    const stages = ['登记、未持有', '数据够判断', '差一项以内', '达到或待专家', '预评估达到'].map((name) => cells(the('row', name)))
    expect(stages.map(([, firms]) => firms)).toEqual(['54', '51', '48', '27', '22'])
    expect(stages.map(([, , share]) => share)).toEqual(['—', '94.44%', '94.12%', '56.25%', '81.48%'])
  })

  it('leaves an indicator that the register cannot count to be entered, and judges the others', async () => {
    await open('bureau', '/overview', { 'GET /overview': overview })
    await until(() => text().includes('计划指标'), 'the indicators')
    const hnte = the('row', '国家级高新技术企业数量')
    expect(text(hnte)).toContain('已达目标')
    // What the register holds of the base year is not what the plan says.
    expect(text(hnte)).toContain('登记库 101：口径待核定')
    expect(the('link', '国家级高新技术企业数量', hnte).getAttribute('href')).toBe('/overview/indicators/national_hte?period=2021-2025')
    expect(text(the('row', '公民具备科学素质比例'))).toContain('待填报')
    expect(text()).toContain('“十四五”计划指标 2 项')
  })

  it('shows a park its own part under its own name, without a total', async () => {
    await open('park', '/overview', { 'GET /overview': { ...overview, parks: overview.parks.slice(0, 1) } })
    await until(() => text().includes('融侨经开区'), 'the park table')
    expect(text(document.querySelector('h1')!)).toBe('融侨经济技术开发区 总览')
    expect(document.querySelector('tfoot')).toBeNull()
  })

  it('offers the import where no firm is registered yet', async () => {
    await open('bureau', '/overview', { 'GET /overview': { ...overview, firms: 0 } })
    await until(() => text().includes('还没有登记企业'), 'the empty state')
    expect(the('link', '导入文件').getAttribute('href')).toBe('/imports/new')
  })

  it('says what was not read and reads it again on request', async () => {
    let isDown = true
    await open('bureau', '/overview', { 'GET /overview': () => (isDown ? offline : overview) })
    await until(() => text().includes('没有读到全市总览（网络中断）'), 'the failure')
    isDown = false
    await press(the('button', '重试'))
    await until(() => text().includes('家持有'), 'the numbers')
  })

  it('is to others a page that does not exist', async () => {
    await open('town', '/overview', { 'GET /overview': new Refusal(403, {}) })
    await settle()
    expect(text()).toContain('没有找到这个页面，或者你没有权限查看。')
  })
})
