import { describe, expect, it } from 'vitest'
import { deadline, percent, span, wan } from '../../web/format.ts'

describe('shown figures', () => {
  it('never stand on the wrong side of their line', () => {
    expect(percent(0.59996, 0.6)).toBe('59.996%')
    expect(percent(0.6, 0.6)).toBe('60.00%')
    expect(percent(0.600001, 0.6)).toBe('60.0001%')
    expect(wan(199_999_999.99, 200_000_000)).toBe('19,999.999999')
    expect(wan(200_000_000, 200_000_000)).toBe('20,000.00')
  })

  it('have two decimals where nothing depends on more', () => {
    expect(percent(0.5578947)).toBe('55.79%')
    expect(wan(31_800_000)).toBe('3,180.00')
  })

  it('say how many days are left, and call thirty near', () => {
    expect(deadline('2026-09-30', '2026-09-18')).toEqual({ text: '剩 12 天', isNear: true })
    expect(deadline('2026-10-19', '2026-09-18').isNear).toBe(false)
    expect(deadline('2026-09-15', '2026-09-18').text).toBe('已过 3 天')
  })

  it('show a settled score as one number and an open one as a span', () => {
    expect(span(56, 56)).toBe('56')
    expect(span(26, 76)).toBe('26–76')
  })
})
