/** A term in both languages. The Chinese one is the official wording, written once here and looked up elsewhere. */
export interface Label {
  readonly zh: string
  readonly en: string
}

/**
 * How one indicator is written down.
 *
 * - `money`: yuan (元), at most two decimals, below 10¹³ in size
 * - `people`: persons, not negative, at most six decimals (averages)
 * - `count`: items, a rank or years, not negative, at most six decimals
 * - `rank`: a whole number from 1
 * - `percent`: a published share or ratio in %, at most six decimals, may be negative
 * - `day`: `YYYY-MM-DD`
 * - `flag`: true or false; `choice`: one of `choices`; `text`: up to `maxLength` characters
 */
export type IndicatorKind = 'money' | 'people' | 'count' | 'rank' | 'percent' | 'day' | 'flag' | 'choice' | 'text'

/** The one declaration of an indicator: schema, column, form field, sheet header and label all derive from it. */
export interface Indicator {
  readonly kind: IndicatorKind
  readonly label: Label
  /** Sub-heading it stands under on forms and in the template. */
  readonly group?: string
  /** Other names of its column as met in real sheets; matched after normalising (see `server/imports/headers.ts`). */
  readonly synonyms?: readonly string[]
  /** What exactly is meant: calibre, period, what is in and out. */
  readonly help?: Label
  /** What a person is asked for it. */
  readonly question?: Label
  /** Choices by their id in the data. */
  readonly choices?: Readonly<Record<string, Label>>
  readonly maxLength?: number
  /** Papers that prove it. */
  readonly evidence?: readonly string[]
}

type Extras = Omit<Indicator, 'kind' | 'label' | 'choices'>

const declare =
  <K extends Exclude<IndicatorKind, 'choice'>>(kind: K) =>
  (zh: string, en: string, extras: Extras = {}): Indicator & { readonly kind: K } => ({ kind, label: { zh, en }, ...extras })

export const money = declare('money')
export const people = declare('people')
export const count = declare('count')
export const rank = declare('rank')
export const percent = declare('percent')
export const day = declare('day')
export const flag = declare('flag')
export const text = declare('text')

/** An indicator that takes one of a closed set of ids. */
export function choice<const C extends Readonly<Record<string, Label>>>(
  zh: string,
  en: string,
  choices: C,
  extras: Extras = {},
): Indicator & { readonly kind: 'choice'; readonly choices: C } {
  return { kind: 'choice', label: { zh, en }, choices, ...extras }
}

/** The JSON type of a known value of an indicator. */
export type ValueOf<I extends Indicator> = I extends { kind: 'flag' }
  ? boolean
  : I extends { kind: 'choice'; choices: infer C }
    ? keyof C & string
    : I extends { kind: 'day' | 'text' }
      ? string
      : number

/** An object of indicators as it stands in the data: absent or null is unknown. */
export type Members<D extends Readonly<Record<string, Indicator>>> = { [K in keyof D]?: ValueOf<D[K]> | null }

/** What the number counts, as printed behind it. */
export const unitOf: Readonly<Record<IndicatorKind, Label | null>> = {
  money: { zh: '元', en: 'yuan' },
  people: { zh: '人', en: 'persons' },
  count: { zh: '项', en: 'items' },
  rank: { zh: '位', en: '' },
  percent: { zh: '%', en: '%' },
  day: null,
  flag: null,
  choice: null,
  text: null,
}
