import { z } from 'zod'
import { industryPattern } from './dictionary/codes.ts'
import { figures, type YearFigures } from './dictionary/figures.ts'
import type { Indicator } from './dictionary/indicator.ts'
import { type ItemOf, type ListName, lists } from './dictionary/lists.ts'
import { type Listing, listing, type Market, market, type Profile, profile } from './dictionary/profile.ts'
import { isDay } from './days.ts'
import type { ProblemDetail } from './problem.ts'
import { pointerTo } from './pointers.ts'
import { normaliseUscc, usccFault } from './uscc.ts'

/** Whether the number has at most so many decimals, judged as the decimal that is written. */
const hasDecimals = (value: number, scale: number): boolean => Math.round(value * scale) / scale === value

const number = z.number({ error: '应为数字' })

/** Yuan (元): at most two decimals, below 10¹³ in size. */
export const Money = number
  .refine((x) => Math.abs(x) < 1e13, { error: '金额的绝对值应小于 10 万亿元', abort: true })
  .refine((x) => hasDecimals(x, 100), { error: '金额（元）最多两位小数' })

const plain = number
  .refine((x) => Math.abs(x) < 1e9, { error: '数值过大', abort: true })
  .refine((x) => hasDecimals(x, 1e6), { error: '最多六位小数' })

export const Day = z.string({ error: '应为 YYYY-MM-DD 格式的日期' }).refine(isDay, { error: '不是存在的日期（YYYY-MM-DD）' })

/** Control and invisible characters, lone surrogates: nothing a person means to write. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u

/** A line of text: NFC, no control or invisible characters, its length counted in characters. */
export const Line = (maxLength: number) =>
  z
    .string({ error: '应为文本' })
    .refine((s) => !unprintable.test(s), { error: '含有不可见或控制字符', abort: true })
    .transform((s) => s.normalize('NFC').trim())
    .refine((s) => [...s].length <= maxLength, { error: `最多 ${maxLength} 个字` })

export const Uscc = z
  .string({ error: '应为文本' })
  .transform(normaliseUscc)
  .refine((code) => usccFault(code) !== 'length', { error: '统一社会信用代码应为 18 位', abort: true })
  .refine((code) => usccFault(code) !== 'character', { error: '统一社会信用代码含有不会出现的字符', abort: true })
  .refine((code) => usccFault(code) === null, { error: '统一社会信用代码校验位不对' })

const Industry = z
  .string({ error: '应为文本' })
  .regex(industryPattern, { error: '应为 GB/T 4754-2017 代码：门类字母加 2 到 4 位数字，如 C3974' })

/** The schema of a known value of an indicator. */
export function schemaOf(indicator: Indicator): z.ZodType {
  switch (indicator.kind) {
    case 'money':
      return Money
    case 'percent':
      return plain
    case 'people':
    case 'count':
      return plain.refine((x) => x >= 0, { error: '不能为负数' })
    case 'rank':
      return z.int({ error: '应为整数' }).min(1, { error: '应为从 1 起的整数' })
    case 'day':
      return Day
    case 'flag':
      return z.boolean({ error: '应为 true 或 false' })
    case 'choice': {
      const ids = Object.keys(indicator.choices ?? {})
      return z.enum(ids as [string, ...string[]], { error: `应为其中之一：${ids.length > 12 ? '见代码表' : ids.join('、')}` })
    }
    case 'text':
      return Line(indicator.maxLength ?? 200)
  }
}

/** A strict object of indicators in which every member may be absent or null. */
function members<D extends Readonly<Record<string, Indicator>>>(
  declared: D,
  special: Partial<Record<keyof D, z.ZodType>> = {},
  required: readonly string[] = [],
) {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(declared).map(([id, indicator]) => {
        const schema = special[id] ?? schemaOf(indicator)
        return [id, required.includes(id) ? schema : schema.nullish()]
      }),
    ),
    { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : '应为对象') },
  )
}

/** An item of a list of FirmFacts. */
export const itemSchema = <L extends ListName>(name: L) =>
  members(lists[name].members, {}, lists[name].required) as unknown as z.ZodType<ItemOf<L>, ItemOf<L>>

export const YearFiguresSchema = members(figures) as unknown as z.ZodType<YearFigures, YearFigures>
export const ProfileSchema = members(profile, { uscc: Uscc, industry: Industry }) as unknown as z.ZodType<Profile, Profile>
export const MarketSchema = members(market) as unknown as z.ZodType<Market, Market>
export const ListingSchema = members(listing) as unknown as z.ZodType<Listing, Listing>

const FiscalYear = z.string().regex(/^(19|20|21)\d{2}$/, { error: '会计年度应为四位年份，如 "2025"' })

const listOf = <L extends ListName>(name: L) =>
  z.array(itemSchema(name), { error: '应为数组' }).max(10_000, { error: '最多 10000 项' }).nullish()

/** How one application of the rules is meant: first application, or renewal (复核 / 重新认定). */
export const Purpose = z.enum(['apply', 'renew'], { error: '应为 apply 或 renew' })

export type Purpose = z.infer<typeof Purpose>

/**
 * All that the rules may know of a firm on a day. Absent or null is unknown, never zero, false or none; an empty list
 * is "none, stated". Money in yuan, people in persons, shares never given but by their parts. Checked member by member.
 */
export const FirmFacts = z.strictObject(
  {
    asOf: z.string({ error: '缺少评估日 asOf（YYYY-MM-DD）' }).refine(isDay, { error: '不是存在的日期（YYYY-MM-DD）' }),
    purpose: Purpose.nullish(),
    profile: ProfileSchema.nullish(),
    years: z.record(FiscalYear, YearFiguresSchema.nullable(), { error: '应为以年份为键的对象' }).nullish(),
    ip: listOf('ip'),
    conversions: z
      .record(
        FiscalYear,
        schemaOf({ kind: 'count', label: { zh: '科技成果转化', en: 'Conversions' } }).nullable() as z.ZodType<number | null>,
        { error: '应为以年份为键的对象' },
      )
      .nullish(),
    titles: listOf('titles'),
    awards: listOf('awards'),
    institutions: listOf('institutions'),
    standards: listOf('standards'),
    incidents: listOf('incidents'),
    creditListings: listOf('creditListings'),
    financing: listOf('financing'),
    market: MarketSchema.nullish(),
    listing: ListingSchema.nullish(),
    answers: z
      .record(z.string(), z.union([z.number(), z.boolean(), z.null()], { error: '应为分数，或 true / false' }), {
        error: '应为以条件编号为键的对象',
      })
      .nullish(),
  },
  { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : '应为一个 JSON 对象') },
)

export type FirmFacts = z.infer<typeof FirmFacts>

/** Every refused value of a failed parse, unknown keys each by their own name. */
export function refusals(error: z.ZodError, prefix: readonly PropertyKey[] = []): ProblemDetail[] {
  return error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path]
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ pointer: pointerTo([...path, key]), detail: '没有这个字段' }))
    return [{ pointer: pointerTo(path), detail: issue.message }]
  })
}
