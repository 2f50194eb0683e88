import { describe, expect, it } from 'vitest'
import type { FirmFacts } from '../../shared/facts.ts'
import { assess } from '../../shared/rules/assess.ts'
import { all, asked, open, press, text, the, theInput, type, until } from './support.ts'

const firmId = '0190a000-0000-7000-8000-000000000001'
const at = '2026-04-18T02:00:00.000Z'

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

/** 56 points of the 60 that a tech-SME needs. */
const facts: FirmFacts = {
  asOf: '2026-09-18',
  profile: { industry: 'C3974', registeredOn: '2019-05-16', inMainland: true, booksLevied: true, productPolicy: 'permitted' },
  years: {
    2025: {
      staffQuarterlyAvg: 86,
      techStaffQuarterlyAvg: 15,
      salesRevenue: 32_600_000,
      totalAssets: 41_000_000,
      costExpense: 29_050_000,
      rdTax: 1_450_000,
    },
  },
  ip: Array.from({ length: 3 }, () => ({ kind: 'utility-model', linkedToMainProduct: true, acquisition: 'self' })),
  titles: [],
  awards: [],
  institutions: [],
  standards: [],
  incidents: [],
  creditListings: [],
}

const answers = (given: FirmFacts) => ({
  'GET /firms/:id': firm,
  'GET /firms/:id/report': assess(given),
  'GET /firms/:id/facts': given,
  'GET /firms/:id/figures': { years: [], warnings: [] },
  'GET /firms/:id/answers': {},
})

const show = (certification: string, given: FirmFacts = facts) =>
  open('company', `/firms/${firmId}/assessments/${certification}?on=${given.asOf}`, answers(given))

const panel = () => document.getElementById('what-if')!
const advised = () => document.querySelector('.advice')!

async function ready() {
  await until(() => document.getElementById('what-if') !== null, 'the what-if')
  await until(() => document.querySelector('.advice .way, .advice .blockers') !== null, 'the advice')
}

describe('the assessment of a certification', () => {
  it('offers every certification of the ladder, by links and by one list, each with how it stands', async () => {
    await show('tech-sme')
    const nav = document.querySelector('nav.chooser')!
    expect(nav.querySelectorAll('a')).toHaveLength(18)
    expect(nav.querySelector('[aria-current="page"]')?.textContent).toContain('科技型')
    expect(document.querySelectorAll('.select option')).toHaveLength(18)
    await press(the('link', '北交所', nav))
    await until(() => document.querySelector('h1')?.textContent?.includes('北交所') ?? false, 'the other certification')
    expect(text()).toContain('标准一')
  })

  it('says why a certification is not judged', async () => {
    await show('gazelle')
    expect(text()).toContain('瞪羚企业 2026 年标准未公布，不作判断')
    expect(document.querySelector('.criteria')).toBeNull()
  })

  it('groups criteria with their clause and whether its source was seen', async () => {
    await show('tech-sme')
    const table = document.querySelector('.criteria')!
    expect(text(table)).toContain('基本条件')
    expect(text(table)).toContain('直接条件')
    expect(text(table)).toMatch(/有出处|凭记忆/)
    expect(text(table)).toContain('国科发政〔2017〕115号')
  })

  it('shows what would have been enough, other ways, and the plan for the next application year', async () => {
    await show('tech-sme')
    await ready()
    expect(text(advised())).toContain('最小的改变')
    expect(text(advised())).toContain('也可以：')
    expect(text(advised())).toContain('2025 年已结账')
    await until(() => text(advised()).includes('推算到 2027-09-18'), 'the plan')
    expect(text(advised())).toContain('2027 年申报的打算')
  })

  it('grows the coming year by the rates that are typed', async () => {
    await show('tech-sme')
    await ready()
    await type(theInput('研发费用每年增长', advised()), '300')
    await until(() => text(advised()).includes('按填的增长率推算到'), 'the grown plan')
    await until(() => /推算到 2027-09-18：.*预评估：达到/.test(text(advised())), 'the verdict of the grown plan')
    await type(theInput('研发费用每年增长', advised()), '-100')
    expect(text(advised())).toContain('须大于 −100%')
  })

  it('says honestly that there is no way, and names what stands in it with its clause', async () => {
    const barred = { ...facts, profile: { ...facts.profile, productPolicy: 'prohibited' as const } }
    await show('tech-sme', barred)
    await ready()
    expect(text(advised())).toContain('没有办法')
    expect(text(document.querySelector('.advice .blockers')!)).toMatch(/禁止、限制.*115号/)
    expect(advised().querySelector('.way')).toBeNull()
  })
})

describe('trying out', () => {
  it('judges every moved figure at once against what is stored, and goes back', async () => {
    await show('tech-sme')
    await ready()
    expect(text(panel())).toContain('现在未达到')
    await type(theInput('2025 年研发费用', panel()), '3000000')
    await until(() => text(panel()).includes('改动后达到'), 'the verdict after the change')
    expect(text(panel())).toContain('差 1 项 → 差 0 项')
    expect(text(panel())).toContain('随之变化的条件')
    await press(the('button', '还原', panel()))
    expect(text(panel())).not.toContain('改动后')
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it('takes the smallest change by one press, item by item, and can take it back', async () => {
    await show('tech-sme')
    await ready()
    await press(the('button', '放进试算', advised()))
    await until(() => text(panel()).includes('改动后达到'), 'the verdict with the advised change')
    for (const back of all('button', '撤掉', panel())) await press(back)
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it('works for a certification with sets, and for the coming year', async () => {
    await show('bse')
    await until(() => document.getElementById('what-if') !== null, 'the what-if')
    await press(the('button', '2027 年申报', panel()))
    expect(theInput('再试一个数字', panel()).tagName).toBe('SELECT')
    await type(theInput('再试一个数字', panel()), 'market.expectedMarketCap')
    expect(panel().querySelectorAll('.slider').length).toBeGreaterThan(0)
  })
})

describe('the way up', () => {
  it('names the rungs still to climb, and what each waits for', async () => {
    await open('company', `/firms/${firmId}?on=${facts.asOf}`, answers(facts))
    await until(() => text().includes('往上走的路径'), 'the path')
    expect(text()).toContain('先取得科技型中小企业称号')
    expect(text()).toMatch(/最早 \d{4}-\d{2}-\d{2} 可申报/)
  })
})
