import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '@suanpan/kernel/random'
import { testGround } from '../../../tests/harness/ground.ts'
import { transaction } from '../transaction.ts'
import { writeLetters, type Letter } from './write.ts'

const WRITERS = 8
const COMMITS_EACH = 30

function said(id: string, party: string): Letter {
  return { id, type: 'tea.said', party, at: new Date(0), body: {} }
}

test('a reader that asks for what is after its cursor never skips a letter, whoever dawdles', async (t) => {
  const { db } = await testGround(t)
  const written: string[] = []
  const write = async (writer: number): Promise<void> => {
    const random = seededRandom(`writer ${writer}`)
    for (let n = 0; n < COMMITS_EACH; n++) {
      await transaction(db, async (tx) => {
        await sleep(random.int(0, 4))
        const letters = Array.from({ length: random.int(1, 3) }, (_, i) =>
          said(`${writer}-${n}-${i}`, `party ${writer}`),
        )
        await writeLetters(tx.query, letters)
        written.push(...letters.map(({ id }) => id))
        // Between drawing the numbers and the commit: where the order could come apart.
        await sleep(random.int(0, 4))
      })
    }
  }
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
  let writing = true
  void writers.finally(() => {
    writing = false
  })

  const seen: string[] = []
  for (let cursor = 0n; ;) {
    const last = !writing
    const rows = await db.query<{ seq: bigint; id: string }>(
      'select seq, id from platform.letters where seq > $1 order by seq limit 7',
      [cursor],
    )
    seen.push(...rows.map(({ id }) => id))
    cursor = rows.at(-1)?.seq ?? cursor
    if (last && rows.length === 0) break
  }
  await writers
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(seen.toSorted(), written.toSorted())
})

test('letters of one commit keep their order and commits of one party theirs', async (t) => {
  const { db } = await testGround(t)
  const ids = Array.from({ length: 500 }, (_, n) => `let_${String(n).padStart(3, '0')}`)
  for (let from = 0; from < ids.length; from += 100) {
    await transaction(db, async (tx) => {
      for (const id of ids.slice(from, from + 100)) tx.emit(said(id, 'lin'))
    })
  }
  const rows = await db.query<{ id: string }>('select id from platform.letters order by seq')
  assert.deepEqual(
    rows.map(({ id }) => id),
    ids,
  )
})

test('nothing to say asks the database nothing', async () => {
  await writeLetters(() => assert.fail('asked the database'), [])
})
