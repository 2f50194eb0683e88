import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FirmFacts } from '../../shared/facts.ts'
import { assess } from '../../shared/rules/assess.ts'
import { all, answer, asked, lastAsked, open, press, Refusal, settle, text, the, until } from './support.ts'

const firmId = '0190a000-0000-7000-8000-000000000001'
const at = '2026-04-18T02:00:00.000Z'
const on = '?on=2026-09-18'

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
  titles: [{ title: 'innovative-sme', validFrom: '2024-11-28', validTo: '2027-11-27' }],
  awards: [],
  institutions: [],
  standards: [],
  incidents: [],
  creditListings: [],
}
const year = { year: 2025, figures: {}, provenance: {}, verifiedBy: null, verifiedAt: null, version: 1 }
const paper = {
  id: '0190a000-0000-7000-8000-00000000000e',
  paper: '营业执照',
  year: null,
  fileName: '执照.pdf',
  type: 'pdf',
  size: 2048,
  by: '经办',
  at,
  isRemoved: false,
  version: 1,
}
const papers = (items: object[]) => ({ items, limit: 20_000_000, mayEdit: true })

const answers = (given: FirmFacts, submissions: object[] = []) => ({
  'GET /firms/:id': firm,
  'GET /firms': { items: [], nextCursor: null, total: 0 },
  'GET /firms/:id/report': assess(given),
  'GET /firms/:id/facts': given,
  'GET /firms/:id/incentives': { asOf: '2026-09-18', items: [] },
  'GET /firms/:id/figures': { years: [year], warnings: [] },
  'GET /firms/:id/submissions': { items: submissions },
  'GET /firms/:id/evidence': papers([paper]),
})

describe('a firm’s home', () => {
  it('says where it stands, the smallest change now and for next year, what is due under which clause, and what was returned', async () => {
    const returned = { step: 'returned', at, by: '林示例', role: 'park', note: '和申报表对不上', reasons: {}, figures: {} }
    await open('company', `/home${on}`, answers(facts, [{ year: 2025, state: 'returned', version: 2, current: year, steps: [returned] }]))
    await until(() => text().includes('最小的改变') && text().includes('按去年的数不变'), 'the advice')
    expect(text(document.querySelector('ol.stairs .next') ?? document.body)).toContain('国家高新技术企业')
    expect(text(document.querySelector('.next-step') ?? document.body)).toMatch(/最小的改变.*(→|新增|先填)/)
    expect(text()).toContain('2025 年已结账')
    expect(text()).toContain('现在没有可推荐的政策。')
    expect(text()).toMatch(/2027-11-27.*创新型中小企业：复核.*工信部企业〔2026〕2号/)
    expect(text()).toContain('2025 年数据被园区退回： 和申报表对不上')
    expect(the('link', '去修改').getAttribute('href')).toContain(`/firms/${firmId}/figures/2025`)
  })

  it('sends a firm of which nothing is known to the few figures that decide most, and calls nothing failed', async () => {
    await open('company', `/home${on}`, answers({ asOf: '2026-09-18' }))
    await until(() => all('link', '先填几个数字').length > 0, 'the way in')
    expect(the('link', '先填几个数字').getAttribute('href')).toContain('/figures/2025')
    expect(text()).not.toContain('未达到')
    expect(all('link', '填写').length).toBeGreaterThan(0)
  })
})

/** Sends what is chosen as a browser does, without a network. */
class Sent {
  static answers: (object | Refusal)[] = []
  static forms: FormData[] = []
  upload: { onprogress: ((event: object) => void) | null } = { onprogress: null }
  onload: (() => void) | null = null
  status = 0
  responseText = ''
  open() {}
  setRequestHeader() {}
  send(form: FormData) {
    Sent.forms.push(form)
    const given = Sent.answers.shift()
    queueMicrotask(() => {
      this.status = given instanceof Refusal ? given.status : 201
      this.responseText = JSON.stringify(given instanceof Refusal ? given.problem : given)
      this.onload?.()
    })
  }
}

describe('the papers of a firm', () => {
  beforeEach(() => {
    Sent.answers = []
    Sent.forms = []
    vi.stubGlobal('XMLHttpRequest', Sent)
  })
  afterEach(() => vi.unstubAllGlobals())

  const row = (name: string) => document.getElementById(name) ?? document.body
  async function choose(name: string, file: File) {
    const input = row(name).querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error(`no place for ${name}`)
    Object.defineProperty(input, 'files', { value: [file], configurable: true })
    input.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
  }

  it('are listed by what the rules ask for, uploaded at their place, and refused with the reason', async () => {
    await open('company', `/firms/${firmId}/evidence?on=2026-09-18&for=hnte`, answers(facts))
    await until(() => text().includes('要求的材料'), 'the list')
    expect(text(row('营业执照'))).toMatch(/已有.*执照\.pdf/)
    expect(text(row('专项审计报告'))).toContain('缺')
    expect(text(row('专项审计报告'))).toContain('国家高新技术企业：')
    Sent.answers = [
      new Refusal(400, { errors: [{ pointer: '/file', detail: '这是程序，不是材料，没有保存。' }] }),
      { ...paper, paper: '专项审计报告', fileName: '审计.pdf' },
    ]
    await choose('专项审计报告', new File(['MZ'], '审计.exe'))
    await until(() => text(row('专项审计报告')).includes('这是程序'), 'the refusal')
    await choose('专项审计报告', new File(['%PDF-'], '审计.pdf'))
    await until(() => text().includes('已上传：审计.pdf'), 'the word that it is there')
    expect(Sent.forms.at(-1)?.get('paper')).toBe('专项审计报告')
  })

  it('are taken away with a way back', async () => {
    await open('company', `/firms/${firmId}/evidence?on=2026-09-18&for=hnte`, answers(facts))
    await until(() => all('button', '删除 执照.pdf').length > 0, 'the file')
    const url = `/firms/${firmId}/evidence/${paper.id}`
    answer({ [`PATCH ${url}`]: { ...paper, isRemoved: true, version: 2 }, 'GET /firms/:id/evidence': papers([]) })
    await press(the('button', '删除 执照.pdf'))
    expect([lastAsked('PATCH', url)?.body, lastAsked('PATCH', url)?.headers.get('If-Match')]).toEqual([{ isRemoved: true }, '"v1"'])
    await until(() => text(row('营业执照')).includes('缺'), 'the gap')
    await press(the('button', '撤销'))
    expect([lastAsked('PATCH', url)?.body, lastAsked('PATCH', url)?.headers.get('If-Match')]).toEqual([{ isRemoved: false }, '"v2"'])
  })

  it('stand as ticks in the report, with every condition, its clause and the rule set', async () => {
    await open('company', `/firms/${firmId}/report/print?on=2026-09-18&certification=hnte`, answers(facts))
    await until(() => text().includes('☑ 营业执照'), 'the document')
    expect(text()).toContain('福清示例光电有限公司')
    expect(text()).toContain('□ 专项审计报告')
    expect(text()).toContain('规则版本 hnte@2016-32-195')
    expect(text()).toMatch(/第十一条（六）/)
    expect(text()).toContain('不代表认定结果')
    expect(document.querySelectorAll('article section h3')).toHaveLength(1)
    expect(asked.some(({ method }) => method !== 'GET')).toBe(false)
  })
})
