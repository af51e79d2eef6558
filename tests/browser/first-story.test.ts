import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { chromium, type Page } from 'playwright-core'
import { newId } from '@suanpan/kernel/ids'
import { listMessages } from '../../server/messages/index.ts'
import { createApiKey, registerMerchants } from '../../server/parties/index.ts'
import { transaction } from '../../server/platform/index.ts'
import { startServer } from '../../server/server.ts'
import { CHROMIUM_FLAGS, NO_CHROMIUM } from '../harness/chromium.ts'
import { testDatabase } from '../harness/database.ts'
import { browserPath, listenToTrouble } from './town.ts'
import { phone, withAuthenticator } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const PHONE = '13900001234'
const FRIENDS_PHONE = '13900005678'
const PIN = '246813'
/** The example of GB 11643-1999: nobody's. */
const ID_NUMBER = '11010519491231002X'
const CARD = '6222020000008888'

describe('the first story, on a server as a newcomer starts it', { skip }, async () => {
  if (skip) return
  const house = await newcomersHouse()

  test('a person registers, says who they are, binds a card, tops up, pays at a till in a second browser, gets a part back, bill and budget say so, and a friend sees what they owe of it', async (t) => {
    const mine = await phone(house)
    const page = await mine.newPage()
    const trouble = listenToTrouble(page)
    page.setDefaultTimeout(10_000)
    await withAuthenticator(page)
    const counter = await phone(house, { width: 1280 })
    const till = await counter.newPage()
    await registers(page, house)
    await provesWhoTheyAre(page)
    await bindsACard(page)
    await topsUp(page)
    await setsABudget(page)
    const payment = await paysAtTheTill(page, till, { house, say: (line) => t.diagnostic(line) })
    await isRefundedInPart(page, house, payment)
    await seesItAll(page)
    const theirs = await phone(house)
    const other = await theirs.newPage()
    other.setDefaultTimeout(10_000)
    await withAuthenticator(other)
    const link = await opensABook(page)
    await registers(other, house, FRIENDS_PHONE)
    await comesIntoTheBook(other, link)
    await writesTheTeaIntoIt(page, payment)
    await seesWhatTheyOwe(other)
    assert.deepEqual(
      trouble.filter((line) => !/status of 401/.test(line)),
      [],
    )
  })
})

type House = Awaited<ReturnType<typeof newcomersHouse>>

async function registers(page: Page, house: House, number = PHONE): Promise<void> {
  await page.goto('/wallet/register')
  await page.getByLabel('手机号', { exact: true }).fill(number)
  await page.getByRole('checkbox').first().waitFor()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByRole('heading', { name: '输入验证码' }).waitFor()
  await page.getByLabel('输入验证码').fill(await lastCode(house))
  await page.getByLabel('设置支付密码').fill(PIN)
  await page.getByLabel('再输入一次').fill(PIN)
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.getByRole('heading', { name: '零钱' }).waitFor()
}

async function provesWhoTheyAre(page: Page): Promise<void> {
  await page.goto('/wallet/me/real-name')
  await page.getByLabel('姓名').fill('林秀英')
  await page.getByLabel('身份证号').fill(ID_NUMBER)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('余额付款累计 1,000 元').waitFor()
}

async function bindsACard(page: Page): Promise<void> {
  await page.goto('/wallet/cards/new')
  await page.getByLabel('卡号').fill(CARD)
  await page.getByLabel('持卡人姓名').fill('林秀英')
  await page.getByLabel('银行预留手机号').fill(PHONE)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const sent = await page.getByText(/沙盒银行的验证码是/).innerText()
  await page.getByLabel('银行短信验证码').fill(/\d{4,8}/.exec(sent)?.[0] ?? '')
  await page.getByRole('button', { name: '绑定', exact: true }).click()
  await page.getByText(/8888/).first().waitFor()
}

async function topsUp(page: Page): Promise<void> {
  await page.goto('/wallet/top-up')
  await page.getByLabel('充值金额').fill('100')
  await page.getByRole('button', { name: '充值', exact: true }).click()
  await page.getByText('充值成功').waitFor()
}

async function setsABudget(page: Page): Promise<void> {
  await page.goto('/wallet/budgets')
  await page.getByRole('button', { name: '添加预算' }).click()
  await page.getByText('全部支出').click()
  await page.getByLabel('每月预算').fill('20')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('还剩').waitFor()
}

async function paysAtTheTill(
  page: Page,
  till: Page,
  { house, say }: { house: House; say: (line: string) => void },
): Promise<string> {
  await till.goto('/wallet/till')
  await till.getByLabel('商户密钥').fill(house.tillKey)
  await till.getByRole('button', { name: '打开收银台' }).click()
  await till.getByRole('heading', { name: '清溪茶馆' }).waitFor()
  await till.getByLabel('收款金额').fill('18.50')
  await till.getByRole('button', { name: '收款', exact: true }).click()
  await page.goto('/wallet/code')
  await till.getByLabel('顾客的付款码').fill(await shownCode(page))
  const charged = performance.now()
  await Promise.all([till.getByText('收款成功').waitFor(), page.getByText('已付款').waitFor()])
  say(`both knew after ${Math.round(performance.now() - charged)} ms`)
  const { items } = (await house.ask('GET', '/v1/code-payments')) as {
    items: { payment: string }[]
  }
  const payment = items[0]?.payment ?? ''
  assert.match(payment, /^pay_/)
  return payment
}

async function isRefundedInPart(page: Page, house: House, payment: string): Promise<void> {
  const amount = { amount: '600', asset: 'CNY/2' }
  await house.ask('POST', `/v1/payments/${payment}/refunds`, { amount, reason: '少了一碟点心' })
  await page.goto('/wallet/')
  await page.getByText('87.50').first().waitFor()
}

async function seesItAll(page: Page): Promise<void> {
  await page.goto('/wallet/bills')
  const list = page.getByRole('main')
  await list.getByText('18.50').first().waitFor()
  await list.getByText('6.00').first().waitFor()
  await list.getByText('100.00').first().waitFor()
  await page.goto('/wallet/budgets')
  await page.getByText(/还剩 ¥7\.50/).waitFor()
  await page.goto('/wallet/messages')
  await page.getByText('退款').first().waitFor()
}

/** A link asks a friend into it. */
async function opensABook(page: Page): Promise<string> {
  await page.goto('/wallet/books')
  await page.getByRole('button', { name: '新建账本' }).click()
  await page.getByLabel('账本名称').fill('古镇两日')
  await page.getByRole('button', { name: '新建', exact: true }).click()
  await page.getByText('还没有账目').waitFor()
  await page.getByRole('link', { name: '成员' }).click()
  await page.getByRole('button', { name: '生成邀请链接' }).click()
  const link = /https?:\S+/.exec(await page.locator('.books-link').innerText())?.[0] ?? ''
  assert.match(link, /\/wallet\/books\/join\/biv_/)
  return link
}

async function comesIntoTheBook(other: Page, link: string): Promise<void> {
  await other.goto(link)
  await other.getByText(/邀请你加入“古镇两日”/).waitFor()
  await other.getByRole('button', { name: '加入' }).click()
  await other.getByRole('heading', { name: '古镇两日' }).waitFor()
  await other.getByText('大家都结清了').waitFor()
}

/** From its bill; what was refunded was not spent. */
async function writesTheTeaIntoIt(page: Page, payment: string): Promise<void> {
  await page.goto(`/wallet/bills/${payment}`)
  await page.getByRole('link', { name: '记到群账本' }).click()
  await page.getByRole('link', { name: /古镇两日/ }).click()
  const amount = page.getByLabel('金额', { exact: true })
  await amount.waitFor()
  assert.equal(await amount.inputValue(), '12.50')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('link', { name: /12\.50/ }).waitFor()
}

async function seesWhatTheyOwe(other: Page): Promise<void> {
  await other.goto('/wallet/books')
  await other.getByRole('link', { name: /古镇两日.*应付.*6\.25/ }).click()
  await other.getByRole('link', { name: /给 .*去还款.*6\.25/ }).waitFor()
}

async function lastCode({ ground }: House): Promise<string> {
  const [message] = await listMessages(ground, { reveal: true, limit: 1 })
  return /\d{6}/.exec(message?.content?.text ?? '')?.[0] ?? ''
}

async function shownCode(page: Page): Promise<string> {
  await page.getByRole('button', { name: '点此查看付款码数字' }).click()
  await page.waitForFunction(() =>
    /[0-9 ]{18,}/.test(document.querySelector('.pay-digits')?.textContent ?? ''),
  )
  return (await page.locator('.pay-digits').innerText()).replaceAll(/\s/g, '')
}

/** The whole server with its jobs, its sandbox bank and one teahouse. */
async function newcomersHouse() {
  const database = await testDatabase()
  const data = mkdtempSync(path.join(os.tmpdir(), 'suanpan-story-'))
  const server = await startServer({
    env: {
      DATABASE_URL: database.url,
      SUANPAN_DATA: data,
      SUANPAN_LICENCE: 'payment_institution',
      SUANPAN_PROFILE: 'sandbox',
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  })
  const browser = await chromium.launch({ executablePath: browserPath ?? '', args: CHROMIUM_FLAGS })
  after(async () => {
    await browser.close()
    await server.shutdown.stop('end of test')
    await database.drop()
    rmSync(data, { recursive: true })
  })
  const { ground } = server.house
  const registeredAt = ground.clock.now()
  const [merchant = ''] = await transaction(ground.db, (tx) =>
    registerMerchants(tx, [
      { registeredAt, name: '清溪茶馆', category: 'tea_house', feeBasisPoints: 60 },
    ]),
  )
  const key = { name: 'till', scopes: ['payments'] as const, merchant, by: 'test' }
  const { secret } = await createApiKey(ground, { ...key, scopes: [...key.scopes] })
  // A browser ties passkeys to a name, never to a bare address.
  const url = server.url.replace('127.0.0.1', 'localhost')
  const ask = async (method: string, where: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(url + where, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        'idempotency-key': newId('key', ground.clock.now()),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    assert.ok(answer.ok, text)
    return JSON.parse(text)
  }
  return { url, browser, ground, tillKey: secret, ask }
}
