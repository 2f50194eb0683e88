import { titles } from '../../dictionary/certifications.ts'
import { figures } from '../../dictionary/figures.ts'
import type { Label } from '../../dictionary/indicator.ts'
import { scalarIndicator } from '../case.ts'
import { windowOf } from '../windows.ts'
import { type Rational, toNumber } from '../exact.ts'
import type { ScoreNode, Test } from '../ruleset.ts'
import { itemsText } from './items.ts'
import { choicesText, comparison, growthText, quantityText, shareText, tiersText, unitOf } from './quantities.ts'
import { partsOf, yearBefore } from './spans.ts'
import { amountText, type Context, join, label, lawful, listed, plain, say } from './words.ts'

type Of<K extends Test['kind']> = Extract<Test, { kind: K }>

/** A condition as a person reads it. */
export function testText(context: Context, test: Test): Label {
  switch (test.kind) {
    case 'all':
      return eachYearText(context, test.of) ?? several(context, test.of, '；并且', '; and ')
    case 'any':
      return several(context, test.of, '；或者', '; or ')
    case 'criterion':
      return nameOf(context, test.id)
    case 'amount':
      return comparison(quantityText(context, test.of), test.relation, lawful(context, test.threshold), unitOf(test.of))
    case 'share': {
      const of = shareText(context, test.part, test.whole)
      if ('history' in test.threshold) return comparison(of, test.relation, lawful(context, test.threshold), 'share')
      const { tiers, by } = test.threshold
      return say(
        '{0}：{1}{2}',
        '{0}: with {1}, {2}',
        of,
        quantityText(context, by),
        tiersText(lawful(context, tiers), test.relation, unitOf(by)),
      )
    }
    case 'age':
      return say('注册成立满 {0} 天', 'registered for at least {0} days', plain(toNumber(lawful(context, test.atLeastDays))))
    case 'growth':
      return comparison(growthText(context, test.of), test.relation, lawful(context, test.threshold), 'share')
    case 'mean-share':
      return comparison(
        say(
          '{0}–{1} 年各年{2} ÷ {3}的平均值',
          'mean of the yearly {2} ÷ {3} of {0}–{1}',
          yearBefore(context, test.years),
          yearBefore(context, 1),
          figures[test.part].label,
          figures[test.whole].label,
        ),
        test.relation,
        lawful(context, test.threshold),
        'share',
      )
    case 'known':
      return say('已填{0}', '{0} stated', scalarIndicator(test.fact).label)
    case 'choice':
      return choice(test)
    case 'industry':
      return industry(context, test)
    case 'since':
      return say(
        test.strict ? '{0}早于 {1}' : '{0}不晚于 {1}',
        test.strict ? '{0} before {1}' : '{0} by {1}',
        scalarIndicator(test.fact).label,
        windowOf(context.of.asOf, test.window).from,
      )
    case 'some':
      return say(
        '至少 {0} 项{1}',
        'at least {0} of {1}',
        test.atLeast ? plain(toNumber(lawful(context, test.atLeast))) : 1,
        itemsText(context, test.list, test.where),
      )
    case 'none':
      return say(test.list === 'creditListings' ? '未列入{0}' : '没有{0}', 'none of {0}', itemsText(context, test.list, test.where))
    case 'title-held':
      return say('持有有效的{0}证书或称号', 'holds a valid certificate or title: {0}', titles[test.title])
    case 'title-free':
      return say('未持有有效的{0}证书或称号', 'holds no valid certificate or title: {0}', titles[test.title])
    case 'sme':
      return say(
        '属于中小企业（工信部联企业〔2011〕300号，按 {0} 年数据；标准未列明的行业由人判断）',
        'an SME by 工信部联企业〔2011〕300号 on the figures of {0}; an industry that it does not list is judged by a person',
        yearBefore(context, 1),
      )
    case 'software':
      return label('属于软件和信息服务业企业', 'a software and information services firm')
    case 'purpose':
      return test.is === 'apply' ? label('首次申报', 'a first application') : label('复核或重新认定', 'a renewal')
    case 'day-outside':
      return say('评估日不在 {0} 至 {1} 之间', 'assessed outside {0} to {1}', test.from, test.to)
    case 'judged':
      return byPerson
    case 'constant':
      return test.truth === 'review' ? byPerson : label('待补充数据', 'open until data is given')
    case 'split':
      return split(context, test)
    case 'agree':
      return say(
        '各种口径结论须一致：{0}（不一致的{1}）',
        'the readings must agree: {0} (else {1})',
        several(context, test.of, '；', '; '),
        test.otherwise === 'review' ? byPerson : label('待定', 'left open'),
      )
    case 'tiered':
      return join(
        test.tiers.map(({ from, test: asked }) => {
          const text = inside(context, asked)
          if (from === null) return say('其他：{0}', 'otherwise: {0}', text)
          const reached = comparison(quantityText(context, test.by), '>=', lawful(context, from), unitOf(test.by))
          return say('{0}的：{1}', '{0}: {1}', reached, text)
        }),
        '；',
        '; ',
      )
    case 'left-to-person':
      return orPerson(testText(context, test.of))
    case 'score':
      return score(context, test)
    case 'points-above-zero':
      return say('{0}得分大于 0', '{0}: points above zero', nameOf(context, test.part))
  }
}

const byPerson = label('由人判断', 'judged by a person')
const orPerson = (text: Label): Label => say('{0}（缺数据时由人判断）', '{0} (judged by a person where data is missing)', text)

const nameOf = ({ criteria }: Context, id: string): Label => criteria.get(id)?.name ?? label(id)

/** One part inside others: in brackets where it has parts of its own. */
function inside(context: Context, test: Test): Label {
  const each = test.kind === 'all' ? eachYearText(context, test.of) : null
  const hasParts = (test.kind === 'all' || test.kind === 'any') && test.of.length > 1
  const isBracketed = !each && (hasParts || test.kind === 'agree' || test.kind === 'split' || test.kind === 'tiered')
  return isBracketed ? say('（{0}）', '({0})', testText(context, test)) : testText(context, test)
}

const several = (context: Context, of: readonly Test[], zh: string, en: string): Label =>
  join(
    of.map((part) => (of.length > 1 ? inside(context, part) : testText(context, part))),
    zh,
    en,
  )

const yearsBackIn = (test: Test): readonly number[] =>
  [...JSON.stringify(test).matchAll(/"yearsBack":(\d+)/g)].map(([, back]) => Number(back))
const withoutYear = (test: Test): string => JSON.stringify(test, (key, value: unknown) => (key === 'yearsBack' ? undefined : value))

/** One test of each of several years, said once: 「2024、2025 年每年…」; null where it is not that. */
function eachYearText(context: Context, of: readonly Test[]): Label | null {
  const [first] = of
  if (!first || of.length < 2 || of.some(({ kind }) => kind !== first.kind)) return null
  if (of.some((one) => withoutYear(one) !== withoutYear(first))) return null
  const backs = of.map(yearsBackIn)
  if (backs.some((found) => found.length === 0 || found.some((back) => back !== found[0]))) return null
  const years = backs.map(([back = 0]) => yearBefore(context, back)).sort((a, b) => a - b)
  const each = say('{0} 年每年', 'each of {1}', years.join('、'), years.join(', '))
  return testText({ ...context, each }, first)
}

function choice({ fact, outcomes }: Of<'choice'>): Label {
  const indicator = scalarIndicator(fact)
  const part = (outcome: string, zh: string, en: string): Label[] => {
    const values = Object.keys(outcomes).filter((value) => outcomes[value] === outcome)
    return values.length === 0 ? [] : [say(zh, en, choicesText(indicator, values))]
  }
  const asked = [...part('met', '{0}', '{0}'), ...part('judged', '{0}的由人判断', '{0} judged by a person')]
  const refused = indicator.kind === 'choice' ? part('unmet', '{0}的不符合', '{0} not accepted') : []
  return say('{0}：{1}', '{0}: {1}', indicator.label, join([...asked, ...refused], '；', '; '))
}

function industry(context: Context, { codes, inside: within, outside }: Of<'industry'>): Label {
  const named = listed(lawful(context, codes).map((code) => label(code)))
  const asked =
    within === 'unmet' || outside === 'met'
      ? say('行业（GB/T 4754-2017）不属于 {0}', 'industry (GB/T 4754-2017) outside {0}', named)
      : say('行业（GB/T 4754-2017）属于 {0}', 'industry (GB/T 4754-2017) within {0}', named)
  if (within === 'judged') return say('{0}；属于的由人判断', '{0}; one of these is judged by a person', asked)
  return outside === 'judged' ? say('{0}；其他行业由人判断', '{0}; any other is judged by a person', asked) : asked
}

function split(context: Context, { by, met, unmet }: Of<'split'>): Label {
  const of = (test: Test | null) => (test === null ? label('不适用', 'not applicable') : inside(context, test))
  return say('{0}的，{1}；否则，{2}', 'if {0}: {1}; otherwise: {2}', inside(context, by), of(met), of(unmet))
}

function score(context: Context, { group, relation, pass }: Of<'score'>): Label {
  const of = group ? groupText(context, group) : label('总分', 'total score')
  const mark: Rational = lawful(context, pass)
  const shown = comparison(of, relation, mark, 'points')
  return relation === '>' ? say('{0}（{1}不算）', '{0} ({1} do not pass)', shown, amountText(mark, 'points')) : shown
}

/** A group of the score by the block of its parts, else by their names. */
function groupText(context: Context, group: ScoreNode): Label {
  const parts = partsOf(group).map((id) => context.criteria.get(id))
  const blocks = parts.map((part) => (part && 'block' in part ? part.block : undefined))
  const [block] = blocks
  if (block && blocks.every((one) => one?.zh === block.zh)) return say('“{0}”得分', 'points for {0}', block)
  return say('{0}得分合计', 'points for {0} together', listed(parts.flatMap((part) => (part ? [part.name] : []))))
}

/** How the criteria combine to the verdict. */
export function logicText(context: Context, test: Test, isInside = false): Label {
  if (test.kind === 'left-to-person') return orPerson(logicText(context, test.of, true))
  // Besides these a verdict speaks of single criteria.
  if (test.kind !== 'all' && test.kind !== 'any') return testText(context, test)
  const [only] = test.of
  if (only && test.of.length === 1) return logicText(context, only, isInside)
  const parts = join(
    test.of.map((part) => logicText(context, part, true)),
    '；',
    '; ',
  )
  const text = test.kind === 'all' ? say('同时满足：{0}', 'all of: {0}', parts) : say('任一满足：{0}', 'any of: {0}', parts)
  return isInside ? say('（{0}）', '({0})', text) : text
}
