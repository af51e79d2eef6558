import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '@suanpan/kernel/ids'
import { getPayment, moveDueDisputes, pay, refund } from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAZklEQVR42u3ZsQkAIAwEwGzkCo7vQBZi5QwJCIIHXz+58knsNVMZvaVyuz8AAAAAAAAAAAAAAMqA1w7K9gMAAAAAAAAAAAAA1AEWGQAAAAAAAAAAAID/gEUGAAAAAAAAAAAA8B3gAK8w6eEZ5sIHAAAAAElFTkSuQmCC',
  'base64',
)

describe('a payment in doubt, on the phone', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const till = await town.keyHeaders(['payments', 'read'], town.teahouse)
  const [, payment = ''] = town.payments

  const look = async (page: Page): Promise<void> => {
    await settled(page)
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    assert.ok(beyond <= 0, `${page.url()} is ${beyond} px too wide`)
    assert.deepEqual(await seriousFindings(page), [], page.url())
  }

  test('from the bill to the answer of the shop and on to a decision', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto(`/wallet/bills/${payment}`)
    await page.getByRole('link', { name: '对这笔有疑问' }).click()
    await page.getByRole('button', { name: '怎么回事' }).click()
    await page.getByRole('button', { name: '没有收到商品或服务' }).click()
    await page.getByLabel('说明经过').fill('茶叶没有送到\n店家电话打不通')
    const file = { name: '收据.png', mimeType: 'image/png', buffer: PICTURE }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
    await look(page)
    await page.getByRole('button', { name: '提出争议' }).click()
    await page.getByText('等待商家答复').waitFor()
    await page.locator('.files-picture img').waitFor()
    await look(page)

    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    const answered = await town.send({
      method: 'POST',
      path: `/v1/disputes/${id}/answers`,
      headers: { ...till, 'idempotency-key': 'answer' },
      body: { refund: '1000', text: '愿意退一部分' },
    })
    assert.equal(answered.status, 201, answered.text)
    await page.reload()
    await page.getByText('愿意退一部分').waitFor()
    await look(page)
    await page.getByRole('button', { name: '不接受，请平台裁定' }).click()
    await page.getByLabel('为什么不接受商家的答复').fill('一半都不到')
    await page.getByRole('button', { name: '请平台裁定', exact: true }).click()
    await page.getByText('等待我们裁定').waitFor()
    await page.goto('/wallet/disputes')
    await page.getByText('茶馆').waitFor()
    await look(page)
    await page.goto(`/wallet/disputes/new/${payment}`)
    await page.getByText('这笔付款已经提出过争议').waitFor()
    await look(page)
    assert.deepEqual(trouble, [])
    await context.close()
  })

  test('whoever takes it back is asked once more, and sees that it is over', async () => {
    const context = await phone(town, { person: town.lin, language: 'en', mode: 'dark' })
    const page = await context.newPage()
    const [first = ''] = town.payments
    await page.goto(`/wallet/disputes/new/${first}`)
    await page.getByRole('button', { name: 'What is wrong' }).click()
    await page.getByRole('button', { name: 'I paid twice' }).click()
    await page.getByLabel('What happened').fill('Twice within a minute')
    await look(page)
    await page.getByRole('button', { name: 'Open the dispute' }).click()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('You took it back.').waitFor()
    await look(page)
    await context.close()
  })

  test('an open dispute stands in the way of closing; a payment refunded at the till ends it', async () => {
    const context = await phone(town, { person: town.lin, language: 'en' })
    const page = await context.newPage()
    const paid = town.payments[2] ?? ''
    await page.goto(`/wallet/disputes/new/${paid}`)
    await page.getByRole('button', { name: 'What is wrong' }).click()
    await page.getByRole('button', { name: 'I paid twice' }).click()
    await page.getByLabel('What happened').fill('Twice within a minute')
    await page.getByRole('button', { name: 'Open the dispute' }).click()
    await page.getByText('Waiting for the merchant').waitFor()
    const dispute = page.url()

    await page.goto('/wallet/me/close')
    await page.getByText('Disputes not over').waitFor()
    await look(page)

    const { amount } = (await getPayment(town.ground.db, paid))!
    const at = town.ground.clock.now()
    const made = { id: newId('ref', at), payment: paid, amount, occurredAt: at }
    const merchant = { id: town.teahouse, category: 'teahouse', feeBasisPoints: 0 }
    const sale = { id: newId('pay', at), person: town.lin, asset: 'CNY/2', amount, merchant }
    await pay(town.house.books, { ...sale, occurredAt: at })
    await refund(town.house.books, made)
    assert.equal(await moveDueDisputes(town.house.books, at), 1)
    await page.goto(dispute)
    await page.getByText('The payment was refunded in full: it is over').waitFor()
    await look(page)
    await context.close()
  })
})
