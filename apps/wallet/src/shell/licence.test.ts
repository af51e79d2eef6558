import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capabilitiesOf, licenceNames, type Licence } from '@suanpan/contract/licence'
import { hasKind, mayGo } from './licence.ts'

/** What stands on home and in its grid, and on the page of oneself. */
const TILES = [
  '/scan',
  '/code',
  '/collect',
  '/transfer',
  '/top-up',
  '/withdraw',
  '/cards',
  '/life',
  '/red-packets',
  '/budgets',
  '/goals',
  '/books',
  '/agreements',
  '/bills',
  '/disputes',
  '/me/limits',
  '/me/locks',
  '/me/real-name',
]
const ALWAYS = [
  '/',
  '/messages',
  '/me',
  '/me/security',
  '/me/privacy',
  '/help',
  '/service',
  '/points',
]
const MONEY = ['/bills', '/disputes', '/me/limits', '/me/locks', '/me/real-name']

const SHOWN: Record<Licence, readonly string[]> = {
  payment_institution: TILES,
  channel_agent: ['/scan', '/code', '/cards', '/life', '/budgets', '/agreements', ...MONEY],
  prepaid_issuer: ['/scan', '/code', '/top-up', '/budgets', ...MONEY],
  points_only: [],
}

for (const licence of licenceNames) {
  test(`a wallet under the licence ${licence} shows what belongs to it and nothing else`, () => {
    const capabilities = capabilitiesOf(licence)
    assert.deepEqual(
      TILES.filter((path) => mayGo(path, capabilities)),
      TILES.filter((path) => SHOWN[licence].includes(path)),
    )
    for (const path of ALWAYS) assert.ok(mayGo(path, capabilities), path)
  })
}

test('kinds of news and of movements are offered where there can be any', () => {
  const KINDS = ['payment', 'transfer', 'red_packet', 'saving', 'funding', 'points', 'security']
  const offered = (licence: Licence) =>
    KINDS.filter((kind) => hasKind(kind, capabilitiesOf(licence)))
  assert.deepEqual(offered('payment_institution'), KINDS)
  assert.deepEqual(offered('channel_agent'), ['payment', 'funding', 'points', 'security'])
  assert.deepEqual(offered('prepaid_issuer'), ['payment', 'funding', 'points', 'security'])
  assert.deepEqual(offered('points_only'), ['points', 'security'])
})

test('what is below a page, or has a question behind it, needs what the page needs', () => {
  const none = capabilitiesOf('points_only')
  assert.equal(mayGo('/red-packets/open/abc', none), false)
  assert.equal(mayGo('/pay/k0', none), false)
  assert.equal(mayGo('/transfer?to=13900000000', none), false)
  assert.equal(mayGo('/collected', none), true)
})

test('before it is known who is signed in nothing is taken to be missing', () => {
  assert.ok(mayGo('/withdraw', undefined))
})
