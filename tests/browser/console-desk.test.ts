import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('what is set and ended at the desk', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { lin, teahouse, ground } = town
  const own = await town.walletHeaders(lin)
  const merchant = await town.keyHeaders(['payments'], teahouse)
  const pin = await tellPin(ground, lin)
  let keys = 0
  const post = async (path: string, body: unknown, headers: Record<string, string>) => {
    const keyed = { 'idempotency-key': `desk-${++keys}`, ...headers }
    const answer = await town.send({ method: 'POST', path, body, headers: keyed })
    assert.ok(answer.status < 300, answer.text)
    return answer.json
  }

  test('an approver sees what hours would promise before saving them, and the wallet promises it', async () => {
    const page = await (await town.signedIn()).newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/care-promises')
    await page.getByText('每天 9:00 至 21:00').waitFor()
    assert.deepEqual(await seriousFindings(page), [])
    await page.getByRole('button', { name: '更改客服时间' }).click()
    const dialog = page.getByRole('dialog')
    const choose = async (label: string, hour: string) => {
      await dialog.getByLabel(label).click()
      await page.locator('.ant-select-dropdown:visible').getByText(hour, { exact: true }).click()
    }
    // It is a little after noon: two of the four hours are left today, two follow tomorrow.
    await choose('结束', '14:00')
    await choose('开始', '10:00')
    await dialog.getByText('2026-03-04 12:').waitFor()
    await dialog.getByLabel('原因').fill('春节值班')
    await dialog.getByRole('button', { name: '更改' }).click()
    await page.getByText('每天 10:00 至 14:00').waitFor()
    const wallet = await (await phone(town, { person: lin })).newPage()
    await wallet.goto('/wallet/service/new?topic=payment')
    await settled(wallet)
    await wallet.getByText('2026-03-04 12:').first().waitFor()
    await page.goto('/acts?action=care.set_hours')
    await page.getByText('春节值班').waitFor()
    assert.deepEqual(trouble, [])
  })

  test('an approver changes the promise of a topic', async () => {
    const page = await (await town.signedIn({ language: 'en' })).newPage()
    await page.goto('/care-promises')
    await page.getByRole('button', { name: 'Change', exact: true }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Promised within (minutes)').fill('4')
    await dialog.getByLabel('Reason').fill('trial')
    await dialog.getByRole('button', { name: 'Change' }).click()
    await dialog.getByText('A whole number from 5 to 20160').waitFor()
    await dialog.getByLabel('Promised within (minutes)').fill('90')
    await dialog.getByText('What people will be promised').waitFor()
    await dialog.getByRole('button', { name: 'Change' }).click()
    await page.getByText('90 minutes').waitFor()
  })

  test('an operator finds what a person signed, ends it for a reason, and the wallet says who did', async () => {
    const offer = await post(
      '/v1/agreement-offers',
      {
        purpose: '停车费',
        perDeduction: { amount: '3000', asset: 'CNY/2' },
        perPeriod: '5000',
        period: 'month',
        noticeHours: 0,
      },
      merchant,
    )
    const proof = { kind: 'pin', pin }
    const { id } = await post('/v1/me/agreements', { offer: offer['id'], proof }, own)
    const amount = { amount: '1200', asset: 'CNY/2' }
    await post(`/v1/agreements/${String(id)}/deductions`, { amount }, merchant)
    const page = await (await town.signedIn()).newPage()
    const trouble = listenToTrouble(page)
    await page.goto(`/merchants/${teahouse}`)
    await page.getByText('停车费').waitFor()
    await page.goto(`/people/${lin}?tab=agreements`)
    await page.getByText('停车费').click()
    await page.getByRole('heading', { name: '扣款记录' }).waitFor()
    await page.getByText('¥12.00').first().waitFor()
    assert.deepEqual(await seriousFindings(page), [])
    await page.getByRole('button', { name: '代为解约' }).click()
    await page.getByRole('dialog').getByLabel('原因').fill('用户来电要求')
    await page.getByRole('dialog').getByRole('button', { name: '代为解约' }).click()
    await page.getByText('已解约').first().waitFor()
    assert.equal(await page.getByRole('button', { name: '代为解约' }).count(), 0)
    const wallet = await (await phone(town, { person: lin })).newPage()
    await wallet.goto(`/wallet/agreements/${String(id)}`)
    await wallet.getByText('平台已代为解约').waitFor()
    assert.deepEqual(trouble, [])
  })
})
