import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('saving for something', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  test('a person opens a goal, puts money aside, invites a friend who saves their own, and ends it', async () => {
    const mine = await phone(town, { person: town.lin })
    const page = await mine.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/goals')
    await page.getByText('还没有攒钱目标').waitFor()
    await page.getByRole('link', { name: '新建攒钱目标' }).click()
    await page.getByLabel('攒钱做什么').fill('去敦煌')
    await page.getByLabel('目标金额').fill('300')
    await page.getByRole('button', { name: '开始攒' }).click()
    await page.getByRole('heading', { name: '去敦煌' }).waitFor()
    await page.getByRole('button', { name: '存入' }).first().click()
    await page.getByLabel('存入金额').fill('120')
    await page.getByRole('dialog').getByRole('button', { name: '存入' }).click()
    await page.getByRole('img', { name: '已攒 40%' }).first().waitFor()
    await page.getByRole('button', { name: '邀请朋友一起攒' }).click()
    await page.getByRole('button', { name: '复制邀请链接' }).waitFor()
    const list = await town.send({
      method: 'GET',
      path: '/v1/me/goals',
      headers: await town.walletHeaders(town.lin),
    })
    const [goal] = list.json['items'] as { path: string }[]

    const theirs = await phone(town, { person: town.wang, language: 'en' })
    const other = await theirs.newPage()
    await other.goto(goal?.path ?? '')
    await other.getByRole('button', { name: 'Join and start saving' }).click()
    await other.getByRole('heading', { name: '去敦煌' }).waitFor()
    await other.getByRole('img', { name: '0% saved' }).first().waitFor()
    await theirs.close()

    await page.reload()
    await page.getByRole('button', { name: '结束这个目标' }).click()
    await page.getByRole('button', { name: '确定结束' }).click()
    await page.getByText('这个目标已结束，钱已回到零钱。').waitFor()
    assert.deepEqual(trouble, [])
    await mine.close()
  })
})
