import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Import, ImportCounts, ImportRow } from '../../shared/api/imports.ts'
import { router } from '../../web/router.ts'
import {
  all,
  answer,
  asked,
  type Asked,
  lastAsked,
  offline,
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

const id = '0190a000-0000-7000-8000-0000000000aa'
const at = `/imports/${id}`

const counts = (part: Partial<ImportCounts>): ImportCounts => ({
  rows: 2,
  new: 1,
  changed: 0,
  unchanged: 0,
  refused: 1,
  confirm: 0,
  needsCode: 0,
  skipped: 0,
  blanks: 0,
  ...part,
})

const column = (index: number, header: string, target: string | null, part: Partial<Import['columns'][number]> = {}) => ({
  index,
  letter: 'ABCDEF'.charAt(index),
  header,
  samples: [],
  target,
  unit: null,
  year: null,
  reason: 'synonym' as const,
  sure: true,
  ...part,
})

const sheet = (state: Import['state'], part: Partial<Import> = {}): Import => ({
  id,
  parkId: 'rongqiao',
  fileName: '融侨汇总.xlsx',
  fileSize: 4096,
  createdBy: 'park',
  createdAt: '2026-09-18T01:00:00.000Z',
  state,
  progress: null,
  error: null,
  sheets: [{ name: '汇总', rows: 3, columns: 3 }],
  head: [
    ['单位名称', '信用代码', '2025年营业收入（万元）'],
    ['融侨示例光学有限公司', '91350181MADEM0011A', '3200'],
  ],
  options: { sheet: 0, headerRow: 1, defaultYear: null, blanks: 'keep' },
  columns: [
    column(0, '单位名称', 'name'),
    column(1, '信用代码', 'uscc'),
    column(2, '2025年营业收入（万元）', 'years.operatingRevenue', { unit: 10_000, year: 2025, reason: 'label' }),
  ],
  counts: null,
  verdictChanges: null,
  committedAt: null,
  undoneAt: null,
  undoKeeps: null,
  version: 1,
  ...part,
})

const row = (number: number, outcome: ImportRow['outcome'], code: string, part: Partial<ImportRow> = {}): ImportRow => ({
  row: number,
  outcome,
  uscc: outcome === 'refused' ? null : code,
  name: `融侨示例${number}有限公司`,
  firmId: null,
  cells: [
    { column: 'A', target: 'name', written: `融侨示例${number}有限公司`, value: `融侨示例${number}有限公司`, changed: true },
    { column: 'B', target: 'uscc', written: code, value: outcome === 'refused' ? null : code, changed: true },
    { column: 'C', target: 'years.operatingRevenue', written: '3200', value: 32_000_000, changed: true },
  ],
  issues: [],
  warnings: [],
  suggestion: null,
  ...part,
})

const refused = row(3, 'refused', '91350181MADEM0011B', {
  issues: [
    {
      kind: 'error',
      code: 'uscc-check',
      column: 'B',
      target: 'uscc',
      detail: '第 3 行 B 列“信用代码”（91350181MADEM0011B）：校验位不对（应为 A）。',
    },
  ],
})

const preview = {
  [`GET ${at}`]: sheet('preview', { counts: counts({}), version: 3 }),
  [`GET ${at}/rows`]: { items: [refused, row(2, 'new', '91350181MADEM0022B')], nextCursor: null },
}

/** Sends what is chosen as a browser does, without a network. */
class Sent {
  static answers: (Import | Refusal | typeof offline)[] = []
  static forms: FormData[] = []
  upload: { onprogress: ((event: object) => void) | null } = { onprogress: null }
  onload: (() => void) | null = null
  onerror: (() => void) | null = null
  onabort: (() => void) | null = null
  status = 0
  responseText = ''
  open() {}
  setRequestHeader() {}
  abort() {
    this.onabort?.()
  }
  send(form: FormData) {
    Sent.forms.push(form)
    const given = Sent.answers.shift()
    queueMicrotask(() => {
      if (given === undefined || given === offline) return this.onerror?.()
      const isRefusal = given instanceof Refusal
      this.status = isRefusal ? given.status : 201
      this.responseText = JSON.stringify(isRefusal ? given.problem : given)
      this.onload?.()
    })
  }
}

beforeEach(() => {
  Sent.answers = []
  Sent.forms = []
  vi.stubGlobal('XMLHttpRequest', Sent)
  // Without server-sent events the page asks again and again.
  vi.stubGlobal('EventSource', undefined)
})

afterEach(() => vi.unstubAllGlobals())

/** Chooses a file in the box. */
async function choose(...files: File[]) {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('there is no place for a file')
  Object.defineProperty(input, 'files', { value: files, configurable: true })
  input.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}

describe('uploading a file', () => {
  it('sends a sheet and goes on to what its columns are', async () => {
    await open('park', '/imports/new', { [`GET ${at}`]: sheet('mapping') })
    Sent.answers = [sheet('mapping')]
    await choose(new File(['x'], '融侨汇总.xlsx'))
    await until(() => text().includes('每一列是什么'), 'the columns')
    expect(router.currentRoute.value.path).toBe(at)
    expect((Sent.forms[0]?.get('file') as File).name).toBe('融侨汇总.xlsx')
  })

  it('says of a file of the old format, or of another kind, what to do, without sending it', async () => {
    await open('park', '/imports/new', {})
    await choose(new File(['x'], '汇总.xls'))
    expect(text()).toContain('另存为 .xlsx 再上传')
    await choose(new File(['x'], '汇总.pdf'))
    expect(text()).toContain('这种文件读不了')
    expect(Sent.forms).toHaveLength(0)
  })

  it('says what the server refuses of a file, that nothing is changed, and takes another one', async () => {
    await open('park', '/imports/new', { [`GET ${at}`]: sheet('mapping') })
    Sent.answers = [new Refusal(422, { title: '读不了这个文件', detail: '这个工作簿有密码。去掉密码再上传。' }), sheet('mapping')]
    await choose(new File(['x'], '有密码.xlsx'))
    await until(() => text().includes('去掉密码再上传'), 'the refusal')
    expect(text()).toContain('企业库没有变化')
    await choose(new File(['x'], '没密码.xlsx'))
    await until(() => router.currentRoute.value.path === at, 'the import')
  })
})

describe('mapping the columns', () => {
  it('shows for each column what it is taken for, in which unit and of which year', async () => {
    await open('park', at, { [`GET ${at}`]: sheet('mapping') })
    await until(() => text().includes('每一列是什么'), 'the columns')
    const revenue = all('row', '2025年营业收入').at(-1) ?? document.body
    expect(text(revenue)).toContain('营业收入')
    expect((the('field', '单位', revenue) as HTMLSelectElement).value).toBe('10000')
    expect(theInput('年度', revenue).value).toBe('2025')
    expect(text()).toContain('已对应 3 / 3 列')
  })

  it('does not go on while no column tells the firms, and says so', async () => {
    await open('park', at, { [`GET ${at}`]: sheet('mapping', { columns: [column(0, '备注', null)] }) })
    await until(() => text().includes('每一列是什么'), 'the columns')
    await press(the('button', '检查预览'))
    expect(text()).toContain('才知道每行是哪家企业')
    expect(lastAsked('PUT', `${at}/mapping`)).toBeUndefined()
  })

  it('asks for the year of a figure whose header names none, and sends the one that is given', async () => {
    const columns = [column(0, '单位名称', 'name'), column(1, '营业收入', 'years.operatingRevenue', { unit: 10_000 })]
    await open('park', at, { [`GET ${at}`]: sheet('mapping', { columns }), [`PUT ${at}/mapping`]: sheet('checking', { version: 2 }) })
    await until(() => text().includes('每一列是什么'), 'the columns')
    await press(the('button', '检查预览'))
    expect(text()).toContain('不知道是哪一年的数')
    await type(theInput('没写年度的数字是哪一年的'), '2025')
    await press(the('button', '检查预览'))
    await until(() => lastAsked('PUT', `${at}/mapping`) !== undefined, 'the mapping')
    expect(lastAsked('PUT', `${at}/mapping`)?.body).toMatchObject({ options: { defaultYear: 2025 } })
    expect(lastAsked('PUT', `${at}/mapping`)?.headers.get('If-Match')).toBe('"v1"')
  })
})

describe('the preview', () => {
  it('says in numbers what will happen, and of a refused row which cell and why', async () => {
    await open('park', at, preview)
    await until(() => text().includes('校验位不对'), 'the rows')
    expect(text()).toContain('行可以导入1新增 1')
    expect(text()).toContain('第 3 行 B 列“信用代码”')
    expect(text(the('button', /^导入 \d+ 行$/))).toBe('导入 1 行')
    expect(theInput('全部无误才导入').disabled).toBe(true)
    expect(the('link', '错误表').getAttribute('href')).toBe(`/api/v1${at}/errors.xlsx`)
  })

  it('takes a correction in place, and then the row can be imported', async () => {
    const right = '91350181MADEM0011A'
    await open('park', at, { ...preview, [`PATCH ${at}/rows/3`]: row(3, 'new', right) })
    await until(() => document.querySelector('[data-correction]') !== null, 'the open row')
    const correction = document.querySelector<HTMLInputElement>('[data-correction]')!
    expect(correction.value).toBe('91350181MADEM0011B')
    expect(the('button', '改好').hasAttribute('disabled')).toBe(true)
    answer({ [`GET ${at}`]: sheet('preview', { counts: counts({ new: 2, refused: 0 }), version: 4 }) })
    await type(correction, right)
    await press(the('button', '改好'))
    await until(() => all('button', '导入 2 行').length > 0, 'two rows to import')
    expect(lastAsked('PATCH', `${at}/rows/3`)?.body).toEqual({ cells: { B: right } })
    expect(text()).not.toContain('校验位不对')
  })

  it('keeps what was typed where the correction is refused', async () => {
    await open('park', at, { ...preview, [`PATCH ${at}/rows/3`]: new Refusal(409, { title: '这次导入正在写入' }) })
    await until(() => document.querySelector('[data-correction]') !== null, 'the open row')
    const correction = document.querySelector<HTMLInputElement>('[data-correction]')!
    await type(correction, '91350181MADEM0011A')
    await press(the('button', '改好'))
    await until(() => text().includes('这次导入正在写入'), 'the refusal')
    expect(correction.value).toBe('91350181MADEM0011A')
  })
})

describe('committing', () => {
  const done = sheet('committed', {
    counts: counts({}),
    version: 5,
    committedAt: '2026-09-18T02:00:00.000Z',
    verdictChanges: [{ certification: 'hnte', verdict: 'qualified', firms: 1 }],
  })

  it('writes the good rows and shows a sum that adds up to the rows of the sheet', async () => {
    await open('park', at, { ...preview, [`POST ${at}/commit`]: done })
    await until(() => all('button', '导入 1 行').length > 0, 'the button')
    await press(the('button', '导入 1 行'))
    await until(() => text().includes('已导入 1 行'), 'the result')
    expect(lastAsked('POST', `${at}/commit`)?.body).toEqual({ mode: 'good' })
    expect(lastAsked('POST', `${at}/commit`)?.headers.get('If-Match')).toBe('"v3"')
    const sum = document.querySelector('dl.sum')
    expect(text(sum ?? document.body)).toBe('1新增+0更新+0无变化+1未导入=2表里的数据行')
    expect(text()).toContain('国家高新技术企业 1 家变为')
  })

  it('says that it is not known whether it was written when the answer is lost, asks until it is, and lets it be done again', async () => {
    await open('park', at, { ...preview, [`POST ${at}/commit`]: offline })
    await until(() => all('button', '导入 1 行').length > 0, 'the button')
    answer({ [`GET ${at}`]: offline })
    await press(the('button', '导入 1 行'))
    await until(() => text().includes('不确定是否写入'), 'the doubt')
    expect(the('button', '导入 1 行').hasAttribute('disabled')).toBe(true)
    answer({ [`GET ${at}`]: preview[`GET ${at}`], [`POST ${at}/commit`]: done })
    await until(() => text().includes('没有写入'), 'the certainty')
    await press(the('button', '导入 1 行'))
    await until(() => text().includes('已导入 1 行'), 'the result')
    expect(asked.filter(({ method, path }) => method === 'POST' && path === `${at}/commit`)).toHaveLength(2)
  })

  it('shows the result by itself when only the answer was lost', async () => {
    await open('park', at, { ...preview, [`POST ${at}/commit`]: offline })
    await until(() => all('button', '导入 1 行').length > 0, 'the button')
    answer({ [`GET ${at}`]: done })
    await press(the('button', '导入 1 行'))
    await until(() => text().includes('已导入 1 行'), 'the result')
    expect(text()).not.toContain('不确定是否写入')
  })

  it('is undone after a question that says what happens to whom', async () => {
    await open('park', at, {
      [`GET ${at}`]: done,
      [`POST ${at}/undo`]: ({ headers }: Asked) =>
        headers.get('If-Match') === '"v5"'
          ? { ...done, state: 'undone', version: 6, undoneAt: '2026-09-18T03:00:00.000Z', undoKeeps: 0 }
          : new Refusal(412, { title: '已被别人改过' }),
    })
    await until(() => text().includes('已导入 1 行'), 'the result')
    await press(the('button', '撤销本次导入'))
    const dialog = document.querySelector('dialog') ?? document.body
    expect(text(dialog)).toContain('新增的 1 家企业移除')
    await press(the('button', '撤销本次导入', dialog.querySelector('footer') ?? dialog))
    await until(() => text().includes('这次导入已撤销'), 'the undone import')
    expect(text()).toContain('已恢复到导入前')
    expect(all('button', '撤销本次导入')).toHaveLength(0)
  })
})
