import { describe, expect, it } from 'vitest'
import { factAt } from '../../web/facts/paths.ts'
import { all, key, lastAsked, open, press, text, the, theInput, type, until } from './support.ts'

const question = () => text(document.querySelector('form h2') ?? document.body)
const panel = () => text(document.querySelector('aside') ?? document.body)

async function start() {
  await open('company', '/self-check?on=2026-09-18', {})
  await until(() => document.querySelector('form h2') !== null, 'the first question')
}

async function answerOpening(staff: string) {
  await type(theInput('行业代码'), 'C3974')
  await type(theInput('注册成立日期'), '2019-05-16')
  await type(theInput('职工总数'), staff)
  await type(theInput('销售收入'), '3260')
  await press(the('button', '继续'))
}

describe('the public self-check', () => {
  it('asks for industry, founding, staff and revenue first, and calls nothing failed before it is answered', async () => {
    await start()
    expect(all('field', /行业代码|注册成立日期|职工总数|销售收入/)).toHaveLength(4)
    expect(panel()).toContain('待补充')
    expect(panel()).not.toContain('未达到')
  })

  it('shows the exact yuan beside an amount in 万元', async () => {
    await start()
    await type(theInput('销售收入'), '3260.5')
    expect(text()).toContain('= 32,605,000.00 元')
  })

  it('says at once that 612 staff are too many for a tech-SME, and goes on with the HNTE', async () => {
    await start()
    await answerOpening('612')
    expect(text()).toContain('科技型中小企业已不可能达到：职工总数：612 人，要求 ≤ 500 人')
    expect(text()).toContain('继续看国家高新技术企业')
    expect(panel()).toContain('未达到')
  })

  it('judges what is being typed before it is taken, without asking the server', async () => {
    await start()
    await answerOpening('86')
    while (!question().includes('研发费用')) await press(the('button', '不清楚'))
    expect(panel()).toContain('0–100')
    await type(theInput('研发费用'), '145')
    expect(panel()).toContain('30–100')
    expect(text()).toContain('占营业收入 4.45%')
    expect(lastAsked('POST', '/self-check')).toBeUndefined()
  })

  it('asks which unit was meant when R&D is more than revenue, and lets it stand', async () => {
    await start()
    await answerOpening('86')
    while (!question().includes('研发费用')) await press(the('button', '不清楚'))
    await type(theInput('研发费用'), '12500')
    expect(text()).toContain('单位是万元还是元')
    await press(the('button', '继续'))
    expect(question()).not.toContain('研发费用（加计扣除口径）')
  })

  it('leaves a skipped question unknown, lists it, and opens it again by a click', async () => {
    await start()
    await answerOpening('86')
    const first = question()
    await press(the('button', '不清楚'))
    expect(question()).not.toBe(first)
    expect(text()).toContain('先跳过了')
    await press(the('button', first))
    expect(question()).toBe(first)
  })

  it('goes back by Alt ↑ and skips by Alt S', async () => {
    await start()
    await answerOpening('86')
    const second = question()
    await key('s', { altKey: true })
    const third = question()
    expect(third).not.toBe(second)
    await key('ArrowUp', { altKey: true })
    expect(question()).toBe(second)
  })

  it('keeps nothing in the browser until the visitor ticks it', async () => {
    sessionStorage.clear()
    await start()
    await answerOpening('86')
    expect(sessionStorage.length).toBe(0)
    await press(theInput('关掉页面前替我记住'))
    const kept: { facts: never } = JSON.parse(sessionStorage.getItem('self-check') ?? 'null')
    expect(factAt(kept.facts, 'years.2025.salesRevenue')).toBe(32_600_000)
    await press(theInput('关掉页面前替我记住'))
    expect(sessionStorage.length).toBe(0)
  })
})
