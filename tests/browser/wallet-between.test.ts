import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { topUp } from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { personBalance, tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('money between two phones', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { lin, wang, ground, house } = town
  const pin = await tellPin(ground, lin)

  const fill = async (amount: bigint): Promise<void> => {
    const occurredAt = ground.clock.now()
    const id = newId('top', occurredAt)
    await topUp(house.books, { id, person: lin, asset: 'CNY/2', amount, occurredAt })
  }
  /** That a PIN is asked for is an answer of 4xx, which a browser writes down. */
  const told = (lines: string[]): string[] => lines.filter((line) => !/status of 4\d\d/.test(line))

  test('a red packet is sent on one phone, opened in one tap on the other, and both see it at once', async () => {
    await fill(10_000n)
    const before = await personBalance(house, wang)
    const [mine, theirs] = await Promise.all([
      phone(town, { person: lin }),
      phone(town, { person: wang }),
    ])
    const page = await mine.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/red-packets/new')
    await page.getByRole('button', { name: '每份相同' }).click()
    await page.getByLabel('每份金额').fill('8.88')
    await page.getByLabel('红包个数').fill('1')
    await page.getByLabel('祝福语（选填）').fill('新年快乐')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '放入红包' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    const link = await page.getByLabel('红包链接').inputValue()

    const other = await theirs.newPage()
    await other.goto(new URL(link).pathname)
    await other.getByText('新年快乐').waitFor()
    assert.equal(await other.getByText('8.88').count(), 0)
    await other.getByRole('button', { name: '开', exact: true }).click()
    await other.getByText('已存入零钱', { exact: true }).waitFor()
    await other.getByText('领取记录').waitFor()
    assert.equal(await personBalance(house, wang), before + 888n)
    await page.getByText('已领完', { exact: true }).waitFor()
    await page.getByText('领取记录').waitFor()
    assert.deepEqual(told(trouble), [])
    await Promise.all([mine.close(), theirs.close()])
  })

  test('a friend opens the link of a collection code, sees whose it is and what is asked, and pays; the payee knows at once', async () => {
    await fill(10_000n)
    const before = await personBalance(house, wang)
    const [mine, theirs] = await Promise.all([
      phone(town, { person: lin }),
      phone(town, { person: wang }),
    ])
    const payee = await theirs.newPage()
    await payee.goto('/wallet/collect')
    await payee.getByRole('button', { name: '设置金额与附言' }).click()
    await payee.getByLabel('收款金额').fill('12.34')
    await payee.getByLabel('附言（选填）').fill('茶钱')
    await payee.getByRole('button', { name: '完成' }).click()
    await payee.getByText('茶钱').waitFor()
    const link = await payee.getByLabel('收款链接').inputValue()
    const saved = payee.waitForEvent('download')
    await payee.getByRole('button', { name: '保存为图片' }).click()
    assert.equal((await saved).suggestedFilename(), 'suanpan-collect.png')

    const page = await mine.newPage()
    const trouble = listenToTrouble(page)
    await page.goto(new URL(link).pathname)
    assert.equal(await page.getByLabel('转账金额').inputValue(), '12.34')
    assert.equal(await page.getByLabel('留言（选填）').inputValue(), '茶钱')
    await page.getByRole('button', { name: '下一步' }).click()
    const sheet = page.getByRole('dialog', { name: '确认转账' })
    await sheet.getByText('您是第一次转账给对方，请核对姓名。').waitFor()
    await sheet.getByRole('button', { name: '转账', exact: true }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await page.getByRole('heading', { name: '已到账' }).waitFor()
    assert.equal(await personBalance(house, wang), before + 1_234n)
    await payee.getByText('收到转账', { exact: false }).waitFor()
    assert.deepEqual(told(trouble), [])
    await Promise.all([mine.close(), theirs.close()])
  })

  test('whoever is not signed in is led to register, and comes back to the packet', async () => {
    const context = await phone(town)
    const page = await context.newPage()
    await page.goto('/wallet/c/h0000000000000000000000000.xxxxxxxxxxxx')
    await page.getByRole('link', { name: '用手机号注册' }).waitFor()
    const next = new URL(page.url()).searchParams.get('next')
    assert.equal(next, '/c/h0000000000000000000000000.xxxxxxxxxxxx')
    await context.close()
  })
})
