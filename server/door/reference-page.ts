import { refusals } from '@suanpan/contract/refusals'
import type { Route } from '@suanpan/contract/routes/define'
import { refusalsOf, schemaOf } from './openapi.ts'

const GROUP_TITLES: Record<string, string> = {
  system: '系统 System',
  session: '会话 Session',
  operators: '运营人员 Operators',
  apiKeys: 'API 密钥 API keys',
  overview: '概览 Overview',
  people: '用户 People',
  merchants: '商户 Merchants',
  payments: '付款 Payments',
  refunds: '退款 Refunds',
  topUps: '充值 Top-ups',
  programmes: '积分计划 Programmes',
  redemptions: '兑换 Redemptions',
  limits: '限额 Limits',
  accounts: '账户 Accounts',
  chart: '科目 Chart',
  assets: '资产 Assets',
  monitors: '监控 Monitors',
  postings: '记账凭证 Postings',
  holds: '预授权 Holds',
  days: '营业日 Days',
  letters: '业务消息 Letters',
  audits: '审计 Audits',
  exports: '导出 Exports',
  imports: '导入 Imports',
  seal: '存证 Seal',
}

/** The API as one page to read: no script, nothing from elsewhere. */
export function referencePage(routes: readonly Route[]): string {
  const groups = Map.groupBy(routes, ({ name }) => name.split('.')[0] ?? '')
  const titles = [...groups.keys()].map((name) => ({ name, title: GROUP_TITLES[name] ?? name }))
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>算盘 Suanpan · API</title>
<style>${STYLE}</style>
</head>
<body>
<nav><strong>算盘 <span>Suanpan API</span></strong>
${titles.map(({ name, title }) => `<a href="#${name}">${escape(title)}</a>`).join('\n')}
<a href="#refusals">拒绝码 Refusals</a>
<a href="/openapi.json">openapi.json</a></nav>
<main>
<h1>API</h1>
${INTRODUCTION}
${titles
  .map(
    ({ name, title }) =>
      `<h2 id="${name}">${escape(title)}</h2>\n${(groups.get(name) ?? []).map(section).join('\n')}`,
  )
  .join('\n')}
${refusalTable()}
</main>
</body>
</html>
`
}

const INTRODUCTION = `<p>金额是最小单位的数字字符串，并带资产：<code>{"amount":"1800","asset":"CNY/2"}</code> 即 18.00 元。凡移动资金或积分的 POST 必须带 <code>Idempotency-Key</code>：同一键的同一请求只做一次，重复时应答相同并带 <code>Idempotency-Replayed: true</code>。拒绝以 <code>application/problem+json</code> 返回，<code>code</code> 之外的数字各为一个字段。列表用 <code>next</code> 作下一页的 <code>cursor</code>。</p>
<p lang="en">An amount is a string of digits in minor units, with its asset: <code>{"amount":"1800","asset":"CNY/2"}</code> is 18.00 yuan. Every POST that moves something carries an <code>Idempotency-Key</code>: the same request with the same key is done once, and a repetition answers the same with <code>Idempotency-Replayed: true</code>. Refusals are <code>application/problem+json</code>; the numbers beside <code>code</code> are fields of their own. Send <code>next</code> of a list as <code>cursor</code> to read on.</p>
<pre>curl http://127.0.0.1:8080/v1/payments \\
  -H 'Authorization: Bearer sk_…' -H 'Idempotency-Key: order-7' \\
  -H 'Content-Type: application/json' \\
  -d '{"person":"per_…","merchant":"mer_…","amount":{"amount":"1800","asset":"CNY/2"}}'</pre>`

function section(route: Route): string {
  return `<section id="${route.name}">
<h3><b class="${route.method.toLowerCase()}">${route.method}</b> <code>${escape(route.path)}</code></h3>
<p>${escape(route.summary.zh)} <span lang="en">${escape(route.summary.en)}</span></p>
${route.description ? `<p class="more">${escape(route.description.zh)}<br><span lang="en">${escape(route.description.en)}</span></p>` : ''}
<p class="who">${escape(audienceOf(route))}${route.idempotent ? ' · <code>Idempotency-Key</code>' : ''}</p>
${schemaBlock('查询 Query', route.query, 'input')}
${schemaBlock('请求 Body', route.body, 'input')}
${route.status === 204 ? '' : schemaBlock(`应答 Answer ${route.status ?? 200}`, route.response, 'output')}
<p class="codes">${refusalsOf(route)
    .map((code) => `<a href="#${code}">${code}</a>`)
    .join(' ')}</p>
</section>`
}

function audienceOf(route: Route): string {
  const who = route.audience.map((audience) => {
    if (audience === 'operator') return `运营人员 operator ≥ ${route.role ?? 'viewer'}`
    if (audience === 'consumer') return '用户本人 the person'
    if (audience === 'server') return `API 密钥 key: ${route.scope ?? 'read'}`
    return '任何人 anyone'
  })
  return who.join(' · ')
}

function schemaBlock(title: string, schema: Route['body'], side: 'input' | 'output'): string {
  if (schema === undefined) return ''
  const components = new Map<string, { [key: string]: unknown }>()
  const shape = outline(schemaOf(schema, side, components), components, 0)
  return `<details><summary>${escape(title)}</summary><pre>${escape(shape)}</pre></details>`
}

type Node = { [key: string]: unknown }
const DEPTH_MAX = 6

/** A schema as the JSON that it describes, with types where the values stand. */
function outline(node: Node, components: Map<string, Node>, depth: number): string {
  if (depth > DEPTH_MAX) return '…'
  const { $ref, anyOf, items, properties, type, pattern, additionalProperties } = node
  const below = (child: unknown): string => outline(asNode(child), components, depth + 1)
  if (typeof $ref === 'string') {
    const target = components.get($ref.split('/').at(-1) ?? '')
    return target ? outline(target, components, depth) : '…'
  }
  if ('const' in node) return JSON.stringify(node['const'])
  if (Array.isArray(node['enum']))
    return node['enum'].map((value) => JSON.stringify(value)).join(' | ')
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map(below))].join(' | ')
  if (type === 'array') return `[${below(items)}]`
  if (isNode(properties)) return object(node, components, depth)
  if (isNode(additionalProperties)) return `{ …: ${below(additionalProperties)} }`
  if (typeof pattern === 'string' && typeof node['description'] !== 'string')
    return `string ${pattern}`
  return typeof type === 'string' ? type : 'any'
}

function object(node: Node, components: Map<string, Node>, depth: number): string {
  const required = Array.isArray(node['required']) ? node['required'] : []
  const pad = '  '.repeat(depth + 1)
  const lines = Object.entries(asNode(node['properties'])).map(([name, child]) => {
    const mark = required.includes(name) ? '' : '?'
    return `${pad}${name}${mark}: ${outline(asNode(child), components, depth + 1)}`
  })
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asNode(value: unknown): Node {
  return isNode(value) ? value : {}
}

function refusalTable(): string {
  const rows = Object.entries(refusals).map(
    ([code, { status, zh, en }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escape(zh)}<br><span lang="en">${escape(en)}</span></td></tr>`,
  )
  return `<h2 id="refusals">拒绝码 Refusals</h2><table>${rows.join('\n')}</table>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`)
}

const STYLE = `
:root{--paper:#faf8f4;--ink:#1f2329;--grey:#6b6a66;--line:#e6e1d8;--brand:#c8402f;--jade:#1e8e6e}
@media(prefers-color-scheme:dark){:root{--paper:#1b1a18;--ink:#ece8e1;--grey:#a5a099;--line:#383530}}
*{box-sizing:border-box}
body{margin:0;display:flex;background:var(--paper);color:var(--ink);font:15px/1.65 "PingFang SC","HarmonyOS Sans SC","Noto Sans CJK SC",system-ui,sans-serif}
nav{position:sticky;top:0;height:100vh;overflow:auto;flex:0 0 210px;padding:24px 16px;border-right:1px solid var(--line)}
nav strong{display:block;margin-bottom:12px;color:var(--brand)}nav strong span{color:var(--grey);font-weight:400}
nav a{display:block;padding:3px 0;color:inherit;text-decoration:none}nav a:hover{color:var(--brand)}
main{flex:1;min-width:0;max-width:900px;padding:24px 32px 80px}
h2{margin-top:48px;border-bottom:1px solid var(--line)}
section{margin:20px 0;padding:12px 16px;border:1px solid var(--line);border-radius:8px}
h3{margin:0;font-size:15px;overflow-wrap:anywhere}h3 b{color:var(--jade)}h3 b.delete,h3 b.patch{color:var(--brand)}
p{margin:6px 0}span[lang=en],p[lang=en]{color:var(--grey)}.who,.more{font-size:13px}.codes{font-size:12px}
.codes a{color:var(--grey);margin-right:6px}
pre{overflow:auto;padding:10px 12px;border:1px solid var(--line);border-radius:8px;font-size:12.5px}
code,pre{font-family:ui-monospace,Menlo,Consolas,monospace}
summary{cursor:pointer;font-size:13px}
table{border-collapse:collapse;width:100%}td{padding:6px 8px;border-top:1px solid var(--line);vertical-align:top}
:target{outline:2px solid var(--brand)}
@media(max-width:720px){body{display:block}nav{position:static;height:auto;border:0}nav a{display:inline-block;margin-right:12px}main{padding:16px}}
`
