import { Readable, Writable } from 'node:stream'
import { beforeAll, describe, expect, it } from 'vitest'
import { runAssess } from '../../../server/commands/assess.ts'
import { Report } from '../../../shared/report.ts'
import { workedExamples as nationalExamples } from './worked-examples.ts'
import { boardExamples } from './worked-examples-boards.ts'
import { specialisedExamples } from './worked-examples-specialised.ts'

const workedExamples = [...nationalExamples, ...specialisedExamples, ...boardExamples]

const answers = new Map<string, Report>()

beforeAll(async () => {
  const written: string[] = []
  const output = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk))
      done()
    },
  })
  const input = Readable.from(workedExamples.map(({ facts }) => `${JSON.stringify(facts)}\n`))
  expect(await runAssess([], input, output)).toBe(0)
  const lines = written.join('').trim().split('\n')
  expect(lines).toHaveLength(workedExamples.length)
  workedExamples.forEach(({ id }, index) => answers.set(id, Report.parse(JSON.parse(lines[index]!))))
})

describe('the worked examples of the policy sheets, through the command-line door', () => {
  it('are 216 of the 260, all that facts can express: 68 of 115号 and 195号, 36 of 300号, 91 of 63号, 2号 and Fujian, 21 of the listing rules', () => {
    expect(nationalExamples.filter(({ id }) => !id.startsWith('size'))).toHaveLength(68)
    expect(specialisedExamples).toHaveLength(91)
    expect(boardExamples).toHaveLength(21)
    expect(workedExamples.filter(({ id }) => id.startsWith('size'))).toHaveLength(36)
  })

  it.each(workedExamples.map((example) => [example.id, example.point, example] as const))('%s: %s', (id, _point, { expect: expected }) => {
    const report = answers.get(id)!
    if (expected.sizeClass) expect(report.sizeClass).toEqual(expected.sizeClass)
    const assessment = report.assessments.find(({ certification }) => certification === expected.certification)
    if (expected.ruleset) expect(assessment?.ruleset).toBe(expected.ruleset)
    if (expected.verdict) expect(assessment?.verdict).toBe(expected.verdict)
    if (expected.route !== undefined) expect(assessment?.route).toBe(expected.route)
    if (expected.shortBy !== undefined) expect(assessment?.shortBy).toBe(expected.shortBy)
    if (expected.score) expect([assessment?.score?.min, assessment?.score?.max]).toEqual(expected.score)
    for (const [criterion, points] of Object.entries(expected.points ?? {})) {
      const found = assessment?.criteria.find((one) => one.id === criterion)?.points
      expect([criterion, found?.min, found?.max]).toEqual([criterion, ...points])
    }
    for (const [criterion, outcome] of Object.entries(expected.outcomes ?? {})) {
      expect([criterion, assessment?.criteria.find((one) => one.id === criterion)?.outcome]).toEqual([criterion, outcome])
    }
  })
})
