import { type Certification, certifications } from '../dictionary/certifications.ts'
import type { Label } from '../dictionary/indicator.ts'
import type { HeldTitle } from '../dictionary/lists.ts'
import { addMonths, yearOf } from '../days.ts'
import type { FirmFacts } from '../facts.ts'
import { renewFrom } from './recommend.ts'
import type { Source } from './ruleset.ts'

/**
 * What a certificate asks of its holder, and when. Data, like the rule sets: `null` is what no source seen states (shown as
 * 待公布), an absent member is no duty of that certification. No day is worked out that a text does not give.
 */
export interface Duties {
  readonly validity?: Stated<{
    readonly years: number
    /** Runs out on 31 December, whatever the day of entry. */
    readonly toYearEnd?: true
  }> | null
  /** 复核 or 重新认定: from 1 January of the last year of validity, for a number that runs to the year end of the next year. */
  readonly renewal?: Stated<{ readonly what: Label }> | null
  /** By a day of every year, as `MM-DD`. */
  readonly yearlyReport?: Stated<{ readonly what: Label; readonly by: string }> | null
  readonly changeReport?: Stated<{ readonly what: Label; readonly withinMonths: number }> | null
  /** In these months of every year; the days are announced each time. */
  readonly survey?: Stated<{ readonly what: Label; readonly months: readonly number[] }> | null
  /** Application windows by year, as far as any is known; absent where an application may be filed at any time. */
  readonly windows?: Readonly<Record<number, readonly ApplicationWindow[]>>
}

/** What a text states; the clause is null where only a description of the practice was seen. */
export type Stated<T> = T & { readonly clause: string | null; readonly source: Source }

/** A time for applications; a day that is not announced is null. */
export interface ApplicationWindow {
  readonly from: string | null
  readonly to: string | null
  readonly clause: string | null
  readonly source: Source | null
}

export type DutyKind = 'renewal' | 'yearly-report' | 'change-report' | 'survey'

/**
 * `open`: lies ahead. `due`: its time is running. `overdue`: its last day has passed and the title has lapsed. `unknown`: a
 * day is not announced, or the facts do not say whether it was done.
 */
export type DutyState = 'open' | 'due' | 'overdue' | 'unknown'

export interface DatedDuty {
  readonly certification: Certification
  readonly kind: DutyKind
  readonly what: Label
  readonly from: string | null
  readonly until: string | null
  readonly clause: string | null
  readonly source: Source | null
  readonly state: DutyState
}

const label = (zh: string, en: string): Label => ({ zh, en })

const renewed = label('复核', 'Renewal')
const yearlyUpdate = label('年度信息更新', 'Yearly update')
const changes = label('更名、合并分立、重组等重大变化报告', 'Report of a change of name, merger, restructuring and the like')

const techSmeRules = '国科发政〔2017〕115号'
const hnteRules = '国科发火〔2016〕32号'
const smeRules = '工信部企业〔2026〕2号；工信部企业〔2022〕63号'
const championRules = '工信部政法〔2023〕138号'

/** The titles of the specialised-SME scheme: three years, then 复核. No day of a yearly update was seen. */
const ofSmeScheme = {
  validity: { years: 3, clause: smeRules, source: 'verified' },
  renewal: { what: renewed, clause: smeRules, source: 'verified' },
  yearlyReport: null,
  changeReport: { what: changes, withinMonths: 3, clause: smeRules, source: 'verified' },
} as const satisfies Duties

const unstated = { validity: null, renewal: null, yearlyReport: null, changeReport: null, windows: {} } as const satisfies Duties

/** Listing is no certificate: it has no term, and applications are taken all year. */
const listing = {} as const satisfies Duties

export const duties: Readonly<Record<Certification, Duties>> = {
  'tech-sme': {
    // Sources differ between "to 31 December of the year of entry" and "one year"; the official notice of 2019 says the former.
    validity: { years: 1, toYearEnd: true, clause: '国科火字〔2019〕87号', source: 'verified' },
    renewal: { what: label('重新评价入库', 'New evaluation and entry'), clause: `${techSmeRules} 第十一条`, source: 'verified' },
    yearlyReport: {
      what: label('更新企业信息表并重新自评', 'Update the information form and self-evaluate'),
      by: '03-31',
      clause: `${techSmeRules} 第十一条`,
      source: 'verified',
    },
    changeReport: {
      what: label('名称等信息变更报告', 'Report of a change of name or of relevant facts'),
      withinMonths: 3,
      clause: techSmeRules,
      source: 'verified',
    },
    survey: {
      what: label('入库企业季度调查', 'Quarterly survey of registered firms'),
      months: [3, 6, 9, 12],
      clause: null,
      source: 'memory',
    },
    windows: {
      2019: [{ from: null, to: '2019-10-31', clause: '国科火字〔2019〕87号', source: 'verified' }],
      2026: [{ from: '2026-06-01', to: '2026-08-31', clause: '工企业函〔2026〕160号', source: 'verified' }],
    },
  },
  'innovative-sme': { ...ofSmeScheme, windows: {} },
  hnte: {
    validity: { years: 3, clause: `${hnteRules} 第九条、第十条`, source: 'verified' },
    renewal: { what: label('重新认定', 'New recognition'), clause: `${hnteRules} 第九条、第十条`, source: 'verified' },
    yearlyReport: {
      what: label(
        '年度发展情况报表（上一年知识产权、科技人员、研发费用、经营收入）',
        'Yearly report of rights, science staff, R&D and income of the year before',
      ),
      by: '05-31',
      clause: `${hnteRules} 第十三条`,
      source: 'verified',
    },
    changeReport: {
      what: label(
        '更名、分立、合并、重组、经营业务变化报告',
        'Report of a change of name, split, merger, restructuring or change of business',
      ),
      withinMonths: 3,
      clause: `${hnteRules} 第十七条`,
      source: 'verified',
    },
    windows: {},
  },
  'fujian-hnte': unstated,
  'fujian-tech-giant': unstated,
  'specialised-sme': { ...ofSmeScheme, windows: {} },
  'little-giant': {
    ...ofSmeScheme,
    windows: { 2026: [{ from: '2026-04-25', to: '2026-05-25', clause: '工信厅企业函〔2026〕117号', source: 'verified' }] },
  },
  'fujian-champion': {
    ...unstated,
    windows: { 2025: [{ from: null, to: '2025-05-20', clause: null, source: 'verified' }] },
  },
  champion: {
    validity: { years: 3, clause: championRules, source: 'verified' },
    renewal: { what: renewed, clause: championRules, source: 'verified' },
    yearlyReport: { what: yearlyUpdate, by: '05-31', clause: championRules, source: 'verified' },
    changeReport: { what: changes, withinMonths: 3, clause: championRules, source: 'verified' },
    windows: {},
  },
  'listing-reserve': unstated,
  star: listing,
  chinext: listing,
  bse: listing,
  'main-board': listing,
  neeq: listing,
  hkex: listing,
  gazelle: unstated,
  unicorn: unstated,
}

const notAnnounced: ApplicationWindow = { from: null, to: null, clause: null, source: null }

/** The times for applications in a year; one without days where none is announced, none where they are taken all year. */
export function windowsOf(certification: Certification, year: number): readonly ApplicationWindow[] {
  const { windows } = duties[certification]
  return windows ? (windows[year] ?? [notAnnounced]) : []
}

/** What the titles of a firm ask of it around a day: what is running or lies ahead up to the end of the next year, the soonest first. */
export function dutiesOf(facts: FirmFacts, asOf: string): DatedDuty[] {
  return (Object.keys(certifications) as Certification[])
    .flatMap((certification) => {
      const term = findTerm(facts, certification, asOf)
      return term ? dutiesOfTerm(certification, term, asOf) : []
    })
    .sort((a, b) => (a.until ?? '9999').localeCompare(b.until ?? '9999') || (a.from ?? '9999').localeCompare(b.from ?? '9999'))
}

/** The time for which a title was given; a day that nobody stated is null. */
interface Term {
  readonly from: string | null
  readonly to: string | null
}

/** The last term of a title on the day: it holds, may hold, or lapsed within the year before. */
function findTerm(facts: FirmFacts, certification: Certification, asOf: string): Term | undefined {
  return (facts.titles ?? [])
    .filter(({ title, revoked, validFrom }) => title === certification && revoked !== true && (validFrom == null || validFrom <= asOf))
    .map((item): Term => ({ from: item.validFrom ?? null, to: lastDayOf(item, duties[certification]) }))
    .filter(({ to }) => to === null || to >= addMonths(asOf, -12))
    .sort((a, b) => rankOf(b, asOf) - rankOf(a, asOf) || (b.to ?? '').localeCompare(a.to ?? ''))[0]
}

/** A title that surely holds before one that may, and that before one that has lapsed. */
const rankOf = ({ to }: Term, asOf: string): number => (to === null ? 1 : to >= asOf ? 2 : 0)

const lastDayOf = ({ validFrom, validTo }: HeldTitle, { validity }: Duties): string | null =>
  validTo ?? (validity?.toYearEnd && validFrom != null ? `${yearOf(validFrom)}-12-31` : null)

function dutiesOfTerm(certification: Certification, term: Term, asOf: string): DatedDuty[] {
  const { renewal, yearlyReport, changeReport, survey, validity } = duties[certification]
  const dated = (
    kind: DutyKind,
    what: Label,
    stated: Stated<unknown> | null,
    from: string | null,
    until: string | null,
    state: DutyState,
  ): DatedDuty => ({ certification, kind, what, from, until, clause: stated?.clause ?? null, source: stated?.source ?? null, state })
  const found: DatedDuty[] = []
  const lapsed = term.to !== null && term.to < asOf
  if (renewal !== undefined) {
    const from = renewFrom(certification, term.to)
    const until = validity?.toYearEnd ? from && lastDayOfWindows(certification, yearOf(from)) : term.to
    found.push(dated('renewal', renewal?.what ?? renewed, renewal, from, until, stateOf(asOf, from, until, 'overdue')))
  }
  const years = [yearOf(asOf), yearOf(asOf) + 1]
  // A number that runs to the year end is followed up in the year after it; other titles report only while they hold.
  const reportsUntil = term.to === null ? null : validity?.toYearEnd ? addMonths(term.to, 12) : term.to
  const concerns = (day: string): boolean => (term.from === null || day >= term.from) && (reportsUntil === null || day <= reportsUntil)
  if (yearlyReport) {
    for (const year of years) {
      const until = `${year}-${yearlyReport.by}`
      const from = `${year}-01-01`
      if (concerns(until) && !(validity?.toYearEnd && term.to !== null && year <= yearOf(term.to)))
        found.push(dated('yearly-report', yearlyReport.what, yearlyReport, from, until, stateOf(asOf, from, until, 'unknown')))
    }
  }
  if (lapsed) return found
  if (yearlyReport === null) found.push(dated('yearly-report', yearlyUpdate, null, null, null, 'unknown'))
  // Whether anything has changed is not among the facts.
  if (changeReport !== undefined) found.push(dated('change-report', changeReport?.what ?? changes, changeReport, null, null, 'unknown'))
  for (const year of survey ? years : []) {
    for (const month of survey?.months ?? []) {
      const from = `${year}-${String(month).padStart(2, '0')}-01`
      const ahead = addMonths(from, 1) > asOf && (term.to === null || from <= term.to)
      if (survey && ahead) found.push(dated('survey', survey.what, survey, from, null, 'unknown'))
    }
  }
  return found
}

const lastDayOfWindows = (certification: Certification, year: number): string | null =>
  windowsOf(certification, year).reduce<string | null>((last, { to }) => (last === null || (to !== null && to > last) ? to : last), null)

function stateOf(asOf: string, from: string | null, until: string | null, passed: DutyState): DutyState {
  if (from !== null && asOf < from) return 'open'
  if (until === null) return 'unknown'
  return asOf <= until ? 'due' : passed
}
