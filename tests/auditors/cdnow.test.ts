import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { auditBooks } from '../../server/audit/index.ts'
import type { AuditedBooks } from '../../server/audit/index.ts'
import { importFile } from '../../server/import/index.ts'
import { testGround } from '../harness/ground.ts'
import { tamper } from './books.ts'
import { auditors, balancesOf, needs, zeroless } from './programs.ts'

const CDNOW = path.join(import.meta.dirname, '../../../shared/data/cdnow/CDNOW_sample.txt')
const skip = existsSync(CDNOW) ? false : 'the public purchase histories are not on this machine'

/** One payment of some 6,900: both its entries stay of one size, so that only balances can tell. */
const ONE_PAYMENT = `update ledger.entries set amount = amount + sign(amount)::int
  where seq = (select seq from ledger.postings where kind = 'payment' order by seq offset 3000 limit 1)`

test(
  'the books of 2,357 people satisfy our audit and three foreign programs, and one changed amount none of them',
  { skip },
  async (t) => {
    const ground = await testGround(t)
    const folder = await mkdtemp(path.join(tmpdir(), 'suanpan-cdnow-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const report = await importFile(ground, {
      path: CDNOW,
      rejects: path.join(folder, 'rejects.csv'),
    })
    assert.deepEqual([report.people, report.purchases, report.linesRejected], [2_357, 6_919, 0])
    const books: AuditedBooks = { book: 1, ground }

    await t.test('the audit recomputes every balance, day and hash', async () => {
      const { ok, counts, difference } = await auditBooks(books)
      assert.equal(
        ok,
        true,
        JSON.stringify(difference, (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        ),
      )
      assert.ok(counts.postings > 13_000n, String(counts.postings))
      assert.ok(counts.days > 500n, String(counts.days))
    })
    for (const { program, examine } of auditors) {
      await t.test(
        `${program} finds the balance that the books have on every account`,
        async (t) => {
          if (!needs(t, program)) return
          const opinion = await examine(books)
          assert.ok('balances' in opinion, JSON.stringify(opinion))
          const expected = await balancesOf(books)
          assert.ok(expected.size > 4_700, String(expected.size))
          assert.deepEqual(zeroless(opinion.balances), zeroless(expected))
        },
      )
    }

    await tamper(ground.adminUrl, ONE_PAYMENT)
    await t.test('the audit names the payment that was changed', async () => {
      const { difference } = await auditBooks(books)
      assert.equal(difference?.check, 'balance')
      assert.match(difference.at.posting ?? '', /^pay_/)
    })
    for (const { program, examine } of auditors) {
      await t.test(`${program} notices the change`, async (t) => {
        if (!needs(t, program)) return
        const opinion = await examine(books)
        assert.ok('complaint' in opinion, 'the tampered books were accepted')
        assert.match(opinion.complaint, /balance|assert/i)
      })
    }
  },
)
