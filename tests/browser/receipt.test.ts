import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'

const skip = browserPath === null ? NO_CHROMIUM : false

describe('a receipt in a browser', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  test('it verifies, and fails when one digit of it is changed', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    await page.goto(`/postings/${town.payments[0]}`)
    const opened = context.waitForEvent('page')
    await page.getByRole('link', { name: '在此验证' }).click()
    const verify = await opened
    const trouble = listenToTrouble(verify)
    await verify.locator('.verify-good').waitFor()
    const steps = await verify
      .locator('.verify-step')
      .evaluateAll((lines) =>
        lines.map(
          (line) => `${line.getAttribute('data-step')} ${line.getAttribute('data-outcome')}`,
        ),
      )
    assert.deepEqual(steps, [
      'format passed',
      'amounts passed',
      'leaf passed',
      'batch passed',
      // The day is still open: the signature is over the batch.
      'day skipped',
      'key passed',
      'signature passed',
    ])
    const text = await verify.locator('#receipt').inputValue()
    assert.match(text, /"amount": "-1800"/)
    for (const [from, to] of [
      ['"balance": "98200"', '"balance": "98201"'],
      ['"amount": "-1800"', '"amount": "-1801"'],
      ['"book": 1', '"book": 2'],
    ] as const) {
      assert.ok(text.includes(from), from)
      await verify.locator('#receipt').fill(text.replace(from, to))
      await verify.locator('.verify-bad').waitFor()
      await verify.locator('#receipt').fill(text)
      await verify.locator('.verify-good').waitFor()
    }
    await verify.locator('#receipt').fill(text.slice(0, -1))
    await verify.getByText('这不是一份完整的 JSON 文本').waitFor()
    assert.deepEqual(trouble, [])
    await context.close()
  })

  test('the page is kept as a file and verifies without any server', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'suanpan-verify-'))
    after(() => rm(folder, { recursive: true, force: true }))
    const headers = await town.keyHeaders(['read'])
    const receipt = await town.send({
      method: 'GET',
      path: `/v1/postings/${town.payments[0]}/receipt?holder=${town.lin}`,
      headers,
    })
    const context = await town.browser.newContext({ baseURL: town.url, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto('/verify.html')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save this page for offline use' }).click()
    const file = path.join(folder, 'verify.html')
    await (await download).saveAs(file)
    await context.setOffline(true)
    await page.goto(pathToFileURL(file).href)
    await page.locator('#receipt').fill(receipt.text)
    await page.locator('.verify-good').waitFor()
    // Only the entries of 林 lin are disclosed; the teahouse is nowhere in it.
    assert.ok(!receipt.text.includes(town.teahouse))
    assert.equal(await page.getByText('not disclosed').count(), 3)
    await context.close()
  })
})
