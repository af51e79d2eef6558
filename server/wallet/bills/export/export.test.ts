import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { testGround } from '../../../../tests/harness/ground.ts'
import type { Bill } from '../bills.ts'
import { billsCsv, cell } from './csv.ts'
import { chineseFont } from './font.ts'
import { billsPdf } from './pdf.ts'
import type { StatementRow } from './rows.ts'

const bill: Bill = {
  id: 'pay_00000000000000000000000001',
  kind: 'payment',
  direction: 'out',
  effect: 'spending',
  state: 'settled',
  counterpart: { kind: 'merchant', id: 'mer_00000000000000000000000001' },
  asset: 'CNY/2',
  amount: 123_450n,
  category: 'teahouse',
  givenCategory: 'teahouse',
  reference: '=HYPERLINK("http://evil.example")',
  related: null,
  posting: 'pay_00000000000000000000000001',
  occurredAt: new Date('2026-03-03T04:00:05Z'),
  bookedAt: new Date('2026-03-03T04:00:05Z'),
}

async function* pages(...rows: StatementRow[]): AsyncGenerator<StatementRow[]> {
  yield rows
}

test('nothing that others wrote runs as a formula in a spreadsheet', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1']) {
    assert.match(cell(evil), /^"?'/, evil)
  }
  assert.equal(cell('茶馆'), '茶馆')
  assert.equal(cell('a,"b"'), '"a,""b"""')
  assert.equal(cell('two\nlines'), '"two\nlines"')
})

test('the CSV begins with the mark of UTF-8 and writes a bill in one line', async () => {
  const row = { bill, counterpart: '+老街茶社', note: '-note' }
  let text = ''
  for await (const part of billsCsv(pages(row), { language: 'zh', zone: 'Asia/Shanghai' }))
    text += part
  assert.equal(text.charCodeAt(0), 0xfeff)
  const [head, line, rest] = text.slice(1).split('\r\n')
  assert.equal(head, '时间,类型,收/支,交易对方,分类,金额,币种,订单号,交易编号,备注')
  assert.equal(
    line,
    `2026-03-03 12:00:05,付款,支出,"'+老街茶社",茶馆,1234.50,CNY,"'=HYPERLINK(""http://evil.example"")",${bill.id},"'-note"`,
  )
  assert.equal(rest, '')
})

test('without a font for Chinese a PDF is refused, and nothing is drawn in boxes', async (t) => {
  const ground = await testGround(t)
  const config = { ...ground.config, fontFile: '/nowhere/font.ttc#Face' }
  const head = {
    holder: '*月',
    from: bill.occurredAt,
    until: bill.occurredAt,
    language: 'zh',
  } as const
  await assert.rejects(billsPdf({ ...ground, config }, pages(), head), {
    code: 'statement_font_missing',
  })
  const empty = await mkdtemp(path.join(os.tmpdir(), 'fonts-'))
  t.after(() => rm(empty, { recursive: true }))
  assert.equal(await chineseFont(undefined, [empty]), undefined)
})

test('a PDF longer than three thousand bills is refused before it is drawn', async (t) => {
  if ((await chineseFont(undefined)) === undefined) return t.skip('no font with Chinese here')
  const ground = await testGround(t)
  const head = {
    holder: '*月',
    from: bill.occurredAt,
    until: bill.occurredAt,
    language: 'zh',
  } as const
  const row = { bill, counterpart: '', note: '' }
  const many = pages(...Array.from({ length: 3_001 }, () => row))
  await assert.rejects(billsPdf(ground, many, head), {
    code: 'statement_too_long',
    details: { max: 3_000 },
  })
})

test('a PDF has the pages that its bills need', async (t) => {
  if ((await chineseFont(undefined)) === undefined) return t.skip('no font with Chinese here')
  const ground = await testGround(t)
  const row = { bill, counterpart: '清风茶馆 Clear Breeze Teahouse', note: '和小王' }
  const bytes = await billsPdf(ground, pages(...Array.from({ length: 60 }, () => row)), {
    holder: '*月  *******8000',
    from: new Date('2026-02-28T16:00:00Z'),
    until: new Date('2026-03-31T16:00:00Z'),
    language: 'zh',
  })
  assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-')
  const pageCount = bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length
  assert.equal(pageCount, 2)
})

test('names as long as they may be and notes of many lines leave a bill its one line', async (t) => {
  if ((await chineseFont(undefined)) === undefined) return t.skip('no font with Chinese here')
  const ground = await testGround(t)
  const row = {
    bill: { ...bill, reference: null },
    counterpart: '阿不都热西提·买买提江的清风明月茶馆连锁'.repeat(6),
    note: [...'一二三四五六七八九十'].join('\n'),
  }
  const bytes = await billsPdf(ground, pages(...Array.from({ length: 60 }, () => row)), {
    holder: `*${'不都热西提·买买提江'.repeat(8)}  *******8000`,
    from: new Date('2026-02-28T16:00:00Z'),
    until: new Date('2026-03-31T16:00:00Z'),
    language: 'zh',
  })
  assert.equal(bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length, 2)
})
