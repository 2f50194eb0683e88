import fc from 'fast-check'
import type { FirmFacts } from '../../../shared/facts.ts'

/** Firms as they may be, with any fact unknown: figures cluster round the thresholds so that every branch is taken. */
const money = fc.oneof(
  fc.integer({ min: 0, max: 30_000 }).map((wan) => wan * 10_000),
  fc.constantFrom(0, 50_000_000, 50_000_000.01, 200_000_000, 200_000_000.01, 1_000_000, 600_000, -500_000),
)
const people = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.constantFrom(0, 10, 99.5, 100, 500, 500.25))
const day = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** A value that is sometimes unknown: null or absent. */
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 })

const year = fc.record({
  staffQuarterlyAvg: maybe(people),
  staffMonthlyAvg: maybe(people),
  staffYearEnd: maybe(people),
  techStaffQuarterlyAvg: maybe(people),
  techStaffMonthlyAvg: maybe(people),
  salesRevenue: maybe(money),
  operatingRevenue: maybe(money),
  totalIncome: maybe(money),
  highTechIncome: maybe(money),
  highTechMainProductIncome: maybe(money),
  costExpense: maybe(money),
  rdTax: maybe(money),
  rdHnte: maybe(money),
  rdHnteDomestic: maybe(money),
  rdExpense: maybe(money),
  totalAssets: maybe(money),
  totalLiabilities: maybe(money),
  netAssets: maybe(money),
})

const right = fc.record({
  kind: fc.constantFrom('invention-patent' as const, 'utility-model' as const, 'software-copyright' as const),
  grantedOn: maybe(day),
  acquisition: maybe(fc.constantFrom('self' as const, 'transfer' as const)),
  linkedToMainProduct: maybe(fc.boolean()),
  usedForHnte: maybe(fc.boolean()),
})

const title = fc.record({
  title: fc.constantFrom('hnte' as const, 'tech-sme' as const, 'little-giant' as const),
  validFrom: maybe(day),
  validTo: maybe(day),
  revoked: maybe(fc.boolean()),
})

export const firms: fc.Arbitrary<FirmFacts> = fc.record({
  asOf: fc.constantFrom('2026-06-15', '2026-01-01', '2026-12-31'),
  profile: fc.record({
    registeredOn: maybe(day),
    inMainland: maybe(fc.constantFrom(true, true, true, false)),
    industry: maybe(fc.constantFrom('C3974', 'C3974', 'I6513', 'K70', 'F51')),
    booksLevied: maybe(fc.constantFrom(true, true, true, false)),
    productPolicy: maybe(fc.constantFrom('permitted' as const, 'encouraged' as const, 'restricted' as const)),
    highTechField: maybe(fc.constant('804' as const)),
    highTechFieldFit: maybe(fc.constantFrom('certain' as const, 'probable' as const, 'none' as const)),
  }),
  years: fc.record({ '2023': year, '2024': year, '2025': year }),
  ip: maybe(fc.array(right, { maxLength: 5 })),
  conversions: maybe(fc.record({ '2023': maybe(fc.nat(8)), '2024': maybe(fc.nat(8)), '2025': maybe(fc.nat(8)) })),
  titles: maybe(fc.array(title, { maxLength: 3 })),
  awards: maybe(fc.constant([])),
  institutions: maybe(fc.constant([])),
  standards: maybe(
    fc.array(
      fc.record({
        level: fc.constantFrom('national' as const, 'group' as const),
        draftingRank: maybe(fc.integer({ min: 1, max: 8 })),
        publishedOn: maybe(day),
      }),
      { maxLength: 2 },
    ),
  ),
  incidents: maybe(
    fc.array(fc.record({ kind: fc.constant('safety' as const), major: maybe(fc.boolean()), on: maybe(day) }), { maxLength: 1 }),
  ),
  creditListings: maybe(fc.constant([])),
})
