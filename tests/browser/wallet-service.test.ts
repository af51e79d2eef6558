import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('customer care at both ends', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  const look = async (page: Page): Promise<void> => {
    await settled(page)
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    assert.ok(beyond <= 0, `${page.url()} is ${beyond} px too wide`)
    assert.deepEqual(await seriousFindings(page), [], page.url())
  }

  test('a person asks from the help page, an operator answers, and the person rates it', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/help')
    await page.getByRole('link', { name: '联系客服' }).click()
    await page.getByRole('link', { name: '联系客服' }).click()
    await page.getByRole('button', { name: '关于什么' }).click()
    await page.getByRole('button', { name: '付款与退款' }).click()
    await page.getByText('最迟答复').first().waitFor()
    await page.getByLabel('遇到了什么问题').fill('退款一直没有到\n已经三天')
    await look(page)
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText('编号 100001').waitFor()
    await look(page)

    const desk = await (await town.signedIn()).newPage()
    const deskTrouble = listenToTrouble(desk)
    await desk.goto('/care')
    await desk.locator('tbody tr.row-link').click()
    await desk.getByText('退款一直没有到').waitFor()
    await desk.getByRole('button', { name: '接手' }).click()
    await desk.getByLabel('答复').fill('已经退回您的零钱，请查看账单')
    await desk.getByRole('button', { name: '发送答复' }).click()
    await desk.getByText('已经退回您的零钱').waitFor()
    assert.deepEqual(deskTrouble, [])

    await page.reload()
    await page.getByText('已经退回您的零钱').waitFor()
    await page.getByRole('button', { name: '4 星' }).click()
    await page.getByText('谢谢您的评价').waitFor()
    await look(page)
    await page.getByRole('button', { name: '问题解决了，结束会话' }).click()
    await page.getByText('会话已结束').waitFor()
    await look(page)
    await page.getByLabel('继续写').fill('又没有了')
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText('又没有了').waitFor()
    await page.getByText('我们会答复并通知您').waitFor()
    assert.deepEqual(trouble, [])
    await context.close()
  })
})
