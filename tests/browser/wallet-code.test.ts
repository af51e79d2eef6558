import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('a payment code on the phone and a till', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const till = await town.keyHeaders(['payments'], town.teahouse)
  const pin = await tellPin(town.ground, town.lin)

  const charge = async (code: string, amount: string): Promise<Record<string, unknown>> => {
    const headers = { ...till, 'idempotency-key': code }
    const body = { code, amount: { amount, asset: 'CNY/2' } }
    const answer = await town.send({ method: 'POST', path: '/v1/code-payments', headers, body })
    assert.ok(answer.status < 300, answer.text)
    return answer.json
  }

  test('a small amount goes without the PIN, and the phone says what was paid to whom', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/code')
    const paid = await charge(await shownCode(page), '1800')
    assert.equal(paid['state'], 'paid')
    await page.getByText('已付款').waitFor()
    await page.getByText('茶馆').first().waitFor()
    await page.getByText('18.00').first().waitFor()
    assert.deepEqual(trouble, [])
    await page.getByRole('button', { name: '换一个付款码' }).click()
    await page.getByRole('button', { name: '点此查看付款码数字' }).waitFor()
    await context.close()
  })

  test('above the free limit the phone asks, the PIN pays, and the till learns of it', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    await page.goto('/wallet/code')
    const asked = await charge(await shownCode(page), '50000')
    assert.equal(asked['state'], 'user_paying')
    await page.getByText('茶馆 请您确认付款').waitFor()
    await page.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await page.getByText('已付款').waitFor()
    const path = `/v1/code-payments/${String(asked['id'])}`
    const known = await town.send({ method: 'GET', path, headers: till })
    assert.equal(known.json['state'], 'paid')
    await context.close()
  })

  test('who declines has paid nothing, and the till is told', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    await page.goto('/wallet/code')
    const asked = await charge(await shownCode(page), '30000')
    await page.getByRole('button', { name: '不付' }).click()
    await page.getByText('您没有付这一笔').waitFor()
    const path = `/v1/code-payments/${String(asked['id'])}`
    const known = await town.send({ method: 'GET', path, headers: till })
    assert.equal(known.json['state'], 'declined')
    await context.close()
  })
})

/** What the digits say once they were tapped. */
async function shownCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: '点此查看付款码数字' }).click()
  const digits = page.locator('.pay-digits')
  await page.waitForFunction(() =>
    /[0-9 ]{18,}/.test(document.querySelector('.pay-digits')?.textContent ?? ''),
  )
  return (await digits.innerText()).replaceAll(/\s/g, '')
}
