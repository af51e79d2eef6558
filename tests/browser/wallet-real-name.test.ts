import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

/** A white picture of one pixel, as a camera would hand it over. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
)
const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: PICTURE })

describe('class III with photos of the document', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  await town.ground.db.query(`update parties.real_names set class = 'II' where person = $1`, [
    town.lin,
  ])

  test('the person sends both sides and takes one back, the reviewer looks at them and passes, the trail knows who looked', async () => {
    const wallet = await (await phone(town, { person: town.lin })).newPage()
    const trouble = listenToTrouble(wallet)
    await wallet.goto('/wallet/me/real-name')
    await settled(wallet)
    await wallet.getByLabel('姓名').fill('林小月')
    await wallet.getByLabel('身份证号').fill('110101199003070054')
    await wallet.getByLabel('银行卡号').fill('6222020000001234567')
    await wallet.getByLabel('银行预留手机号').fill('13900000000')
    const submit = wallet.getByRole('button', { name: '提交' })
    const field = wallet.locator('input[type=file]')
    await field.setInputFiles([photo('正面.png')])
    await wallet.getByText('还差另一面').waitFor()
    assert.equal(await submit.isDisabled(), true)
    await field.setInputFiles([photo('反面.png')])
    await wallet.getByRole('button', { name: /移除.*正面/ }).click()
    await wallet.getByText('还差另一面').waitFor()
    await field.setInputFiles([photo('正面.png')])
    assert.deepEqual(await seriousFindings(wallet), [])
    await submit.click()
    await wallet.getByText('已转人工审核').waitFor()
    assert.deepEqual(trouble, [])

    const desk = await (await town.signedIn()).newPage()
    await desk.goto('/real-name-reviews')
    await desk.locator('tbody').getByRole('button').first().click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('原因').fill('审核')
    await dialog.getByRole('button', { name: '查看资料' }).click()
    await dialog.getByText('林小月').waitFor()
    await dialog.getByRole('img').nth(1).waitFor()
    await dialog.getByLabel('结论的理由').fill('与本人一致')
    await dialog.getByRole('button', { name: /^通\s?过$/ }).click()
    await desk.goto(`/people/${town.lin}?tab=identity`)
    await desk.getByRole('button', { name: '2 个文件' }).waitFor()
    await desk.goto('/acts?action=real_name.file')
    await desk.locator('tbody tr').nth(1).waitFor()
    assert.equal(await desk.locator('tbody').getByText('查看实名认证文件').count(), 2)
  })
})
