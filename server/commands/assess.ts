import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type Certification, certifications } from '../../shared/dictionary/certifications.ts'
import type { AdviseOptions } from '../../shared/rules/advise.ts'
import { assessDocument, assessInBrief, invalidFacts } from '../../shared/rules/door.ts'
import { findRulesetById } from '../../shared/rules/rulesets/index.ts'
import { UsageError } from './usage.ts'

export const assessUsage = `assess [--certification ID]... [--ruleset ID] [--brief] [--gap] [--plan]
    FirmFacts on standard input, one JSON object a line; one Report a line on standard output, in the same order.
    A line that is not valid facts gives {"error": …} and the rest goes on; exit status 1 if any line failed.
    --gap adds the smallest change that gets there, --plan the next application year.`

interface Settings {
  readonly options: AdviseOptions
  readonly brief: boolean
}

function settingsOf(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      certification: { type: 'string', multiple: true },
      ruleset: { type: 'string' },
      brief: { type: 'boolean', default: false },
      gap: { type: 'boolean', default: false },
      plan: { type: 'boolean', default: false },
    },
  })
  const unknown = values.certification?.find((id) => !(id in certifications))
  if (unknown !== undefined) throw new UsageError(`no certification "${unknown}"; one of: ${Object.keys(certifications).join(', ')}`)
  const ruleset = values.ruleset === undefined ? undefined : findRulesetById(values.ruleset)
  if (values.ruleset !== undefined && !ruleset) throw new UsageError(`no rule set "${values.ruleset}"`)
  return {
    brief: values.brief,
    options: {
      gap: values.gap,
      plan: values.plan,
      ...(values.certification ? { certifications: values.certification as Certification[] } : {}),
      ...(ruleset ? { ruleset } : {}),
    },
  }
}

function answer(line: string, { options, brief }: Settings): object {
  let document: unknown
  try {
    document = JSON.parse(line)
  } catch {
    return { error: invalidFacts([{ pointer: '', detail: '不是 JSON' }], '这一行不是 JSON。') }
  }
  const answered = (brief ? assessInBrief : assessDocument)(document, options)
  return 'problem' in answered ? { error: answered.problem } : answered.report
}

/** What the command answers to one line, by its options. */
export function lineAnswerer(args: readonly string[]): (line: string) => string {
  const settings = settingsOf(args)
  return (line) => JSON.stringify(answer(line, settings))
}

/** Answers facts line by line, holding one line at a time however long the input. The exit status. */
export async function runAssess(
  args: readonly string[],
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<number> {
  const settings = settingsOf(args)
  let failed = false
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue
    const answered = answer(line, settings)
    failed ||= 'error' in answered
    if (!output.write(`${JSON.stringify(answered)}\n`)) await once(output, 'drain')
  }
  return failed ? 1 : 0
}
