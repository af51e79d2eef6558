import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { createApiKey } from '../../server/parties/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('a payment code on the phone and a till', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { secret } = await createApiKey(town.ground, {
    name: 'till',
    scopes: ['payments'],
    merchant: town.teahouse,
    by: 'test',
  })
  const pin = await tellPin(town.ground, town.lin)
  const counter = await openTill()

  async function openTill(): Promise<Page> {
    const context = await phone(town, { width: 1280 })
    const page = await context.newPage()
    await page.goto('/wallet/till')
    await page.getByLabel('商户密钥').fill(secret)
    await page.getByRole('button', { name: '打开收银台' }).click()
    await page.getByLabel('收款金额').waitFor()
    return page
  }

  const charge = async (code: string, amount: string): Promise<void> => {
    await counter.getByLabel('收款金额').fill(amount)
    await counter.getByRole('button', { name: '收款', exact: true }).click()
    await counter.getByLabel('顾客的付款码').fill(code)
  }
  const nextCustomer = () => counter.getByRole('button', { name: '下一位' }).click()

  test('the till is paid, and the phone says so because the news came, before it asked', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    const heard = await noteWhatComes(page)
    await page.goto('/wallet/code')
    const code = await shownCode(page)
    await page.waitForFunction(() => (window as unknown as Noted).noted.includes('stream'))
    await charge(code, '18')
    await counter.getByRole('heading', { name: '收款成功' }).waitFor()
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    const order = await heard()
    const told = order.indexOf('payment.settled')
    assert.ok(told >= 0 && order.indexOf('paid') > told, order.join())
    for (const text of ['茶馆', '18.00', '零钱', '付款方式', '时间']) {
      await page.locator('main').getByText(text).first().waitFor()
    }
    assert.equal(await page.locator('.wt-button-main').count(), 1)
    assert.deepEqual(trouble, [])
    await nextCustomer()
    await page.getByRole('button', { name: '换一个付款码' }).click()
    assert.notEqual(await shownCode(page), code)
    await context.close()
  })

  test('above the free limit the phone asks in the sheet, the PIN pays, and the till learns of it', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    await page.goto('/wallet/code')
    await charge(await shownCode(page), '500')
    await counter.getByText('等待顾客确认').waitFor()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByText('500.00').waitFor()
    await sheet.getByText('零钱余额').waitFor()
    await sheet.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    await counter.getByRole('heading', { name: '收款成功' }).waitFor()
    await nextCustomer()
    await context.close()
  })

  test('who leaves while a till waits finds its question again, on any code, and may decline it', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    await page.goto('/wallet/code')
    await charge(await shownCode(page), '300')
    await page.getByRole('dialog', { name: '确认付款' }).waitFor()
    await page.goto('/wallet/')
    await settled(page)
    await page.goto('/wallet/code')
    await page.getByRole('dialog', { name: '确认付款' }).getByText('300.00').waitFor()
    await page.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('heading', { name: '等待您确认' }).waitFor()
    await page.getByRole('button', { name: '不付' }).click()
    await page.getByRole('heading', { name: '您没有付这一笔' }).waitFor()
    await counter.getByText('顾客已拒绝').waitFor()
    await nextCustomer()
    await context.close()
  })

  test('a till that scanned in the last second is answered although the next code is shown', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    await page.clock.install()
    await page.goto('/wallet/code')
    const last = await shownCode(page)
    await page.clock.fastForward(61_000)
    await page.getByRole('button', { name: '点此查看付款码数字' }).waitFor()
    assert.notEqual(await shownCode(page), last)
    await charge(last, '6')
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    await page.getByText('6.00').first().waitFor()
    await nextCustomer()
    await context.close()
  })

  test('a payer who cannot pay learns why, the till only that it is so', async () => {
    const context = await phone(town, { person: town.wang })
    const page = await context.newPage()
    await page.goto('/wallet/code')
    const code = await shownCode(page)
    await page.evaluate(
      async () =>
        void (await fetch('/v1/me/locks/wallet', {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        })),
    )
    await charge(code, '5')
    await counter.getByText('付款人暂时无法完成付款').waitFor()
    await page.getByRole('heading', { name: '没有付款' }).waitFor()
    await page.getByText('您设置的安全锁拦下了这一笔').waitFor()
    await counter.getByRole('button', { name: '返回修改金额' }).click()
    await context.close()
  })

  test('without a network the page says so, or shows a code of its own that pays', async () => {
    const context = await phone(town, { person: town.lin, offline: true })
    const page = await context.newPage()
    await page.clock.install({ time: town.ground.clock.now() })
    await page.goto('/wallet/code')
    await page.getByRole('button', { name: '离线付款码' }).waitFor()
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.waitForFunction(async () => (await caches.keys()).length > 0)
    await context.setOffline(true)
    await page.goto('/wallet/code')
    await page.getByText('付款码需要联网').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: '离线付款码' }).click()
    await page.getByRole('button', { name: '在这部手机上开通' }).click()
    await page.getByRole('button', { name: '离线付款码 已开通' }).waitFor()
    await context.setOffline(true)
    await page.goto('/wallet/code')
    await page.getByText('这是离线付款码').waitFor()
    const code = await shownCode(page)
    assert.match(code, /^83/)
    await charge(code, '7')
    await counter.getByRole('heading', { name: '收款成功' }).waitFor()
    await nextCustomer()
    await context.close()
  })
})

type Noted = { noted: string[] }

/** Writes down in the page, in their order, what the stream of alerts said and how the code was read to stand. */
async function noteWhatComes(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const noted: string[] = []
    Object.assign(window, { noted })
    const Source = window.EventSource
    window.EventSource = class extends Source {
      constructor(url: string | URL) {
        super(url)
        this.addEventListener('open', () => noted.push('stream'))
        this.addEventListener('notice', ({ data }) => noted.push(String(JSON.parse(data).code)))
      }
    }
    const { fetch } = window
    window.fetch = async (...asked) => {
      const answer = await fetch(...asked)
      if (String(asked[0]).includes('/v1/me/payment-codes/')) {
        const { state } = await answer.clone().json()
        noted.push(String(state))
      }
      return answer
    }
  })
  return () => page.evaluate(() => (window as unknown as Noted).noted)
}

/** What the digits say once they were tapped. */
async function shownCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: '点此查看付款码数字' }).click()
  const digits = page.locator('.pay-digits')
  await page.waitForFunction(() =>
    /[0-9 ]{18,}/.test(document.querySelector('.pay-digits')?.textContent ?? ''),
  )
  return (await digits.innerText()).replaceAll(/\s/g, '')
}
