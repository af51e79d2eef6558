import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recognise } from './layouts.ts'

const CDNOW = [' 00004 0001 19970101  2   29.33', ' 00021 0002 19970113  1   11.77']
const BASKETS = ['2016-10-30,09:58:11,1,Bread', '2016-10-30,10:05:34,2,Scandinavian']

test('the two public histories are recognised, and dollars are never booked as yuan', () => {
  assert.equal(recognise(CDNOW, {}).kind, 'cdnow')
  assert.equal(recognise(CDNOW, {}).asset, 'USD/2')
  assert.equal(recognise(BASKETS, {}).kind, 'baskets')
  assert.equal(recognise(BASKETS, {}).hasHeader, false)
  assert.equal(recognise(['Date,Time,Transaction,Item', ...BASKETS], {}).hasHeader, true)
  assert.equal(recognise(BASKETS, { asset: 'GBP/2' }).asset, 'GBP/2')
})

test('a header with telling names needs no map', () => {
  const layout = recognise(['customer_id,order_date,revenue', '108,2004-12-20,32'], {})
  assert.deepEqual(layout.kind === 'columns' && layout.columns, { person: 0, at: [1], amount: 2 })
  const chinese = recognise(['时间;用户;门店;金额', '2026-01-01;林;茶馆;12.00'], {})
  assert.deepEqual(chinese.kind === 'columns' && chinese.columns, {
    person: 1,
    at: [0],
    amount: 3,
    merchant: 2,
  })
})

test('a map names columns by header or by number, and a moment may be put together from several', () => {
  const sample = ['who,day,clock,total,shop', 'lin,2026-01-01,10:00,12.00,teahouse']
  const layout = recognise(sample, { map: 'person=who,at=day+clock,amount=4,merchant=Shop' })
  assert.ok(layout.kind === 'columns')
  assert.deepEqual(layout.columns, { person: 0, at: [1, 2], amount: 3, merchant: 4 })
  assert.equal(layout.hasHeader, true)
  const bare = recognise(['lin,2026-01-01,12.00'], { map: 'person=1,at=2,amount=3' })
  assert.equal(bare.hasHeader, false)
})

test('what is not understood is said, with the columns that are there', () => {
  const sample = ['who,day,total', 'lin,2026-01-01,12.00']
  assert.throws(() => recognise([], {}), /empty/)
  assert.throws(() => recognise(sample, {}), /--map person=…,at=…,amount=…/)
  assert.throws(() => recognise(sample, { map: 'person=who,at=day' }), /must say amount/)
  assert.throws(
    () => recognise(sample, { map: 'person=name,at=day,amount=total' }),
    /no column name; it has: who, day, total/,
  )
  assert.throws(() => recognise(sample, { map: 'people=who' }), /does not understand people/)
  assert.throws(() => recognise(sample, { map: 'person' }), /does not understand person/)
})
