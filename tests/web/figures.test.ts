import { describe, expect, it } from 'vitest'
import { all, answer, asked, key, lastAsked, open, press, Refusal, settle, text, the, theInput, type, until } from './support.ts'

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
  may: { edit: true, verify: true },
}

const year = (figures: object, version: number) => ({
  year: 2025,
  figures,
  provenance: { operatingRevenue: { source: 'import', by: '林示例', at, file: '2025 年报.xlsx', row: 18, column: 'F' } },
  verifiedBy: null,
  verifiedAt: null,
  version,
})

const before = year({ operatingRevenue: 56_000_000 }, 4)
const path = `/firms/${firmId}/figures`
const answers = { [`GET /firms/:id`]: firm, [`GET ${path}`]: { years: [before], warnings: [] } }

const cell = (name: string) => the('button', `2025 年${name}，`)

async function edit(name: string, value: string) {
  await press(cell(name))
  await type(theInput(`2025 年${name}`), value)
  await key('Enter')
}

describe('figures of a firm', () => {
  it('tell an unknown figure from a zero', async () => {
    await open('park', path, { ...answers, [`GET ${path}`]: { years: [year({ exportRevenue: 0 }, 4)], warnings: [] } })
    await until(() => all('button', '2025 年出口额').length > 0, 'the figures')
    expect(text(cell('出口额'))).toContain('0.00')
    expect(text(cell('营业收入'))).toContain('未填')
  })

  it('say from which cell of which file they come', async () => {
    await open('park', path, answers)
    await until(() => all('button', '2025 年营业收入').length > 0, 'the figures')
    await press(cell('营业收入'))
    expect(text()).toContain('导入自 2025 年报.xlsx F18，林示例')
  })

  it('send only what was changed, against the version that was read, and offer the way back', async () => {
    await open('park', path, {
      ...answers,
      [`PATCH ${path}/2025`]: { ...year({ operatingRevenue: 56_000_000, exportRevenue: 1_230_000 }, 5), warnings: [] },
    })
    await until(() => all('button', '2025 年出口额').length > 0, 'the figures')
    await edit('出口额', '123')
    const sent = lastAsked('PATCH', `${path}/2025`)
    expect(sent?.body).toEqual({ figures: { exportRevenue: 1_230_000 } })
    expect(sent?.headers.get('If-Match')).toBe('"v4"')
    expect(text(cell('出口额'))).toContain('123.00')
    await press(the('button', '撤销'))
    expect(lastAsked('PATCH', `${path}/2025`)?.body).toEqual({ figures: { exportRevenue: null } })
    expect(lastAsked('PATCH', `${path}/2025`)?.headers.get('If-Match')).toBe('"v5"')
  })

  it('show both values when somebody else changed the same figure, and keep mine only by choice', async () => {
    const theirs = year({ operatingRevenue: 57_000_000 }, 5)
    await open('park', path, { ...answers, [`PATCH ${path}/2025`]: new Refusal(412, { title: '已被别人改过', current: theirs }) })
    await until(() => all('button', '2025 年营业收入').length > 0, 'the figures')
    await edit('营业收入', '5800')
    await until(() => text().includes('这份资料刚被别人改过'), 'the conflict')
    expect(text()).toContain('5,800.00 万元')
    expect(text()).toContain('5,700.00 万元')
    answer({ [`PATCH ${path}/2025`]: { ...year({ operatingRevenue: 58_000_000 }, 6), warnings: [] } })
    await press(the('button', '用我的'))
    expect(lastAsked('PATCH', `${path}/2025`)?.headers.get('If-Match')).toBe('"v5"')
    expect(text(cell('营业收入'))).toContain('5,800.00')
  })

  it('write over nobody when another figure of the year was changed meanwhile', async () => {
    const theirs = year({ operatingRevenue: 57_000_000 }, 5)
    await open('park', path, { ...answers, [`PATCH ${path}/2025`]: new Refusal(412, { title: '已被别人改过', current: theirs }) })
    await until(() => all('button', '2025 年出口额').length > 0, 'the figures')
    const refusal = asked.length
    answer({
      [`PATCH ${path}/2025`]: ({ headers }: { headers: Headers }) =>
        headers.get('If-Match') === '"v5"'
          ? { ...year({ operatingRevenue: 57_000_000, exportRevenue: 1_230_000 }, 6), warnings: [] }
          : new Refusal(412, { title: '已被别人改过', current: theirs }),
    })
    await edit('出口额', '123')
    await settle()
    expect(asked.slice(refusal).filter(({ method }) => method === 'PATCH')).toHaveLength(2)
    expect(text()).not.toContain('这份资料刚被别人改过')
    expect(text(cell('营业收入'))).toContain('5,700.00')
  })

  it('refuse what is no number at the cell, and send nothing', async () => {
    await open('park', path, answers)
    await until(() => all('button', '2025 年出口额').length > 0, 'the figures')
    await edit('出口额', '四十二')
    expect(text()).toContain('不是数字')
    expect(lastAsked('PATCH', `${path}/2025`)).toBeUndefined()
  })
})
