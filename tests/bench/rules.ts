import { FirmFacts } from '../../shared/facts.ts'
import { assess, evaluateCertification } from '../../shared/rules/assess.ts'
import { assessDocument } from '../../shared/rules/door.ts'
import { syntheticFirms } from '../../seeds/synthetic.ts'
import { heading, perSecond, print } from './measure.ts'

/** The rules on one thread over 2,000 synthetic firms; the peer is reading the same facts by JSON.parse in the same run. */
export function benchRules(): void {
  const asOf = '2026-06-15'
  const firms = [...syntheticFirms({ firms: 2000, seed: 7, today: asOf })].map(({ facts }) => FirmFacts.parse({ ...facts, asOf }))
  const texts = firms.map((facts) => JSON.stringify(facts))
  const documents = texts.map((text): unknown => JSON.parse(text))
  const over = <T>(items: readonly T[], work: (item: T) => unknown) => perSecond(() => items.forEach(work), { millis: 1500 }) * items.length

  heading(`rules: ${firms.length} firms, one thread (peer: JSON.parse of the same facts)`)
  const peer = { to: 'JSON.parse', peer: over(texts, (text) => JSON.parse(text) as unknown) }
  print(
    'check facts against the schema',
    over(documents, (document) => FirmFacts.safeParse(document)),
    'firms/s',
    peer,
  )
  print(
    'evaluate tech-sme',
    over(firms, (facts) => evaluateCertification(facts, 'tech-sme')),
    'firms/s',
    peer,
  )
  print(
    'evaluate hnte',
    over(firms, (facts) => evaluateCertification(facts, 'hnte')),
    'firms/s',
    peer,
  )
  print(
    'whole report (all certifications, explained)',
    over(firms, (facts) => assess(facts)),
    'firms/s',
    peer,
  )
  print(
    'the door: schema, answers, report',
    over(documents, (document) => assessDocument(document)),
    'firms/s',
    peer,
  )
}
