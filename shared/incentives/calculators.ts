/** Money is whole fen inside, so that no share of a yuan is lost or made. */
const fen = (yuan: number): number => Math.round(yuan * 100)
const yuan = (fenAmount: number): number => Math.round(fenAmount) / 100

/** What R&D cost in a year, by the parts that the super deduction treats differently. Yuan. */
export interface RdCost {
  /** Staff, materials, depreciation and the other listed items. */
  readonly inHouse: number
  /** 其他相关费用: at most a tenth of all. */
  readonly other: number
  readonly entrustedDomestic: number
  readonly entrustedOverseas: number
}

/**
 * 研发费用加计扣除 100%: how much more is deducted (财政部 税务总局公告2023年第7号; caps of 财税〔2015〕119号). Other costs count up
 * to a tenth of the total, entrusted ones by four fifths, those abroad up to two thirds of the domestic part.
 */
export function superDeduction({ inHouse, other, entrustedDomestic, entrustedOverseas }: RdCost): number {
  const counted = Math.min(fen(other), (fen(inHouse) * 10) / 90)
  const domestic = fen(inHouse) + counted + fen(entrustedDomestic) * 0.8
  const overseas = Math.min(fen(entrustedOverseas) * 0.8, (domestic * 2) / 3)
  return yuan(domestic + overseas)
}

/** 福建省研发经费投入奖补: 6 % of the increase, at most 6 million; more than 2 million spent and at least 1 million more than the year before. */
export function rdIncrementAward(before: number, now: number): number {
  const increase = fen(now) - fen(before)
  if (fen(now) <= fen(2_000_000) || increase < fen(1_000_000)) return 0
  return yuan(Math.min((increase * 6) / 100, fen(6_000_000)))
}

/** 高新技术企业减按 15% 征收企业所得税: what is saved against 25 %. */
export const hnteTaxSaving = (taxableIncome: number): number => (taxableIncome <= 0 ? 0 : yuan((fen(taxableIncome) * 10) / 100))

/** 先进制造业增值税加计抵减: 5 % of the input tax that is creditable. */
export const vatExtraCredit = (inputTax: number): number => (inputTax <= 0 ? 0 : yuan((fen(inputTax) * 5) / 100))
