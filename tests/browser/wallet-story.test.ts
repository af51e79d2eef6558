import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { listMessages } from '../../server/messages/index.ts'
import { createApiKey } from '../../server/parties/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble, type Browsed } from './town.ts'
import { phone, settled, withAuthenticator } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const PHONE = '13900001234'
const PIN = '246813'
const SCREENS_MAX = 6
const REGISTRATION_MAX_MS = 90_000

describe('a person and their wallet', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  // A browser ties passkeys to a name, never to a bare address.
  town.url = town.url.replace('127.0.0.1', 'localhost')

  test('registers with number, code, PIN and passkey on few screens, and signs in with the passkey', async () => {
    const context = await phone(town)
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await withAuthenticator(page)
    const began = performance.now()
    let screens = 1
    await page.goto('/wallet/register')
    await page.getByLabel('手机号', { exact: true }).fill(PHONE)
    await page.getByRole('checkbox').first().waitFor()
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: '发送验证码' }).click()
    screens++
    await page.getByRole('heading', { name: '输入验证码' }).waitFor()
    await page.getByLabel('输入验证码').fill(await lastCode(town))
    screens++
    await page.getByLabel('设置支付密码').fill(PIN)
    await page.getByLabel('再输入一次').fill(PIN)
    screens++
    await page.getByRole('button', { name: '添加通行密钥' }).click()
    screens++
    await page.getByRole('heading', { name: '零钱' }).waitFor()
    assert.ok(screens < SCREENS_MAX, `${screens} screens before the first payment`)
    assert.ok(performance.now() - began < REGISTRATION_MAX_MS)
    await page.goto('/wallet/me/security/passkeys')
    await page.getByText('这部手机').waitFor()
    await page.goto('/wallet/me')
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('link', { name: '我已有账号，登录' }).click()
    await page.getByRole('button', { name: '用通行密钥登录' }).click()
    await page
      .getByRole('button', { name: '退出登录' })
      .or(page.getByText('零钱'))
      .first()
      .waitFor()
    assert.deepEqual(
      trouble.filter((line) => !/status of 401/.test(line)),
      [],
    )
    await context.close()
  })

  test('freezes the whole wallet in one tap, and sees that it is frozen', async () => {
    const context = await phone(town, { person: town.wang })
    const page = await context.newPage()
    await page.goto('/wallet/me/security')
    await page.getByRole('button', { name: '立即冻结钱包' }).click()
    await page.getByText('钱包已由您冻结').waitFor()
    const locks = await page.evaluate(async () => (await fetch('/v1/me/locks')).text())
    assert.match(locks, /"kind":"wallet"/)
    await page.goto('/wallet/')
    await page.getByRole('link', { name: '钱包已锁定：款项不能转出' }).click()
    await page.getByRole('heading', { name: '安全锁' }).waitFor()
    await context.close()
  })

  test('a till opens with its key or a link that brings it, charges an amount and says why a code is not good', async () => {
    const { secret } = await createApiKey(town.ground, {
      name: 'till',
      scopes: ['payments'],
      merchant: town.teahouse,
      by: 'test',
    })
    const context = await phone(town, { width: 1280 })
    const page = await context.newPage()
    await page.goto('/wallet/till')
    await page.getByLabel('商户密钥').fill(secret)
    await page.getByRole('button', { name: '打开收银台' }).click()
    await page.getByRole('heading', { name: '茶馆' }).waitFor()
    for (const key of ['1', '8', '.', '5']) {
      await page.getByRole('button', { name: key, exact: true }).click()
    }
    assert.equal(await page.getByLabel('收款金额').inputValue(), '18.5')
    await page.getByRole('button', { name: '收款', exact: true }).click()
    await page.getByLabel('顾客的付款码').fill('820000000000000000')
    await page.locator('.wt-failed').waitFor()
    await settled(page)
    await page.getByRole('button', { name: '返回修改金额' }).click()
    await page.getByLabel('收款金额').waitFor()
    const another = await (await phone(town)).newPage()
    await another.goto(`/wallet/till#${secret}`)
    await another.getByRole('heading', { name: '茶馆' }).waitFor()
    assert.equal(new URL(another.url()).hash, '')
    await another.context().close()
    await context.close()
  })
})

async function lastCode({ ground }: Browsed): Promise<string> {
  const [message] = await listMessages(ground, { reveal: true, limit: 1 })
  return /\d{6}/.exec(message?.content?.text ?? '')?.[0] ?? ''
}
