import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import type { Page } from 'playwright-core'
import { listMessages } from '../../server/messages/index.ts'
import { createApiKey } from '../../server/parties/index.ts'
import { askBinding, confirmBinding, expireCheckouts, hearBank } from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { personBalance, tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled, type PhoneOptions } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const MINUTE_MS = 60_000
const LONG =
  '二〇二六年清溪古镇春茶节双人品茗体验（含茶点、讲解与往返接驳车票），限当日使用，请提前一小时到店'

describe('a checkout link, made at a till and paid on a phone', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { ground, house, lin, wang, teahouse } = town
  const pin = await tellPin(ground, lin)
  await tellPin(ground, wang)
  const { secret } = await createApiKey(ground, {
    name: 'till',
    scopes: ['payments'],
    merchant: teahouse,
    by: 'test',
  })
  const counter = await openTill()
  let keys = 0

  async function openTill(options: PhoneOptions = { width: 1280 }): Promise<Page> {
    const page = await (await phone(town, options)).newPage()
    await page.goto(`/wallet/till#${secret}`)
    await settled(page)
    return page
  }

  /** A link made by hand at the till; the till goes on showing it. */
  async function made(amount: string, title: string): Promise<string> {
    await counter.getByRole('button', { name: '收款链接', exact: true }).click()
    await counter.getByRole('button', { name: '新建收款链接' }).click()
    await counter.getByLabel('收款金额').fill(amount)
    await counter.getByLabel('商品或服务').fill(title)
    await counter.getByRole('button', { name: '生成链接' }).click()
    await counter.getByText('等待付款').waitFor()
    return new URL(await counter.getByLabel('收款链接', { exact: true }).inputValue()).pathname
  }

  /** A link made by the merchant's server. */
  async function asked(more: Record<string, unknown> = {}): Promise<{ id: string; path: string }> {
    const { json, text } = await town.send({
      method: 'POST',
      path: '/v1/checkouts',
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': `link-${++keys}` },
      body: { amount: { amount: '1800', asset: 'CNY/2' }, title: '明前龙井', ...more },
    })
    const { id, path } = json
    assert.ok(typeof id === 'string' && typeof path === 'string', text)
    return { id, path }
  }

  const toList = () => counter.getByRole('button', { name: '返回列表' }).click()
  const openOn = async (person: string, path: string, look: PhoneOptions = {}): Promise<Page> => {
    const page = await (await phone(town, { person, ...look })).newPage()
    await page.goto(path)
    await settled(page)
    return page
  }
  const confirm = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: '去付款' }).click()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
  }
  const look = async (page: Page): Promise<void> => {
    await settled(page)
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    assert.ok(beyond <= 0, `${page.url()} is ${beyond} px too wide`)
    assert.deepEqual(await seriousFindings(page), [], page.url())
  }

  test('the till shows the link, the phone pays it, both know, and the bill says what it was for', async () => {
    const before = await personBalance(house, lin)
    const path = await made('12.5', '盖碗茶两位')
    await look(counter)
    const page = await openOn(lin, path)
    const trouble = listenToTrouble(page)
    for (const text of ['茶馆', '12.50', '盖碗茶两位', '付款截止']) {
      await page.getByText(text).first().waitFor()
    }
    await look(page)
    await confirm(page)
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    await page.getByText('盖碗茶两位').waitFor()
    await counter.getByRole('heading', { name: '已收款' }).waitFor()
    await look(counter)
    assert.equal(await personBalance(house, lin), before - 1_250n)
    await page.getByRole('link', { name: '查看账单' }).click()
    await page.getByText('盖碗茶两位').waitFor()
    await page.goto(path)
    await page.getByRole('heading', { name: '您已付款' }).waitFor()
    await look(page)
    await toList()
    await counter.getByRole('button', { name: /盖碗茶两位.*已收款/ }).waitFor()
    assert.deepEqual(
      trouble.filter((line) => !/status of 403/.test(line)),
      [],
    )
    await page.context().close()
  })

  test('cancelled at the till, the phone that is open on it sees it, and pays nothing', async () => {
    const before = await personBalance(house, lin)
    const path = await made('8', '瓜子')
    const page = await openOn(lin, path)
    await page.getByRole('button', { name: '去付款' }).click()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByText('瓜子').waitFor()
    await counter.getByRole('button', { name: '取消这个链接' }).click()
    await counter.getByRole('heading', { name: '已取消' }).waitFor()
    await page.getByRole('heading', { name: '商家已取消' }).waitFor()
    await look(page)
    assert.equal(await personBalance(house, lin), before)
    await toList()
    await page.context().close()
  })

  test('after its time both say that it has expired', async () => {
    const path = await made('9', '茶点')
    const page = await openOn(lin, path)
    await page.getByRole('button', { name: '去付款' }).waitFor()
    ground.clock.tick(15 * MINUTE_MS)
    await expireCheckouts(house.books, ground.clock.now())
    await counter.getByRole('heading', { name: '已过期' }).waitFor()
    await page.getByRole('heading', { name: '链接已过期' }).waitFor()
    await look(page)
    await toList()
    await page.context().close()
  })

  test('whoever comes second learns that somebody has paid, also when the sheet was open already', async () => {
    const { path } = await asked()
    const late = await openOn(wang, path)
    await late.getByRole('button', { name: '去付款' }).click()
    await late.getByRole('dialog', { name: '确认付款' }).waitFor()
    const page = await openOn(lin, path)
    await confirm(page)
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    await late.getByRole('heading', { name: '已有人付款' }).waitFor()
    await late.getByText('没有从您的钱包扣款').waitFor()
    await look(late)
    await Promise.all([page.context().close(), late.context().close()])
  })

  test('the way back to the shop is a link with its host in words, before and after', async () => {
    const returnUrl = 'https://tea.example/orders/7'
    const { path } = await asked({ returnUrl, reference: 'order-7', description: '100 克' })
    const page = await openOn(lin, path)
    const back = page.getByRole('link', { name: '返回商家 tea.example' })
    assert.equal(await back.getAttribute('href'), returnUrl)
    await confirm(page)
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    assert.equal(await back.getAttribute('href'), returnUrl)
    assert.equal(await back.getAttribute('referrerpolicy'), 'no-referrer')
    await page.context().close()
  })

  test('ended while the bank of a card thinks, the result says that the money is in the balance', async () => {
    const { id, path } = await asked({ title: '岩茶' })
    await bindCard(lin)
    const before = await personBalance(house, lin)
    const page = await openOn(lin, path)
    await page.getByRole('button', { name: '去付款' }).click()
    await page.getByRole('button', { name: /付款方式/ }).click()
    await page.getByRole('button', { name: /8888/ }).click()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByText(/8888/).waitFor()
    await sheet.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await page.getByRole('heading', { name: '等待银行确认' }).waitFor()
    const again = await openOn(lin, path)
    await again.getByRole('heading', { name: '等待银行确认' }).waitFor()
    await look(again)
    await town.send({
      method: 'POST',
      path: `/v1/checkouts/${id}/cancellation`,
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': 'cancel' },
    })
    ground.clock.tick(5_000)
    await house.sandboxBank?.work(async (callback) => {
      const news = house.sandboxBank?.readCallback(callback)
      if (news) await hearBank(house.funding, news)
      return { status: 204 }
    })
    await page.getByText('商家在银行答复前取消了这笔订单').waitFor()
    await page.locator('main').getByText('银行卡扣的钱已存入零钱').waitFor()
    await look(page)
    assert.equal(await personBalance(house, lin), before + 1_800n)
    await Promise.all([page.context().close(), again.context().close()])
  })

  test('a wrong link says what to do, and a scanned one opens the same page', async () => {
    const { path } = await asked()
    const page = await openOn(lin, `${path.slice(0, -1)}_`)
    await page.getByText('这个链接打不开').waitFor()
    await look(page)
    await page.goto('/wallet/scan')
    await page.getByLabel('手动输入').fill(`https://wallet.example${path}`)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '去付款' }).waitFor()
    await page.context().close()
  })

  test('on a slow network the page says that it loads, and without one it says so and tries again', async () => {
    const { path } = await asked({ title: '黄茶' })
    const page = await (await phone(town, { person: lin })).newPage()
    let answer = (): void => undefined
    const slow = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/v1/me/checkouts/**', async (route) => {
      await slow
      await route.continue()
    })
    await page.goto(path)
    await page.getByRole('status', { name: '正在加载' }).waitFor()
    assert.equal(await page.getByRole('button', { name: '去付款' }).count(), 0)
    answer()
    await page.getByText('黄茶').waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    await page.route('**/v1/quotes', (route) => route.abort())
    await page.getByRole('button', { name: '去付款' }).click()
    await page.getByText('连接不到服务器').waitFor()
    await look(page)
    await page.unrouteAll({ behavior: 'wait' })
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('dialog', { name: '确认付款' }).waitFor()
    await page.context().close()
  })

  test('who has no wallet yet is welcomed, registers, and comes back to the link', async () => {
    const { path } = await asked({ title: '白茶' })
    const page = await (await phone(town)).newPage()
    await page.goto(path)
    await page.getByRole('link', { name: '注册' }).click()
    await page.getByLabel('手机号', { exact: true }).fill('13900005678')
    await page.getByRole('checkbox').first().waitFor()
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.getByRole('heading', { name: '输入验证码' }).waitFor()
    const [sent] = await listMessages(ground, { reveal: true, limit: 1 })
    await page.getByLabel('输入验证码').fill(/\d{6}/.exec(sent?.content?.text ?? '')?.[0] ?? '')
    await page.getByLabel('设置支付密码').fill('246813')
    await page.getByLabel('再输入一次').fill('246813')
    await page.getByRole('button', { name: '以后再说' }).click()
    await page.getByText('白茶').waitFor()
    await page.context().close()
  })

  test('long names fit on every screen, in both languages, dark and large', async () => {
    const long = { title: LONG, description: `${LONG}${LONG}`, reference: 'A'.repeat(80) }
    const returnUrl = `https://${'tea-shop-of-the-old-town.'.repeat(5)}example/`
    const { path } = await asked({ ...long, returnUrl })
    for (const each of [
      { language: 'zh', elder: true },
      { language: 'en', mode: 'dark', textSize: 'largest' },
    ] as const) {
      const page = await openOn(wang, path, each)
      await look(page)
      await page.context().close()
      const till = await openTill(each)
      await till.getByRole('button', { name: /^(收款链接|Links)$/ }).click()
      await till.getByRole('button', { name: new RegExp(LONG.slice(0, 8)) }).click()
      await till.getByRole('button', { name: /^(复制链接|Copy the link)$/ }).waitFor()
      await look(till)
      await till.context().close()
    }
  })

  async function bindCard(person: string): Promise<void> {
    const id = newId('bnd', ground.clock.now())
    const holder = { name: '林', phone: '13800000000', verifiedName: undefined }
    const wanted = { id, person, number: '6222000000018888', ...holder }
    const { sandboxCode = '' } = await askBinding(house.funding, wanted)
    await confirmBinding(house.funding, { id, person, code: sandboxCode })
  }
})
