import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium, NO_CHROMIUM } from '../tests/harness/chromium.ts'
import type { Bench, Run } from './harness/bench.ts'
import type { Result } from './harness/result.ts'
import { startServer } from './harness/server.ts'
import { foundTown } from './harness/town.ts'
import type { Wallet } from './harness/wallets.ts'

const APP = fileURLToPath(new URL('../apps/wallet/dist/index.html', import.meta.url))
const PHONE = { width: 390, height: 844 }
/** A cheap phone on a poor network: a processor four times slower, 1.6 Mbit/s there and 0.75 back. */
const CPU_SLOWDOWN = 4
const NETWORK = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
/** Nothing larger is painted once a page has been still for so long. */
const STILL_MS = 1_000
const PATIENCE_MS = 60_000

export const screens: Bench = {
  name: 'screens',
  measures:
    'largest contentful paint of the wallet on a slow phone, and what comes over the network',
  run: look,
}

const visits = { smoke: 1, quick: 5, full: 15 }

type Screen = { name: string; path: string; signedIn: boolean }

/** Each opened by an empty browser, as on the first visit. */
const SCREENS: Screen[] = [
  { name: 'welcome', path: '/wallet/', signedIn: false },
  { name: 'home', path: '/wallet/', signedIn: true },
  { name: 'payment code', path: '/wallet/code', signedIn: true },
  { name: 'bills', path: '/wallet/bills', signedIn: true },
  { name: 'till', path: '/wallet/till', signedIn: false },
]

async function look({ stage, pace, say }: Run): Promise<Result[]> {
  const executablePath = findChromium()
  if (executablePath === null) {
    say(NO_CHROMIUM)
    return []
  }
  if (!existsSync(APP)) throw new Error('the wallet is not built: npm start and npm test build it')
  const dataDir = join(stage.workDir, 'server')
  const databaseUrl = stage.url
  const wallets = { all: 1, withPin: 0 }
  const town = await foundTown({ databaseUrl, dataDir, people: 1, merchants: 1, wallets })
  const server = await startServer({ databaseUrl, dataDir })
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS })
  try {
    const results: Result[] = []
    for (const screen of SCREENS) {
      say(`${screen.name} …`)
      const seen: Visit[] = []
      for (let visit = 0; visit < visits[pace.name]; visit++) {
        const wallet = screen.signedIn ? town.wallets[0] : undefined
        seen.push(await open(browser, { url: new URL(screen.path, server.url), wallet }))
      }
      results.push(...lines(screen, seen))
    }
    return results
  } finally {
    await browser.close()
    await server.end('SIGTERM')
  }
}

/** Milliseconds from the navigation; bytes as they came over the network. */
type Visit = { lcp: number; bytes: number }

function lines({ name }: Screen, seen: Visit[]): Result[] {
  const sorted = seen.map(({ lcp }) => lcp).toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  const kilobytes = Math.max(...seen.map(({ bytes }) => bytes)) / 1000
  return [
    { name, value: at(0.5) / 1000, unit: 's', p50: at(0.5), p95: at(0.95) },
    { name: `  everything it loads`, value: kilobytes, unit: 'kB' },
  ]
}

async function open(
  browser: Browser,
  { url, wallet }: { url: URL; wallet: Wallet | undefined },
): Promise<Visit> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN' })
  try {
    if (wallet !== undefined) await context.addCookies(cookiesOf(wallet, url))
    const page = await context.newPage()
    const phone = await context.newCDPSession(page)
    const loaded = await slowDown(phone)
    await page.addInitScript(watchPaint)
    await page.goto(url.href, { waitUntil: 'networkidle', timeout: PATIENCE_MS })
    return { lcp: await lastPaint(page), bytes: loaded() }
  } finally {
    await context.close()
  }
}

/** When the largest that was painted came, once nothing larger has followed for a while. */
async function lastPaint(page: Page): Promise<number> {
  const painted = await page.waitForFunction(largestPaint, null, { timeout: PATIENCE_MS })
  for (let known = await painted.jsonValue(); ;) {
    await page.waitForTimeout(STILL_MS)
    const now = await page.evaluate(largestPaint)
    if (now === known) return now ?? 0
    known = now
  }
}

async function slowDown(phone: CDPSession): Promise<() => number> {
  let bytes = 0
  phone.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await phone.send('Network.enable')
  await phone.send('Network.emulateNetworkConditions', { offline: false, ...NETWORK })
  await phone.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  return () => bytes
}

/** Runs in the page before anything else there: the last entry that the browser reports is the largest. */
function watchPaint(): void {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      performance.mark('largest', { startTime: entry.startTime })
  }).observe({ type: 'largest-contentful-paint', buffered: true })
}

const largestPaint = (): number | null =>
  performance.getEntriesByName('largest').at(-1)?.startTime ?? null

function cookiesOf({ cookie }: Wallet, url: URL) {
  return cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=')
    return { name, value, url: url.origin }
  })
}
