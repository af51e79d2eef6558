import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const SHOTS = process.env['SUANPAN_SHOTS']

describe('agreements on the phone', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const merchant = await town.keyHeaders(['payments'], town.teahouse)
  const pin = await tellPin(town.ground, town.lin)
  let keys = 0

  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const headers = { ...merchant, 'idempotency-key': `agreed-${++keys}` }
    const answer = await town.send({ method: 'POST', path, body, headers })
    assert.ok(answer.status < 300, answer.text)
    return answer.json
  }

  /** The page is whole: no serious finding, nothing wider than the phone. */
  const looked = async (page: Page, name: string): Promise<void> => {
    await settled(page)
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` })
    assert.deepEqual(await seriousFindings(page), [], name)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(wide <= 0, `${name} is ${wide} px too wide`)
  }

  test('a person signs by link, sees what was taken, and cancels at once', async () => {
    const offer = await post('/v1/agreement-offers', {
      purpose: '每月茶叶礼盒与会员服务费，自动续订',
      perDeduction: { amount: '3000', asset: 'CNY/2' },
      perPeriod: '9000',
      period: 'month',
      noticeHours: 24,
    })
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/agreements')
    await page.getByText('还没有签约').waitFor()
    await page.goto(String(offer['signPath']))
    await page.getByRole('heading', { name: '茶馆' }).waitFor()
    await looked(page, 'sign')
    await page.getByRole('button', { name: '签约' }).click()
    const sheet = page.getByRole('dialog', { name: '确认签约' })
    await sheet.getByText('不再需要支付密码').waitFor()
    await looked(page, 'confirm')
    await sheet.getByRole('button', { name: '签约' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await page.getByRole('heading', { name: '签约详情' }).waitFor()
    await page.getByText('还没有扣款').waitFor()

    const id = page.url().split('/').at(-1) ?? ''
    const dueAt = new Date(town.ground.clock.now().getTime() + 24 * 3_600_000).toISOString()
    const amount = { amount: '1850', asset: 'CNY/2' }
    await post(`/v1/agreements/${id}/notices`, { amount, dueAt })
    await page.reload()
    await page.getByText('即将扣款').waitFor()
    await looked(page, 'detail')
    await page.goto('/wallet/agreements')
    await page.getByText('茶馆').waitFor()
    await looked(page, 'list')
    await page.getByText('茶馆').click()
    await page.getByRole('button', { name: '解约' }).click()
    await looked(page, 'cancel')
    await page.getByRole('button', { name: '立即解约' }).click()
    await page.getByText('您已解约').waitFor()
    assert.equal(await page.getByText('即将扣款').count(), 0)
    await looked(page, 'ended')
    // The browser notes the answer by which the server asks for the PIN.
    assert.deepEqual(
      trouble.filter((line) => !line.includes('status of 403')),
      [],
    )
    await context.close()
  })

  test('the terms are read in English, in the dark, with the largest text', async () => {
    const offer = await post('/v1/agreement-offers', {
      purpose: 'Parking',
      perDeduction: { amount: '3000', asset: 'CNY/2' },
      perPeriod: '9000',
      period: 'week',
      noticeHours: 0,
    })
    const look = { language: 'en', mode: 'dark', textSize: 'largest' } as const
    const context = await phone(town, { person: town.lin, ...look })
    const page = await context.newPage()
    await page.goto(String(offer['signPath']))
    await page.getByText('At most a week').waitFor()
    await looked(page, 'sign-en-dark')
    await page.goto('/wallet/agreements')
    await page.getByText('Cancelled').waitFor()
    await looked(page, 'list-en-dark')
    await context.close()
  })
})
