import { readFileSync } from 'node:fs'
import test from 'node:test'
import assert from 'node:assert/strict'
import { referencePages } from './reference.ts'
import { Refusal, refusals, refusalSentence } from './refusals.ts'
import { allRoutes, routes } from './routes.ts'

test('the pages of the reference say what the contract says (npm run reference)', () => {
  for (const [file, page] of Object.entries(referencePages())) {
    const path = new URL(`../../docs/reference/${file}`, import.meta.url)
    assert.equal(readFileSync(path, 'utf8'), page, file)
  }
})

test('every route carries the name of its place in the table', () => {
  for (const [group, members] of Object.entries(routes)) {
    for (const [name, route] of Object.entries(members)) {
      assert.equal(route.name, `${group}.${name}`)
    }
  }
})

test('every parameter of a path is described, and nothing else is', () => {
  for (const { name, path, params } of allRoutes()) {
    const wanted = [...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1])
    const described = Object.keys(Object(params)['shape'] ?? {})
    assert.deepEqual(described, wanted, name)
  }
})

test('whatever moves something asks for an Idempotency-Key, and nothing that only reads does', () => {
  for (const { name, method, scope, idempotent } of allRoutes()) {
    const moves = method === 'POST' && scope !== undefined && scope !== 'read'
    if (moves) assert.ok(idempotent, name)
    if (method !== 'POST' || scope === 'read') assert.ok(!idempotent, name)
  }
})

test('a sentence writes money with the decimals of its asset', () => {
  const details = { asset: 'CNY/2', needed: '1800', available: '5' }
  assert.equal(
    refusalSentence('insufficient_funds', details, 'en'),
    'Insufficient funds: 18.00 CNY needed, 0.05 CNY available',
  )
  const points = { asset: 'PTS/0', needed: '18', available: '-5' }
  assert.match(refusalSentence('insufficient_funds', points, 'zh'), /需要 18 PTS，可用 -5 PTS/)
  assert.match(new Refusal('insufficient_funds', { needed: '7' }).message, /7 needed, \? available/)
})

test('every status of a refusal is one that says whose fault it is', () => {
  for (const [code, { status }] of Object.entries(refusals)) {
    assert.ok(status >= 400 && (status < 500 || [500, 503].includes(status)), code)
  }
})
