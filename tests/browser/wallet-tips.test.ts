import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('bills and the tips beside them', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const NEARLY = /全部支出预算快用完了/

  test('a tip that was put away stays away on another phone, and undoing brings it back', async () => {
    const month = town.ground.clock.now().toISOString().slice(0, 7)
    await town.send({
      method: 'PUT',
      path: `/v1/me/budgets/${month}/all`,
      headers: await town.walletHeaders(town.lin),
      body: { amount: '12000' },
    })
    const mine = await phone(town, { person: town.lin })
    const page = await mine.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/bills')
    const tip = page.getByText(NEARLY)
    await tip.waitFor()
    assert.deepEqual(await seriousFindings(page), [])
    const putAway = async (): Promise<void> => {
      await page.getByRole('button', { name: '知道了' }).click()
      await page.getByRole('button', { name: '这个月不再提示' }).click()
      await tip.waitFor({ state: 'detached' })
    }
    await putAway()
    await page.getByRole('button', { name: '撤销' }).click()
    await tip.waitFor()
    await putAway()

    const other = await (await phone(town, { person: town.lin })).newPage()
    const told = other.waitForResponse(/\/v1\/me\/tips/)
    await other.goto('/wallet/bills')
    await (await told).finished()
    await settled(other)
    assert.equal(await other.getByText(NEARLY).count(), 0)
    await other.goto('/wallet/budgets')
    await other.getByRole('button', { name: '恢复收起的提示' }).click()
    await other.goto('/wallet/bills')
    await other.getByText(NEARLY).waitFor()
    assert.deepEqual(trouble, [])
    await other.context().close()
    await mine.close()
  })

  test('bills are given other categories one after the other without leaving the list', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/bills?month=2026-03')
    await page.getByRole('button', { name: '改分类' }).click()
    for (const amount of ['54.00', '36.00']) {
      await page.getByRole('button', { name: new RegExp(amount.replace('.', '\\.')) }).click()
      await page.getByRole('dialog').getByRole('button', { name: '餐馆' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.getByRole('button', { name: /餐馆/ }).nth(1).waitFor()
    assert.equal(await page.getByRole('button', { name: /餐馆/ }).count(), 2)
    await page.getByRole('button', { name: '改分类' }).click()
    await page.getByRole('link', { name: /54\.00/ }).click()
    await page.getByRole('heading', { name: '账单详情' }).waitFor()
    assert.deepEqual(trouble, [])
    await context.close()
  })
})
