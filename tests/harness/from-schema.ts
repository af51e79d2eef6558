import fc, { type Arbitrary } from 'fast-check'
import { z } from 'zod'

type JsonSchema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: JsonSchema | boolean
  prefixItems?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  $ref?: string
  $defs?: Record<string, JsonSchema>
}

const ITEMS_MAX = 3
const CHARS_MAX = 40
const INT_MAX = 1_000_000

/** What breaks parsers, databases and arithmetic; sent in the place of anything. */
export const nasty: Arbitrary<unknown> = fc.constantFrom<unknown[]>(
  null,
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '9223372036854775808',
  '١٢٣',
  '½',
  'NaN',
  '\u0000',
  '\ud800',
  "'; drop table ledger.entries; --",
  '../../etc/passwd',
  '{}',
  'x'.repeat(5000),
  0,
  -1,
  1e308,
  0.1,
  true,
  [],
  {},
  [[]],
  { toString: 1 },
  { ['__proto__']: { polluted: true } },
  { constructor: { prototype: {} } },
)

/** Values that a schema takes, or nearly: where it cannot be said in JSON Schema they may be refused. */
export function fromSchema(schema: z.ZodType): Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  const root = json as JsonSchema
  return arbitrary(root, root.$defs ?? {})
}

function arbitrary(
  schema: JsonSchema,
  defs: Record<string, JsonSchema>,
  depth = 0,
): Arbitrary<unknown> {
  const inner = (one: JsonSchema): Arbitrary<unknown> => arbitrary(one, defs, depth + 1)
  if (schema.$ref !== undefined) {
    const named = defs[schema.$ref.replace('#/$defs/', '')]
    return named === undefined || depth > 8 ? fc.constant({}) : inner(named)
  }
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either !== undefined) return fc.oneof(...either.map(inner))
  if (schema.allOf?.[0] !== undefined) return inner(schema.allOf[0])
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
    case 'number':
      return number(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return array(schema, inner)
    case 'object':
      return object(schema, inner)
    default:
      return fc.oneof(fc.string({ maxLength: CHARS_MAX }), fc.integer(), fc.constant(null))
  }
}

function array(
  { items, prefixItems, minItems = 0, maxItems = ITEMS_MAX }: JsonSchema,
  inner: (one: JsonSchema) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  if (prefixItems !== undefined) return fc.tuple(...prefixItems.map(inner))
  return fc.array(inner(typeof items === 'object' ? items : {}), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, ITEMS_MAX)),
  })
}

function text({
  pattern,
  format,
  minLength = 0,
  maxLength = CHARS_MAX,
}: JsonSchema): Arbitrary<string> {
  if (format === 'date-time') return instant().map((at) => at.toISOString())
  if (format === 'date') return instant().map((at) => at.toISOString().slice(0, 10))
  if (format === 'email') return fc.emailAddress()
  if (format === 'uri') return fc.webUrl()
  const longest = Math.max(minLength, Math.min(maxLength, CHARS_MAX))
  const plain = fc.string({ unit: 'grapheme', minLength, maxLength: longest })
  if (pattern === undefined) return plain
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: Math.max(longest, 60) })
  } catch {
    // What fast-check cannot make a text for is left to the schema to refuse.
    return plain
  }
}

const instant = (): Arbitrary<Date> =>
  fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2040-01-01T00:00:00Z'),
    noInvalidDate: true,
  })

function number({ type, minimum = -INT_MAX, maximum = INT_MAX }: JsonSchema): Arbitrary<number> {
  const [min, max] = [Math.max(minimum, -INT_MAX), Math.min(maximum, INT_MAX)]
  return type === 'integer'
    ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
    : fc.double({ min, max, noNaN: true })
}

function object(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  inner: (one: JsonSchema) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, inner(one)]),
  )
  if (Object.keys(parts).length > 0) {
    return fc.record(parts, { requiredKeys: required.filter((name) => name in parts) })
  }
  return typeof additionalProperties === 'object'
    ? fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), inner(additionalProperties), { maxKeys: 2 })
    : fc.constant({})
}
