import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble, type Browsed } from './town.ts'
import { phone, seriousFindings, settled, type PhoneOptions } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const DIST = fileURLToPath(new URL('../../apps/wallet/dist', import.meta.url))
const FIRST_LOAD_MAX_BYTES = 200_000

/** Pages that need nothing in their address; a domain adds its own. */
const OPEN_PLACES = [
  '/welcome',
  '/register',
  '/sign-in',
  '/recover',
  '/till',
  '/help',
  '/help/impostor',
  '/nowhere',
]
const OWN_PLACES = [
  '/',
  '/code',
  '/scan',
  '/points',
  '/messages',
  '/messages/settings',
  '/collect',
  '/red-packets',
  '/red-packets?side=sent',
  '/red-packets/new',
  '/cards',
  '/cards/new',
  '/top-up',
  '/withdraw',
  '/bills',
  '/bills?month=2026-03',
  '/bills?month=2026-03&kind=refund&category=taxi',
  '/bills/sums',
  '/bills/sums?month=2026-03',
  '/bills/sums?month=2026-03&by=year',
  '/bills/sums?month=2024-03&by=year',
  '/bills/export',
  '/budgets',
  '/agreements',
  '/goals',
  '/goals/new',
  '/books',
  '/disputes',
  '/service',
  '/service/new',
  '/service/new?topic=security',
  '/me',
  '/me/look',
  '/me/security',
  '/me/security/pin',
  '/me/security/passkeys',
  '/me/security/devices',
  '/me/security/sign-ins',
  '/me/privacy',
  '/me/phone',
  '/me/phone/new',
  '/me/email',
  '/me/close',
  '/me/check-up',
  '/me/locks',
  '/me/limits',
  '/me/real-name',
]

const LOOKS: readonly PhoneOptions[] = [
  { language: 'zh', mode: 'light', width: 390 },
  { language: 'en', mode: 'dark', width: 390, textSize: 'largest' },
  { language: 'zh', mode: 'dark', width: 390, elder: true },
  { language: 'en', mode: 'light', width: 1280 },
]

describe('the pages of the wallet', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  for (const look of LOOKS) {
    const { language, mode, width, textSize, elder } = look
    const name = [language, mode, width, textSize, elder && 'elder mode'].filter(Boolean).join(', ')
    test(`draw without an error, never scroll sideways and can be used by everybody: ${name}`, async () => {
      await visit(town, look, OPEN_PLACES)
      await visit(town, { ...look, person: town.lin }, OWN_PLACES)
    })
  }

  test('a shared book with cash that waits, its expenses and every page of it can be used by everybody', async () => {
    const { book, places, invitation } = await livedInBook(town)
    for (const look of LOOKS.slice(0, 2)) {
      await visit(town, { ...look, person: town.lin }, places)
      await visit(town, { ...look, person: town.wang }, [book, invitation])
    }
    const cash = { from: town.wang, to: town.lin, amount: '1000' }
    await asked(town, town.wang, 'POST', `${book}/cash`, cash)
    for (const look of LOOKS.slice(0, 2)) {
      for (const person of [town.lin, town.wang]) await visit(town, { ...look, person }, [book])
    }
  })

  test('a goal that several save for can be used by everybody, before and after its end', async () => {
    const { goal, invitation } = await sharedGoal(town)
    for (const look of LOOKS.slice(0, 2)) {
      await visit(town, { ...look, person: town.wang }, [invitation.replace('/wallet', '')])
    }
    const code = invitation.split('/').at(-1)
    const target = { amount: '90000', asset: 'CNY/2' }
    await asked(town, town.wang, 'POST', '/goals/joinings', { name: '去敦煌', target, code })
    for (const look of LOOKS) await visit(town, { ...look, person: town.lin }, [goal])
    await asked(town, town.lin, 'POST', `${goal}/end`)
    for (const look of LOOKS.slice(0, 2)) await visit(town, { ...look, person: town.lin }, [goal])
  })

  test('whoever is not signed in is welcomed, and comes back to where they wanted to go', async () => {
    const context = await phone(town)
    const page = await context.newPage()
    await page.goto('/wallet/points')
    await page.getByRole('heading', { name: '算盘钱包' }).waitFor()
    assert.equal(new URL(page.url()).searchParams.get('next'), '/points')
    await context.close()
  })

  test('the app opens without a network for whoever was here last', async () => {
    const context = await phone(town, { person: town.lin, offline: true })
    const page = await context.newPage()
    await page.goto('/wallet/')
    await settled(page)
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.waitForFunction(async () => (await caches.keys()).length > 0)
    await context.setOffline(true)
    await page.goto('/wallet/me')
    await page.getByText('退出登录').waitFor()
    await page.goto('/wallet/points')
    await page.getByText('连接不到服务器').waitFor()
    await context.close()
  })
})

test('the first load of the wallet is at most 200 kB of JavaScript on the wire, on every page', () => {
  const assets = path.join(DIST, 'assets')
  const sizes = new Map<string, number>()
  for (const file of readdirSync(assets).filter((each) => each.endsWith('.js'))) {
    sizes.set(file, gzipSync(readFileSync(path.join(assets, file))).length)
  }
  const html = readFileSync(path.join(DIST, 'index.html'), 'utf8')
  const first = [...html.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, file = '']) => file)
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((bytes, file) => bytes + (sizes.get(file) ?? 0), 0)
  assert.ok(first.length > 0)
  const home = [...sizes.keys()].filter((file) => /^(Home|zh|Tabbed|Loaded)-/.test(file))
  const bytes = sum(new Set([...first, ...home]))
  assert.ok(bytes <= FIRST_LOAD_MAX_BYTES, `${bytes} bytes in ${[...first, ...home].join(', ')}`)
})

async function visit(town: Browsed, look: PhoneOptions, places: readonly string[]): Promise<void> {
  const context = await phone(town, look)
  const page = await context.newPage()
  const trouble = listenToTrouble(page)
  for (const place of places) {
    await page.goto(`/wallet${place}`)
    await settled(page)
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    assert.ok(beyond <= 0, `${place} is ${beyond} px too wide`)
    assert.equal(await page.locator('.wt-failed').count(), 0, `${place} shows a problem`)
    assert.deepEqual(await seriousFindings(page), [], place)
  }
  // A browser writes it down when nobody is signed in and the server says so.
  assert.deepEqual(
    trouble.filter((line) => !/status of 401/.test(line)),
    [],
  )
  await context.close()
}

let keys = 0

async function asked(
  town: Browsed,
  who: string,
  ...[method, path, body]: ['POST', string, unknown?]
): Promise<Record<string, unknown>> {
  const answer = await town.send({
    method,
    path: `/v1/me${path}`,
    headers: { ...(await town.walletHeaders(who)), 'idempotency-key': `page-${++keys}` },
    ...(body !== undefined && { body }),
  })
  assert.ok(answer.status < 300, `${path}: ${answer.text}`)
  return answer.json
}

/** A book of 林 lin and 王 wang in which everything happened that a page of it shows. */
async function livedInBook(town: Browsed) {
  const { lin, wang } = town
  const opened = await asked(town, lin, 'POST', '/books', { name: '古镇两日和后来的一日三餐' })
  const book = `/books/${String(opened['id'])}`
  const { token } = await asked(town, lin, 'POST', `${book}/invites`, {})
  await asked(town, wang, 'POST', `/book-invitations/${String(token)}/acceptances`)
  const wish = { title: '客栈', amount: '10000', spentOn: '2026-03-03', shares: [{ person: wang }] }
  const both = [lin, wang].map((person) => ({ person, amount: '5000' }))
  const shared = await asked(town, lin, 'POST', `${book}/expenses`, { ...wish, payers: both })
  const alone = await asked(town, lin, 'POST', `${book}/expenses`, { ...wish, payer: lin })
  const cash = { from: wang, to: lin, amount: '2000' }
  const { id } = await asked(town, wang, 'POST', `${book}/cash`, cash)
  await asked(town, lin, 'POST', `/book-cash/${String(id)}/confirmations`)
  const gone = await asked(town, lin, 'POST', `${book}/expenses`, { ...wish, payer: lin })
  const version = { version: 1 }
  await asked(town, lin, 'POST', `/book-expenses/${String(gone['id'])}/deletions`, version)
  const expenses = [shared, alone, gone].map((each) => `/expenses/${String(each['id'])}`)
  const edit = `/expenses/${String(shared['id'])}/edit`
  const pages = ['', '/members', '/add', `/cash/${wang}`, edit, ...expenses]
  return {
    book,
    places: [...pages.map((page) => book + page), `/books?bill=${town.payments[0]}`],
    invitation: `/books/join/${String(token)}`,
  }
}

/** A goal of 林 lin's with a little in it, and the link by which others save beside it. */
async function sharedGoal(town: Browsed) {
  const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
  const wish = { name: '去敦煌看壁画，再去青海湖骑车一圈', target: yuan('300000') }
  const opened = await asked(town, town.lin, 'POST', '/goals', wish)
  const goal = `/goals/${String(opened['id'])}`
  await asked(town, town.lin, 'POST', `${goal}/deposits`, { amount: yuan('4200') })
  const shared = await asked(town, town.lin, 'POST', `${goal}/sharing`)
  return { goal, invitation: String(shared['path']) }
}
