import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import type { Browsed } from './town.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

export type PhoneOptions = {
  /** Who is signed in; nobody when absent. */
  person?: string
  width?: number
  language?: 'zh' | 'en'
  mode?: 'light' | 'dark'
  textSize?: 'standard' | 'large' | 'largest'
  elder?: boolean
  /** True where the story is about the service worker. */
  offline?: boolean
}

/** A phone with the wallet on it: its own browser context, held upright. */
export async function phone(
  town: Pick<Browsed, 'url' | 'browser'> & Partial<Pick<Browsed, 'walletHeaders'>>,
  options: PhoneOptions = {},
): Promise<BrowserContext> {
  const { person, width = 390, language = 'zh', mode = 'light' } = options
  const context = await town.browser.newContext({
    baseURL: town.url,
    viewport: { width, height: 844 },
    hasTouch: width < 600,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    serviceWorkers: options.offline ? 'allow' : 'block',
  })
  if (person !== undefined) {
    const { cookie = '' } = (await town.walletHeaders?.(person)) ?? {}
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const [name = '', value = ''] = pair.split('=')
        return { name, value, url: town.url }
      }),
    )
  }
  const { textSize = 'standard', elder = false } = options
  await context.addInitScript(
    (chosen) => {
      const key = 'suanpan.wallet.preferences'
      if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify(chosen))
    },
    { language, mode, textSize, elder },
  )
  return context
}

/** A phone that has a fingerprint reader and whose owner touches it. */
export async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Waits until a page of the wallet shows what it has to show. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('.wt-bones, .sp-abacus-loading'))
}

/**
 * What axe finds serious or critical, one line a finding.
 *
 * @param also rules that axe does not look at by itself
 */
export async function seriousFindings(page: Page, also: string[] = []): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async (ids) => {
    const { axe } = window as unknown as { axe: AxeOnPage }
    const rules = Object.fromEntries(ids.map((id) => [id, { enabled: true }]))
    const { violations } = await axe.run(document, { resultTypes: ['violations'], rules })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }, also)
}

type AxeOnPage = {
  run(
    context: Document,
    options: { resultTypes: string[]; rules: Record<string, { enabled: boolean }> },
  ): Promise<{
    violations: { id: string; impact: string | null; nodes: { html: string }[] }[]
  }>
}
