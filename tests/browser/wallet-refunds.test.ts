import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import {
  askBinding,
  chaseBank,
  confirmBinding,
  coverFromCard,
  plainPaymentOrder,
  refund,
} from '../../server/wallet/index.ts'
import { NO_CHROMIUM } from '../harness/chromium.ts'
import { browsedTown, browserPath, listenToTrouble, type Browsed } from './town.ts'
import { phone, seriousFindings, settled } from './wallet.ts'

const ASSET = 'CNY/2'

describe(
  'a refund to a card on the phone',
  { skip: browserPath === null ? NO_CHROMIUM : false },
  async () => {
    const town = browserPath === null ? ({} as Browsed) : await browsedTown({ after })

    test('the bill says how much goes to which card, by when, and when it is there', async () => {
      const made = await refundedByCard(town)
      for (const language of ['zh', 'en'] as const) {
        const context = await phone(town, { person: town.lin, language })
        const page = await context.newPage()
        const trouble = listenToTrouble(page)
        await page.goto(`/wallet/bills/${made}`)
        await settled(page)
        await page.getByText(language === 'zh' ? '1–3 个工作日' : '1–3 working days').waitFor()
        await page.getByText('云溪银行 1111').waitFor()
        assert.deepEqual(await seriousFindings(page), [])
        assert.deepEqual(trouble, [])
        await context.close()
      }
      await bankWorks(town, 3)
      const context = await phone(town, { person: town.lin })
      const page = await context.newPage()
      await page.goto(`/wallet/bills/${made}`)
      await page.getByText('已到账').waitFor()
    })
  },
)

async function refundedByCard(town: Browsed): Promise<string> {
  const { ground, lin, teahouse } = town
  const { funding, books } = town.house
  const at = ground.clock.now()
  const id = newId('bnd', at)
  const holder = { name: '林', phone: '13800000000', verifiedName: undefined }
  const asked = { id, person: lin, number: '6222000000011111', ...holder }
  const { sandboxCode = '' } = await askBinding(funding, asked)
  const card = await confirmBinding(funding, { id, person: lin, code: sandboxCode })
  const payment = newId('pay', at)
  const merchant = { id: teahouse, feeBasisPoints: 60, category: 'tea_house' }
  const request = { id: payment, person: lin, merchant, asset: ASSET, amount: 88_00n }
  const order = plainPaymentOrder({ ...request, occurredAt: at })
  const cover = { payment, person: lin, card: card.id, asset: ASSET, amount: 88_00n, order }
  await coverFromCard(funding, cover)
  await bankWorks(town, 3)
  const made = newId('ref', at)
  await refund(books, { id: made, payment, amount: 30_00n, occurredAt: ground.clock.now() })
  await bankWorks(town, 0)
  return made
}

/** The bank decides what is due, and we ask it about what is open. */
async function bankWorks({ ground, house }: Browsed, seconds: number): Promise<void> {
  ground.clock.tick(seconds * 1000)
  await house.sandboxBank?.work(() => Promise.resolve({ status: 500 }))
  ground.clock.tick(30_000)
  await chaseBank(house.funding)
}
