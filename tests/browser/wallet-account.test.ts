import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { listMessages } from '../../server/messages/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, type Browsed } from './town.ts'
import { phone, withAuthenticator } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const PHONE = '13900004321'
const PIN = '246813'
const NEW_PIN = '975310'
const HOUR_MS = 3_600_000

describe('a person and their account', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  // A browser ties passkeys to a name, never to a bare address.
  town.url = town.url.replace('127.0.0.1', 'localhost')

  test('renames a passkey, removes the last one with the PIN, and was warned', async () => {
    const { page, leave } = await newcomer(town)
    await page.goto('/wallet/me/security/passkeys')
    await page.getByText('这部手机').click()
    await page.getByRole('textbox', { name: '名称' }).fill('红色的手机')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '红色的手机' }).click()
    await page.getByRole('button', { name: '移除通行密钥' }).click()
    await page.getByText('这是最后一个通行密钥').waitFor()
    await page.getByRole('button', { name: '移除通行密钥' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(PIN)
    await page.getByText('还没有通行密钥').waitFor()
    await leave()
  })

  test('changes a forgotten PIN with a passkey', async () => {
    const { page, leave } = await newcomer(town)
    await page.goto('/wallet/me/security/pin')
    await page.getByLabel('设置支付密码').fill(NEW_PIN)
    await page.getByLabel('再输入一次').fill(NEW_PIN)
    await page.getByRole('button', { name: '忘了旧密码，用通行密钥确认' }).click()
    await page.getByRole('heading', { name: '安全中心' }).waitFor()
    await leave()
  })

  test('stops everything when a sign-in was not theirs', async () => {
    const { page, leave } = await newcomer(town)
    await page.goto('/wallet/me/security/sign-ins')
    await page.getByText('注册', { exact: true }).click()
    await page.getByRole('button', { name: '不是我：立即锁定' }).click()
    await page.getByText('钱包已锁定').waitFor()
    const locks = await page.evaluate(async () => (await fetch('/v1/me/locks')).text())
    assert.match(locks, /"kind":"wallet"/)
    await leave()
  })

  test('asks to recover on another phone, waits, and comes back with a new PIN', async () => {
    const { page: mine, number, leave } = await newcomer(town)
    const context = await phone(town)
    const page = await context.newPage()
    await askRecovery(page, town, number)
    await page.getByText('申请已收到，正在等待').waitFor()
    await mine.goto('/wallet/me/security')
    await mine.getByText('有人用您的手机号申请找回这个钱包').waitFor()
    town.ground.clock.tick(73 * HOUR_MS)
    await askRecovery(page, town, number)
    await page.getByLabel('设置支付密码').fill(NEW_PIN)
    await page.getByLabel('再输入一次').fill(NEW_PIN)
    await page.getByRole('heading', { name: '安全中心' }).waitFor()
    await context.close()
    await leave()
  })

  test('closes an empty wallet with the PIN and is out, and the number may begin anew', async () => {
    const { page, number, leave } = await newcomer(town)
    await page.goto('/wallet/me/close')
    await page.getByText('已清零').waitFor()
    await page.getByLabel('我已了解，注销后不能恢复').check()
    await page.getByRole('button', { name: '注销钱包' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(PIN)
    await page.getByRole('heading', { name: '钱包已注销' }).waitFor()
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByRole('heading', { name: '算盘钱包' }).waitFor()
    await leave()
    const again = await newcomer(town, number)
    await again.leave()
  })
})

let people = 0

/** A phone with a fingerprint reader whose owner has just registered: wallet, PIN and passkey. */
async function newcomer(town: Browsed, number = String(Number(PHONE) + ++people)) {
  const context = await phone(town)
  const page = await context.newPage()
  await withAuthenticator(page)
  await page.goto('/wallet/register')
  await page.getByLabel('手机号', { exact: true }).fill(number)
  await page.getByRole('checkbox').first().waitFor()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await sendCode(page, town)
  await page.getByLabel('设置支付密码').fill(PIN)
  await page.getByLabel('再输入一次').fill(PIN)
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await page.getByRole('heading', { name: '零钱' }).waitFor()
  return { page, number, leave: () => context.close() }
}

async function askRecovery(page: Page, town: Browsed, number: string): Promise<void> {
  await page.goto('/wallet/recover')
  await page.getByText('这是我的钱包').click()
  await page.getByLabel('手机号', { exact: true }).fill(number)
  await sendCode(page, town)
}

/** Asks for a code and types the one that came; a minute goes by, so that the next may be sent. */
async function sendCode(page: Page, town: Browsed): Promise<void> {
  town.ground.clock.tick(60_000)
  await page.getByRole('button', { name: '发送验证码' }).click()
  await page.getByRole('heading', { name: '输入验证码' }).waitFor()
  const [message] = await listMessages(town.ground, { reveal: true, limit: 1 })
  const code = /\d{6}/.exec(message?.content?.text ?? '')?.[0] ?? ''
  await page.getByLabel('输入验证码').fill(code)
}
