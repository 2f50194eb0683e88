import { lineAnswerer } from '../../server/commands/assess.ts'
import { FirmFacts } from '../../shared/facts.ts'
import type { BriefAssessment, Report } from '../../shared/report.ts'
import { assess, evaluateCertification } from '../../shared/rules/assess.ts'
import { arePlainFacts } from '../../shared/rules/plain-facts.ts'
import { syntheticFirms } from '../../seeds/synthetic.ts'
import { heading, perSecond, print } from './measure.ts'

const asOf = '2026-06-15'

/** The rules on one thread over synthetic firms; the peer reads and writes the same lines by JSON in the same run. */
export function benchRules(): void {
  const texts = [...syntheticFirms({ firms: 2000, seed: 7, today: asOf })].map(({ facts }) => JSON.stringify({ ...facts, asOf }))
  const documents = texts.map((text): unknown => JSON.parse(text))
  const firms = documents.map((document) => FirmFacts.parse(document))

  heading(`rules: ${firms.length} firms, one thread (peer: JSON.parse and JSON.stringify of the same facts)`)
  const peer = { to: 'JSON', peer: over(texts, echo) }
  const rate = <T>(what: string, items: readonly T[], work: (item: T) => unknown) => print(what, over(items, work), 'firms/s', peer)
  rate('check facts against the schema', documents, (document) => FirmFacts.safeParse(document))
  rate('see that facts are plainly right', documents, arePlainFacts)
  rate('evaluate tech-sme', firms, (facts) => evaluateCertification(facts, 'tech-sme')?.verdict)
  rate('evaluate hnte', firms, (facts) => evaluateCertification(facts, 'hnte')?.verdict)
  rate('whole report (all certifications, explained)', firms, (facts) => assess(facts))
  benchDoor(texts)
}

const echo = (text: string): string => JSON.stringify(JSON.parse(text))

function over<T>(items: readonly T[], work: (item: T) => unknown): number {
  return perSecond(() => items.forEach((item) => work(item)), { millis: 1000 }) * items.length
}

/** The command, line in and line out: reading, schema, answers, rules, report, writing. */
function benchDoor(texts: readonly string[]): void {
  heading('the command line by line, all certifications')
  const full = lineAnswerer([])
  const brief = lineAnswerer(['--brief'])
  for (const [options, lines] of [
    [[], texts],
    [['--brief'], texts],
    [['--gap'], texts.slice(0, 200)],
  ] as const) {
    const peer = { to: 'JSON', peer: over(lines, echo) }
    print(`assess ${options.join(' ')}`, over(lines, lineAnswerer(options)), 'firms/s', peer)
  }
  const differing = texts.filter((text) => withoutCriteria(full(text)) !== brief(text)).length
  print('brief answers that say otherwise than the full ones', differing, `of ${texts.length}`)
}

/** A full report with nothing but what a brief one says. */
function withoutCriteria(line: string): string {
  const report = JSON.parse(line) as Report
  const assessments = report.assessments.map(({ certification, ruleset, verdict, route, score, shortBy }): BriefAssessment => {
    return { certification, ruleset, verdict, route, score, shortBy }
  })
  return JSON.stringify({ ...report, assessments })
}
