import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { openDoor } from '../../server/door/index.ts'
import { noticesSubscriber } from '../../server/notices/index.ts'
import { createOperator } from '../../server/parties/index.ts'
import { startSubscribers } from '../../server/platform/index.ts'
import { pointsSubscriber } from '../../server/points/index.ts'
import { pay, topUp } from '../../server/wallet/index.ts'
import { newId } from '@suanpan/kernel/ids'
import { CHROMIUM_FLAGS, findChromium } from '../harness/chromium.ts'
import { testDoor, type TestDoor } from '../harness/door.ts'

const distOf = (app: string): string =>
  fileURLToPath(new URL(`../../apps/${app}/dist`, import.meta.url))

const APPS = [
  { at: '/', dir: distOf('console') },
  { at: '/wallet/', dir: distOf('wallet') },
] as const
const PASSWORD = 'abacus of the county town'
const FEE_BASIS_POINTS = 60

export type Browsed = TestDoor & {
  url: string
  browser: Browser
  /** Payments of 林 lin at the teahouse, the oldest first: ¥18.00, ¥36.00, ¥54.00. */
  payments: string[]
  /** Who signs in by hand: login and password; the code comes from `codeOf`. */
  login: string
  password: string
  /** A browser in which an approver is signed in. */
  signedIn(options?: { width?: number; language?: 'zh' | 'en' }): Promise<BrowserContext>
}

/** The executable, or null where browser tests have to skip. */
export const browserPath = findChromium()

/** A house with 林 lin, 王 wang and a teahouse, its real door on a real port, and a browser. */
export async function browsedTown(t: { after(work: () => Promise<void>): void }): Promise<Browsed> {
  for (const { dir } of APPS) {
    if (existsSync(path.join(dir, 'index.html'))) continue
    throw new Error(`${dir} is missing: \`npm test\` builds it, or run vite build there`)
  }
  const town = await testDoor(t)
  const { ground, house, lin, teahouse } = town
  const post = startSubscribers(ground, [pointsSubscriber(house.books), noticesSubscriber(ground)])
  ground.onEnd(() => post.stop())
  const payments = await liveADay(town)
  await post.drain()
  const login = 'wang.approver'
  await createOperator(ground, { login, name: '王审批', role: 'approver', password: PASSWORD })
  const door = await openDoor(house, { apps: APPS })
  ground.onEnd(() => door.close())
  const { url } = await door.listen({ host: '127.0.0.1', port: 0 })
  const browser = await chromium.launch({ executablePath: browserPath ?? '', args: CHROMIUM_FLAGS })
  ground.onEnd(() => browser.close())
  return {
    ...town,
    lin,
    teahouse,
    url,
    browser,
    payments,
    login,
    password: PASSWORD,
    signedIn: (options = {}) => signedIn(town, { url, browser, ...options }),
  }
}

/** Everything that went wrong in a page: errors it threw and what it wrote to the console as one. */
export function listenToTrouble(page: Page): string[] {
  const trouble: string[] = []
  page.on('pageerror', (error) => trouble.push(`${page.url()} threw ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`${page.url()} wrote ${message.text()}`)
  })
  return trouble
}

async function liveADay({ ground, house, lin, wang, teahouse }: TestDoor): Promise<string[]> {
  const { books } = house
  const asset = 'CNY/2'
  for (const person of [lin, wang]) {
    const occurredAt = ground.clock.now()
    await topUp(books, {
      id: newId('top', occurredAt),
      person,
      asset,
      amount: 100_000n,
      occurredAt,
    })
  }
  const payments: string[] = []
  for (const amount of [1800n, 3600n, 5400n]) {
    ground.clock.tick(60_000)
    const occurredAt = ground.clock.now()
    const merchant = { id: teahouse, feeBasisPoints: FEE_BASIS_POINTS, category: 'teahouse' }
    const id = newId('pay', occurredAt)
    await pay(books, { id, person: lin, merchant, asset, amount, occurredAt })
    payments.push(id)
  }
  return payments
}

async function signedIn(
  town: TestDoor,
  {
    url,
    browser,
    width = 1280,
    language = 'zh',
  }: { url: string; browser: Browser; width?: number; language?: 'zh' | 'en' },
): Promise<BrowserContext> {
  const { cookie = '' } = await town.sessionHeaders('approver')
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 860 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name, value, url }])
  await context.addInitScript((wanted) => {
    localStorage.setItem(
      'suanpan.console.preferences',
      JSON.stringify({ language: wanted, mode: 'light' }),
    )
  }, language)
  return context
}
