import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { seriousFindings } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('disputes at the desk', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const phone = await town.walletHeaders(town.lin)
  const post = (path: string, key: string, body: unknown) =>
    town.send({
      method: 'POST',
      path,
      body,
      headers: { ...phone, 'idempotency-key': key },
    })

  test('an operator reads what was said, decides with a reason, and the person is refunded', async () => {
    const doubt = { payment: town.payments[2], amount: '5400', reason: 'other', text: '茶是冷的' }
    const opened = await post('/v1/me/disputes', 'doubt', doubt)
    const id = String(opened.json['id'])
    const till = await town.keyHeaders(['payments'], town.teahouse)
    await town.send({
      method: 'POST',
      path: `/v1/disputes/${id}/answers`,
      body: { refund: '0', text: '现泡的' },
      headers: { ...till, 'idempotency-key': 'answer' },
    })
    await post(`/v1/me/disputes/${id}/escalations`, 'escalate', { text: '不是热的' })

    const page = await (await town.signedIn()).newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/disputes?state=escalated')
    await page.locator('tbody tr.row-link').click()
    await page.getByText('茶是冷的').waitFor()
    await page.getByText('现泡的').waitFor()
    await page.getByRole('button', { name: '裁定', exact: true }).click()
    await page.getByRole('dialog').getByText('部分退款').click()
    await page.getByRole('dialog').getByLabel('退款金额').fill('20')
    await page.getByRole('dialog').getByLabel('理由').fill('双方各有道理')
    await page.getByRole('dialog').getByRole('button', { name: '作出裁定' }).click()
    await page.getByText('双方各有道理').waitFor()
    await page.getByText('已裁定').waitFor()
    await page.goto(`/people/${town.lin}?tab=disputes`)
    await page.locator('tbody tr.row-link').waitFor()
    assert.deepEqual(trouble, [])
    const refunds = await town.ground.db.query('select amount from wallet.refunds')
    assert.deepEqual(refunds, [{ amount: 2000n }])
  })

  test('the lists of both have no serious finding, and each button is called what it shows', async () => {
    const page = await (await town.signedIn()).newPage()
    for (const place of ['/disputes', '/care']) {
      await page.goto(place)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      assert.deepEqual(await seriousFindings(page, ['label-content-name-mismatch']), [], place)
    }
  })
})
