import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import type { Page } from 'playwright-core'
import { toBuffer, toDataURL } from 'qrcode'
import { askBinding, confirmBinding, hearBank, writeSignedCode } from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { personBalance, tellPin } from '../harness/payer.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('a scanned code and what is paid with it', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { ground, house, lin, wang, teahouse } = town
  const pin = await tellPin(ground, lin)
  await tellPin(ground, wang)
  const code = writeSignedCode(ground, { kind: 'merchant', id: teahouse })
  const fixed = writeSignedCode(ground, { kind: 'merchant', id: teahouse, amount: 2_50n })
  // More than anybody here has, and beyond what a code without an amount may be paid with.
  const dear = writeSignedCode(ground, { kind: 'merchant', id: teahouse, amount: 3_000_00n })
  const address = `https://wallet.example/wallet/c/${code}`

  const pay = async (page: Page): Promise<void> => {
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('textbox', { name: '请输入支付密码' }).fill(pin)
  }

  test('a number entered by hand leads to the payee, the amount, the sheet and the certain result', async () => {
    const context = await phone(town, { person: lin })
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    const before = await personBalance(house, lin)
    await page.goto('/wallet/')
    await page.getByRole('link', { name: '扫一扫' }).click()
    await page.getByLabel('手动输入').fill(code)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('heading', { name: '茶馆' }).waitFor()
    await page.getByLabel('付款金额').fill('12.5')
    await page.getByRole('button', { name: '下一步' }).click()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByText('付款给 茶馆').waitFor()
    await sheet.getByText('零钱余额').waitFor()
    assert.deepEqual(await seriousFindings(page), [])
    await pay(page)
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    for (const text of ['12.50', '茶馆', '零钱']) await page.getByText(text).first().waitFor()
    assert.equal(await page.locator('.wt-button-main').count(), 1)
    assert.equal(await personBalance(house, lin), before - 1250n)
    // A browser writes it down when a proof is asked for.
    assert.deepEqual(
      trouble.filter((line) => !/status of 403/.test(line)),
      [],
    )
    await context.close()
  })

  test('a picture of a code is read, one without a code says so, and a payment code is never entered', async () => {
    const context = await phone(town, { person: lin })
    const page = await context.newPage()
    await page.goto('/wallet/scan')
    const file = (buffer: Buffer) => ({ name: 'code.png', mimeType: 'image/png', buffer })
    const picture = page.locator('input[type=file]')
    await picture.setInputFiles(file(await page.screenshot({ clip: NOTHING })))
    await page.getByText('这张图里没有找到二维码').waitFor()
    await page.getByLabel('手动输入').fill('820000000000000001')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('请勿把付款码数字告诉他人').waitFor()
    await page.getByRole('button', { name: '再扫一次' }).click()
    await page.getByLabel('手动输入').fill('https://example.com/whatever')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('这不是本钱包的码').waitFor()
    await picture.setInputFiles(file(await toBuffer(address, { width: 320 })))
    await page.getByRole('heading', { name: '茶馆' }).waitFor()
    await context.close()
  })

  test('the camera finds a code, and a code with an amount asks for none', async () => {
    const context = await phone(town, { person: lin })
    const page = await context.newPage()
    await page.addInitScript(seeing, await toDataURL(`/wallet/c/${fixed}`, { width: 320 }))
    await page.goto('/wallet/scan')
    await page.getByRole('heading', { name: '茶馆' }).waitFor()
    await page.getByText('2.50').waitFor()
    assert.equal(await page.getByLabel('付款金额').count(), 0)
    await context.close()
  })

  test('a camera that is refused is explained, and the other ways stay', async () => {
    const context = await phone(town, { person: lin })
    const page = await context.newPage()
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('denied', 'NotAllowedError'))
    })
    await page.goto('/wallet/scan')
    await page.getByText('没有摄像头权限').waitFor()
    await page.getByLabel('手动输入').waitFor()
    await context.close()
  })

  test('who is short and has a card pays with it, and sees that the bank has not answered until it has', async () => {
    await bindCard(lin)
    const context = await phone(town, { person: lin })
    const page = await context.newPage()
    const before = await personBalance(house, lin)
    await page.goto(`/wallet/c/${dear}`)
    await page.getByRole('button', { name: '下一步' }).click()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByText(/8888/).waitFor()
    await pay(page)
    await page.getByRole('heading', { name: '等待银行确认' }).waitFor()
    ground.clock.tick(5_000)
    await house.sandboxBank?.work(async (callback) => {
      const news = house.sandboxBank?.readCallback(callback)
      if (news) await hearBank(house.funding, news)
      return { status: 204 }
    })
    await page.getByRole('heading', { name: '已付款' }).waitFor()
    assert.equal(await personBalance(house, lin), before)
    await context.close()
  })

  test('who is short and has no card is led to a top-up, and nothing can be tapped', async () => {
    const context = await phone(town, { person: wang })
    const page = await context.newPage()
    await page.goto(`/wallet/c/${dear}`)
    await page.getByRole('button', { name: '下一步' }).click()
    const sheet = page.getByRole('dialog', { name: '确认付款' })
    await sheet.getByRole('link', { name: '充值' }).waitFor()
    assert.equal(await sheet.getByRole('button', { name: '确认付款' }).isDisabled(), true)
    await context.close()
  })

  async function bindCard(person: string): Promise<void> {
    const id = newId('bnd', ground.clock.now())
    const holder = { name: '林', phone: '13800000000', verifiedName: undefined }
    const wanted = { id, person, number: '6222000000018888', ...holder }
    const { sandboxCode = '' } = await askBinding(house.funding, wanted)
    await confirmBinding(house.funding, { id, person, code: sandboxCode })
  }
})

const NOTHING = { x: 0, y: 0, width: 40, height: 40 }

/** A camera in front of which this picture is held. */
function seeing(picture: string): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const image = new Image()
    image.src = picture
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 480
    const pen = canvas.getContext('2d')
    const draw = (): void => {
      if (!pen) return
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, 480, 480)
      pen.drawImage(image, 80, 80)
    }
    draw()
    setInterval(draw, 100)
    return canvas.captureStream(10)
  }
}
