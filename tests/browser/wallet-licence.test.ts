import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Licence } from '@suanpan/contract/licence'
import type { Page } from 'playwright-core'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

/** Words that stand on home and the page of oneself under some licences and are absent under others. */
const WORDS = [
  '付款码',
  '转账',
  '收款',
  '零钱',
  '提现',
  '充值',
  '银行卡',
  '红包',
  '攒钱',
  '免密支付',
]

const SEEN: Record<Licence, readonly string[]> = {
  payment_institution: WORDS,
  channel_agent: ['付款码', '银行卡', '免密支付'],
  prepaid_issuer: ['付款码', '零钱', '充值'],
  points_only: [],
}

describe('what the licence leaves out is not on the screens', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  for (const licence of Object.keys(SEEN) as Licence[]) {
    test(`under the licence ${licence} home shows what the wallet does and nothing else, from its first picture on`, async () => {
      town.house.licence = licence
      const context = await phone(town, { person: town.lin })
      const page = await context.newPage()
      const trouble = listenToTrouble(page)
      const flashed = await watched(page)
      await page.goto('/wallet/')
      await settled(page)
      const text = await page.locator('body').innerText()
      assert.deepEqual(
        WORDS.filter((word) => text.includes(word)),
        SEEN[licence],
      )
      assert.deepEqual(
        [...flashed].filter((word) => !SEEN[licence].includes(word)),
        [],
        'something was drawn and taken away again',
      )
      assert.deepEqual(await seriousFindings(page), [])
      assert.deepEqual(trouble, [])
      await context.close()
    })
  }

  test('a link into what the wallet does not do leads to a page that says so, and home from there', async () => {
    town.house.licence = 'points_only'
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    for (const path of ['/withdraw', '/red-packets/open/abc', '/transfer', '/bills']) {
      await page.goto(`/wallet${path}`)
      await page.getByRole('heading', { name: '本钱包未开通此功能' }).first().waitFor()
    }
    assert.deepEqual(await seriousFindings(page), [])
    await page.getByRole('link', { name: '回到首页' }).click()
    await settled(page)
    assert.match(new URL(page.url()).pathname, /^\/wallet\/?$/)
    await page.goto('/wallet/me/security')
    await settled(page)
    assert.equal(await page.getByText('实名认证').count(), 0)
    await context.close()
  })
})

/** Collects every word of the list that stands on the page at any moment, however short. */
async function watched(page: Page): Promise<Set<string>> {
  const seen = new Set<string>()
  await page.exposeFunction('sawWord', (word: string) => void seen.add(word))
  await page.addInitScript((words) => {
    const look = (): void => {
      const text = document.body?.innerText ?? ''
      const tell = Reflect.get(globalThis, 'sawWord')
      for (const word of words) if (text.includes(word)) tell(word)
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true })
  }, WORDS)
  return seen
}
