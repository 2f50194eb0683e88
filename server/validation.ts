import fastJson from 'fast-json-stringify'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify/types/schema.d.ts'
import { z } from 'zod'
import { refusals } from '../shared/facts.ts'
import { pointerTo } from '../shared/pointers.ts'
import type { ProblemDetail } from '../shared/problem.ts'
import { inEnglish } from './english.ts'
import { ProblemError } from './problems.ts'

z.config(z.locales.zhCN())

const { localeError: englishError } = z.locales.en()

/** Where a refused value stands: pointers lead into the body, those of other parts name the part. */
const prefixes: Readonly<Record<string, readonly string[]>> = { querystring: ['query'], params: ['path'], headers: ['headers'] }

/** Checks a part of the request by its zod schema; every refused value is named at once. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const prefix = prefixes[httpPart ?? 'body'] ?? []
  // A filter with a misspelt name must not be taken for no filter.
  const checked = httpPart === 'querystring' && schema instanceof z.ZodObject ? schema.strict() : schema
  return (data: unknown) => {
    const unstorable = unstorableText(data, prefix)
    if (unstorable.length > 0) return { error: new ProblemError('invalid-request', { errors: unstorable }) }
    const parsed = checked.safeParse(data)
    if (parsed.success) return { value: parsed.data }
    const { error } = parsed
    const english = () => refusals(new z.ZodError(error.issues.map(englishIssue)), prefix)
    return { error: new ProblemError('invalid-request', { errors: refusals(error, prefix), english }) }
  }
}

/** Sentences of ours are translated; zod's own are made again in English. */
function englishIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  const own = inEnglish(issue.message)
  const made = own === undefined ? englishError(issue as z.core.$ZodRawIssue) : own
  return { ...issue, message: (typeof made === 'string' ? made : made?.message) ?? 'Not a valid value' }
}

/** Far more levels and texts than any request has; what is deeper is the schema's to refuse. */
const deepest = 30

/** NUL and lone surrogates can be stored by no schema: refused wherever they stand, in keys too, before anything else looks. */
function unstorableText(value: unknown, path: readonly string[], found: ProblemDetail[] = []): ProblemDetail[] {
  if (typeof value === 'string') {
    if (isUnstorable(value)) found.push({ pointer: pointerTo(path), detail: '含有不能保存的字符' })
  } else if (typeof value === 'object' && value !== null && path.length < deepest && found.length < 100) {
    for (const [key, item] of Object.entries(value)) {
      if (isUnstorable(key)) found.push({ pointer: pointerTo(path), detail: '含有不能保存的字符' })
      else unstorableText(item, [...path, key], found)
    }
  }
  return found
}

const isUnstorable = (text: string): boolean => /[\0\p{Cs}]/u.test(text)

const compiled = new WeakMap<z.ZodType, (data: unknown) => string>()

/** Writes answers by a compiled JSON schema, several times as fast as zod; what is not declared is dropped. */
export const serializerCompiler: FastifySerializerCompiler<z.ZodType> = ({ schema }) => {
  const known = compiled.get(schema)
  if (known) return known
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'output', unrepresentable: 'any' })
  delete json.$schema
  const write = fastJson(json as Parameters<typeof fastJson>[0])
  compiled.set(schema, write)
  return write
}
