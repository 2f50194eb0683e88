import { describe, expect, it } from 'vitest'
import { router } from '../../web/router.ts'
import { all, answer, asked, type Asked, cells, lastAsked, open, press, Refusal, text, the, theInput, type, until } from './support.ts'

const main = () => document.querySelector('main') ?? document.body
const dialog = () => document.querySelector('dialog') ?? document.body
const footer = () => dialog().querySelector('footer') ?? dialog()
const off = { isOn: false, isRequired: false, recoveryCodesLeft: 0 }
const here = {
  id: '0190a000-0000-7000-8000-0000000000a1',
  createdAt: '2026-09-18T01:00:00.000Z',
  lastSeenAt: '2026-09-18T02:00:00.000Z',
  ip: '10.0.0.7',
  device: 'Edge · Windows',
  isThis: true,
}
const elsewhere = { ...here, id: '0190a000-0000-7000-8000-0000000000a2', device: null, isThis: false }

describe('signing in with a second factor', () => {
  it('asks for the code in a second step, keeps the password for it, and starts over for another account', async () => {
    const account = ((await await open('park', '/self-check', {})) && (await fetch('/api/v1/session')).json()) as object
    document.body.innerHTML = ''
    await open('park', '/sign-in', {
      'POST /session': ({ body }: Asked) => {
        const { code } = body as { code?: string }
        if (code === undefined) return new Refusal(401, { type: '/problems/second-factor-needed', title: '请输入动态码' })
        return code === '123456' ? account : new Refusal(401, { type: '/problems/code-refused', title: '动态码不正确，或已经用过' })
      },
    })
    const submit = () => press(the('button', /^登录$/, main()))
    await type(theInput('账号'), 'park')
    await type(theInput(/^密码/), 'secret')
    await submit()
    await until(() => all('field', '动态码').length === 1, 'the second step')
    expect(all('field', /^动态码/)[0]).toBe(document.activeElement)
    await type(theInput('动态码'), '000000')
    await submit()
    await until(() => text().includes('动态码不正确'), 'the refusal')
    await type(theInput('动态码'), '123456')
    await submit()
    await until(() => router.currentRoute.value.path === '/home', 'home')
    expect(lastAsked('POST', '/session')?.body).toEqual({ account: 'park', password: 'secret', code: '123456' })
  })
})

describe('account security', () => {
  const answers = { 'GET /session/second-factor': off, 'GET /sessions': { items: [here, elsewhere] } }

  it('turns on a second factor: password, key, first code, recovery codes shown once', async () => {
    await open('park', '/account/security', {
      ...answers,
      'POST /session/second-factor': { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/x' },
      'POST /session/second-factor/confirmation': { codes: ['AAAAA-BBBBB', 'CCCCC-DDDDD'] },
    })
    await until(() => text().includes('未开启'), 'the state')
    await press(the('button', '开启二次验证'))
    await type(theInput('现在的密码', dialog()), 'secret')
    await press(the('button', '下一步', footer()))
    await until(() => text(dialog()).includes('ABCD EFGH IJKL MNOP'), 'the key')
    await type(theInput('六位数字', dialog()), '123456')
    await press(the('button', '确认开启', footer()))
    await until(() => text(dialog()).includes('AAAAA-BBBBB'), 'the recovery codes')
    answer({ 'GET /session/second-factor': { isOn: true, isRequired: true, recoveryCodesLeft: 10 } })
    await press(the('button', '已抄好', footer()))
    await until(() => text().includes('还剩 10 个恢复码'), 'the new state')
    expect(text()).not.toContain('AAAAA-BBBBB')
    expect(all('button', '关闭二次验证')).toHaveLength(0)
  })

  it('lists where one is signed in, and ends a session', async () => {
    await open('park', '/account/security', { ...answers, 'DELETE /sessions/:id': undefined })
    await until(() => text().includes('Edge · Windows'), 'the sessions')
    expect(cells(document.querySelectorAll('tbody tr')[0]!)).toEqual([
      'Edge · Windows',
      '10.0.0.7',
      '2026-09-18 09:00',
      '2026-09-18 10:00',
      '这里',
    ])
    await press(the('button', '退出 未知设备'))
    expect(asked.some(({ method, path }) => method === 'DELETE' && path === `/sessions/${elsewhere.id}`)).toBe(true)
  })
})

describe('a one-time link', () => {
  it('sets a password and leads to the sign-in page; the token goes in the body alone', async () => {
    const offer = {
      account: 'konto',
      displayName: '陈示例',
      role: 'company',
      firmName: '福清示例光电有限公司',
      expiresAt: '2026-09-21T01:00:00.000Z',
    }
    await open('park', '/invitation#the-token', { 'POST /invitations/offer': offer, 'POST /invitations/acceptance': undefined })
    await until(() => text().includes('陈示例'), 'the person')
    await type(theInput(/^新密码/), 'a sentence of my own')
    await type(theInput('再输一遍'), 'a sentence of my own')
    await press(the('button', '设好密码'))
    await until(() => router.currentRoute.value.path === '/sign-in', 'the sign-in page')
    expect(lastAsked('POST', '/invitations/acceptance')?.body).toEqual({ token: 'the-token', password: 'a sentence of my own' })
    expect(asked.some(({ path }) => path.includes('the-token'))).toBe(false)
  })

  it('that is not valid says so', async () => {
    await open('park', '/invitation#old', { 'POST /invitations/offer': new Refusal(403, { title: '链接无效、已过期或已经用过' }) })
    await until(() => text().includes('链接无效、已过期或已经用过'), 'the refusal')
  })
})

describe('the audit trail', () => {
  const row = {
    seq: 7,
    at: '2026-09-18T01:00:00.000Z',
    account: 'park-rongqiao',
    role: 'park',
    ip: '10.0.0.7',
    requestId: null,
    action: 'figures-changed',
    subject: 'firm:1',
    firmId: '0190a000-0000-7000-8000-000000000001',
    firmName: '福清示例光电有限公司',
    outcome: 'done',
    before: { 'years.2025.rdTax': 10000 },
    after: { 'years.2025.rdTax': 25000 },
  }

  it('shows who did what, with before and after in words, and narrows by act', async () => {
    await open('bureau', '/admin/audit', {
      'GET /audit': ({ query }: Asked) =>
        query.get('action') === 'sign-in'
          ? { items: [], nextCursor: null }
          : {
              items: [row, { ...row, seq: 6, action: 'refused', outcome: 'refused', firmName: null, before: null, after: null }],
              nextCursor: null,
            },
    })
    await until(() => text().includes('福清示例光电有限公司'), 'the rows')
    const [first, second] = [...document.querySelectorAll('tbody tr')]
    expect(text(first)).toContain('2026-09-18 09:00')
    expect(text(first)).toContain('park-rongqiao · 园区管理员')
    expect(text(first)).toContain('修改数据')
    expect(text(first)).toMatch(/原来：1\.00 万元.*现在：2\.50 万元/)
    expect(text(second)).toContain('被拒绝')
    await type(the('field', '操作', main()), 'sign-in')
    await until(() => text().includes('没有符合条件的记录'), 'the empty state')
    await press(the('button', '清除条件'))
    await until(() => text().includes('福清示例光电有限公司'), 'the rows again')
  })

  it('tells a company who looked at its data, and offers it no export', async () => {
    await open('company', '/account/activity', {
      'GET /audit': { items: [{ ...row, action: 'firm-viewed', ip: null, before: null, after: null }], nextCursor: null },
    })
    await until(() => text().includes('查看企业'), 'the view')
    expect(all('link', '导出')).toHaveLength(0)
  })
})
