import { describe, expect, it } from 'vitest'
import { certifications } from '../../../shared/dictionary/certifications.ts'
import type { HeldTitle } from '../../../shared/dictionary/lists.ts'
import { isDay } from '../../../shared/days.ts'
import { duties, dutiesOf, windowsOf } from '../../../shared/rules/duties.ts'

const asked = (asOf: string, ...titles: HeldTitle[]) =>
  dutiesOf({ asOf, titles }, asOf).map(({ certification, kind, from, until, state }) => [certification, kind, from, until, state])
const only = (kind: string, asOf: string, ...titles: HeldTitle[]) =>
  asked(asOf, ...titles)
    .filter(([, found]) => found === kind)
    .map(([, , from, until, state]) => [from, until, state])

const hnte: HeldTitle = { title: 'hnte', validFrom: '2024-11-28', validTo: '2027-11-27' }
const techSme: HeldTitle = { title: 'tech-sme', validFrom: '2025-08-01' }
const littleGiant: HeldTitle = { title: 'little-giant', validFrom: '2023-07-01', validTo: '2026-06-30' }

describe('duties of titles', () => {
  it('are none where no title is held, and none where titles are unknown', () => {
    expect(asked('2026-06-15')).toEqual([])
    expect(dutiesOf({ asOf: '2026-06-15' }, '2026-06-15')).toEqual([])
    expect(asked('2026-06-15', { ...hnte, revoked: true })).toEqual([])
    expect(asked('2024-11-27', hnte)).toEqual([])
    expect(asked('2026-06-15', { title: 'star', validFrom: '2020-01-01' })).toEqual([])
  })

  it('come with their clause and source, the soonest first', () => {
    const found = dutiesOf({ asOf: '2026-03-01', titles: [hnte, littleGiant] }, '2026-03-01')
    expect(found.map(({ until }) => until)).toEqual(['2026-05-31', '2026-06-30', '2027-05-31', '2027-11-27', null, null, null])
    expect(found[0]).toMatchObject({ certification: 'hnte', clause: '国科发火〔2016〕32号 第十三条', source: 'verified' })
  })

  it('are a pure function of facts and day', () => {
    const facts = { asOf: '2020-01-01', titles: [hnte] }
    expect(dutiesOf(facts, '2026-03-01')).toEqual(dutiesOf({ ...facts, asOf: '2026-03-01' }, '2026-03-01'))
  })
})

describe('renewal', () => {
  it('is due from 1 January of the last year of validity to its last day', () => {
    expect(only('renewal', '2026-12-31', hnte)).toEqual([['2027-01-01', '2027-11-27', 'open']])
    expect(only('renewal', '2027-01-01', hnte)).toEqual([['2027-01-01', '2027-11-27', 'due']])
    expect(only('renewal', '2027-11-27', hnte)).toEqual([['2027-01-01', '2027-11-27', 'due']])
    expect(only('renewal', '2027-11-28', hnte)).toEqual([['2027-01-01', '2027-11-27', 'overdue']])
  })

  it('is forgotten a year after a title has lapsed', () => {
    expect(only('renewal', '2028-11-27', hnte)).toEqual([['2027-01-01', '2027-11-27', 'overdue']])
    expect(asked('2028-11-28', hnte)).toEqual([])
  })

  it('is unknown while the last day is', () => {
    expect(only('renewal', '2026-06-15', { ...hnte, validTo: null })).toEqual([[null, null, 'unknown']])
  })

  it('looks at the title that holds, not at an earlier one', () => {
    const earlier: HeldTitle = { title: 'hnte', validFrom: '2021-11-28', validTo: '2024-11-27' }
    expect(only('renewal', '2025-03-01', earlier, hnte)).toEqual([['2027-01-01', '2027-11-27', 'open']])
    expect(only('renewal', '2025-03-01', earlier, { ...hnte, validTo: null })).toEqual([[null, null, 'unknown']])
  })

  it('of a tech-SME number falls into the window of the next year, where that is announced', () => {
    expect(only('renewal', '2025-12-31', techSme)).toEqual([['2026-01-01', '2026-08-31', 'open']])
    expect(only('renewal', '2026-08-31', techSme)).toEqual([['2026-01-01', '2026-08-31', 'due']])
    expect(only('renewal', '2026-09-01', techSme)).toEqual([['2026-01-01', '2026-08-31', 'overdue']])
    const entered: HeldTitle = { title: 'tech-sme', validFrom: '2026-08-01' }
    expect(only('renewal', '2026-11-22', techSme, entered)).toEqual([['2027-01-01', null, 'open']])
    expect(only('renewal', '2027-02-01', entered)).toEqual([['2027-01-01', null, 'unknown']])
  })
})

describe('yearly reports', () => {
  it('of a high-tech enterprise are due by the end of May of every year of the certificate', () => {
    expect(only('yearly-report', '2026-05-31', hnte)).toEqual([
      ['2026-01-01', '2026-05-31', 'due'],
      ['2027-01-01', '2027-05-31', 'open'],
    ])
    expect(only('yearly-report', '2024-12-01', hnte)).toEqual([['2025-01-01', '2025-05-31', 'open']])
    expect(only('yearly-report', '2027-01-05', hnte)).toEqual([['2027-01-01', '2027-05-31', 'due']])
  })

  it('say nothing once the day has passed: whether it was filed is not known', () => {
    expect(only('yearly-report', '2026-06-01', hnte)[0]).toEqual(['2026-01-01', '2026-05-31', 'unknown'])
  })

  it('of a tech SME follow the year of the number', () => {
    expect(only('yearly-report', '2025-10-01', techSme)).toEqual([['2026-01-01', '2026-03-31', 'open']])
    expect(only('yearly-report', '2026-03-31', techSme)).toEqual([['2026-01-01', '2026-03-31', 'due']])
  })

  it('whose day no source states stay open', () => {
    expect(only('yearly-report', '2026-03-01', littleGiant)).toEqual([[null, null, 'unknown']])
    expect(only('yearly-report', '2026-03-01', { title: 'fujian-tech-giant', validFrom: '2023-07-07' })).toEqual([[null, null, 'unknown']])
  })
})

describe('reports of change and surveys', () => {
  it('ask for a report within three months of a change, which no fact dates', () => {
    expect(duties.hnte.changeReport).toMatchObject({ withinMonths: 3, clause: '国科发火〔2016〕32号 第十七条' })
    expect(only('change-report', '2026-03-01', hnte)).toEqual([[null, null, 'unknown']])
  })

  it('list the months of the survey that lie ahead while the number holds, without a last day', () => {
    expect(only('survey', '2025-08-15', techSme)).toEqual([
      ['2025-09-01', null, 'unknown'],
      ['2025-12-01', null, 'unknown'],
    ])
    expect(only('survey', '2025-09-30', techSme)[0]).toEqual(['2025-09-01', null, 'unknown'])
    expect(only('survey', '2025-10-01', techSme)).toEqual([['2025-12-01', null, 'unknown']])
  })
})

describe('application windows', () => {
  it('are those that were announced', () => {
    expect(windowsOf('tech-sme', 2026)).toMatchObject([{ from: '2026-06-01', to: '2026-08-31', source: 'verified' }])
    expect(windowsOf('little-giant', 2026)).toMatchObject([{ from: '2026-04-25', to: '2026-05-25' }])
    expect(windowsOf('fujian-champion', 2025)).toMatchObject([{ from: null, to: '2025-05-20' }])
  })

  it('are without days where nothing was announced', () => {
    for (const certification of ['tech-sme', 'hnte', 'specialised-sme', 'champion', 'fujian-hnte'] as const)
      expect(windowsOf(certification, 2027)).toEqual([{ from: null, to: null, clause: null, source: null }])
  })

  it('are none at the exchanges, which take applications all year', () => {
    expect(windowsOf('star', 2026)).toEqual([])
  })

  it('name days that exist', () => {
    for (const certification of Object.keys(certifications) as (keyof typeof certifications)[]) {
      const { windows = {}, yearlyReport } = duties[certification]
      for (const { from, to } of Object.values(windows).flat()) for (const day of [from, to]) expect(day === null || isDay(day)).toBe(true)
      if (yearlyReport) expect(isDay(`2027-${yearlyReport.by}`)).toBe(true)
    }
  })
})
