import { describe, expect, it } from 'vitest'
import { all, open, press, text, the, type, until } from './support.ts'

describe('the list of rules', () => {
  it('says of every certification which rules are in force for which purpose, and which have none', async () => {
    await open('bureau', '/rules?on=2026-06-15', {})
    await until(() => text().includes('国家高新技术企业'), 'the list')
    const [hnte] = all('row', '国家高新技术企业')
    expect(text(hnte)).toContain('2016-01-01 起')
    expect(text(hnte)).toContain('施行中')
    expect(text(all('row', '瞪羚企业')[0])).toContain('规则未核实，不作判断')
    expect(the('link', '高新技术企业', hnte).getAttribute('href')).toContain('/rules/hnte@2016-32-195')
  })

  it('tells rules that have ended from those that follow', async () => {
    await open('park', '/rules?on=2026-06-15', {})
    await until(() => text().includes('专精特新'), 'the list')
    expect(text()).toContain('已停用')
    expect(text(the('row', '规则'))).toContain('重新认定')
  })
})

describe('a rule set', () => {
  it('is written out: logic, criteria with clause and source, bands, dated thresholds', async () => {
    await open('bureau', '/rules/hnte@2016-32-195?on=2026-06-15', {})
    await until(() => text().includes('怎样才算达到'), 'the rules')
    const page = text()
    expect(page).toContain('第十一条')
    expect(page).toContain('已核对来源')
    expect(page).toContain('证明材料：')
    expect(page).toMatch(/门槛与版本.*当日适用/)
    expect(all('row', '分').length).toBeGreaterThan(5)
  })

  it('compares with another of the certification on request', async () => {
    await open('town', '/rules?on=2026-06-15', {})
    await until(() => text().includes('专精特新'), 'the list')
    const links = all('link', '专精特新中小企业')
    await press(links.at(-1)!)
    await until(() => text().includes('怎样才算达到'), 'the rules')
    await press(the('button', '对照'))
    await until(() => text().includes('有什么不同'), 'the differences')
    const page = text(the('field', '与哪套规则对照').closest('section')!)
    expect(page).toMatch(/新增|取消|改变/)
    await type(the('field', '与哪套规则对照'), decodeURIComponent(window.location.pathname.split('/').at(-1)!))
    await until(() => text().includes('没有不同'), 'the same rules')
    await press(the('button', '结束对照'))
    expect(text()).not.toContain('有什么不同')
  })

  it('that does not exist is a page that does not exist', async () => {
    await open('bureau', '/rules/no-such-rules', {})
    await until(() => text().includes('没有找到这个页面'), 'the missing page')
  })
})
