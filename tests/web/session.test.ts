import { describe, expect, it } from 'vitest'
import { router } from '../../web/router.ts'
import { answer, asked, open, press, Refusal, text, the, theInput, type, until } from './support.ts'

const company = '0190a000-0000-7000-8000-000000000001'
const signedOut = new Refusal(401, { title: '没有登录' })

describe('who may see what', () => {
  it('shows the same page for an unknown address, a forbidden one, and a firm of another park', async () => {
    await open('company', '/no-such-page', {})
    const unknown = text(document.querySelector('main') ?? document.body)
    document.body.innerHTML = ''
    await open('company', '/overview', {})
    const forbidden = text(document.querySelector('main') ?? document.body)
    document.body.innerHTML = ''
    await open('park', '/firms/0190a000-0000-7000-8000-000000000009', { 'GET /firms/:id': new Refusal(404, { title: '没有这家企业' }) })
    await until(() => text().includes('没有找到这个页面'), 'the refusal')
    expect(unknown).toContain('没有找到这个页面，或者你没有权限查看。')
    expect(forbidden).toBe(unknown)
    expect(text(document.querySelector('main') ?? document.body)).toBe(unknown)
  })

  it('lists in the menu only what the role may open', async () => {
    await open('company', `/firms/${company}/timeline`, {})
    const menu = text(document.querySelector('nav') ?? document.body)
    expect(menu).toContain('我的阶梯')
    expect(menu).not.toContain('企业库')
    expect(menu).not.toContain('导入')
  })

  it('says on every page that the data are fictitious where they are', async () => {
    await open('park', '/password', {})
    expect(text()).toContain('演示数据 · 企业与认定均为虚构')
  })
})

describe('a session that ends in the middle of work', () => {
  it('asks for the password over the page, keeps what was typed, and sends it once signed in again', async () => {
    await open('park', '/password', { 'PUT /session/password': signedOut })
    await type(theInput('现在的密码'), 'old words here')
    await type(theInput(/^新密码/), 'a longer sentence')
    await type(theInput('再输一遍'), 'a longer sentence')
    await press(the('button', /^修改密码$/, document.querySelector('main') ?? document.body))
    await until(() => text().includes('登录已过期'), 'the dialog')
    expect(theInput('现在的密码').value).toBe('old words here')

    const account = asked.length
    answer({ 'POST /session': { ...(await session()) }, 'PUT /session/password': await session() })
    const dialog = document.querySelector('dialog') ?? document.body
    await type(theInput(/^密码$/, dialog), 'secret')
    await press(the('button', /^登录$/, dialog))
    await until(
      () => asked.slice(account).some(({ path, method }) => method === 'PUT' && path === '/session/password'),
      'the repeated request',
    )
    expect(text()).not.toContain('登录已过期')
  })
})

describe('signing in', () => {
  it('returns to the page that was asked for, and never leaves this site', async () => {
    for (const [next, to] of [
      ['/firms', '/firms'],
      ['//elsewhere.example', '/home'],
      ['https://elsewhere.example', '/home'],
    ] as const) {
      document.body.innerHTML = ''
      await open('park', `/sign-in?next=${encodeURIComponent(next)}`, { 'POST /session': await session() })
      await type(theInput('账号'), 'park')
      await type(theInput(/^密码/), 'secret')
      await press(the('button', /^登录$/, document.querySelector('main') ?? document.body))
      await until(() => router.currentRoute.value.path === to, `to ${to}`)
    }
  })
})

async function session() {
  const response = await fetch('/api/v1/session')
  return (await response.json()) as object
}
