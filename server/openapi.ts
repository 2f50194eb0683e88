import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { Problem } from '../shared/problem.ts'
import { sessionCookie } from './accounts/sessions.ts'
import type { Config } from './config.ts'

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>

const title = { title: '创新阶梯 Innovation Ladder', version: '1', description: '错误一律以 application/problem+json (RFC 9457) 返回。' }

/** `GET /api/v1/firms/:firmId/report` → `getFirmsFirmIdReport`. */
function operationId(method: string, url: string): string {
  const words = url.replace(/^\/api\/v\d+/, '').split(/[^A-Za-z0-9]+/)
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** Operations under /api, each with who may call it; the rest of the site is no part of the document. */
const transform: Transform = (document) => {
  const { url, route } = document
  if (!url.startsWith('/api/') || route.method === 'HEAD') return { schema: { hide: true }, url }
  const access = route.config?.access
  const declared = {
    operationId: operationId(String(route.method), url),
    ...document.schema,
    ...(access === 'public' ? { security: [] } : { security: [{ session: [] }], 'x-roles': access }),
    'x-access': access,
  }
  const result = jsonSchemaTransform({ ...document, schema: declared } as Parameters<typeof jsonSchemaTransform>[0])
  const { response } = result.schema as { response?: Record<string, unknown> }
  // An answer without content is described by words alone.
  if (response && '204' in response) response['204'] = { description: 'Done', type: 'null' }
  return result as ReturnType<Transform>
}

const problemResponse = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

/** The OpenAPI document, its readable page, and the problems that every operation may answer. */
export async function describeApi(app: FastifyInstance, config: Config): Promise<void> {
  app.addHook('onRoute', (route: RouteOptions) => {
    if (!route.url.startsWith('/api/')) return
    const schema = route.schema ?? {}
    route.schema = {
      ...schema,
      response: {
        ...(schema.response as object | undefined),
        '4xx': problemResponse('The request was refused'),
        '5xx': problemResponse('The server failed'),
      },
    }
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: title,
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie(config) } } },
    },
    transform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    theme: { title: title.title },
    uiConfig: { docExpansion: 'none', deepLinking: true, validatorUrl: null },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
