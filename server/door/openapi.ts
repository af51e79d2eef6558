import { z } from 'zod'
import { refusals, type RefusalCode } from '@suanpan/contract/refusals'
import type { Route } from '@suanpan/contract/routes/define'
import { problem } from '@suanpan/contract/routes/session'

type Schema = { [key: string]: unknown }
type Components = Map<string, Schema>

const VERSION = '1.0.0'

/** The refusals that any route may answer, by what it asks of the caller. */
export function refusalsOf(route: Route): RefusalCode[] {
  const codes: RefusalCode[] = ['internal_error', 'service_unavailable']
  if (route.params ?? route.query ?? route.body) codes.unshift('invalid_request')
  if (!route.audience.includes('public')) codes.unshift('unauthenticated', 'forbidden')
  if (route.idempotent) {
    codes.push('idempotency_key_missing', 'idempotency_key_invalid', 'id_used_with_other_content')
  }
  return [...new Set([...route.refusals, ...codes])]
}

/** The API as an OpenAPI 3.1 document, written from the routes themselves. */
export function openApi(routes: readonly Route[]): Schema {
  const components: Components = new Map()
  const paths: { [path: string]: { [method: string]: unknown } } = {}
  for (const route of routes) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}')
    ;(paths[path] ??= {})[route.method.toLowerCase()] = operation(route, components)
  }
  schemaOf(problem, 'output', components)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Suanpan 算盘',
      version: VERSION,
      description:
        'Money is a string of digits in minor units with its asset. Every POST that moves something needs an Idempotency-Key. Refusals are RFC 9457 problem+json.\n\n金额为最小单位的数字字符串，并带资产代码。凡移动资金或积分的 POST 都须带 Idempotency-Key。拒绝以 RFC 9457 problem+json 返回。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'sk_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'suanpan_session' },
        wallet: { type: 'apiKey', in: 'cookie', name: 'suanpan_wallet' },
      },
    },
  }
}

function operation(route: Route, components: Components): Schema {
  return {
    operationId: route.name,
    tags: [route.name.split('.')[0]],
    summary: `${route.summary.zh} · ${route.summary.en}`,
    ...(route.description && {
      description: `${route.description.zh}\n\n${route.description.en}`,
    }),
    security: securityOf(route),
    parameters: [
      ...parametersOf('path', route.params, components),
      ...parametersOf('query', route.query, components),
      ...(route.idempotent ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(route.body, 'input', components) } },
      },
    }),
    responses: { [String(route.status ?? 200)]: success(route, components), ...problems(route) },
  }
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '同一键的同一请求只做一次 · The same request with the same key is done once.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[!-~]+$' },
}

function securityOf(route: Route): Schema[] {
  return [
    ...(route.audience.includes('server') ? [{ apiKey: route.scope ? [route.scope] : [] }] : []),
    ...(route.audience.includes('operator') ? [{ session: route.role ? [route.role] : [] }] : []),
    ...(route.audience.includes('consumer') ? [{ wallet: [] }] : []),
  ]
}

function parametersOf(
  where: 'path' | 'query',
  schema: z.ZodType | undefined,
  components: Components,
): Schema[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input', components) as {
    properties?: { [name: string]: Schema }
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

function success(route: Route, components: Components): Schema {
  if (route.status === 204) return { description: 'No content' }
  const type = route.stream ?? 'application/json'
  return {
    description: route.summary.en,
    content: { [type]: { schema: schemaOf(route.response, 'output', components) } },
  }
}

/** One response a status, which lists the codes that it may carry. */
function problems(route: Route): { [status: string]: Schema } {
  const byStatus = Map.groupBy(refusalsOf(route), (code) => String(refusals[code].status))
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  )
}

/** The JSON Schema of a zod schema; what has a name moves to the components and is referred to. */
export function schemaOf(
  schema: z.ZodType,
  side: 'input' | 'output',
  components: Components,
): Schema {
  const {
    $schema: _dialect,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, {
    io: side,
    unrepresentable: 'any',
  }) as Schema & { $defs?: { [name: string]: Schema } }
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...named } = definition
    components.set(name, pointToComponents(named) as Schema)
  }
  const { id, ...top } = pointToComponents(rest) as Schema
  if (typeof id !== 'string') return top
  components.set(id, top)
  return { $ref: `#/components/schemas/${id}` }
}

function pointToComponents(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(pointToComponents)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, value.replace('#/$defs/', '#/components/schemas/')]
        : [key, pointToComponents(value)],
    ),
  )
}
