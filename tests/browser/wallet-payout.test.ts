import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import {
  askBinding,
  cancelWithdrawal,
  confirmBinding,
  topUp,
  withdraw,
  type Withdrawal,
} from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble } from './town.ts'
import { phone, seriousFindings, settled, type PhoneOptions } from './wallet.ts'

const skip = browserPath === null ? NO_CHROMIUM : false
const AMOUNT = 60_000_00n
const LOOKS: readonly PhoneOptions[] = [
  { language: 'en', mode: 'dark', textSize: 'largest' },
  { language: 'zh', mode: 'dark', elder: true },
]

describe('a large withdrawal and the operator who looks at it', { skip }, async () => {
  if (skip) return
  const town = await browsedTown({ after })
  const { ground, lin } = town
  const { books, funding } = town.house

  const occurredAt = ground.clock.now()
  const id = newId('top', occurredAt)
  await topUp(books, { id, person: lin, asset: 'CNY/2', amount: 300_000_00n, occurredAt })
  const binding = newId('bnd', occurredAt)
  const holder = { name: '林', phone: '13800000000', verifiedName: undefined }
  const number = '6222000000018888'
  const { sandboxCode = '' } = await askBinding(funding, {
    id: binding,
    person: lin,
    number,
    ...holder,
  })
  const card = await confirmBinding(funding, { id: binding, person: lin, code: sandboxCode })

  const waiting = (fee: bigint): Promise<Withdrawal> =>
    withdraw(funding, {
      id: newId('wdr', ground.clock.now()),
      person: lin,
      card: card.id,
      asset: 'CNY/2',
      amount: AMOUNT,
      fee,
    })

  test('the person reads until when it is looked at, the operator sees whose it is and lets it go', async () => {
    const { id: withdrawal } = await waiting(40_00n)
    const wallet = await (await phone(town, { person: lin })).newPage()
    const trouble = listenToTrouble(wallet)
    await wallet.goto('/wallet/withdraw')
    await settled(wallet)
    await wallet.getByRole('link', { name: /审核中/ }).click()
    await wallet.getByRole('heading', { name: '审核中' }).waitFor()
    await wallet.getByText('最迟审核至').waitFor()
    await wallet.getByRole('button', { name: '取消提现' }).waitFor()
    assert.deepEqual(await seriousFindings(wallet), [])

    const console_ = await (await town.signedIn()).newPage()
    await console_.goto('/approvals')
    await console_.locator('tbody').getByText('大额提现').click()
    await console_.getByText('¥60,000.00').first().waitFor()
    await console_.getByText('钱包开通').waitFor()
    await console_.getByText('•••• 8888').waitFor()
    await console_.getByRole('button', { name: '通过' }).click()
    await console_.getByLabel('复核意见').fill('已电话核实')
    await console_.getByRole('dialog').getByRole('button', { name: '通过' }).click()
    await console_.getByText('已生效').first().waitFor()
    await wallet.goto(`/wallet/withdraw/${withdrawal}`)
    await wallet.getByRole('heading', { name: '已提交银行' }).waitFor()
    assert.deepEqual(trouble, [])
  })

  test('what is rejected is back at once, and the person reads why and what to do about it', async () => {
    const { id: withdrawal } = await waiting(60_00n)
    const page = await (await town.signedIn({ language: 'en' })).newPage()
    await page.goto('/approvals')
    await page.locator('tbody').getByText('A large withdrawal').click()
    await page.getByRole('button', { name: 'Reject' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').click()
    await page.getByText('The receiving card has to be confirmed').click()
    await dialog.getByLabel('Your reason').fill('name on the card is unclear')
    await dialog.getByRole('button', { name: 'Reject' }).click()
    await page.getByText('Rejected').first().waitFor()
    const wallet = await (await phone(town, { person: lin, language: 'en' })).newPage()
    await wallet.goto(`/wallet/withdraw/${withdrawal}`)
    await wallet.getByRole('heading', { name: 'The withdrawal was not approved' }).waitFor()
    await wallet.getByText('The receiving card has to be confirmed').waitFor()
    assert.equal(await wallet.getByText('unclear').count(), 0)
  })

  test('the person cancels with one tap, and nobody is asked any more', async () => {
    const { id: withdrawal } = await waiting(60_00n)
    const wallet = await (await phone(town, { person: lin })).newPage()
    await wallet.goto(`/wallet/withdraw/${withdrawal}`)
    await wallet.getByRole('button', { name: '取消提现' }).click()
    await wallet.getByRole('heading', { name: '提现已取消' }).waitFor()
    const page = await (await town.signedIn()).newPage()
    await page.goto('/approvals')
    await page.getByText('没有等待复核的申请').waitFor()
  })

  test('a withdrawal under review and one given back can be used by everybody, in every look', async () => {
    const { id: back } = await waiting(60_00n)
    await cancelWithdrawal(funding, { id: back, person: lin })
    const { id: open } = await waiting(60_00n)
    for (const look of LOOKS) {
      const context = await phone(town, { ...look, person: lin })
      const page = await context.newPage()
      for (const place of ['/withdraw', `/withdraw/${open}`, `/withdraw/${back}`]) {
        await page.goto(`/wallet${place}`)
        await settled(page)
        await page
          .getByText(/60,000|算盘|Withdraw|提现/)
          .first()
          .waitFor()
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        )
        assert.ok(beyond <= 0, `${place} is ${beyond} px too wide`)
        assert.deepEqual(await seriousFindings(page), [], place)
      }
      await context.close()
    }
  })
})
