import { describe, expect, it } from 'vitest'
import type { FirmRow } from '../../shared/api/firms.ts'
import { all, type Asked, open, Refusal, text, until } from './support.ts'

const firm: FirmRow = {
  id: '0190a000-0000-7000-8000-000000000003',
  uscc: '91350181MADEM0011A',
  name: '福清示例光电有限公司',
  parkId: 'rongqiao',
  townCode: null,
  industry: 'C3974',
  serviceOfficer: null,
  tags: [],
  held: [],
  assessments: {
    'tech-sme': {
      verdict: 'qualified',
      route: null,
      score: { min: 96, max: 96, pass: 60 },
      shortBy: 0,
      distance: null,
      nearest: null,
      missing: [],
    },
    hnte: {
      verdict: 'unqualified',
      route: null,
      score: { min: 68, max: 70, pass: 70 },
      shortBy: 1,
      distance: 0.02,
      nearest: null,
      missing: [],
    },
  },
  next: { certification: 'tech-sme', action: 'apply' },
  sizeClass: 'small',
  latest: { year: 2025, operatingRevenue: 1, rdShare: 0.1, techStaffShare: 0.1 },
  completeness: { known: 39, of: 39 },
  warnings: [],
  assessedOn: '2026-09-18',
  updatedAt: '2026-09-18T01:00:00.000Z',
}

const page = (items: readonly FirmRow[]) => ({ items, nextCursor: null, total: items.length })
const card = (name: string) => [...document.querySelectorAll('section.card')].find((one) => text(one).startsWith(name)) ?? document.body

describe('what waits today', () => {
  it('says on a card about one certification how far each firm is from that one, whatever comes first for the firm', async () => {
    await open('park', '/home', {
      'GET /firms': ({ query }: Asked) =>
        page(query.get('missingYear') || query.get('certification') === 'hnte' || query.get('limit') === '1' ? [firm] : []),
    })
    await until(() => text(card('差一项到高企')).includes(firm.name), 'the firms')
    expect(text(card('差一项到高企'))).toContain('高企 差 1 项')
    expect(text(card('差一项到高企'))).not.toContain('科技型')
    const year = [...document.querySelectorAll('section.card')].find((one) => text(one).includes('年数据未填')) ?? document.body
    expect(text(year)).toContain('科技型 达到')
  })

  it('says of a card without firms that there is none, and of one that could not be read why, with a way to try again', async () => {
    await open('park', '/home', {
      'GET /firms': ({ query }: Asked) =>
        query.get('warned') ? new Refusal(500, { title: '服务器出错了' }) : page(query.get('limit') === '1' ? [firm] : []),
    })
    await until(() => text(card('数据待核')).includes('服务器出错了'), 'the failure')
    expect(all('button', '重试', card('数据待核'))).toHaveLength(1)
    expect(text(card('证书 90 天内到期'))).toContain('没有这样的企业')
  })
})
