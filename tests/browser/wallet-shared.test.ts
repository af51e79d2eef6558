import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { personBalance, tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble, type Browsed } from './town.ts'
import { phone, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('a shared book on two phones', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { lin, wang, ground, house } = town
  const pin = await tellPin(ground, wang)
  /** That a PIN is asked for is an answer of 4xx, which a browser writes down. */
  const told = (lines: string[]): string[] => lines.filter((line) => !/status of 4\d\d/.test(line))

  test('who owes settles up with one tap and the amount filled in, and both phones see zero', async () => {
    const book = await sharedBook(town)
    await post(town, lin, `/books/${book}/expenses`, wish(lin, '8000', [lin, wang]))
    const before = await personBalance(house, lin)
    const { mine, theirs, trouble, end } = await twoPhones(town)
    await theirs.goto(`/wallet/books/${book}`)
    await theirs.getByText('应付').waitFor()
    await theirs.getByRole('link', { name: /去还款/ }).click()
    const sheet = theirs.getByRole('dialog')
    await sheet.getByText('40.00').waitFor()
    await sheet.getByRole('button', { name: '转账', exact: true }).click()
    await theirs.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await theirs.getByRole('link', { name: '查看群账本' }).click()
    for (const page of [theirs, mine]) {
      if (page === mine) await page.goto(`/wallet/books/${book}`)
      await page.getByText('大家都结清了').waitFor()
      await page.getByText(/已到账/).waitFor()
    }
    assert.equal(await personBalance(house, lin), before + 4_000n)
    await opensFromMessages(mine, `/wallet/books/${book}`)
    assert.deepEqual(told(trouble), [])
    await end()
  })

  test('cash is written down on one phone and counts once the other has confirmed it', async () => {
    const book = await sharedBook(town)
    await post(town, lin, `/books/${book}/expenses`, wish(lin, '6000', [wang]))
    const before = [await personBalance(house, lin), await personBalance(house, wang)]
    const { mine, theirs, trouble, end } = await twoPhones(town)
    await theirs.goto(`/wallet/books/${book}`)
    await theirs.getByRole('link', { name: /我已用现金还给/ }).click()
    await theirs.getByLabel('用现金给了多少').fill('60.01')
    await theirs.getByText('最多 ¥60.00，多出的不能记').waitFor()
    assert.ok(await theirs.getByRole('button', { name: '记下' }).isDisabled())
    await theirs.getByLabel('用现金给了多少').fill('60')
    await theirs.getByRole('button', { name: '记下' }).click()
    await theirs.getByText(/尚未计入/).waitFor()
    await mine.goto(`/wallet/books/${book}`)
    await mine.getByText('应收').first().waitFor()
    await mine.getByRole('button', { name: '确认收到' }).click()
    await mine.getByText('大家都结清了').waitFor()
    // By itself: the news lets the other phone read the book again.
    await theirs.getByText('大家都结清了').waitFor()
    await theirs.getByText(/没有动账上的钱/).waitFor()
    assert.deepEqual([await personBalance(house, lin), await personBalance(house, wang)], before)
    assert.deepEqual(told(trouble), [])
    await end()
  })

  test('what two paid together is entered on a phone with what each one paid', async () => {
    const book = await sharedBook(town)
    const { mine, trouble, end } = await twoPhones(town)
    await mine.goto(`/wallet/books/${book}/add`)
    await mine.getByLabel('事项').fill('包车')
    await mine.getByLabel('金额', { exact: true }).fill('100')
    await mine.getByRole('button', { name: /谁付的/ }).click()
    await mine.getByRole('button', { name: '几个人一起付的' }).click()
    const paid = mine.getByLabel(/付了$/)
    await paid.nth(0).fill('70')
    await mine.getByText('各人付的还差 ¥30.00').waitFor()
    assert.ok(await mine.getByRole('button', { name: '保存' }).isDisabled())
    await paid.nth(1).fill('30')
    await mine.getByRole('button', { name: '保存' }).click()
    await mine.getByText('我 等 2 人一起付').waitFor()
    await mine.getByRole('link', { name: /包车/ }).click()
    await mine.getByText('70.00').waitFor()
    await mine.getByText('30.00').waitFor()
    assert.deepEqual(told(trouble), [])
    await end()
  })

  test('a payment goes into a book from its bill, filled in and linked', async () => {
    const book = await sharedBook(town)
    const { mine, trouble, end } = await twoPhones(town)
    await mine.goto(`/wallet/bills/${town.payments[2]}`)
    await mine.getByRole('link', { name: '记到群账本' }).click()
    await mine.locator(`a[href*="${book}"]`).click()
    await mine.getByLabel('金额', { exact: true }).waitFor()
    assert.equal(await mine.getByLabel('金额', { exact: true }).inputValue(), '54')
    await mine.getByRole('button', { name: '保存' }).click()
    await mine.getByText('27.00').first().waitFor()
    await mine.getByRole('link', { name: /54\.00/ }).click()
    await mine.getByRole('link', { name: '对应的账单' }).waitFor()
    assert.deepEqual(told(trouble), [])
    await end()
  })
})

let keys = 0

async function post(town: Browsed, who: string, path: string, body: unknown) {
  const answer = await town.send({
    method: 'POST',
    path: `/v1/me${path}`,
    headers: { ...(await town.walletHeaders(who)), 'idempotency-key': `shared-${++keys}` },
    body,
  })
  assert.ok(answer.status < 300, answer.text)
  return answer.json
}

/** A book of 林 lin's that 王 wang came into by a link. */
async function sharedBook(town: Browsed): Promise<string> {
  const book = String((await post(town, town.lin, '/books', { name: '古镇两日' }))['id'])
  // Who joined earlier stands first.
  town.ground.clock.tick(1_000)
  const { token } = await post(town, town.lin, `/books/${book}/invites`, {})
  await post(town, town.wang, `/book-invitations/${String(token)}/acceptances`, undefined)
  return book
}

const wish = (payer: string, amount: string, people: string[]) => ({
  title: '客栈',
  payer,
  amount,
  shares: people.map((person) => ({ person })),
  spentOn: '2026-03-03',
})

/** 林 lin's phone and 王 wang's. */
async function twoPhones(town: Browsed) {
  const [one, two] = await Promise.all([
    phone(town, { person: town.lin }),
    phone(town, { person: town.wang }),
  ])
  const [mine, theirs] = [await one.newPage(), await two.newPage()]
  const trouble = listenToTrouble(mine)
  const end = async (): Promise<void> => {
    await Promise.all([one.close(), two.close()])
  }
  return { mine, theirs, trouble, end }
}

/** The newest message leads to what it tells of. */
async function opensFromMessages(page: Page, place: string): Promise<void> {
  await page.goto('/wallet/messages')
  await page.getByText('收到转账').first().click()
  await page.waitForURL(`**${place}`)
  await settled(page)
}
