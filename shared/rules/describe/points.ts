import { figures } from '../../dictionary/figures.ts'
import type { Label } from '../../dictionary/indicator.ts'
import { lists } from '../../dictionary/lists.ts'
import { scalarIndicator } from '../case.ts'
import type { Band, PointsRange, PointsRule } from '../ruleset.ts'
import { classText, common, conditionsText, itemsText, otherChoices } from './items.ts'
import { choiceText, growthText, quantityText, shareText, unitOf } from './quantities.ts'
import { spanYears } from './spans.ts'
import { amountText, type Context, join, label, lawful, listed, say, symbols, type Unit } from './words.ts'

/** One line of a table of points. */
export interface BandText extends PointsRange {
  readonly text: Label
}

/** How a part of the score is worked out, and the most that it gives. */
export const pointsText = (context: Context, rule: PointsRule, most: number): Label =>
  say('{0}，最高 {1} 分', '{0}, at most {1}', ruleText(context, rule), most)

function ruleText(context: Context, rule: PointsRule): Label {
  switch (rule.kind) {
    case 'share-bands':
      return say('按{0}分档', 'by {0}', shareText(context, rule.part, rule.whole))
    case 'best': {
      const names = listed(rule.options.flatMap((id) => context.criteria.get(id)?.name ?? []))
      return say('{0}取高，不相加', 'the better of {0}, never added', names)
    }
    case 'count-bands': {
      const shared = common(rule.classes.map(({ where }) => where))
      const items = rule.classes.length > 1 ? itemsText(context, rule.list, shared) : itemsText(context, rule.list, rule.classes[0]!.where)
      return rule.classes.length > 1
        ? say('按{0}的类别和数量，取先达到的一类', 'by class and number of {0}, the first class reached', items)
        : say('按{0}的数量', 'by the number of {0}', items)
    }
    case 'growth-bands': {
      const [y3, y2, y1] = spanYears(context, rule.over)
      return say(
        '按近三个会计年度{0}平均增长率 ½ ×（{2} ÷ {1} + {3} ÷ {2}）− 1 分档',
        'by the mean yearly growth of {0}, ½ × ({2} ÷ {1} + {3} ÷ {2}) − 1',
        figures[rule.figure].label,
        y3!,
        y2!,
        y1!,
      )
    }
    case 'branch':
      return say(
        '按{0}：有{1}的更高',
        'by {0}: more with {1}',
        itemsText(context, rule.list, rule.where),
        conditionsText(context, rule.list, rule.better),
      )
    case 'amount-bands':
      return say('按{0}分档', 'by {0}', quantityText(context, rule.of))
    case 'rate-bands':
      return say('按{0}分档', 'by {0}', growthText(context, rule.of))
    case 'choice-points':
      return say('按{0}', 'by {0}', scalarIndicator(rule.fact).label)
    case 'flag-points':
      return say('{0}，每项 {1} 分', '{0}, {1} each', listed(rule.facts.map((fact) => scalarIndicator(fact).label)), rule.each)
    case 'given':
      return say('{0}，按主管部门给出的分数', '{0}, as given by the authority', scalarIndicator(rule.fact).label)
    case 'greatest':
      return say(
        '{0}，取高',
        '{0}, whichever gives more',
        join(
          rule.of.map((one) => ruleText(context, one)),
          '，或',
          ', or ',
        ),
      )
    case 'judged':
      return label('由专家评分', 'graded by experts')
  }
}

/** A table of bands in words. A grade stands before its bound, unless it only repeats it; `isNamed`: in its place. */
export function bandTexts(
  bands: readonly Band[],
  unit: Unit,
  more: { readonly of?: Label; readonly isNamed?: boolean; readonly isYearly?: boolean } = {},
): BandText[] {
  return bands.map(({ from, relation, min, max, grade }) => {
    const amount = amountText(from, unit)
    const bound = say('{0} {1}', '{0} {1}', symbols[relation], more.isYearly ? say('{0}/年', '{0} a year', amount) : amount)
    if (grade && more.isNamed) return { text: grade, min, max }
    const name = more.of ?? (grade?.zh.includes('%') ? undefined : grade)
    return { text: name ? say('{0} {1}', '{0} {1}', name, bound) : bound, min, max }
  })
}

/** The table of a part on the day, the best band first. */
export function bandsOf(context: Context, rule: PointsRule): BandText[] {
  switch (rule.kind) {
    case 'share-bands': {
      const isYearly = rule.whole.kind === 'years'
      return bandTexts(lawful(context, rule.bands), isYearly ? unitOf(rule.part) : 'share', { isYearly })
    }
    case 'growth-bands':
    case 'rate-bands':
      return bandTexts(lawful(context, rule.bands), 'share')
    case 'amount-bands':
      return bandTexts(lawful(context, rule.bands), unitOf(rule.of))
    case 'count-bands': {
      const shared = common(rule.classes.map(({ where }) => where))
      return rule.classes.flatMap(({ where, bands }) =>
        bandTexts(lawful(context, bands), 'count', { of: classText(context, rule.list, where, shared), isNamed: true }),
      )
    }
    case 'branch': {
      const { better, other } = lawful(context, rule.ranges)
      const others = otherChoices(rule.list, rule.better)
      return [
        { text: say('有{0}', '{0}', conditionsText(context, rule.list, rule.better)), ...better },
        { text: others ? say('仅有{0}', 'only {0}', others) : say('仅有其他{0}', 'only other {0}', lists[rule.list].label), ...other },
      ]
    }
    case 'choice-points': {
      const indicator = scalarIndicator(rule.fact)
      return Object.entries(rule.points)
        .sort(([, a], [, b]) => b - a)
        .map(([value, points]) => ({ text: choiceText(indicator, value), min: points, max: points }))
    }
    case 'flag-points':
    case 'given':
    case 'best':
    case 'judged':
      return []
    case 'greatest':
      return rule.of.flatMap((one) => bandsOf(context, one)).sort((a, b) => b.max - a.max)
  }
}
