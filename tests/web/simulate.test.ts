import { describe, expect, it } from 'vitest'
import type { SimulationAnswer } from '../../shared/api/simulations.ts'
import { loadOfficeMessages } from '../../web/i18n.ts'
import { parseThreshold, thresholdText, typedText } from '../../web/simulate/thresholds.ts'
import { all, asked, cells, lastAsked, offline, open, press, Refusal, text, the, theInput, type, until } from './support.ts'

const firm = (name: string, before: 'qualified' | 'unqualified', after: 'qualified' | 'unqualified') => ({
  id: '0190a000-0000-7000-8000-000000000002',
  name,
  parkId: 'rongqiao',
  before: { verdict: before, shortBy: before === 'qualified' ? 0 : 1 },
  after: { verdict: after, shortBy: after === 'qualified' ? 0 : 1 },
})
const group = { id: 'rongqiao', name: '融侨经济技术开发区', enters: 1, leaves: 2, nearer: 0, farther: 0 }

const answer: SimulationAnswer = {
  firms: 60,
  warm: true,
  laws: {
    before: { asOf: '2026-06-15' },
    after: {
      asOf: '2026-06-15',
      revised: [
        {
          id: 'fjstg.revenue',
          label: { zh: '上年度营业收入（元）', en: 'Revenue' },
          unit: 'money',
          before: 20_000_000,
          after: 30_000_000,
        },
      ],
    },
  },
  results: [
    {
      certification: 'fujian-tech-giant',
      rulesets: { before: 'fjstg', after: 'fjstg' },
      before: { unqualified: 40, undetermined: 5, review: 5, qualified: 10 },
      after: { unqualified: 41, undetermined: 5, review: 5, qualified: 9 },
      matrix: [
        [39, 0, 0, 1],
        [0, 5, 0, 0],
        [0, 0, 5, 0],
        [2, 0, 0, 8],
      ],
      effects: { enters: 1, leaves: 2, nearer: 0, farther: 0 },
      by: { park: [group], town: [{ ...group, id: null, name: '未填' }], industry: [{ ...group, id: 'C39', name: '电子设备制造业' }] },
      firms: {
        enters: [firm('福清新进示例有限公司', 'unqualified', 'qualified')],
        leaves: [firm('福清退出示例有限公司', 'qualified', 'unqualified')],
        nearer: [],
        farther: [],
      },
    },
  ],
  unjudged: [],
}

const address = '/simulate?certification=fujian-tech-giant&on=2026-06-15'
const given = { 'POST /simulations': answer, 'GET /simulations/progress': { reading: null } }

describe('thresholds in the units of people', () => {
  it.each([
    ['3000', 'money', 30_000_000],
    ['2.5亿', 'money', 250_000_000],
    ['3.5', 'share', 0.035],
    ['3.5%', 'share', 0.035],
    ['29', 'share', 0.29],
    ['12', 'people', 12],
  ] as const)('%s of %s is %d', (typed, unit, value) => {
    expect(parseThreshold(typed, { unit, mayBeNegative: false })).toEqual({ value })
  })

  it('come back as they are typed', async () => {
    await loadOfficeMessages()
    expect([typedText(20_000_000, 'money'), typedText(0.035, 'share'), typedText(0.07, 'share')]).toEqual(['2000', '3.5', '7'])
    expect([thresholdText(20_000_000, 'money'), thresholdText(0.6, 'share')]).toEqual(['2,000 万元', '60%'])
  })

  it('are refused where they are none', () => {
    expect(parseThreshold('-1', { unit: 'money', mayBeNegative: false })).toEqual({ fault: 'negative' })
    expect(parseThreshold('x', { unit: 'share', mayBeNegative: false })).toEqual({ fault: 'not-a-number' })
    expect(parseThreshold('-5', { unit: 'share', mayBeNegative: true })).toEqual({ value: -0.05 })
  })
})

describe('the simulation', () => {
  it('sends what was changed, in the unit of the rules, and says who enters and leaves', async () => {
    await open('bureau', address, given)
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    expect(text()).toContain('还没有推演')
    expect((the('button', /^推演$/) as HTMLButtonElement).disabled).toBe(true)
    expect(theInput('上年度营业收入').value).toBe('2000')
    await type(theInput('上年度营业收入'), '3000')
    expect(text()).toContain('改动 1 处')
    await press(the('button', /^推演$/))
    await until(() => text().includes('推演 60 家'), 'the result')
    expect(lastAsked('POST', '/simulations')?.body).toEqual({
      asOf: '2026-06-15',
      certifications: ['fujian-tech-giant'],
      revised: [{ id: 'fjstg.revenue', value: 30_000_000 }],
    })
    expect(text(document.querySelector('[data-effect=enters]')!)).toBe('1')
    expect(text(document.querySelector('[data-effect=leaves]')!)).toBe('2')
    expect(text()).toContain('上年度营业收入（元）：2,000 万元 → 3,000 万元')
    expect(the('link', '福清新进示例有限公司').getAttribute('href')).toContain(
      '/firms/0190a000-0000-7000-8000-000000000002/assessments/fujian-tech-giant',
    )
    await press(the('button', '退出 2'))
    expect(text()).toContain('福清退出示例有限公司')
    expect(text()).toContain('先列出 1 家，共 2 家')
    const rows = all('row', '达到').map(cells)
    expect(rows).toContainEqual(['达到', '8', '0', '0', '2', '10'])
  })

  it('shows the groups as a table on request', async () => {
    await open('bureau', address, given)
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '3000')
    await press(the('button', /^推演$/))
    await until(() => text().includes('变在哪里'), 'the groups')
    await press(the('button', '看表格'))
    expect(cells(the('row', '融侨经济技术开发区'))).toEqual(['融侨经济技术开发区', '1', '2', '0', '0'])
    await press(the('button', '镇街'))
    expect(cells(the('row', '未填'))).toEqual(['未填', '1', '2', '0', '0'])
  })

  it('compares two days without any threshold, of a park where asked', async () => {
    await open('bureau', address, given)
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(the('field', '换成哪一天'), '2027-01-01')
    await type(the('field', '园区'), 'rongqiao')
    await press(the('button', /^推演$/))
    await until(() => text().includes('推演 60 家'), 'the result')
    expect(lastAsked('POST', '/simulations')?.body).toEqual({
      asOf: '2026-06-15',
      certifications: ['fujian-tech-giant'],
      afterOn: '2027-01-01',
      scope: { park: 'rongqiao' },
    })
  })

  it('says that a result is of before once something else has changed, and takes all changes back', async () => {
    await open('bureau', address, given)
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '3000')
    await press(the('button', /^推演$/))
    await until(() => text().includes('推演 60 家'), 'the result')
    await press(the('button', '全部还原'))
    expect(theInput('上年度营业收入').value).toBe('2000')
    expect(text()).toContain('条件已改')
  })

  it('does not run with a number that is none', async () => {
    await open('bureau', address, given)
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '三千')
    expect(text()).toContain('不是数字')
    expect((the('button', /^推演$/) as HTMLButtonElement).disabled).toBe(true)
    expect(asked.some(({ method }) => method === 'POST')).toBe(false)
  })

  it('puts what the server refuses beside the threshold, and tries again after the network was gone', async () => {
    let failure: unknown = new Refusal(400, { errors: [{ pointer: '/revised/0/value', detail: '数字太大' }] })
    await open('bureau', address, { ...given, 'POST /simulations': () => failure ?? answer })
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '3000')
    await press(the('button', /^推演$/))
    await until(() => text().includes('数字太大'), 'the refusal')
    expect(theInput('上年度营业收入').getAttribute('aria-invalid')).toBe('true')
    failure = offline
    await press(the('button', /^推演$/))
    await until(() => text().includes('没有读到推演结果（网络中断）'), 'the failure')
    failure = undefined
    await press(the('button', '重试'))
    await until(() => text().includes('推演 60 家'), 'the result')
  })

  it('tells how far the register is read, and can be given up', async () => {
    const never = new Promise(() => {})
    await open('bureau', address, {
      'POST /simulations': () => never,
      'GET /simulations/progress': { reading: { done: 20_000, total: 100_000 } },
    })
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '3000')
    await press(the('button', /^推演$/))
    await until(() => text().includes('正在读取登记库 20,000 / 100,000 家'), 'the progress')
    await press(the('button', '取消'))
    expect(text()).toContain('还没有推演')
  })

  it('says of an empty scope, and of a trial that moves nobody, what they are', async () => {
    const [result] = answer.results
    const still: SimulationAnswer = {
      ...answer,
      results: [
        {
          ...result!,
          effects: { enters: 0, leaves: 0, nearer: 0, farther: 0 },
          by: { park: [], town: [], industry: [] },
          firms: { enters: [], leaves: [], nearer: [], farther: [] },
        },
      ],
    }
    let now: SimulationAnswer = still
    await open('bureau', address, { ...given, 'POST /simulations': () => now })
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '3000')
    await press(the('button', /^推演$/))
    await until(() => text().includes('没有企业因此改变'), 'nobody')
    now = { ...still, firms: 0 }
    await press(the('button', /^推演$/))
    await until(() => text().includes('这个范围里没有企业'), 'no firms')
  })

  it('names firms to an administrator without leading into a registry that is not theirs', async () => {
    await open('admin', address, given)
    await until(() => text().includes('上年度营业收入'), 'the thresholds')
    await type(theInput('上年度营业收入'), '3000')
    await press(the('button', /^推演$/))
    await until(() => text().includes('福清新进示例有限公司'), 'the firms')
    expect(all('link', '福清新进示例有限公司')).toEqual([])
  })

  it.each(['park', 'town', 'company'] as const)('is to a %s a page that does not exist', async (role) => {
    await open(role, '/simulate', {})
    await until(() => text().includes('没有找到这个页面，或者你没有权限查看。'), 'the missing page')
  })
})
