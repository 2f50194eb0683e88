import { figureIds, type YearFigures } from '../../../shared/dictionary/figures.ts'
import type { FirmFacts } from '../../../shared/facts.ts'
import { between, chance, pick, type Random, randomOf, whole } from '../../../seeds/random.ts'

/**
 * Firms over the whole of the contract, small and large, whole and full of gaps, close enough to the thresholds that every
 * branch of every rule set is taken. The same firm for the same number.
 */
export function randomFirm(seed: number, item: number): FirmFacts {
  const random = randomOf(seed, item)
  const silence = pick(random, [0, 0.02, 0.1, 0.25])
  const maybe = <T>(value: T): T | null => (random() < silence ? null : value)
  const flag = (probability: number) => maybe(chance(random, probability))
  const list = <T>(most: number, of: () => T) => maybe(Array.from({ length: whole(random, 0, most) }, of))
  const asOf = pick(random, ['2026-06-15', '2026-06-15', '2026-02-10', '2025-09-01', '2026-12-31', '2024-06-01'])
  const year = Number(asOf.slice(0, 4))
  const size = pick(random, [3e6, 1e7, 4e7, 1.5e8, 6e8]) * between(random, 0.5, 2)
  return {
    asOf,
    purpose: chance(random, 0.8) ? 'apply' : 'renew',
    profile: {
      registeredOn: maybe(day(random, 2005, 2025)),
      inMainland: flag(0.97),
      legalPerson: flag(0.97),
      province: maybe(pick(random, ['35', '35', '35', '44'])),
      industry: maybe(pick(random, ['C3974', 'C2710', 'C3525', 'I6513', 'F5111', 'K70', 'A0111', 'M7320'])),
      softwareFirm: chance(random, 0.6) ? null : chance(random, 0.3),
      booksLevied: flag(0.95),
      productPolicy: maybe(pick(random, ['permitted', 'encouraged', 'permitted', 'permitted', 'restricted'] as const)),
      highTechField: maybe('101'),
      highTechFieldFit: maybe(pick(random, ['certain', 'certain', 'certain', 'probable', 'unsure', 'none'] as const)),
      strategicIndustry: flag(0.5),
      jointStockOn: maybe(day(random, 2015, 2025)),
    },
    years: Object.fromEntries([1, 2, 3].map((back) => [year - back, yearOfFigures(random, size, maybe)])),
    ip: list(7, () => ({
      kind: pick(random, [
        'invention-patent',
        'invention-patent',
        'utility-model',
        'software-copyright',
        'design-patent',
        'ic-layout',
      ] as const),
      grantedOn: maybe(day(random, 2015, 2026)),
      acquisition: maybe(pick(random, ['self', 'self', 'transfer', 'merger'] as const)),
      acquiredOn: maybe(day(random, 2020, 2026)),
      holderRank: pick(random, [null, 1, 2, 4]),
      linkedToMainProduct: flag(0.8),
      inUse: flag(0.8),
      industrialisable: flag(0.7),
      highValue: chance(random, 0.2),
      usedForHnte: chance(random, 0.1),
      valid: chance(random, 0.9),
    })),
    conversions: maybe(Object.fromEntries([1, 2, 3].map((back) => [year - back, maybe(whole(random, 0, 7))]))),
    titles: list(4, () => ({
      title: pick(random, [
        'tech-sme',
        'tech-sme',
        'innovative-sme',
        'hnte',
        'specialised-sme',
        'specialised-sme',
        'little-giant',
        'champion',
        'ip-advantage',
      ] as const),
      validFrom: maybe(day(random, 2022, 2025)),
      validTo: maybe(day(random, 2025, 2029)),
      revoked: chance(random, 0.05),
    })),
    awards: list(1, () => ({
      level: pick(random, ['national', 'provincial'] as const),
      rank: maybe(whole(random, 1, 6)),
      awardedOn: maybe(day(random, 2021, 2026)),
    })),
    institutions: list(1, () => ({
      level: pick(random, ['provincial', 'city', 'county', 'national'] as const),
      recognisedOn: maybe(day(random, 2018, 2026)),
    })),
    standards: list(1, () => ({
      level: pick(random, ['national', 'industry', 'group'] as const),
      draftingRank: maybe(whole(random, 1, 8)),
      publishedOn: maybe(day(random, 2019, 2026)),
    })),
    incidents: chance(random, 0.9)
      ? maybe([])
      : [
          {
            kind: pick(random, ['safety', 'fraud', 'tax-evasion', 'data-security'] as const),
            major: flag(0.5),
            on: maybe(day(random, 2020, 2026)),
          },
        ],
    creditListings: chance(random, 0.95)
      ? maybe([])
      : [
          {
            list: pick(random, ['abnormal', 'serious-dishonesty'] as const),
            from: day(random, 2022, 2025),
            to: maybe(day(random, 2025, 2026)),
          },
        ],
    financing: list(2, () => ({
      amount: Math.round(between(random, 1e6, 4e7)),
      paidOn: day(random, 2022, 2026),
      qualifiedInstitution: flag(0.8),
      equityShare: maybe(whole(random, 1, 50)),
    })),
    market: {
      yearsInNiche: maybe(whole(random, 0, 120) / 10),
      nicheShare: maybe(whole(random, 0, 300) / 10),
      domesticRank: maybe(whole(random, 1, 10)),
      provincialRank: maybe(whole(random, 1, 6)),
      globalRank: maybe(whole(random, 1, 8)),
      platformScore: maybe(whole(random, 450, 750) / 10),
      platformScorePrevious: maybe(whole(random, 450, 750) / 10),
      digitalLevel: maybe(whole(random, 1, 4)),
      qualityAward: flag(0.2),
      managementSystemCertified: flag(0.7),
      ownBrand: flag(0.7),
      standardsContributor: flag(0.3),
      coreSystemsOnline: flag(0.8),
      makerChina: maybe(pick(random, ['none', 'none', 'none', 'top500', 'top50'] as const)),
      productField: maybe(pick(random, ['A', 'B', 'C'] as const)),
      controlledByLittleGiant: flag(0.05),
      sameGroupSimilarProduct: flag(0.05),
      localScore: maybe(whole(random, 0, 15)),
    },
    listing: { expectedMarketCap: maybe(Math.round(size * between(random, 2, 20))), structuralOk: flag(0.8) },
    answers: chance(random, 0.5)
      ? {}
      : { 'hnte-mgmt-rd-system': 4, 'bse-positioning': chance(random, 0.5), 'lg26-market': true, 'fjstg-team': chance(random, 0.8) },
  }
}

const day = (random: Random, from: number, to: number): string =>
  `${whole(random, from, to)}-${String(whole(random, 1, 12)).padStart(2, '0')}-${String(whole(random, 1, 28)).padStart(2, '0')}`

/** Shares of revenue that figures take, from the least to the most. */
const shares: { readonly [F in keyof YearFigures]?: readonly [number, number] } = {
  mainBusinessRevenue: [0.6, 1],
  mainProductRevenue: [0.4, 1],
  totalIncome: [1, 1.05],
  highTechIncome: [0.3, 0.9],
  highTechMainProductIncome: [0.2, 0.5],
  costExpense: [0.8, 1],
  totalAssets: [0.5, 1.5],
  totalLiabilities: [0, 1],
  netAssets: [0, 1],
  netProfit: [-0.05, 0.25],
  netProfitParent: [-0.05, 0.25],
  netProfitParentExNonRecurring: [-0.05, 0.25],
  operatingCashFlow: [-0.1, 0.2],
}

function yearOfFigures(random: Random, size: number, maybe: <T>(value: T) => T | null): YearFigures {
  const revenue = Math.round(size * between(random, 0.6, 1.4))
  const rd = Math.round(revenue * between(random, 0, 0.12))
  const staff = Math.max(1, Math.round((revenue / 500_000) * between(random, 0.5, 1.5)))
  const part = (of: number, least: number, most: number) => Math.round(of * between(random, least, most))
  const known: YearFigures = {
    staffQuarterlyAvg: staff,
    staffMonthlyAvg: staff,
    staffYearEnd: staff,
    techStaffQuarterlyAvg: part(staff, 0, 0.4),
    techStaffMonthlyAvg: part(staff, 0, 0.3),
    rdStaff: part(staff, 0, 0.3),
    operatingRevenue: revenue,
    salesRevenue: revenue,
    rdTax: rd,
    rdHnte: rd,
    rdHnteDomestic: part(rd, 0.4, 1),
    rdExpense: rd,
    rdInput: rd,
    weightedRoe: whole(random, -300, 1700) / 100,
    ...Object.fromEntries(Object.entries(shares).map(([figure, [least, most]]) => [figure, part(revenue, least, most)])),
  }
  return Object.fromEntries(figureIds.flatMap((figure) => (known[figure] === undefined ? [] : [[figure, maybe(known[figure])]])))
}
