import { z } from 'zod'
import { letters } from './letters.ts'
import { refusals } from './refusals.ts'
import { allRoutes } from './routes.ts'
import type { Route } from './routes/define.ts'

/** The pages of docs/reference that are written from the contract, by file name. */
export function referencePages(): { [file: string]: string } {
  return { 'api.md': apiPage(), 'refusals.md': refusalsPage(), 'letters.md': lettersPage() }
}

const WRITTEN = '<!-- 由契约生成 Written from packages/contract: npm run reference -->'

function apiPage(): string {
  const groups = Map.groupBy(allRoutes(), ({ name }) => name.split('.')[0] ?? '')
  return [
    '# API',
    WRITTEN,
    'HTTP 与 JSON，地址以 `/v1` 开头，只增不改。字段与类型见运行中的服务器的 `/docs`，机器可读的描述见 `/openapi.json`（OpenAPI 3.1），类型化的客户端见 `packages/client`。',
    'HTTP and JSON below `/v1`, which changes by addition only. Fields and types are shown by a running server at `/docs`; the description for machines is `/openapi.json` (OpenAPI 3.1); the typed client is `packages/client`.',
    ...RULES,
    ...[...groups].map(([group, routes]) => `## ${group}\n\n${routesTable(routes)}`),
    '',
  ].join('\n\n')
}

const RULES = [
  '## 约定 Conventions',
  [
    '- **金额 Amounts** 是最小单位的数字字符串并带资产：`{"amount":"1800","asset":"CNY/2"}` 即 18.00 元。Digits in minor units, with the asset; never a JSON number.',
    '- **身份 Who asks** 服务器用 `Authorization: Bearer sk_…`，按权限范围（scope）；运营人员登录后用 cookie，按角色（viewer < operator < approver）。Servers send a key with scopes; operators a session cookie with a role.',
    '- **幂等 Idempotency** 表中标 ✓ 的请求必须带 `Idempotency-Key`（1–128 个可见 ASCII 字符）。同一调用方、同一路由、同一键只做一次：重复时应答相同并带 `Idempotency-Replayed: true`；内容不同则 422。因状态被拒绝的键会一直被拒绝，再试须换新键。带时间的键（UUIDv7、ULID）使索引更紧凑。A key belongs to caller and route and works once; a repetition answers the same, other content is 422, a refusal for state stays refused; keys that carry their time keep the indexes compact.',
    '- **拒绝 Refusals** 是 `application/problem+json`（RFC 9457）：`code`、数字各为字段、`requestId`、两种语言的句子；`title` 的语言随 `Accept-Language`。见 [refusals](refusals.md)。',
    '- **列表 Lists** 应答 `{items, next}`；把 `next` 作为 `cursor` 再取下一页，`limit` 至多 200。Send `next` as `cursor` to read on.',
    '- **时点 As of** 账户可按 `asOf`（RFC 3339）或 `version` 读取过去的余额。Accounts are read as of an instant or a version.',
    '- **503** 表示结果未知：等 `Retry-After` 秒后用同一个键重试。The outcome is unknown: try the same key again after `Retry-After` seconds.',
  ].join('\n'),
]

function routesTable(routes: Route[]): string {
  const rows = routes.map((route) => {
    const { method, path, summary, idempotent } = route
    const address = `\`${method} ${path}\``
    return `| ${address} | ${summary.zh} · ${summary.en} | ${whoMay(route)} | ${idempotent ? '✓' : ''} |`
  })
  return [
    '| 请求 Request | 用途 Purpose | 谁可以 Who may | 幂等键 Key |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function whoMay(route: Route): string {
  const who = route.audience.map((audience) => {
    if (audience === 'operator') return `role ${route.role ?? 'viewer'}`
    if (audience === 'consumer') return '用户本人 the person'
    return audience === 'server' ? `scope ${route.scope ?? 'read'}` : '任何人 anyone'
  })
  return who.join(', ')
}

function refusalsPage(): string {
  const rows = Object.entries(refusals).map(
    ([code, { status, zh, en }]) => `| \`${code}\` | ${status} | ${inCell(zh)} | ${inCell(en)} |`,
  )
  return [
    '# 拒绝码 Refusals',
    WRITTEN,
    '拒绝是：听懂了，但不做。花括号里的名字是应答中的字段；标 `:money` 的是最小单位的数字字符串，句子里按 `asset` 写成小数。',
    'A refusal is: understood, and will not. The names in braces are fields of the answer; `:money` marks digits in minor units, which the sentence writes with the decimals of `asset`.',
    ['| code | HTTP | 中文 | English |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    '',
  ].join('\n\n')
}

function lettersPage(): string {
  return [
    '# 业务消息 Letters',
    WRITTEN,
    '业务消息与它所说的事在同一事务里写下，至少送达一次，同一主体按顺序。只含编号与数字，不含个人信息。概念见 [letters](../concepts/letters.md)。',
    'A letter is written in the transaction that makes its news true and is delivered at least once, in order for each party. It carries ids and numbers, nothing personal. The idea: [letters](../concepts/letters.md).',
    ...Object.entries(letters).map(
      ([type, { title, party, body }]) =>
        `## \`${type}\`\n\n${title.zh}。${title.en}. 主体 Party: ${party}.\n\n${fieldsTable(body)}`,
    ),
    '',
  ].join('\n\n')
}

function fieldsTable(body: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(body)
  const rows = Object.entries(properties).map(([name, property]) => {
    const told = typeof property === 'object' ? (property.description ?? '') : ''
    const mark = required.includes(name) ? '' : '?'
    return `| \`${name}${mark}\` | ${typeOf(property)} | ${inCell(told)} |`
  })
  return ['| field | type | |', '| --- | --- | --- |', ...rows].join('\n')
}

function typeOf(property: boolean | z.core.JSONSchema.JSONSchema): string {
  if (typeof property === 'boolean') return 'any'
  if (property.$ref !== undefined) return property.$ref.split('/').at(-1) ?? 'any'
  if (property.enum) return property.enum.map((value) => JSON.stringify(value)).join(', ')
  const prefix = /^\^([a-z]{3})_/.exec(property.pattern ?? '')?.[1]
  if (prefix !== undefined) return `\`${prefix}_…\``
  return property.pattern?.includes('0|') === true ? 'digits' : String(property.type ?? 'any')
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
