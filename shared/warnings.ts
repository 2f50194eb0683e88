import type { DataWarning } from './api/firms.ts'
import { yearOf } from './days.ts'
import { type Figure, figureIds, figures, type YearFigures } from './dictionary/figures.ts'
import type { FirmFacts } from './facts.ts'
import { answerFaults } from './rules/answers.ts'
import { factLabel } from './rules/fact-names.ts'

/**
 * Doubts about a firm's facts that a person should look at: combinations that are possible but seldom right. Never an
 * error, and never a doubt about what is unknown. Days are judged by `asOf`.
 */
export function warningsOf(facts: FirmFacts): DataWarning[] {
  const years = Object.entries(facts.years ?? {})
    .flatMap(([year, known]) => (known ? [{ year: Number(year), known }] : []))
    .sort((a, b) => a.year - b.year)
  return [
    ...years.flatMap(({ year, known }) => [...partsOf(year, known), ...rdOf(year, known)]),
    ...staffJumps(years),
    ...beforeRegistration(facts, years),
    ...futureDays(facts, years),
    ...brokenIntervals(facts),
    ...answerFaults(facts).map(({ pointer, detail }): DataWarning => {
      const id = pointer.split('/').at(-1)!
      return { code: 'answer-out-of-range', facts: [`answers.${id}`], detail: `${id}：${detail}，现按未回答处理。` }
    }),
  ]
}

interface Year {
  readonly year: number
  readonly known: YearFigures
}

/** A figure and the first known of those that should hold it. */
const wholes: readonly (readonly [part: Figure, ...wholes: Figure[]])[] = [
  ['techStaffQuarterlyAvg', 'staffQuarterlyAvg', 'staffMonthlyAvg', 'staffYearEnd'],
  ['techStaffMonthlyAvg', 'staffMonthlyAvg', 'staffQuarterlyAvg', 'staffYearEnd'],
  ['rdStaff', 'staffYearEnd', 'staffMonthlyAvg', 'staffQuarterlyAvg'],
  ['mainBusinessRevenue', 'operatingRevenue', 'salesRevenue'],
  ['mainProductRevenue', 'mainBusinessRevenue', 'operatingRevenue', 'salesRevenue'],
  ['exportRevenue', 'operatingRevenue', 'salesRevenue'],
  ['highTechIncome', 'totalIncome'],
  ['highTechMainProductIncome', 'highTechIncome', 'totalIncome'],
  ['rdHnteDomestic', 'rdHnte'],
  ['rdExpense', 'rdInput'],
]

function partsOf(year: number, known: YearFigures): DataWarning[] {
  return wholes.flatMap(([part, ...candidates]): DataWarning[] => {
    const whole = candidates.find((candidate) => known[candidate] != null)
    if (whole === undefined) return []
    const [small, large] = [known[part], known[whole]]
    if (small == null || large == null || small <= large) return []
    return [larger('part-larger-than-whole', year, part, small, whole, large)]
  })
}

const rdCalibres: readonly Figure[] = ['rdTax', 'rdHnte', 'rdExpense', 'rdInput']

function rdOf(year: number, known: YearFigures): DataWarning[] {
  const revenue: Figure = known.salesRevenue == null ? 'operatingRevenue' : 'salesRevenue'
  const amount = known[revenue]
  if (amount == null) return []
  return rdCalibres.flatMap((calibre): DataWarning[] => {
    const spent = known[calibre]
    return spent != null && spent > amount ? [larger('rd-above-revenue', year, calibre, spent, revenue, amount)] : []
  })
}

function larger(code: DataWarning['code'], year: number, part: Figure, small: number, whole: Figure, large: number): DataWarning {
  const [a, b] = shown(part, small, large)
  const hint = figures[part].kind === 'money' ? '可能是单位错了。' : '请核对。'
  return {
    code,
    facts: [`years.${year}.${part}`, `years.${year}.${whole}`],
    detail: `${factLabel(`years.${year}.${part}`).zh} ${a}，大于${figures[whole].label.zh} ${b}。${hint}`,
  }
}

const grouped = (value: number, digits: number): string => value.toLocaleString('en-US', { maximumFractionDigits: digits })

/** Two figures in the unit people use, and exactly where that would make them look alike. */
function shown(figure: Figure, a: number, b: number): [string, string] {
  if (figures[figure].kind !== 'money') return [`${grouped(a, 6)} 人`, `${grouped(b, 6)} 人`]
  const wan = [a, b].map((value) => `${grouped(value / 10_000, 2)} 万元`) as [string, string]
  return wan[0] === wan[1] ? [`${grouped(a, 2)} 元`, `${grouped(b, 2)} 元`] : wan
}

const staffCalibres: readonly Figure[] = ['staffYearEnd', 'staffMonthlyAvg', 'staffQuarterlyAvg']

/** Staff that more than trebles, or falls below a third, from one year to the next. One doubt a year is enough. */
function staffJumps(years: readonly Year[]): DataWarning[] {
  return years.flatMap(({ year, known }): DataWarning[] => {
    const before = years.find((one) => one.year === year - 1)?.known
    if (!before) return []
    for (const calibre of staffCalibres) {
      const [from, to] = [before[calibre], known[calibre]]
      if (from == null || to == null) continue
      if (to > from * 3 || from > to * 3) {
        return [
          {
            code: 'staff-jump',
            facts: [`years.${year - 1}.${calibre}`, `years.${year}.${calibre}`],
            detail: `${figures[calibre].label.zh}从 ${year - 1} 年的 ${grouped(from, 6)} 人变为 ${year} 年的 ${grouped(to, 6)} 人，变化超过 3 倍。请核对。`,
          },
        ]
      }
    }
    return []
  })
}

function beforeRegistration(facts: FirmFacts, years: readonly Year[]): DataWarning[] {
  const registeredOn = facts.profile?.registeredOn
  if (registeredOn == null) return []
  const early = years.flatMap(({ year, known }): DataWarning[] => {
    const entered = figureIds.filter((figure) => known[figure] != null)
    if (year >= yearOf(registeredOn) || entered.length === 0) return []
    return [
      {
        code: 'figure-before-registration',
        facts: ['profile.registeredOn', ...entered.map((figure) => `years.${year}.${figure}`)],
        detail: `企业 ${registeredOn} 才注册成立，却有 ${year} 年的数据。请核对年份或成立日期。`,
      },
    ]
  })
  const rights = (facts.ip ?? []).flatMap((right, index): DataWarning[] => {
    // A right that came from another holder may be older than the firm; the day it was obtained may not.
    const member = right.acquisition == null || right.acquisition === 'self' ? 'grantedOn' : 'acquiredOn'
    const day = right[member]
    if (day == null || day >= registeredOn) return []
    return [
      {
        code: 'right-before-registration',
        facts: [`ip.${index}.${member}`, 'profile.registeredOn'],
        detail: `${factLabel(`ip.${index}.${member}`).zh}是 ${day}，早于企业注册成立日期 ${registeredOn}。请核对。`,
      },
    ]
  })
  return [...early, ...rights]
}

/** Members that tell of something done, which cannot lie ahead. */
const pastDays = {
  ip: ['grantedOn', 'acquiredOn'],
  titles: ['validFrom'],
  awards: ['awardedOn'],
  institutions: ['recognisedOn'],
  standards: ['publishedOn'],
  incidents: ['on'],
  creditListings: ['from'],
  financing: ['paidOn'],
} as const

function futureDays(facts: FirmFacts, years: readonly Year[]): DataWarning[] {
  const { asOf } = facts
  const named: (readonly [path: string, day: string | null | undefined])[] = [
    ['profile.registeredOn', facts.profile?.registeredOn],
    ['profile.jointStockOn', facts.profile?.jointStockOn],
  ]
  for (const [list, members] of Object.entries(pastDays)) {
    const items = (facts[list as keyof typeof pastDays] ?? []) as readonly Readonly<Record<string, unknown>>[]
    for (const [index, item] of items.entries()) {
      for (const member of members) named.push([`${list}.${index}.${member}`, item[member] as string | null | undefined])
    }
  }
  const days = named.flatMap(([path, day]): DataWarning[] =>
    day != null && day > asOf
      ? [{ code: 'future-date', facts: [path], detail: `${factLabel(path).zh}是 ${day}，晚于评估日 ${asOf}。请核对。` }]
      : [],
  )
  const ahead = years.flatMap(({ year, known }): DataWarning[] => {
    const entered = figureIds.filter((figure) => known[figure] != null)
    if (year <= yearOf(asOf) || entered.length === 0) return []
    return [
      {
        code: 'future-date',
        facts: entered.map((figure) => `years.${year}.${figure}`),
        detail: `${year} 年还没有到（评估日 ${asOf}），却有数据。请核对年份。`,
      },
    ]
  })
  return [...days, ...ahead]
}

function brokenIntervals(facts: FirmFacts): DataWarning[] {
  const intervals = [
    ...(facts.titles ?? []).map(({ validFrom, validTo }, index) => ({
      from: validFrom,
      to: validTo,
      paths: [`titles.${index}.validFrom`, `titles.${index}.validTo`],
    })),
    ...(facts.creditListings ?? []).map(({ from, to }, index) => ({
      from,
      to,
      paths: [`creditListings.${index}.from`, `creditListings.${index}.to`],
    })),
  ]
  return intervals.flatMap(({ from, to, paths }): DataWarning[] =>
    from != null && to != null && to < from
      ? [{ code: 'valid-to-before-from', facts: paths, detail: `${factLabel(paths[1]!).zh} ${to}，早于开始的 ${from}。请核对。` }]
      : [],
  )
}
