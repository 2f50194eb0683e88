import { describe, expect, it } from 'vitest'
import type { Account } from '../../shared/accounts.ts'
import type { ManagedAccount } from '../../shared/api/accounts.ts'
import { router } from '../../web/router.ts'
import { all, type Asked, lastAsked, open, press, Refusal, text, the, theInput, type, until } from './support.ts'

const account = (name: string, part: Partial<ManagedAccount> = {}): ManagedAccount => ({
  account: name,
  displayName: '郑示例',
  role: 'park',
  parkId: 'jiangyin',
  firmId: null,
  firmName: null,
  townCode: null,
  disabled: false,
  endsOn: null,
  hasSecondFactor: false,
  invitedUntil: null,
  mustChangePassword: false,
  lastSeenAt: null,
  createdAt: '2026-09-18T01:00:00.000Z',
  version: 1,
  ...part,
})

const list = { 'GET /accounts': { items: [account('park-jiangyin')], nextCursor: null } }
const administrator: Account = {
  account: 'admin',
  displayName: '系统管理员',
  role: 'admin',
  parkId: null,
  parkName: null,
  firmId: null,
  firmName: null,
  townCode: null,
  endsOn: null,
  mustChangePassword: false,
  mustSetUpSecondFactor: false,
  demoData: false,
}
const dialog = () => document.querySelector('dialog') ?? document.body
const byPassword = () => theInput('由你转交', dialog())

describe('a new account', () => {
  it('asks for the scope that the role needs, and shows the first password once to be handed over', async () => {
    await open('admin', '/admin/users', {
      ...list,
      'POST /accounts': ({ body }: Asked) => account((body as { account: string }).account, { mustChangePassword: true }),
    })
    await until(() => text().includes('park-jiangyin'), 'the accounts')
    await press(the('button', '新建账号'))
    expect(all('field', /^园区/, dialog())).toHaveLength(0)
    await type(the('field', /^角色/, dialog()), 'park')
    await type(the('field', /^园区/, dialog()), 'jiangyin')
    await type(theInput(/^账号/, dialog()), ' park-new ')
    await type(theInput(/^姓名/, dialog()), '周示例')
    await press(byPassword())
    const password = theInput(/^初始密码$/, dialog()).value
    expect(password).toMatch(/^[A-Za-z2-9]{5}(-[A-Za-z2-9]{5}){2}$/)
    await press(the('button', '新建账号', dialog().querySelector('footer') ?? dialog()))

    await until(() => text(dialog()).includes('把初始密码交给本人'), 'the password to hand over')
    expect(lastAsked('POST', '/accounts')?.body).toEqual({
      account: 'park-new',
      displayName: '周示例',
      role: 'park',
      password,
      parkId: 'jiangyin',
    })
    expect(text(dialog())).toContain(password)
    await press(the('button', '记下了', dialog()))
    expect(text()).not.toContain(password)
  })

  it('is handed over as a one-time link, unless told otherwise, whose token reaches no server by its address', async () => {
    await open('admin', '/admin/users', {
      ...list,
      'POST /accounts': ({ body }: Asked) => account((body as { account: string }).account, { role: 'bureau' }),
      'POST /accounts/:account/invitation': { token: 'one-time-token', expiresAt: '2026-09-21T01:00:00.000Z' },
    })
    await until(() => text().includes('park-jiangyin'), 'the accounts')
    await press(the('button', '新建账号'))
    await type(theInput(/^账号/, dialog()), 'bureau-2')
    await type(theInput(/^姓名/, dialog()), '周示例')
    await type(theInput(/^截止日期/, dialog()), '2027-01-31')
    await press(the('button', '新建账号', dialog().querySelector('footer') ?? dialog()))
    await until(() => text(dialog()).includes('/invitation#one-time-token'), 'the link')
    expect(text(dialog())).toContain('2026-09-21 09:00 前有效')
    expect(lastAsked('POST', '/accounts')?.body).toEqual({
      account: 'bureau-2',
      displayName: '周示例',
      role: 'bureau',
      endsOn: '2027-01-31',
    })
    await press(the('button', '记下了', dialog()))
    expect(text()).not.toContain('one-time-token')
    expect(text()).toContain('待本人设密码')
  })

  it('is removed for good after a question', async () => {
    await open('admin', '/admin/users', { ...list, 'DELETE /accounts/:account': undefined })
    await until(() => text().includes('park-jiangyin'), 'the accounts')
    await press(the('button', '郑示例：操作'))
    await press(the('button', '移除人员'))
    expect(text(dialog())).toContain('不能恢复')
    await press(the('button', '移除人员', dialog().querySelector('footer') ?? dialog()))
    await until(() => text().includes('已移除'), 'the end')
    expect(lastAsked('DELETE', '/accounts/park-jiangyin')?.headers.get('if-match')).toBe('"v1"')
    expect(text()).not.toContain('park-jiangyin')
  })

  it('makes up another password on demand', async () => {
    await open('admin', '/admin/users', list)
    await until(() => text().includes('park-jiangyin'), 'the accounts')
    await press(the('button', '新建账号'))
    await press(byPassword())
    const before = theInput(/^初始密码$/, dialog()).value
    await press(the('button', '换一个', dialog()))
    expect(theInput(/^初始密码$/, dialog()).value).not.toBe(before)
  })

  it('says beside the field what is refused, and keeps all that was typed', async () => {
    await open('bureau', '/admin/users', {
      ...list,
      'POST /accounts': new Refusal(422, {
        title: '有些内容不能接受',
        errors: [
          { pointer: '/account', detail: '这个账号已经有了' },
          { pointer: '/password', detail: '太常见的密码' },
        ],
      }),
    })
    await until(() => text().includes('park-jiangyin'), 'the accounts')
    await press(the('button', '新建账号'))
    await press(byPassword())
    await type(theInput(/^账号/, dialog()), 'park-jiangyin')
    await type(theInput(/^姓名/, dialog()), '周示例')
    await press(the('button', '新建账号', dialog().querySelector('footer') ?? dialog()))
    await until(() => text(dialog()).includes('这个账号已经有了'), 'the refusal')
    const field = theInput(/^账号/, dialog())
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(text(field.closest('.field') ?? dialog())).toContain('这个账号已经有了')
    expect(text(theInput(/^初始密码$/, dialog()).closest('.field') ?? dialog())).toContain('太常见的密码')
    expect(theInput(/^姓名/, dialog()).value).toBe('周示例')
  })

  it('offers a park only accounts of companies', async () => {
    await open('park', '/admin/users', list)
    await until(() => text().includes('park-jiangyin'), 'the accounts')
    await press(the('button', '新建账号'))
    const roles = the('field', /^角色/, dialog()) as HTMLSelectElement
    expect([...roles.options].map(({ value }) => value)).toEqual(['company'])
    expect(the('field', /^企业/, dialog())).toBeTruthy()
  })
})

describe('the first administrator of an empty installation', () => {
  const fill = async (repeated: string) => {
    await type(theInput('一次性口令'), ' ABCD-EFGH ')
    await type(theInput(/^账号/), 'admin')
    await type(theInput(/^新密码/), 'a sentence of my own')
    await type(theInput('再输一遍'), repeated)
    await press(the('button', '创建管理员'))
  }

  it('is made with the one-time secret, and then signs in', async () => {
    await open('company', '/setup', { 'POST /setup': administrator })
    await fill('a sentence of my own')
    await until(() => router.currentRoute.value.path === '/sign-in', 'the sign-in page')
    expect(lastAsked('POST', '/setup')?.body).toEqual({ secret: 'ABCD-EFGH', account: 'admin', password: 'a sentence of my own' })
    expect(text()).toContain('管理员已创建，现在登录。')
  })

  it('sends nothing while a field is empty or the passwords differ', async () => {
    await open('company', '/setup', {})
    await press(the('button', '创建管理员'))
    expect(text()).toContain('还有没填的格子')
    await fill('another sentence')
    expect(text()).toContain('两次输入的新密码不一样')
    expect(lastAsked('POST', '/setup')).toBeUndefined()
  })

  it('says why a secret is refused, and keeps what was typed', async () => {
    await open('company', '/setup', { 'POST /setup': new Refusal(403, { title: '一次性口令不对，或已经用过' }) })
    await fill('a sentence of my own')
    await until(() => text().includes('一次性口令不对，或已经用过'), 'the refusal')
    expect(theInput(/^账号/).value).toBe('admin')
    expect(router.currentRoute.value.path).toBe('/setup')
  })
})
