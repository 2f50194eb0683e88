/** What an OpenAPI document says of one operation, as far as requests are drawn from it. */
export interface Operation {
  readonly path: string
  readonly method: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly body: Schema | undefined
}

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
}

type RawOperation = Omit<Operation, 'path' | 'method' | 'body' | 'parameters'> & {
  readonly parameters?: Operation['parameters']
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

/** The operations of the document; streams are left out, which answer until their job ends. */
export const operationsOf = (document: { readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>> }): Operation[] =>
  Object.entries(document.paths)
    .filter(([path]) => !path.endsWith('/events'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
        path,
        method: method.toUpperCase(),
        parameters,
        body: requestBody?.content['application/json']?.schema,
      })),
    )

const odd: readonly unknown[] = [
  ...[null, true, -1, 0, 1e308, -0, 2 ** 53, 0.1234567, 1e-7, '', ' ', 'x'.repeat(5_000), '福'.repeat(3_000), '\0', '\ud800', '\u202e示例'],
  ...['%', '_', "' or 1=1 --", '../../etc/passwd', '2026-02-30', '0000-00-00', '9999999999999999999', 'constructor', '__proto__', '=1+1'],
  ...['NaN', '-Infinity', '１２３', '\ufeff', '[]', '{}', 'null', '${7*7}', '<script>', '\u0300'.repeat(50)],
  ...[[], {}, [[[[[[[]]]]]]], { toString: 1 }, { length: 1e9 }, Array.from({ length: 300 }, (_, n) => n)],
]

export interface MalformedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Draws requests of about the declared shape, each part with a fair chance of being something else. */
export function malformedRequests(random: (below: number) => number, known: readonly string[]) {
  const oneOf = <T>(values: readonly T[]): T => values[random(values.length)] as T

  function valueFor(schema: Schema | undefined, depth = 0): unknown {
    if (random(4) === 0 || depth > 5) return oneOf(odd)
    if (schema?.const !== undefined) return schema.const
    if (schema?.enum) return oneOf(schema.enum)
    const choices = schema?.anyOf ?? schema?.oneOf
    if (choices) return valueFor(oneOf(choices), depth + 1)
    switch (schema?.type) {
      case 'object': {
        const members = Object.entries(schema.properties ?? {})
          .filter(() => random(3) > 0)
          .map(([key, value]): [string, unknown] => [key, valueFor(value, depth + 1)])
        if (typeof schema.additionalProperties === 'object')
          members.push([oneOf(['2025', '2024', ...known, '']), valueFor(schema.additionalProperties, depth + 1)])
        if (random(8) === 0) members.push([oneOf(['constructor', '__proto__', 'version', 'id', '']), oneOf(odd)])
        return Object.fromEntries(members)
      }
      case 'array':
        return Array.from({ length: random(4) }, () => valueFor(schema.items, depth + 1))
      case 'number':
      case 'integer':
        return oneOf([0, 1, 3, -3, 2.5, 100, 2025, 12_345_678.91])
      case 'boolean':
        return random(2) === 0
      case 'null':
        return null
      default:
        return schema?.format === 'date'
          ? oneOf(['2026-06-15', '2024-02-29', '1899-12-31', '2199-01-01'])
          : oneOf([...known, '示例', '2026-06-15'])
    }
  }

  const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
  const inAddress = (value: unknown): string => encodeURIComponent(textOf(value).replace(/\p{Cs}/gu, '')).slice(0, 1_500)
  const ifMatch = ['"v1"', '"v0"', '*', 'W/"v1"', 'v', '""', '"v99999999999999999999"', '"v1", "v2"']
  const types = [
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'x',
    'text/csv',
  ]
  const broken = ['{', '[]', 'null', '"x"', '{"a":1,"a":2}', '', '[', '{"a":', '\ufeff{}', '{"__proto__":{"x":1}}', '['.repeat(2_000)]

  return ({ path, method, parameters, body }: Operation): MalformedRequest => {
    const at = path.replace(/\{[^}]+\}/g, () => (random(2) === 0 ? inAddress(oneOf(known)) : inAddress(oneOf(odd)) || 'x'))
    const query = parameters
      .filter((parameter) => parameter.in === 'query' && random(2) === 0)
      .map(({ name, schema }) => `${name}=${random(30) === 0 ? '%ff%' : inAddress(valueFor(schema))}`)
    if (random(20) === 0) query.push(oneOf(['x=1', 'limit=1&limit=2', 'cursor=%00', '&&&', 'sort[]=a']))
    const headers: Record<string, string> = {}
    if (random(3) === 0) headers['if-match'] = oneOf(ifMatch)
    if (random(6) === 0) headers['idempotency-key'] = oneOf(['k', 'x'.repeat(300), '%', '"'])
    if (random(8) === 0) headers['accept-language'] = oneOf(['en', '*', 'x'.repeat(200)])
    if (body || random(10) === 0) headers['content-type'] = random(8) === 0 ? oneOf(types) : 'application/json'
    const hasBody = method !== 'GET' && method !== 'HEAD' && (body !== undefined || random(4) === 0)
    return {
      method,
      url: query.length > 0 ? `${at}?${query.join('&')}` : at,
      headers,
      ...(hasBody && { body: random(12) === 0 ? oneOf(broken) : (JSON.stringify(valueFor(body)) ?? '') }),
    }
  }
}
