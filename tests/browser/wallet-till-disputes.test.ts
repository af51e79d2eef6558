import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import type { Page } from 'playwright-core'
import { createApiKey } from '../../server/parties/index.ts'
import { moveDueDisputes, pay } from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { personBalance } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled, type PhoneOptions } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAZklEQVR42u3ZsQkAIAwEwGzkCo7vQBZi5QwJCIIHXz+58knsNVMZvaVyuz8AAAAAAAAAAAAAAMqA1w7K9gMAAAAAAAAAAAAA1AEWGQAAAAAAAAAAAID/gEUGAAAAAAAAAAAA8B3gAK8w6eEZ5sIHAAAAAElFTkSuQmCC',
  'base64',
)
const PDF = Buffer.from('%PDF-1.7\n%%EOF\n')
const HOUR_MS = 3_600_000

describe('a dispute on the till of the shop', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { ground, house, lin, teahouse } = town
  const [first = '', second = '', third = ''] = town.payments
  let keys = 0

  async function openTill(
    scopes: readonly ('payments' | 'read')[],
    look: PhoneOptions = {},
  ): Promise<Page> {
    const wanted = { name: 'till', scopes: [...scopes], merchant: teahouse, by: 'test' }
    const { secret } = await createApiKey(ground, wanted)
    const page = await (await phone(town, look)).newPage()
    await page.goto(`/wallet/till#${secret}`)
    await settled(page)
    await page.getByRole('button', { name: /^(争议|Disputes)/ }).click()
    return page
  }

  async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
    const headers = { ...(await town.walletHeaders(lin)), 'idempotency-key': `doubt-${++keys}` }
    const answer = await town.send({ method: 'POST', path, headers, body })
    assert.equal(answer.status, 201, answer.text)
    return answer.json
  }

  async function doubt(payment: string, amount: string, text: string): Promise<string> {
    const { id: file } = await post('/v1/me/files', { data: PICTURE.toString('base64') })
    const wish = { payment, amount, reason: 'not_received', text, files: [file] }
    return String((await post('/v1/me/disputes', wish))['id'])
  }

  const look = async (page: Page): Promise<void> => {
    await settled(page)
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    assert.ok(beyond <= 0, `${page.url()} is ${beyond} px too wide`)
    assert.deepEqual(await seriousFindings(page), [], page.url())
  }
  const attach = async (page: Page): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles([
      { name: '签收单.png', mimeType: 'image/png', buffer: PICTURE },
      { name: '合同.pdf', mimeType: 'application/pdf', buffer: PDF },
    ])
    await page.waitForFunction(() => !document.querySelector('.files-one[aria-busy=true]'))
  }

  test('a till without disputes says so, and a key that may not read them says what it lacks', async () => {
    const till = await openTill(['payments', 'read'])
    await till.getByText('没有争议').waitFor()
    await look(till)
    await till.context().close()
    const poor = await openTill(['payments'])
    const trouble = listenToTrouble(poor)
    await poor.getByText('这个密钥不能处理争议').waitFor()
    await look(poor)
    assert.deepEqual(
      trouble.filter((line) => !/status of 401/.test(line)),
      [],
    )
    await poor.context().close()
  })

  test('the shop sees how long there is, what was said and sent, and refunds all of it', async () => {
    const id = await doubt(first, '1800', '茶叶没有送到\n店家电话打不通')
    const before = await personBalance(house, lin)
    const till = await openTill(['payments', 'read'])
    const trouble = listenToTrouble(till)
    await till.getByText('请在此前答复').waitFor()
    await till.getByRole('button', { name: '争议 1' }).waitFor()
    await look(till)
    await till.getByRole('button', { name: /没有收到商品或服务/ }).click()
    await till.getByText('店家电话打不通').waitFor()
    await till.locator('.files-picture img').waitFor()
    await look(till)
    await till.getByRole('button', { name: '答复顾客' }).click()
    await till.getByText('退款 ¥18.00，立即退给顾客，争议结束。').waitFor()
    await till.getByLabel('给顾客的说明').fill('抱歉，漏发了，全额退款')
    await look(till)
    await till.getByRole('button', { name: '退款 ¥18.00 并答复' }).click()
    await till.getByText('已退款，争议结束。').waitFor()
    await till.getByText('您同意全额退款').waitFor()
    await look(till)
    assert.equal(await till.getByRole('button', { name: '答复顾客' }).count(), 0)
    assert.equal(await personBalance(house, lin), before + 1_800n)
    await till.getByRole('button', { name: '返回列表' }).click()
    await till.getByRole('button', { name: /没有收到商品或服务.*已退款/ }).waitFor()
    // Nobody is signed in at a till, which a browser writes down when the page asks for its zone.
    assert.deepEqual(
      trouble.filter((line) => !/status of 401/.test(line)),
      [],
    )
    await till.context().close()
    const mine = await (await phone(town, { person: lin })).newPage()
    await mine.goto(`/wallet/disputes/${id}`)
    await mine.getByText('抱歉，漏发了，全额退款').waitFor()
    await mine.context().close()
  })

  test('refused with words and files, the customer reads them, asks for a decision, and the shop adds to it', async () => {
    const id = await doubt(second, '3600', '没有这回事')
    const before = await personBalance(house, lin)
    const till = await openTill(['payments', 'read'])
    await till.getByRole('button', { name: /没有收到商品或服务.*请在此前答复/ }).click()
    await till.getByRole('button', { name: '答复顾客' }).click()
    await till.getByRole('button', { name: '不退款' }).click()
    await till.getByLabel('给顾客的说明').fill('已签收，见附件')
    await attach(till)
    await look(till)
    await till.getByRole('button', { name: '提交答复' }).click()
    await till.getByText('等待顾客决定').waitFor()
    await till.locator('.disputes-said').getByText('已签收，见附件').waitFor()
    assert.equal(await personBalance(house, lin), before)
    const saved = till.waitForEvent('download')
    await till.getByRole('button', { name: /PDF/ }).click()
    assert.match((await saved).suggestedFilename(), /^fil_\w+\.pdf$/)

    const mine = await (await phone(town, { person: lin })).newPage()
    await mine.goto(`/wallet/disputes/${id}`)
    await mine.getByText('已签收，见附件').waitFor()
    await mine.getByRole('link', { name: /PDF/ }).waitFor()
    await mine.context().close()
    await post(`/v1/me/disputes/${id}/escalations`, { text: '签名不是我的' })

    await till.getByRole('button', { name: '返回列表' }).click()
    await till.getByRole('button', { name: /没有收到商品或服务.*平台裁定中/ }).click()
    await till.getByText('签名不是我的').waitFor()
    await till.getByRole('button', { name: '补充说明或凭证' }).click()
    await till.getByLabel('要补充什么').fill('快递员的证明')
    await till.getByRole('button', { name: '提交补充' }).click()
    await till.getByText('您补充了说明').waitFor()
    await look(till)
    await till.context().close()
  })

  test('a part is less than all of it; what moved on meanwhile says so, and large text fits', async () => {
    await doubt(third, '5400', '少了一半')
    const late = await openTill(['payments', 'read'], {
      language: 'en',
      mode: 'dark',
      textSize: 'largest',
    })
    await late.getByRole('button', { name: /Goods or service not received.*Answer by/ }).click()
    await look(late)
    await late.getByRole('button', { name: 'Answer the customer' }).click()
    await late.getByRole('button', { name: 'Part of it' }).click()
    await late.getByLabel('What you say to the customer').fill('Half of it')
    await late.getByLabel('Refund', { exact: true }).fill('54')
    await late.getByText('Less than ¥54.00; for all of it choose').waitFor()
    assert.equal(await late.getByRole('button', { name: 'Send the answer' }).isDisabled(), true)
    await late.getByLabel('Refund', { exact: true }).fill('27')
    await look(late)

    const till = await openTill(['payments', 'read'])
    await till.getByRole('button', { name: /没有收到商品或服务.*请在此前答复/ }).click()
    await till.getByRole('button', { name: '答复顾客' }).click()
    await till.getByRole('button', { name: '部分退款' }).click()
    await till.getByLabel('退款金额').fill('20')
    await till.getByLabel('给顾客的说明').fill('退一部分')
    await till.getByRole('button', { name: '退款 ¥20.00 并答复' }).click()
    await till.getByText('您退了一部分').waitFor()
    await look(till)
    await till.context().close()

    await late.getByRole('button', { name: 'Refund ¥27.00 and answer' }).click()
    await late.getByText('dispute_moved_on').waitFor()
    await late.context().close()
  })

  test('what was not answered in time is decided by us, and the till says why', async () => {
    const at = ground.clock.now()
    const merchant = { id: teahouse, category: 'teahouse', feeBasisPoints: 0 }
    const sale = { person: lin, merchant, asset: 'CNY/2', amount: 700n, occurredAt: at }
    const paid = await pay(house.books, { ...sale, id: newId('pay', at) })
    await doubt(paid.id, '700', '等了很久')
    ground.clock.tick(72 * HOUR_MS)
    await moveDueDisputes(house.books, ground.clock.now())
    const till = await openTill(['payments', 'read'])
    await till.getByRole('button', { name: /¥7.00/ }).click()
    await till.getByText('逾期未答复，自动转平台裁定').waitFor()
    await till.getByText('裁定前您还可以补充').waitFor()
    assert.equal(await till.getByRole('button', { name: '答复顾客' }).count(), 0)
    await look(till)
    await till.context().close()
  })
})
