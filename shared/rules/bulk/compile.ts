import type { Figure } from '../../dictionary/figures.ts'
import { figures } from '../../dictionary/figures.ts'
import type { Case } from '../case.ts'
import { parameterValue, scalarIndicator } from '../case.ts'
import { criterionOf } from '../program.ts'
import { millionths } from '../score.ts'
import { type Rational, type Relation, signOfSum } from '../exact.ts'
import type { Band, Growth, Parameter, PointsCriterion, PointsRule, Quantity, Ruleset, ScoreNode, Test, TestCriterion } from '../ruleset.ts'
import type { Column, Source } from './columns.ts'

/**
 * A rule set on a day as one loop over columns. The source is made from the validated vocabulary alone: ids are looked up,
 * numbers are printed from parsed rationals, nothing of a user's text gets in. Truth values as in `truth.ts`, 4 where a
 * clause does not apply; every comparison that doubles cannot decide goes to the exact one.
 */

/** What a rule set says of each firm: verdicts as truth values, points in millionths. */
export interface Results {
  readonly verdict: Uint8Array
  readonly scoreMin: Int32Array
  readonly scoreMax: Int32Array
  readonly shortBy: Uint8Array
}

export interface Kernel {
  readonly ruleset: Ruleset
  readonly sources: readonly Source[]
  readonly run: (columns: readonly Column[], from: number, to: number, out: Results) => void
}

/** A quantity as an expression over columns, in so many units to one. */
interface Measure {
  readonly code: string
  readonly scale: number
  /** Over accounting years, of which there may be none. */
  readonly spanned: boolean
}

const scaleOf = (figure: Figure): number => (figures[figure].kind === 'money' ? 100 : 1_000_000)

/** A ratio: the names of its part and whole, and how they are measured. */
interface Pair {
  readonly x: string
  readonly y: string
  readonly a: Measure
  readonly b: Measure
}

/** Points as three variables: least, most, and what keeps them open. */
interface Points {
  readonly min: string
  readonly max: string
  readonly open: string
}

class Emitter {
  readonly sources: Source[] = []
  private readonly columns = new Map<string, string>()
  private readonly lines: string[] = []
  private readonly criteria = new Map<string, string>()
  private readonly parts = new Map<string, Points>()
  private readonly safe = new Map<string, string>()
  private count = 0
  /** Truth values that may say "does not apply". */
  private readonly mayNotApply = new Set<string>()
  private readonly ruleset: Ruleset
  /** Carries the day and the parameters under trial; no firm. */
  private readonly law: Case

  constructor(ruleset: Ruleset, law: Case) {
    this.ruleset = ruleset
    this.law = law
  }

  /** The body of the loop that only decides: the next firm as soon as a condition of all is not met. */
  decision(): string {
    const { verdict } = this.ruleset
    const parts = verdict.kind === 'all' ? verdict.of : [verdict]
    const truths = parts.map((part) => {
      const truth = this.condition(part)
      this.lines.push(`if (${truth} === 0) { verdict[i] = 0; continue; }`)
      return truth
    })
    this.lines.push(`verdict[i] = Math.min(3, ${truths.join(', ')});`)
    return this.lines.join('\n')
  }

  /** The body of the loop. */
  body(): string {
    const { verdict, score } = this.ruleset
    const truth = this.condition(verdict)
    this.lines.push(`verdict[i] = ${truth} > 3 ? 3 : ${truth};`)
    if (score) {
      const { min, max } = this.total(score.tree)
      this.lines.push(`scoreMin[i] = ${min}; scoreMax[i] = ${max};`)
    }
    this.lines.push(`shortBy[i] = ${this.shortBy(verdict)};`)
    return this.lines.join('\n')
  }

  private column(source: Source): string {
    const key = JSON.stringify(source)
    let name = this.columns.get(key)
    if (!name) {
      name = `c${this.sources.length}`
      this.sources.push(source)
      this.columns.set(key, name)
    }
    return `${name}[i]`
  }

  private let(code: string): string {
    const name = `x${this.count++}`
    this.lines.push(`const ${name} = ${code};`)
    return name
  }

  private value<T>(parameter: Parameter<T>): T {
    return parameterValue(this.law, parameter)
  }

  // ——— quantities

  private figure(figure: Figure, yearsBack: number): string {
    return this.column({ kind: 'figure', figure, yearsBack })
  }

  private accountingYears(): string {
    return this.column({ kind: 'accounting-years' })
  }

  private measure(quantity: Quantity): Measure {
    const overYears = (of: (yearsBack: number) => string) =>
      [1, 2, 3].map((back) => `(${this.accountingYears()} < ${back} ? 0 : ${of(back)})`).join(' + ')
    switch (quantity.kind) {
      case 'figure':
        return { code: this.figure(quantity.figure, quantity.yearsBack), scale: scaleOf(quantity.figure), spanned: false }
      case 'sum':
        return { code: overYears((back) => this.figure(quantity.figure, back)), scale: scaleOf(quantity.figure), spanned: true }
      case 'conversions':
        return { code: overYears((yearsBack) => this.column({ kind: 'conversions', yearsBack })), scale: 1_000_000, spanned: true }
      case 'years':
        return { code: this.accountingYears(), scale: 1, spanned: true }
      case 'scalar':
        return { code: this.column(quantity), scale: scalarIndicator(quantity.fact).kind === 'money' ? 100 : 1_000_000, spanned: false }
      case 'financing':
        return { code: this.column(quantity), scale: 100, spanned: false }
      case 'plus':
      case 'mean':
      case 'least': {
        const of = quantity.of.map((one) => this.measure(one))
        const scale = of[0]!.scale * (quantity.kind === 'mean' ? of.length : 1)
        const codes = of.map(({ code }) => code)
        return { code: quantity.kind === 'least' ? `Math.min(${codes.join(', ')})` : `(${codes.join(' + ')})`, scale, spanned: false }
      }
    }
  }

  // ——— comparisons: sums of products of whole numbers against zero

  /** Whether `sum of terms relation 0`; each term is factors, of which numbers are printed and names are read. */
  private sign(terms: readonly (readonly (string | number)[])[], relation: Relation): string {
    const product = (factors: readonly (string | number)[]) => factors.map((factor) => `(${factor})`).join(' * ')
    const codes = terms.map((factors) => this.let(product(factors)))
    const sum = this.let(codes.join(' + '))
    const size = codes.map((code) => `Math.abs(${code})`).join(' + ')
    const sure = this.let(`Math.abs(${sum}) > (${size}) * 4e-15 || ${sum} !== ${sum} ? ${sum} : ${exactCall(terms)}`)
    return `${sure} ${relation} 0`
  }

  private amount(code: string, scale: number, { p, q }: Rational, relation: Relation): string {
    const limit = (scale * p) / q
    if (Number.isSafeInteger(limit)) return `${code} ${relation} ${limit}`
    return this.sign(
      [
        [code, q],
        [-scale, p],
      ],
      relation,
    )
  }

  /** Whether part ÷ whole satisfies a limit: straight where the products are exact in doubles, by whole numbers elsewhere. */
  private share({ x, y, a, b }: Pair, { p, q }: Rational, relation: Relation): string {
    const [m, n] = reduced(b.scale * q, a.scale * p)
    const factor = Math.max(Math.abs(m), Math.abs(n))
    // One bound for all the usual percentages, so that a ratio is looked at once for all its bands.
    const most = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(100, factor))
    const key = `${x} ${y} ${most}`
    let safe = this.safe.get(key)
    if (!safe) this.safe.set(key, (safe = this.let(`${x} <= ${most} && ${x} >= -${most} && ${y} <= ${most} && ${y} >= -${most}`)))
    const exact = exactCall([
      [x, m],
      [y, -n],
    ])
    return `(${safe} ? ${x} * ${m} ${relation} ${y} * ${n} : ${exact} ${relation} 0)`
  }

  private pair(part: Quantity, whole: Quantity): Pair {
    const [a, b] = [this.measure(part), this.measure(whole)]
    return { a, b, x: this.let(a.code), y: this.let(b.code) }
  }

  private growthTerms(v: readonly string[], form: Growth['form'], { p, q }: Rational): (string | number)[][] {
    switch (form) {
      case 'yearly':
        return [
          [q, v[1]!],
          [-1, q + p, v[0]!],
        ]
      case 'compound':
        return [
          [q, q, v[1]!],
          [-1, q + p, q + p, v[0]!],
        ]
      case 'mean':
        return [
          [q, v[1]!, v[1]!],
          [q, v[2]!, v[0]!],
          [-2, q + p, v[0]!, v[1]!],
        ]
    }
  }

  /** The figures of a rate, and when it cannot be told. */
  private rate({ figure, form }: Growth): { readonly v: string[]; readonly unknown: string } {
    const backs = form === 'yearly' ? [2, 1] : form === 'compound' ? [3, 1] : [3, 2, 1]
    const v = backs.map((back) => this.let(this.figure(figure, back)))
    const bases = v.slice(0, form === 'mean' ? 2 : 1).map((base) => `!(${base} > 0)`)
    return { v, unknown: this.let([...bases, ...v.map((one) => `${one} !== ${one}`)].join(' || ')) }
  }

  // ——— conditions

  /** A condition over criteria, and within one: the name of its truth value. */
  private condition(test: Test, answerId = ''): string {
    switch (test.kind) {
      case 'all':
        return this.all(test.of.map((part) => this.condition(part, answerId)))
      case 'any':
        return this.any(test.of.map((part) => this.condition(part, answerId)))
      case 'criterion':
        return this.criterion(test.id)
      case 'left-to-person': {
        const truth = this.condition(test.of, answerId)
        return this.let(`${truth} === 1 ? 2 : ${truth}`)
      }
      case 'constant':
        return test.truth === 'unknown' ? '1' : '2'
      case 'judged':
        return this.let(this.column({ kind: 'flag-answer', id: answerId }))
      case 'split':
        return this.split(test, answerId)
      case 'agree': {
        const of = test.of.map((part) => this.condition(part, answerId))
        const every = (truth: number) => of.map((one) => `${one} === ${truth}`).join(' && ')
        const otherwise = test.otherwise === 'unknown' ? 1 : 2
        return this.let(`${of.map((one) => `${one} === 1`).join(' || ')} ? 1 : ${every(3)} ? 3 : ${every(0)} ? 0 : ${otherwise}`)
      }
      case 'tiered': {
        const by = this.measure(test.by)
        const measured = this.let(by.code)
        const tiers = test.tiers.map(({ from, test: one }) => ({ from, truth: this.condition(one, answerId) }))
        const choose = tiers.reduceRight(
          (rest, { from, truth }) => (from ? `${this.amount(measured, by.scale, this.value(from), '>=')} ? ${truth} : ${rest}` : truth),
          '0',
        )
        return this.let(`${measured} !== ${measured} ? 1 : ${choose}`)
      }
      case 'amount': {
        const { code, scale } = this.measure(test.of)
        const measured = this.let(code)
        return this.let(
          `${measured} !== ${measured} ? 1 : ${this.amount(measured, scale, this.value(test.threshold), test.relation)} ? 3 : 0`,
        )
      }
      case 'share':
        return this.shareTest(test)
      case 'growth': {
        const { v, unknown } = this.rate(test.of)
        return this.let(
          `${unknown} ? 1 : ${this.sign(this.growthTerms(v, test.of.form, this.value(test.threshold)), test.relation)} ? 3 : 0`,
        )
      }
      case 'some': {
        const definite = this.column({ kind: 'definite', list: test.list, where: test.where })
        const possible = this.column({ kind: 'possible', list: test.list, where: test.where })
        const { p, q } = test.atLeast ? this.value(test.atLeast) : { p: 1, q: 1 }
        return this.let(`${definite} * ${q} >= ${p} ? 3 : ${definite} < 0 || (${definite} + ${possible}) * ${q} >= ${p} ? 1 : 0`)
      }
      case 'score': {
        const { min, max, open } = this.total(test.group ?? this.ruleset.score!.tree)
        const pass = this.value(test.pass)
        const passes = (points: string) => this.amount(points, 1e6, pass, test.relation)
        return this.let(`${passes(min)} ? 3 : !(${passes(max)}) ? 0 : ${open} === 1 ? 1 : 2`)
      }
      case 'points-above-zero': {
        const { min, max, open } = this.part(test.part)
        return this.let(`${min} > 0 ? 3 : ${max} <= 0 ? 0 : ${open} === 1 ? 1 : 2`)
      }
      default:
        return this.let(this.column({ kind: 'truth', test, answerId }))
    }
  }

  private criterion(id: string): string {
    let name = this.criteria.get(id)
    if (!name) {
      name = this.condition((criterionOf(this.ruleset, id) as TestCriterion).test, id)
      this.criteria.set(id, name)
    }
    return name
  }

  private all(of: readonly string[]): string {
    const least = this.let(`Math.min(${of.join(', ')})`)
    return of.every((one) => this.mayNotApply.has(one)) ? this.marked(least) : least
  }

  /** The greatest of those that apply. */
  private any(of: readonly string[]): string {
    if (!of.some((one) => this.mayNotApply.has(one))) return this.let(`Math.max(${of.join(', ')})`)
    const applying = of.map((one) => (this.mayNotApply.has(one) ? `(${one} > 3 ? -1 : ${one})` : one))
    const best = this.let(`Math.max(${applying.join(', ')})`)
    return this.marked(this.let(`${best} < 0 ? 4 : ${best}`))
  }

  private marked(name: string): string {
    this.mayNotApply.add(name)
    return name
  }

  private split({ by, met, unmet, open }: Extract<Test, { kind: 'split' }>, answerId: string): string {
    const condition = this.condition(by, answerId)
    const branch = (test: Test | null) => (test ? this.condition(test, answerId) : '4')
    return this.marked(this.let(`${condition} >= 3 ? ${branch(met)} : ${condition} === 0 ? ${branch(unmet)} : ${branch(open)}`))
  }

  private shareTest({ part, whole, relation, threshold, undefinedIs }: Extract<Test, { kind: 'share' }>): string {
    const pair = this.pair(part, whole)
    const { x, y, a } = pair
    const against = (limit: Rational) => `(${this.share(pair, limit, relation)} ? 3 : 0)`
    const none = undefinedIs === 'review' ? 2 : 1
    let unknown = `${x} !== ${x} || ${y} !== ${y}`
    let compared: string
    if ('history' in threshold) compared = against(this.value(threshold))
    else {
      const by = this.measure(threshold.by)
      const measured = this.let(by.code)
      unknown += ` || ${measured} !== ${measured}`
      compared = this.value(threshold.tiers).reduceRight((rest, { upTo, threshold: limit }) => {
        const truth = against(limit)
        return upTo === null ? truth : `(${measured} <= ${upTo * by.scale} ? ${truth} : ${rest})`
      }, '1')
    }
    const noSpan = a.spanned ? `${this.accountingYears()} === 0 ? ${none} : ` : ''
    return this.let(`${noSpan}${unknown} ? 1 : ${y} <= 0 ? ${none} : ${compared}`)
  }

  // ——— points

  private part(id: string): Points {
    let points = this.parts.get(id)
    if (!points) {
      const criterion = criterionOf(this.ruleset, id) as PointsCriterion
      points = this.answered(criterion, this.pointsOf(criterion.points, criterion.of))
      this.parts.set(id, points)
    }
    return points
  }

  private answered({ id, answerable }: PointsCriterion, { min, max, open }: Points): Points {
    if (!answerable) return { min, max, open }
    const answer = this.let(this.column({ kind: 'points-answer', id }))
    const given = this.let(`${answer} >= ${min} && ${answer} <= ${max}`)
    const pick = (points: string) => this.let(`${given} ? ${answer} : ${points}`)
    return { min: pick(min), max: pick(max), open: this.let(`${given} ? 0 : ${open}`) }
  }

  private pointsOf(rule: PointsRule, most: number): Points {
    switch (rule.kind) {
      case 'best':
        return this.best(rule.options.map((option) => this.part(option)))
      case 'greatest':
        return this.best(rule.of.map((one) => this.pointsOf(one, most)))
      case 'share-bands': {
        const pair = this.pair(rule.part, rule.whole)
        const { x, y, a } = pair
        const banded = this.banded(this.value(rule.bands), ({ from, relation }) => this.share(pair, from, relation))
        const noSpan = rule.noSpan && a.spanned ? [{ when: `${this.accountingYears()} === 0`, points: zero }] : []
        const none = rule.undefinedIs === 'zero' ? zero : openFor(most, rule.undefinedIs === 'open' ? 2 : 1)
        return this.chosen(
          [...noSpan, { when: `${x} !== ${x} || ${y} !== ${y}`, points: openFor(most) }, { when: `${y} <= 0`, points: none }],
          banded,
        )
      }
      case 'amount-bands': {
        const { code, scale } = this.measure(rule.of)
        const x = this.let(code)
        const banded = this.banded(this.value(rule.bands), ({ from, relation }) => this.amount(x, scale, from, relation))
        return this.chosen([{ when: `${x} !== ${x}`, points: openFor(most) }], banded)
      }
      case 'rate-bands': {
        const { v, unknown } = this.rate(rule.of)
        const banded = this.banded(this.value(rule.bands), ({ from, relation }) =>
          this.sign(this.growthTerms(v, rule.of.form, from), relation),
        )
        return this.chosen([{ when: unknown, points: openFor(most) }], banded)
      }
      default: {
        const member = (name: 'min' | 'max' | 'open') => this.let(this.column({ kind: 'points', member: name, rule, of: most }))
        return { min: member('min'), max: member('max'), open: member('open') }
      }
    }
  }

  /** The first band that holds, as expressions: asked only where the value is known. */
  private banded(bands: readonly Band[], holds: (band: Band) => string): Points {
    const tests = bands.map(holds)
    const pick = (of: (band: Band) => number) =>
      `(${bands.reduceRight((rest, band, index) => `${tests[index]!} ? ${of(band)} : ${rest}`, '0')})`
    const ranged = bands.some(({ min, max }) => min < max)
    return {
      min: pick((band) => millionths(band.min)),
      max: ranged ? pick((band) => millionths(band.max)) : '',
      open: ranged ? pick((band) => (band.min < band.max ? 2 : 0)) : '0',
    }
  }

  /** The points of the first case that holds, else of the bands; what a single number settles is asked once. */
  private chosen(cases: readonly { readonly when: string; readonly points: Points }[], { min, max, open }: Points): Points {
    const settled = this.let(cases.map(({ when }) => `!(${when})`).join(' && '))
    const pick = (member: keyof Points) =>
      cases.reduceRight((rest, { when, points }) => `${when} ? ${points[member]} : ${rest}`, cases.at(-1)!.points[member])
    const least = this.let(`${settled} ? ${min} : ${pick('min')}`)
    return {
      min: least,
      max: this.let(`${settled} ? ${max === '' ? least : max} : ${pick('max')}`),
      open: this.let(`${settled} ? ${open} : ${pick('open')}`),
    }
  }

  /** The greatest least, the greatest most; open for what keeps an option open that could still better it. */
  private best(options: readonly Points[]): Points {
    const min = this.let(`Math.max(${options.map((option) => option.min).join(', ')})`)
    const max = this.let(`Math.max(${options.map((option) => option.max).join(', ')})`)
    const keeps = (reason: number) => options.map((option) => `${option.open} === ${reason} && ${option.max} > ${min}`).join(' || ')
    return { min, max, open: this.let(`${min} === ${max} ? 0 : ${keeps(1)} ? 1 : ${keeps(2)} ? 2 : 0`) }
  }

  private total(node: ScoreNode): Points {
    if (node.kind === 'part') {
      const { min, max, open } = this.part(node.id)
      return { min, max, open: this.let(`${min} < ${max} ? ${open} : 0`) }
    }
    const of = node.of.map((one) => this.total(one))
    const capped = (code: string) => (node.cap === undefined ? code : `Math.min(${millionths(node.cap)}, ${code})`)
    const min = this.let(capped(of.map((one) => one.min).join(' + ')))
    const max = this.let(capped(of.map((one) => one.max).join(' + ')))
    const data = of.map((one) => `${one.open} === 1`).join(' || ')
    return { min, max, open: this.let(`${min} === ${max} ? 0 : ${data} ? 1 : 2`) }
  }

  /** The least number of unmet criteria in the way: as `short-by.ts` counts. */
  private shortBy(test: Test): string {
    switch (test.kind) {
      case 'all':
        return `(${test.of.map((part) => this.shortBy(part)).join(' + ')})`
      case 'any': {
        const ways = test.of.map((part) => {
          const count = this.shortBy(part)
          const truth = part.kind === 'criterion' ? this.criterion(part.id) : ''
          return this.mayNotApply.has(truth) ? `(${truth} > 3 ? 999 : ${count})` : count
        })
        const least = this.let(`Math.min(${ways.join(', ')})`)
        return `(${least} >= 999 ? 0 : ${least})`
      }
      case 'left-to-person':
        return this.shortBy(test.of)
      case 'criterion':
        return `(${this.criterion(test.id)} === 0 ? 1 : 0)`
      default:
        return '0'
    }
  }
}

const zero: Points = { min: '0', max: '0', open: '0' }
const openFor = (most: number, reason: 1 | 2 = 1): Points => ({ min: '0', max: String(millionths(most)), open: String(reason) })

/** Two factors without what they have in common. */
function reduced(a: number, b: number): readonly [number, number] {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y > 0) [x, y] = [y, x % y]
  return x > 1 ? [a / x, b / x] : [a, b]
}

const exactCall = (terms: readonly (readonly (string | number)[])[]): string =>
  `exact(${terms.map((factors) => `[${factors.join(', ')}]`).join(', ')})`

/** The exact sign of a sum of products. */
const exact = (...terms: (readonly number[])[]): number => signOfSum(terms)

/**
 * Compiles a rule set for a day and the parameters under trial. For Node: the browser's content policy forbids generated code,
 * and one firm needs none. `decisionOnly` leaves scores and distances as they are.
 */
export function compile(ruleset: Ruleset, law: Case, decisionOnly = false): Kernel {
  const emitter = new Emitter(ruleset, law)
  const body = decisionOnly ? emitter.decision() : emitter.body()
  const { sources } = emitter
  const names = sources.map((_, index) => `const c${index} = columns[${index}];`).join('\n')
  const source = `"use strict";
${names}
const { verdict, scoreMin, scoreMax, shortBy } = out;
for (let i = from; i < to; i++) {
${body}
}`

  const run = new Function('columns', 'from', 'to', 'out', 'exact', source) as (
    columns: readonly Column[],
    from: number,
    to: number,
    out: Results,
    exactSign: typeof exact,
  ) => void
  return { ruleset, sources, run: (columns, from, to, out) => run(columns, from, to, out, exact) }
}
