import type { CriterionText, RulesetText } from '../api/rulesets.ts'
import { titles } from '../dictionary/certifications.ts'
import { classOneIp } from '../dictionary/codes.ts'
import { figures } from '../dictionary/figures.ts'
import type { Indicator, Label } from '../dictionary/indicator.ts'
import { lists } from '../dictionary/lists.ts'
import { yearOf } from '../days.ts'
import { labelOfProfile, profileIndicator } from './fact-names.ts'
import { answerKind } from './answers.ts'
import { type Rational, type Relation, toNumber } from './exact.ts'
import {
  type Band,
  type Criterion,
  type ItemCondition,
  type Parameter,
  type PointsRule,
  type Quantity,
  type Ruleset,
  type Test,
  valueOn,
  type Window,
} from './ruleset.ts'

/** A rule set as a person reads it on a day: the same data that judges, put into words. */
export function describeRuleset(ruleset: Ruleset, asOf: string): RulesetText {
  const text = new Words(asOf)
  return {
    id: ruleset.id,
    certification: ruleset.certification,
    title: ruleset.title,
    basis: [...ruleset.basis],
    inForceFrom: ruleset.inForceFrom,
    inForceTo: ruleset.inForceTo,
    criteria: ruleset.criteria.map((criterion) => text.criterion(criterion)),
  }
}

const label = (zh: string, en: string): Label => ({ zh, en })
const join = (parts: readonly Label[], zh: string, en: string): Label =>
  label(parts.map((p) => p.zh).join(zh), parts.map((p) => p.en).join(en))
const symbols: Readonly<Record<Relation, string>> = { '>=': '≥', '>': '>', '<=': '≤', '<': '<' }
const thousands = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 })

/** Yuan as people say it: 万元 below 1亿, 亿元 above. */
const moneyText = (yuan: number): Label =>
  yuan >= 1e8
    ? label(`${thousands(yuan / 1e8)} 亿元`, `${thousands(yuan)} yuan`)
    : label(`${thousands(yuan / 1e4)} 万元`, `${thousands(yuan)} yuan`)

const percentText = (value: Rational): string => `${thousands(toNumber(value) * 100)}%`

class Words {
  private readonly asOf: string
  private readonly year: number

  constructor(asOf: string) {
    this.asOf = asOf
    this.year = yearOf(asOf)
  }

  private value<T>(parameter: Parameter<T>): T {
    return valueOn(parameter, this.asOf).value
  }

  criterion(criterion: Criterion): CriterionText {
    const { id, name, clause, source, evidence, question } = criterion
    const kind: CriterionText['kind'] = 'points' in criterion ? 'points' : criterion.kind
    const base = { id, name, clause, kind, source, evidence: [...(evidence ?? [])], question: question ?? null }
    if ('points' in criterion) {
      return {
        ...base,
        text: this.points(criterion.points, criterion.of),
        shows: showsOfPoints(criterion.points),
        relation: '',
        of: criterion.of,
        bands: this.bands(criterion.points),
        block: criterion.block ?? null,
        facts: this.factsOfPoints(criterion.points),
        grades: (criterion.grades ?? []).map(({ label: grade, points }) => ({ label: grade, points })),
      }
    }
    return {
      ...base,
      text: this.test(criterion.test),
      shows: showsOfTest(criterion.test),
      relation: relationOf(criterion.test),
      of: null,
      bands: [],
      block: null,
      facts: this.factsOfTest(criterion.test),
      grades:
        answerKind(criterion) === 'flag'
          ? [
              { label: label('是', 'yes'), points: 1 },
              { label: label('否', 'no'), points: 0 },
            ]
          : [],
    }
  }

  private quantity(quantity: Quantity): Label {
    switch (quantity.kind) {
      case 'figure': {
        const year = this.year - quantity.yearsBack
        const { zh, en } = figures[quantity.figure].label
        return label(`${year} 年${zh}`, `${en} of ${year}`)
      }
      case 'sum': {
        const { zh, en } = figures[quantity.figure].label
        return label(`近三个会计年度${zh}之和`, `${en} summed over three accounting years`)
      }
      case 'conversions':
        return label('近三个会计年度科技成果转化项数', 'conversions over three accounting years')
      case 'years':
        return label('会计年度数', 'number of accounting years')
    }
  }

  private test(test: Test): Label {
    switch (test.kind) {
      case 'all':
        return join(
          test.of.map((part) => this.test(part)),
          '；并且',
          '; and ',
        )
      case 'any':
        return join(
          test.of.map((part) => this.test(part)),
          '；或者',
          '; or ',
        )
      case 'criterion':
        return label(test.id, test.id)
      case 'amount': {
        const limit = toNumber(this.value(test.threshold))
        const of = this.quantity(test.of)
        const isMoney = test.of.kind !== 'figure' || figures[test.of.figure].kind === 'money'
        const shown = isMoney ? moneyText(limit) : label(`${thousands(limit)} 人`, `${thousands(limit)} persons`)
        return label(`${of.zh} ${symbols[test.relation]} ${shown.zh}`, `${of.en} ${symbols[test.relation]} ${shown.en}`)
      }
      case 'share': {
        const [part, whole] = [this.quantity(test.part), this.quantity(test.whole)]
        const limit = this.shareLimit(test.threshold)
        return label(
          `${part.zh} ÷ ${whole.zh} ${symbols[test.relation]} ${limit.zh}`,
          `${part.en} ÷ ${whole.en} ${symbols[test.relation]} ${limit.en}`,
        )
      }
      case 'age': {
        const days = toNumber(this.value(test.atLeastDays))
        return label(`注册成立满 ${days} 天`, `registered for at least ${days} days`)
      }
      case 'known': {
        const { zh, en } = labelOfProfile(test.fact)
        return label(`已填${zh}`, `${en} stated`)
      }
      case 'choice':
        return this.choice(test.fact, test.outcomes)
      case 'industry-outside':
        return label(`行业代码不在 ${this.value(test.codes).join('、')} 之内`, `industry outside ${this.value(test.codes).join(', ')}`)
      case 'some':
        return this.items(test.list, test.where, label('至少 1 项', 'at least one of'))
      case 'none':
        return this.items(test.list, test.where, label('没有', 'none of'))
      case 'title-held':
        return label(`持有有效的${titles[test.title].zh}证书`, `holds a valid ${titles[test.title].en} certificate`)
      case 'score': {
        const pass = toNumber(this.value(test.pass))
        return test.relation === '>'
          ? label(`总分 > ${pass} 分（${pass} 分不算）`, `score above ${pass} (${pass} does not pass)`)
          : label(`总分 ≥ ${pass} 分`, `score of at least ${pass}`)
      }
      case 'points-above-zero':
        return label('得分大于 0', 'points above zero')
    }
  }

  private shareLimit(threshold: Extract<Test, { kind: 'share' }>['threshold']): Label {
    if ('history' in threshold) return label(percentText(this.value(threshold)), percentText(this.value(threshold)))
    const by = this.quantity(threshold.by)
    const tiers = this.value(threshold.tiers).map(({ upTo, threshold: limit }) => {
      const to = upTo === null ? label('更高', 'above') : label(`不超过 ${moneyText(upTo).zh}`, `up to ${moneyText(upTo).en}`)
      return label(`${to.zh}：${percentText(limit)}`, `${to.en}: ${percentText(limit)}`)
    })
    return label(`按 ${by.zh}分档（${join(tiers, '；', '').zh}）`, `by ${by.en} (${join(tiers, '', '; ').en})`)
  }

  private choice(fact: string, outcomes: Readonly<Record<string, string>>): Label {
    const indicator = profileIndicator(fact)
    const { zh, en } = labelOfProfile(fact)
    if (indicator?.kind === 'flag') return label(`${zh}：是`, `${en}: yes`)
    const words = (outcome: string) =>
      Object.entries(outcomes)
        .filter(([, found]) => found === outcome)
        .map(([value]) => indicator?.choices?.[value] ?? label(value, value))
    const part = (outcome: string, before: Label): Label[] => {
      const found = words(outcome)
      return found.length === 0 ? [] : [label(`${before.zh}${join(found, '、', '').zh}`, `${before.en}${join(found, '', ', ').en}`)]
    }
    const parts = [
      ...part('met', label('达到：', 'met: ')),
      ...part('judged', label('由人判断：', 'judged: ')),
      ...part('unmet', label('未达到：', 'unmet: ')),
    ]
    return label(`${zh}（${join(parts, '；', '').zh}）`, `${en} (${join(parts, '', '; ').en})`)
  }

  private items(list: keyof typeof lists, where: readonly ItemCondition[], before: Label): Label {
    const conditions = where.map((condition) => this.condition(list, condition))
    return label(
      `${before.zh}${lists[list].label.zh}（${join(conditions, '，', '').zh}）`,
      `${before.en} ${lists[list].label.en} (${join(conditions, '', ', ').en})`,
    )
  }

  private condition(list: keyof typeof lists, condition: ItemCondition): Label {
    const memberOf = (name: string): Indicator => (lists[list].members as Readonly<Record<string, Indicator>>)[name]!
    switch (condition.kind) {
      case 'member-in': {
        const indicator = memberOf(condition.member)
        if (indicator.kind === 'flag')
          return condition.values[0] === true ? indicator.label : label(`未${indicator.label.zh}`, `not ${indicator.label.en}`)
        if (condition.values === classOneIp) return label('Ⅰ类', 'class I')
        return join(
          condition.values.map((value) => indicator.choices?.[String(value)] ?? label(String(value), String(value))),
          '、',
          ' / ',
        )
      }
      case 'at-most': {
        const { zh, en } = memberOf(condition.member).label
        return label(`${zh}前 ${condition.limit}`, `${en} ≤ ${condition.limit}`)
      }
      case 'not-after': {
        const { zh, en } = memberOf(condition.member).label
        return label(`${zh}不晚于评估日`, `${en} by the day of assessment`)
      }
      case 'within':
        return this.window(condition.window)
      case 'overlaps': {
        const { zh, en } = this.window(condition.window)
        return label(`${zh}曾在名单上`, `listed at any time ${en}`)
      }
      case 'one-of':
        return join(
          condition.of.map((one) => this.condition(list, one)),
          ' 或 ',
          ' or ',
        )
    }
  }

  private window(window: Window): Label {
    switch (window.kind) {
      case 'days':
        return label(`评估日前 ${window.days} 天内`, `within ${window.days} days before`)
      case 'months':
        return label(`评估日前 ${window.months / 12} 年内`, `within ${window.months / 12} years before`)
      case 'calendar-years':
        return label(`${this.year - window.yearsBack} 年 1 月 1 日以来`, `since 1 January ${this.year - window.yearsBack}`)
    }
  }

  private points(rule: PointsRule, most: number): Label {
    switch (rule.kind) {
      case 'share-bands': {
        const [part, whole] = [this.quantity(rule.part), this.quantity(rule.whole)]
        return label(`按 ${part.zh} ÷ ${whole.zh} 分档，最高 ${most} 分`, `by ${part.en} ÷ ${whole.en}, at most ${most}`)
      }
      case 'best':
        return label(`两种算法取高，不相加，最高 ${most} 分`, `the better of the options, never added, at most ${most}`)
      case 'count-bands':
        return label(`按知识产权类别和数量，最高 ${most} 分`, `by class and number of rights, at most ${most}`)
      case 'growth-bands': {
        const { zh, en } = figures[rule.figure].label
        return label(
          `近三年${zh}平均增长率 ½ × (第二年 ÷ 第一年 + 第三年 ÷ 第二年) − 1，最高 ${most} 分`,
          `mean yearly growth of ${en}, at most ${most}`,
        )
      }
      case 'branch':
        return label(`有自主研发的更高，最高 ${most} 分`, `own research gives more, at most ${most}`)
      case 'judged':
        return label(`由专家评分，最高 ${most} 分`, `graded by experts, at most ${most}`)
    }
  }

  private bands(rule: PointsRule): CriterionText['bands'] {
    const write = (bands: Parameter<readonly Band[]>, unit: (bound: Rational) => string) =>
      this.value(bands).map(({ from, relation, min, max, grade }) => {
        const bound = `${symbols[relation]} ${unit(from)}`
        return { text: label(grade ? `${grade.zh} ${bound}` : bound, grade ? `${grade.en} ${bound}` : bound), min, max }
      })
    switch (rule.kind) {
      case 'share-bands':
        return write(rule.bands, rule.whole.kind === 'years' ? (bound) => `${thousands(toNumber(bound))} 项/年` : percentText)
      case 'growth-bands':
        return this.value(rule.bands).map(({ from, relation, min, max }) => {
          const bound = `${symbols[relation]} ${percentText(from)}`
          return { text: label(bound, bound), min, max }
        })
      case 'count-bands':
        return rule.classes.flatMap(({ bands }, index) =>
          this.value(bands).map(({ from, relation, min, max, grade }) => {
            const bound = `${index === 0 ? 'Ⅰ类' : 'Ⅱ类'} ${symbols[relation]} ${thousands(toNumber(from))}`
            return { text: grade ?? label(`${bound} 项`, bound.replace('Ⅰ类', 'class I').replace('Ⅱ类', 'class II')), min, max }
          }),
        )
      case 'branch': {
        const { better, other } = this.value(rule.ranges)
        return [
          { text: label('有自主研发', 'own research'), ...better },
          { text: label('仅有受让、受赠和并购等', 'assigned, donated or merged only'), ...other },
        ]
      }
      default:
        return []
    }
  }

  private factsOfQuantity(quantity: Quantity): string[] {
    const three = [3, 2, 1].map((back) => this.year - back)
    switch (quantity.kind) {
      case 'figure':
        return [`years.${this.year - quantity.yearsBack}.${quantity.figure}`]
      case 'sum':
        return three.map((year) => `years.${year}.${quantity.figure}`)
      case 'conversions':
        return three.map((year) => `conversions.${year}`)
      case 'years':
        return []
    }
  }

  private factsOfTest(test: Test): string[] {
    switch (test.kind) {
      case 'all':
      case 'any':
        return test.of.flatMap((part) => this.factsOfTest(part))
      case 'amount':
        return this.factsOfQuantity(test.of)
      case 'share': {
        const tiered = 'history' in test.threshold ? [] : this.factsOfQuantity(test.threshold.by)
        return [...new Set([...this.factsOfQuantity(test.part), ...this.factsOfQuantity(test.whole), ...tiered])]
      }
      case 'age':
        return ['profile.registeredOn']
      case 'known':
      case 'choice':
        return [test.fact]
      case 'industry-outside':
        return ['profile.industry']
      case 'some':
      case 'none':
        return [test.list]
      case 'title-held':
        return ['titles']
      default:
        return []
    }
  }

  private factsOfPoints(rule: PointsRule): string[] {
    switch (rule.kind) {
      case 'share-bands':
        return [...this.factsOfQuantity(rule.part), ...this.factsOfQuantity(rule.whole)]
      case 'growth-bands':
        return [3, 2, 1].map((back) => `years.${this.year - back}.${rule.figure}`)
      case 'count-bands':
      case 'branch':
        return [rule.list]
      default:
        return []
    }
  }
}

function showsOfTest(test: Test): CriterionText['shows'] {
  switch (test.kind) {
    case 'all':
    case 'any':
      return test.of[0] ? showsOfTest(test.of[0]) : 'text'
    case 'amount':
      return test.of.kind === 'figure' && figures[test.of.figure].kind === 'people' ? 'people' : 'money'
    case 'share':
      return 'percent'
    case 'age':
      return 'days'
    case 'some':
    case 'none':
      return 'count'
    case 'score':
      return 'points'
    case 'points-above-zero':
      return 'percent'
    case 'title-held':
      return 'flag'
    case 'choice':
      return 'true' in test.outcomes ? 'flag' : 'text'
    default:
      return 'text'
  }
}

function showsOfPoints(rule: PointsRule): CriterionText['shows'] {
  if (rule.kind === 'share-bands') return rule.whole.kind === 'years' ? 'count' : 'percent'
  if (rule.kind === 'growth-bands') return 'percent'
  return rule.kind === 'count-bands' ? 'count' : 'points'
}

function relationOf(test: Test): CriterionText['relation'] {
  if (test.kind === 'amount' || test.kind === 'share' || test.kind === 'score') return test.relation
  if (test.kind === 'age') return '>='
  if (test.kind === 'some') return '>='
  return ''
}
