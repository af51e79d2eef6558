import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { codeOf } from '../../server/parties/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble, type Browsed } from './town.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
if (skip) process.stderr.write(`${skip}\n`)

describe('the console in a browser', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })

  test('an operator signs in with password and one-time code and arrives where they wanted to go', async () => {
    const context = await town.browser.newContext({ baseURL: town.url, locale: 'zh-CN' })
    const page = await context.newPage()
    await page.goto('/merchants?search=茶')
    await page.getByLabel('账号', { exact: true }).fill(town.login)
    await page.getByLabel('密码', { exact: true }).fill(town.password)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.locator('#one-time-code').fill('000000')
    await page.getByText('账号、密码或验证码不正确').waitFor()
    assert.equal(await page.locator('#one-time-code').inputValue(), '')
    const right = await codeOf(town.ground, town.login)
    await page.locator('#one-time-code').fill(right?.code ?? '')
    await page.getByRole('heading', { name: '商户' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/merchants')
    assert.equal(new URL(page.url()).searchParams.get('search'), '茶')
    await page.getByRole('button', { name: '我的账号' }).click()
    await page.getByText('退出登录').click()
    await page.getByLabel('账号', { exact: true }).waitFor()
    await context.close()
  })

  test('the overview shows the money held, the points and the payments of the day', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    const trouble = listenToTrouble(page)
    await page.goto('/')
    await page.getByText('代持资金').waitFor()
    const text = await page.locator('main').innerText()
    // Two top-ups of ¥1,000.00; of three payments the fees, ¥0.11, ¥0.22 and ¥0.32, belong to the house.
    assert.match(text, /代持资金\s+¥1,999\.35/)
    assert.match(text, /流通积分\s+108/)
    assert.match(text, /今日付款\s+¥108\.00\s+3 笔/)
    await page.locator('.chart svg').first().waitFor()
    assert.deepEqual(trouble, [])
    await context.close()
  })

  test('a statement runs from line to line to the balance of the person', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    await page.goto(`/people/${town.lin}`)
    await page.getByRole('heading', { name: '*' }).waitFor()
    const rows = page.locator('tbody tr.row-link')
    await rows.first().waitFor()
    const balances = await rows.locator('td:last-child').allInnerTexts()
    assert.deepEqual(balances, ['¥892.00', '¥946.00', '¥982.00', '¥1,000.00'])
    const amounts = await rows.locator('td:nth-last-child(2)').allInnerTexts()
    assert.deepEqual(amounts, ['\u2212¥54.00', '\u2212¥36.00', '\u2212¥18.00', '+¥1,000.00'])
    await page.getByRole('tab', { name: '积分批次' }).click()
    await page.getByRole('cell', { name: '108' }).first().waitFor()
    await context.close()
  })

  test('a refund is refused above what is left and booked below it', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    await page.goto(`/payments/${town.payments[1]}`)
    await page.getByRole('button', { name: '退款' }).click()
    const dialog = page.getByRole('dialog')
    const amount = dialog.getByLabel('退款金额')
    assert.equal(await amount.inputValue(), '36.00')
    await amount.fill('36.01')
    await dialog.getByRole('button', { name: '确认退款' }).click()
    await dialog.getByText('最多可退 ¥36.00').waitFor()
    await amount.fill('6')
    await dialog.getByRole('button', { name: '确认退款' }).click()
    await page.getByText('退款已记账').waitFor()
    await page.getByRole('dialog').locator('.done-actions').getByText('关闭').click()
    await page.getByText('部分退款').first().waitFor()
    await page.getByRole('button', { name: '退款' }).click()
    assert.equal(await page.getByRole('dialog').getByLabel('退款金额').inputValue(), '30.00')
    await context.close()
  })

  test('who is frozen is shown so, with the reason', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    await page.goto(`/people/${town.wang}?tab=freezes`)
    await page.getByRole('button', { name: '冻结', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '冻结' }).click()
    await dialog.getByText('请写明原因').waitFor()
    await dialog.getByLabel('类别').click()
    await page.getByTitle('账户安全保护').click()
    await dialog.getByLabel('原因', { exact: true }).fill('手机遗失')
    await dialog.getByRole('button', { name: '冻结' }).click()
    await page.getByRole('cell', { name: '手机遗失' }).waitFor()
    await page.goto('/people?frozen=true')
    const rows = page.locator('tbody tr.row-link')
    await rows.first().waitFor()
    assert.deepEqual(await rows.locator('td:first-child a').allInnerTexts(), ['*'])
    await context.close()
  })

  test('a session that has ended leads to the sign-in and from there back', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    await page.goto('/payments')
    await page.locator('tbody tr.row-link').first().waitFor()
    await context.clearCookies()
    await page.getByRole('link', { name: '商户', exact: true }).click()
    await page.getByLabel('账号', { exact: true }).waitFor()
    assert.equal(new URL(page.url()).searchParams.get('next'), '/merchants')
    await context.close()
  })

  test('a server that is away for a moment is asked again, one that stays away is named', async () => {
    const context = await town.signedIn()
    const page = await context.newPage()
    const away = {
      code: 'service_unavailable',
      status: 503,
      title: '服务暂不可用',
      requestId: 'req_away',
      retryAfterSeconds: 0,
      sentences: { zh: '服务暂不可用', en: 'Unavailable for the moment' },
    }
    let asked = 0
    await page.route(/\/v1\/merchants(\?|$)/, (route) => {
      asked += 1
      return asked < 3 ? route.fulfill({ status: 503, json: away }) : route.continue()
    })
    await page.goto('/merchants')
    await page.getByRole('cell', { name: '茶馆' }).first().waitFor()
    assert.ok(asked >= 3)
    await page.route(/\/v1\/people(\?|$)/, (route) => route.fulfill({ status: 503, json: away }))
    await page.goto('/people')
    await page.getByText('req_away').waitFor()
    await page.unrouteAll()
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('link', { name: '*' }).first().waitFor()
    await context.close()
  })

  test('the whole console is reached from the keyboard', async () => {
    const context = await town.signedIn({ language: 'en' })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('trial')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Trial balance' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type(town.payments[0] ?? '')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/payments/${town.payments[0]}`)
    await context.close()
  })

  test('every page draws in both languages, without an error, and never scrolls sideways', async () => {
    await Promise.all([visitAll(town, 'zh', 390), visitAll(town, 'en', 1280)])
  })
})

async function visitAll(town: Browsed, language: 'zh' | 'en', width: number): Promise<void> {
  const context = await town.signedIn({ width, language })
  const page = await context.newPage()
  const trouble = listenToTrouble(page)
  for (const place of placesOf(town)) {
    await page.goto(place)
    await page.locator('main h1').waitFor()
    await page.waitForFunction(() => !document.querySelector('.ant-skeleton, .sp-abacus-loading'))
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    )
    assert.ok(beyond <= 0, `${place} is ${beyond} px too wide at ${width} px in ${language}`)
    assert.equal(await page.locator('.sp-error').count(), 0, `${place} shows an error`)
  }
  assert.deepEqual(trouble, [])
  await context.close()
}

function placesOf({ lin, teahouse, payments }: Browsed): string[] {
  return [
    '/',
    '/people',
    `/people/${lin}`,
    `/people/${lin}?tab=lots`,
    `/people/${lin}?tab=bills`,
    `/people/${lin}?tab=identity`,
    `/people/${lin}?tab=devices`,
    `/people/${lin}?tab=cards`,
    `/people/${lin}?tab=agreements`,
    `/people/${lin}?tab=accounts`,
    '/merchants',
    `/merchants/${teahouse}`,
    '/care',
    '/care-promises',
    '/disputes',
    '/payments',
    `/payments/${payments[0]}`,
    '/postings',
    `/postings/${payments[0]}`,
    '/accounts',
    '/accounts?prefix=points',
    `/accounts/person%3A${lin}%3Acny`,
    '/trial-balance',
    '/close',
    '/audit',
    '/letters',
    '/exports',
    '/api-keys',
    '/operators',
    '/figures',
    '/real-name-reviews',
    '/sealed',
    '/outbox',
    '/nowhere',
  ]
}
