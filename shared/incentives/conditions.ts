import { addMonths, yearOf } from '../days.ts'
import { type Certification, titles, type Title } from '../dictionary/certifications.ts'
import { type Figure, figures } from '../dictionary/figures.ts'
import { profile } from '../dictionary/profile.ts'
import type { FirmFacts } from '../facts.ts'
import { titleState } from '../rules/titles.ts'
import { Truth, truthOf } from '../rules/truth.ts'

/** How a firm stands with one condition; the four truth values are those of the rules. */
export interface Judged {
  readonly truth: Truth
  /** What the firm has, for people; null where nothing is known. */
  readonly shown: string | null
  /** Dot paths of the facts whose absence leaves it open. */
  readonly missing: readonly string[]
}

/** One condition of an incentive. */
export interface Condition {
  readonly id: string
  readonly text: string
  readonly textEn: string
  judge(facts: FirmFacts): Judged
}

const unknown = (missing: readonly string[]): Judged => ({ truth: Truth.unknown, shown: null, missing })
const wan = (yuan: number): string =>
  `${(yuan / 10_000).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} 万元`

/** A title in force on the day. */
export const holdsAny = (...wanted: readonly Title[]): Condition => ({
  id: `holds-${wanted.join('-')}`,
  text: `持有有效的${wanted.map((id) => titles[id].zh).join('或')}`,
  textEn: `Holds ${wanted.map((id) => titles[id].en).join(' or ')}`,
  judge(facts) {
    const states = wanted.map((id) => titleState(facts, id))
    const index = states.findIndex(({ held }) => held === true)
    if (index >= 0)
      return {
        truth: Truth.met,
        shown: `${wanted.map((id) => titles[id].zh)[index] ?? ''}，有效至 ${states[index]?.validTo ?? '长期'}`,
        missing: [],
      }
    const open = states.filter(({ held }) => held === null)
    return open.length > 0
      ? unknown([...new Set(open.flatMap(({ missing }) => missing))])
      : { truth: Truth.unmet, shown: '未持有', missing: [] }
  },
})

/** Months within which a title counts as newly granted. */
const newFor = 12

/** A title that was granted within the last twelve months, for the first time or again. */
export const grantedLately = (title: Certification): Condition => ({
  id: `granted-${title}`,
  text: `近一年内新取得${titles[title].zh}`,
  textEn: `Was granted ${titles[title].en} within the last year`,
  judge(facts) {
    if (facts.titles == null) return unknown(['titles'])
    const own = facts.titles.filter((one) => one.title === title && one.revoked !== true)
    if (own.some(({ validFrom }) => validFrom != null && validFrom <= facts.asOf && validFrom > addMonths(facts.asOf, -newFor)))
      return { truth: Truth.met, shown: own.map(({ validFrom }) => validFrom).join('、'), missing: [] }
    const undated = own.some(({ validFrom }) => validFrom == null)
    return undated ? unknown(['titles']) : { truth: Truth.unmet, shown: own.length === 0 ? '未持有' : '取得已满一年', missing: [] }
  },
})

/** A yes-or-no fact of the firm. */
export const isTrue = (member: 'inMainland' | 'booksLevied', text: string, textEn: string): Condition => ({
  id: member,
  text,
  textEn,
  judge({ profile: given }) {
    const value = given?.[member]
    return value == null
      ? unknown([`profile.${member}`])
      : { truth: truthOf(value), shown: `${profile[member].label.zh}：${value ? '是' : '否'}`, missing: [] }
  },
})

/** Registered in Fujian. */
export const inFujian: Condition = {
  id: 'in-fujian',
  text: '注册地在福建省（厦门除外）',
  textEn: 'Registered in Fujian (Xiamen apart)',
  judge({ profile: given }) {
    const province = given?.province
    return province == null
      ? unknown(['profile.province'])
      : { truth: truthOf(province === '35'), shown: province === '35' ? '福建省' : '外省', missing: [] }
  },
}

/** No industry to which the rule is barred; by the beginnings of GB/T 4754 codes. */
export const notInIndustry = (barred: Readonly<Record<string, string>>): Condition => ({
  id: 'industry-not-barred',
  text: `不属于${Object.values(barred).join('、')}`,
  textEn: 'Not in a barred industry (tobacco, lodging and catering, trade, real estate, leasing and business services, entertainment)',
  judge({ profile: given }) {
    const industry = given?.industry
    if (industry == null) return unknown(['profile.industry'])
    const hit = Object.keys(barred).find((prefix) => industry.startsWith(prefix))
    return { truth: truthOf(hit === undefined), shown: hit === undefined ? industry : `${industry}（${barred[hit]}）`, missing: [] }
  },
})

/** Manufacturing by its code. */
export const isManufacturer: Condition = {
  id: 'manufacturer',
  text: '制造业企业',
  textEn: 'A manufacturer',
  judge({ profile: given }) {
    const industry = given?.industry
    return industry == null ? unknown(['profile.industry']) : { truth: truthOf(industry.startsWith('C')), shown: industry, missing: [] }
  },
}

const lastYear = ({ asOf }: FirmFacts): number => yearOf(asOf) - 1

/** A figure of the last complete year, compared. */
export const figureOf = (
  figure: Figure,
  { atMost, moreThan }: { readonly atMost?: number; readonly moreThan?: number },
  text: string,
  textEn: string,
): Condition => ({
  id: figure,
  text,
  textEn,
  judge(facts) {
    const value = facts.years?.[lastYear(facts)]?.[figure]
    if (value == null) return unknown([`years.${lastYear(facts)}.${figure}`])
    const holds = (atMost === undefined || value <= atMost) && (moreThan === undefined || value > moreThan)
    return { truth: truthOf(holds), shown: figures[figure].kind === 'money' ? wan(value) : String(value), missing: [] }
  },
})

/** The figure of the last complete year has grown by so much. */
export const increaseOf = (figure: Figure, least: number, text: string, textEn: string): Condition => ({
  id: `${figure}-increase`,
  text,
  textEn,
  judge(facts) {
    const year = lastYear(facts)
    const [before, now] = [facts.years?.[year - 1]?.[figure], facts.years?.[year]?.[figure]]
    if (before == null || now == null)
      return unknown([...(before == null ? [`years.${year - 1}.${figure}`] : []), ...(now == null ? [`years.${year}.${figure}`] : [])])
    const increase = Math.round((now - before) * 100)
    const lacking = Math.round(least * 100) - increase
    return {
      truth: truthOf(lacking <= 0),
      shown: `${year} 年比 ${year - 1} 年${increase < 0 ? '减少' : '增加'} ${wan(Math.abs(increase) / 100)}${lacking > 0 ? `（差 ${wan(lacking / 100)}）` : ''}`,
      missing: [],
    }
  },
})

/** What no figure of the register decides: somebody looks at it. */
export const byPerson = (id: string, text: string, textEn: string): Condition => ({
  id,
  text,
  textEn,
  judge: () => ({ truth: Truth.review, shown: null, missing: [] }),
})

/** Met where one of them is; else as near as the nearest. */
export const eitherOf = (id: string, text: string, textEn: string, of: readonly Condition[]): Condition => ({
  id,
  text,
  textEn,
  judge(facts) {
    const all = of.map((condition) => condition.judge(facts))
    const truth = Math.max(...all.map((one) => one.truth)) as Truth
    const best = all.filter((one) => one.truth === truth)
    return { truth, shown: best.find(({ shown }) => shown !== null)?.shown ?? null, missing: best.flatMap(({ missing }) => missing) }
  },
})
