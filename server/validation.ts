import fastJson from 'fast-json-stringify'
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify/types/schema.d.ts'
import { z } from 'zod'
import { refusals } from '../shared/facts.ts'
import { ProblemError } from './problems.ts'

z.config(z.locales.zhCN())

/** Where a refused value stands: pointers lead into the body, those of other parts name the part. */
const prefixes: Readonly<Record<string, readonly string[]>> = { querystring: ['query'], params: ['path'], headers: ['headers'] }

/** Checks a part of the request by its zod schema; every refused value is named at once. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const prefix = prefixes[httpPart ?? 'body'] ?? []
  return (data: unknown) => {
    const parsed = schema.safeParse(data)
    if (parsed.success) return { value: parsed.data }
    return { error: new ProblemError('invalid-request', { errors: refusals(parsed.error, prefix) }) }
  }
}

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
