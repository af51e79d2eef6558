import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { verifyReceipt } from '@suanpan/kernel/receipt'
import type { ReceiptTools } from '@suanpan/kernel/receipt'
import { closeDay, publicKeyOf, receiptOf, verifyStatement } from '../../server/ledger/index.ts'
import { openTestBooks } from './books.ts'
import { judgeReceipt } from './verifier.ts'

const COMMAND = fileURLToPath(new URL('../../server/commands/verify.ts', import.meta.url))

const tools: ReceiptTools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verifyEd25519: verifyStatement,
}

test('both verifiers accept every receipt, of an open and of a closed day, whole or of one holder', async (t) => {
  const { texts, publicKey } = await receipts(t)
  assert.equal(texts.length, 24)
  for (const text of texts) {
    assert.equal(await ours(text, publicKey), 'valid')
    assert.equal(judgeReceipt(text, publicKey), 'valid')
  }
})

test('one changed digit anywhere fails in both verifiers, and at the same step', async (t) => {
  const { texts, publicKey } = await receipts(t)
  // One of a day that is closed and one of a day that is open; in each every letter and digit.
  for (const text of [texts.at(-1)!, texts[3]!]) {
    let changed = 0
    for (let at = 0; at < text.length; at++) {
      if (!/[A-Za-z0-9]/.test(text[at]!)) continue
      const other = /[0-9]/.test(text[at]!)
        ? String((Number(text[at]) + 1) % 10)
        : swapCase(text[at]!)
      const tampered = text.slice(0, at) + other + text.slice(at + 1)
      const verdict = judgeReceipt(tampered, publicKey)
      const where = `at ${at}: ${tampered.slice(Math.max(0, at - 30), at + 10)}`
      assert.notEqual(verdict, 'valid', where)
      assert.equal(await ours(tampered, publicKey), verdict, where)
      changed++
    }
    assert.ok(changed > 500, String(changed))
  }
})

test('npm run verify says which step fails, and ends with 1', async (t) => {
  const { texts, publicKey } = await receipts(t)
  const folder = await mkdtemp(path.join(tmpdir(), 'suanpan-verify-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, '存证 receipt.json')
  const verify = async (text: string, ...options: string[]) => {
    await writeFile(file, text)
    return new Promise<{ code: number; out: string }>((settle) => {
      execFile(process.execPath, [COMMAND, file, ...options], (error, out) => {
        settle({ code: typeof error?.code === 'number' ? error.code : 0, out })
      })
    })
  }
  const text = texts.at(-1)!
  const good = await verify(text, '--public-key', publicKey)
  assert.deepEqual([good.code, /✗/.test(good.out)], [0, false])
  assert.match(good.out, /the receipt is valid/)
  const alone = await verify(text)
  assert.equal(alone.code, 0)
  assert.match(alone.out, /the key is still to be compared/)
  const bad = await verify(
    text.replace('"amount":"-200"', '"amount":"-201"'),
    '--public-key',
    publicKey,
  )
  assert.equal(bad.code, 1)
  assert.match(bad.out, /✗ 所示金额|✗ 凭证哈希/)
})

/** The first step that fails in the project's own verifier. */
async function ours(text: string, publicKey: string): Promise<string> {
  const { ok, steps } = await verifyReceipt(parsed(text), tools, { publicKey })
  const failed = steps.find(({ outcome }) => outcome === 'failed')
  assert.equal(failed === undefined, ok)
  return failed?.step ?? 'valid'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const swapCase = (char: string): string =>
  char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()

/** Of six postings in several batches and two days: whole, of 林 lin where she takes part, open and closed. */
async function receipts(t: TestContext): Promise<{ texts: string[]; publicKey: string }> {
  const town = await openTestBooks(t)
  const first = await town.topUp('lin', 10_000n)
  const together = await Promise.all([3_000n, 400n, 500n].map((amount) => town.pay('lin', amount)))
  town.clock.set('2026-03-02T02:00:00Z')
  const later = [await town.claim(), await town.pay('lin', 200n)]
  const texts: string[] = []
  const write = async (): Promise<void> => {
    for (const { id, entries } of [first, ...together, ...later]) {
      texts.push(JSON.stringify(await receiptOf(town.books, id)))
      const holder = entries.length > 0 ? { holder: 'lin' } : {}
      texts.push(JSON.stringify(await receiptOf(town.books, id, holder)))
    }
  }
  await write()
  town.clock.set('2026-03-03T02:00:00Z')
  await closeDay(town.books, { date: '2026-03-02', by: 'opr_wang' })
  await write()
  return { texts, publicKey: publicKeyOf(town.books.ground.config.sealKey) }
}
