import { describe, expect, it } from 'vitest'
import { moneyText, parseCount, parseMoney } from '../../web/amounts.ts'

describe('amounts as people type them', () => {
  it.each([
    ['145', 1_450_000],
    ['1,234.56', 12_345_600],
    ['１４５．６７', 1_456_700],
    ['0.000001', 0.01],
    ['2亿', 200_000_000],
    ['3 万元', 30_000],
    ['-12.5', -125_000],
  ])('reads %s in 万元 as %d 元, exactly', (text, yuan) => {
    expect(parseMoney(text, 10_000)).toEqual({ value: yuan })
  })

  it('takes an empty field as unknown, and a zero as zero', () => {
    expect(parseMoney('', 10_000)).toEqual({ value: null })
    expect(parseMoney('0', 10_000)).toEqual({ value: 0 })
  })

  it('refuses what would be less than a fen, what is no number, and fewer than no persons', () => {
    expect(parseMoney('0.0000001', 10_000)).toEqual({ fault: 'decimals' })
    expect(parseMoney('四十二', 10_000)).toEqual({ fault: 'not-a-number' })
    expect(parseMoney('10000000000', 10_000)).toEqual({ fault: 'too-large' })
    expect(parseCount('-1')).toEqual({ fault: 'negative' })
  })

  it('writes an amount so that reading it gives the same again', () => {
    for (const yuan of [0, 0.01, 1_450_000, 12_345_600.01, -3]) expect(parseMoney(moneyText(yuan, 10_000), 10_000)).toEqual({ value: yuan })
  })
})
