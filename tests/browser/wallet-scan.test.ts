import assert from 'node:assert/strict'
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import QRCode from 'qrcode'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('scanning what a merchant shows', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const pin = await tellPin(town.ground, town.lin)
  const till = await town.keyHeaders(['payments'], town.teahouse)
  const { json } = await town.send({ method: 'GET', path: '/v1/till', headers: till })
  const code = String(json['collectionCode'])

  test('a picture of the code leads to amount, sheet and PIN, and the result says what is certain', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'suanpan-scan-'))
    const picture = path.join(folder, 'code.png')
    writeFileSync(picture, await QRCode.toBuffer(`${town.url}/wallet/c/${code}`, { width: 480 }))
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/wallet/')
    await page.getByRole('link', { name: '扫一扫' }).click()
    await page
      .getByText('这台设备没有可用的摄像头', { exact: false })
      .or(page.getByText('没有摄像头权限', { exact: false }))
      .waitFor()
    await page.locator('input[type=file]').setInputFiles(picture)
    await page.getByRole('heading', { name: '茶馆' }).waitFor()
    await page.getByLabel('付款金额').fill('12.80')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
    await page.getByText('已付款').waitFor()
    await page.getByText('12.80').first().waitFor()
    assert.deepEqual(
      trouble.filter((line) => !/status of 403/.test(line)),
      [],
    )
    await context.close()
    rmSync(folder, { recursive: true })
  })

  test('a code that we did not make says so and asks for another', async () => {
    const context = await phone(town, { person: town.lin })
    const page = await context.newPage()
    await page.goto('/wallet/scan')
    await page.getByLabel('手动输入').fill('https://example.com/whatever')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '再扫一次' }).waitFor()
    await context.close()
  })
})
