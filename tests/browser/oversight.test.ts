import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { codeOf } from '../../server/parties/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('four eyes in a browser', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  test('a freeze is lifted when a second operator approves it, and both see how it stands', async () => {
    const maker = await (await town.signedIn()).newPage()
    const trouble = listenToTrouble(maker)
    await maker.goto(`/people/${town.wang}?tab=freezes`)
    await maker.getByRole('button', { name: '冻结', exact: true }).click()
    await maker.getByRole('dialog').getByRole('combobox').click()
    await maker.locator('.ant-select-item-option').first().click()
    await maker.getByRole('dialog').getByLabel('原因').fill('手机遗失')
    await maker.getByRole('dialog').getByRole('button', { name: '冻结' }).click()
    await maker.getByRole('dialog').waitFor({ state: 'hidden' })
    await maker.locator('tbody').getByRole('button').click()
    await maker.getByRole('dialog').getByLabel('原因').fill('本人已补卡并核实')
    await maker.getByRole('dialog').getByRole('button', { name: '提交复核' }).click()
    await maker.getByText('已提交复核').waitFor()
    await maker.getByRole('button', { name: '查看申请' }).click()
    await maker.getByText('自己提交的申请由别人复核').waitFor()
    assert.equal(await maker.getByRole('button', { name: '通过' }).count(), 0)

    const checker = await (await town.signedIn()).newPage()
    await checker.goto('/approvals')
    await checker.getByText('本人已补卡并核实').click()
    await checker.getByRole('button', { name: '通过' }).click()
    await checker.getByLabel('复核意见').fill('已电话核实')
    await checker.getByRole('dialog').getByRole('button', { name: '通过' }).click()
    await checker.getByText('已生效').first().waitFor()
    await checker.goto(`/people/${town.wang}`)
    await checker.getByText('正常').first().waitFor()
    await checker.goto('/acts')
    const text = await rowsOf(checker)
    assert.match(text, /执行已通过的申请[\s\S]*复核通过[\s\S]*提交复核[\s\S]*冻结用户/)
    // The refusal that says "asked for" is an answer that the browser writes down as an error.
    assert.deepEqual(
      trouble.filter((each) => !each.includes('409')),
      [],
    )
  })

  test('a masked name is seen for a reason, and the trail says by whom', async () => {
    const page = await (await town.signedIn()).newPage()
    await page.goto(`/people/${town.lin}`)
    await page.getByRole('button', { name: '查看原文 姓名' }).click()
    await page.getByRole('dialog').getByLabel('原因').fill('来电核实身份')
    await page.getByRole('dialog').getByRole('button', { name: '查看' }).click()
    await page.getByRole('dialog').getByText('林', { exact: true }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('tab', { name: '操作记录' }).click()
    await page.getByText('来电核实身份').waitFor()
  })

  test('an operator makes a passkey and from then on signs in with it alone', async () => {
    // A browser knows passkeys by host: of this machine they are those of localhost.
    const baseURL = town.url.replace('127.0.0.1', 'localhost')
    const context = await town.browser.newContext({ baseURL, locale: 'zh-CN' })
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/')
    await page.getByLabel('账号', { exact: true }).fill(town.login)
    await page.getByLabel('密码', { exact: true }).fill(town.password)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.locator('#one-time-code').fill((await codeOf(town.ground, town.login))?.code ?? '')
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    town.ground.clock.tick(60_000)
    await page.getByRole('button', { name: '我的账号' }).click()
    await page.getByText('我的通行密钥').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '新增通行密钥' }).click()
    await dialog.getByLabel('名称').fill('办公室电脑')
    await dialog.getByLabel('密码').fill(town.password)
    await dialog.getByLabel('动态验证码').fill((await codeOf(town.ground, town.login))?.code ?? '')
    await dialog.getByRole('button', { name: '在此设备上创建' }).click()
    await dialog.getByText('办公室电脑').waitFor()
    await context.clearCookies()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '用通行密钥登录' }).click()
    await page.getByRole('heading', { name: '工作台' }).waitFor()
    await context.close()
  })
})

async function rowsOf(page: Page): Promise<string> {
  await page.locator('tbody tr').nth(3).waitFor()
  return page.locator('tbody').last().innerText()
}
