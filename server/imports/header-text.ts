import { foreignCurrency, moneyUnits } from './amounts.ts'
import { type Target, targets } from './targets.ts'

/** What the text of a header says besides the name of the figure. */
export interface HeaderReading {
  readonly target: Target | null
  readonly reason: 'label' | 'synonym' | 'none'
  /** Whether the name can mean nothing else. */
  readonly sure: boolean
  readonly year: number | null
  /** Yuan per unit, where the header names one. */
  readonly unit: number | null
  readonly currency: string | undefined
}

const unitWords = Object.keys(moneyUnits)
  .sort((a, b) => b.length - a.length)
  .join('|')
const otherUnits = '人|人次|名|个|家|件|项|位|年|户|次|%|百分比|级|分|万人'
const unitInBrackets = new RegExp(
  `[(（\\[【]\\s*(?:单位[:：]?)?\\s*(?:人民币)?\\s*(?:(${unitWords})|(?:${otherUnits}))\\s*(?:人民币)?\\s*[)）\\]】]`,
)
const unitBehind = new RegExp(`(?:[/_\\-,，、:：\\s]|单位[:：]?)\\s*(?:人民币)?(?:(${unitWords})|(?:${otherUnits}))$`)
const bareUnitBehind = /(百万元|十万元|千万元|千元|万元|亿元|元)$/

/** The year a header names: 2024年, 2024年度, 2024. Two different years are none. */
const yearPattern = /(?<!\d)((?:19|20|21)\d{2})(?!\d)/g

/** For comparing: no spaces, brackets or punctuation, one width, lower case. */
export const comparableHeader = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()[\]{}【】〔〕《》<>"'“”‘’*＊:：,，.。、;；!！?？_/\\|·—–\-~]/g, '')

interface Name {
  readonly target: Target
  readonly reason: 'label' | 'synonym'
}

const names = new Map<string, Name>()
for (const target of targets) {
  for (const synonym of target.synonyms)
    if (!names.has(comparableHeader(synonym))) names.set(comparableHeader(synonym), { target, reason: 'synonym' })
}
// A label beats every synonym; identity and figures come first where two labels are alike.
for (const target of [...targets].reverse()) names.set(comparableHeader(target.label.zh), { target, reason: 'label' })

const allNames = [...names.entries()]

/** A short name that is part of another figure's name may mean either: 研发费用 of three calibres. */
const isAmbiguous = (name: string, target: Target): boolean =>
  allNames.some(([other, { target: owner }]) => owner !== target && owner.yearly && target.yearly && other !== name && other.includes(name))

const dispensable = /^(?:其中|企业|公司|单位|本单位|本企业|全年|本年度?|当年度?|年度|年)|(?:情况|金额|数额|数值|合计|信息|盖章|公章)$/g

/** Words that make another figure of the one they stand with. */
const qualified =
  /上年|上一年|去年|前年|上期|同期|同比|增长|增幅|增速|占比|比重|比例|累计|截至|预计|预测|计划|目标|\d+\s*[-~至]\s*\d+\s*月|[一二三四1-4]季度|月份/

/** Reads one header, which may be put together of several rows. */
export function readHeader(written: string): HeaderReading {
  const text = written.normalize('NFKC').trim()
  const currency = foreignCurrency(text)
  const years = new Set([...text.matchAll(yearPattern)].map((match) => Number(match[1])))
  const year = years.size === 1 ? [...years][0]! : null
  const { name, unit, found } = nameAndUnit(text)
  if (!found || years.size > 1 || (qualified.test(name) && found.reason !== 'label'))
    return { target: null, reason: 'none', sure: false, year, unit, currency }
  return {
    target: found.target,
    reason: found.reason,
    sure: found.sure && !currency,
    year: found.target.yearly ? year : null,
    unit: found.target.kind === 'money' || found.target.kind === 'verbatim' ? unit : null,
    currency,
  }
}

function nameAndUnit(text: string): { name: string; unit: number | null; found: (Name & { sure: boolean }) | undefined } {
  for (const pattern of [unitInBrackets, unitBehind]) {
    const match = pattern.exec(text)
    if (!match) continue
    const name = text.replace(match[0], '')
    return { name, unit: match[1] === undefined ? null : 10 ** moneyUnits[match[1]]!, found: findName(name) }
  }
  const found = findName(text)
  const behind = found ? null : bareUnitBehind.exec(text)
  if (!behind) return { name: text, unit: null, found }
  const name = text.slice(0, behind.index)
  return { name, unit: 10 ** moneyUnits[behind[1]!]!, found: findName(name) }
}

function findName(name: string): (Name & { sure: boolean }) | undefined {
  for (const candidate of candidates(name)) {
    const found = names.get(candidate)
    if (found) return { ...found, sure: found.reason === 'label' || !isAmbiguous(candidate, found.target) }
  }
  const near = names.get(comparableHeader(withoutYear(name)).replace(dispensable, ''))
  return near && { ...near, sure: false }
}

const withoutYear = (text: string): string => text.replace(/(?<!\d)(?:19|20|21)\d{2}(?!\d)\s*(?:年度|年)?/g, '')

/** The name with the year taken out in the ways it may be joined to it: 2024年末从业人员数, 2024年度营业收入. */
function candidates(name: string): string[] {
  const bare = /(?<!\d)(?:19|20|21)\d{2}(?!\d)/g
  return [
    ...new Set([name, withoutYear(name), name.replace(bare, ''), name.replace(bare, '').replace(/^\s*年度?/, '')].map(comparableHeader)),
  ].filter((one) => one !== '')
}

/** The yuan of a unit named in a title row: 单位：万元. */
export function unitOfTitle(text: string): number | null {
  const match = new RegExp(`单位\\s*[:：]?\\s*(?:人民币)?\\s*(${unitWords})(?![一-龥])`).exec(text.normalize('NFKC'))
  return match ? 10 ** moneyUnits[match[1]!]! : null
}

/** The year that a title row or a file name is about, where it names just one. */
export function yearOfTitle(text: string): number | null {
  const years = new Set([...text.normalize('NFKC').matchAll(yearPattern)].map((match) => Number(match[1])))
  const [year] = years
  return years.size === 1 && year !== undefined && year >= 1990 ? year : null
}
