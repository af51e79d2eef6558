import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startServer } from '../../bench/harness/server.ts'
import type { ServerProcess } from '../../bench/harness/server.ts'
import { foundTown, topUpEverybody, TOWN_FEE_BASIS_POINTS } from '../../bench/harness/town.ts'
import type { Town } from '../../bench/harness/town.ts'
import { seeded } from '../../bench/zipf.ts'
import { auditBooks } from '../../server/audit/index.ts'
import { loadConfig, openDb, openGround } from '../../server/platform/index.ts'
import type { Db } from '../../server/platform/index.ts'
import { DEFAULT_RULE } from '../../server/points/index.ts'
import { checkAcknowledged, checkBooks, checkPoints } from './books.ts'
import { startVictim } from './database.ts'
import type { Victim } from './database.ts'
import { payAgain, startPaying } from './payer.ts'
import type { Note, Payers } from './payer.ts'

const OPENING_BALANCE = 1_000_000_000n
const PEOPLE = 40
const MERCHANTS = 5
/** Load before each blow, drawn between these, so that it falls at any moment of a batch. */
const CALM_MS = { min: 100, max: 700 }
/** Acknowledgements after a recovery that prove the house works again. */
const SIGNS_OF_LIFE = 50
const REPLAYS_CHECKED = 200

export type Summary = {
  rounds: number
  payments: number
  /** Payments that were sent more than once before they were acknowledged. */
  insisted: number
  answers: Record<string, number>
  seconds: number
}

/**
 * Rounds of kill -9 under load through the API, the server and the database in turns. Throws with
 * the first promise that does not hold.
 */
export async function torture(options: {
  rounds: number
  seed: number
  say?: (line: string) => void
}): Promise<Summary> {
  const start = performance.now()
  const folder = mkdtempSync(join(os.tmpdir(), 'suanpan-torture-'))
  chmodSync(folder, 0o711)
  const victim = await startVictim(join(folder, 'pg'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  // After the launcher's own listener, which stops the database that lives in there.
  process.once('exit', remove)
  const db = openDb({ url: victim.url, max: 2, applicationName: 'torture' })
  const house = { folder, victim, db, port: await freePort() }
  const servers: ServerProcess[] = []
  try {
    return { ...(await suffer(house, servers, options)), seconds: since(start) }
  } finally {
    await servers.at(-1)?.end('SIGKILL')
    await db.close()
    await victim.stop()
    process.off('exit', remove)
    remove()
  }
}

type House = { folder: string; victim: Victim; db: Db; port: number }
type Options = Parameters<typeof torture>[0]

async function suffer(
  house: House,
  servers: ServerProcess[],
  { rounds, seed, say = () => {} }: Options,
): Promise<Omit<Summary, 'seconds'>> {
  const { folder, victim, db, port } = house
  const access = { databaseUrl: victim.url, dataDir: join(folder, 'server') }
  const town = await foundTown({ ...access, people: PEOPLE, merchants: MERCHANTS })
  servers.push(await startServer({ ...access, port }))
  const url = new URL(`http://127.0.0.1:${port}`)
  await topUpEverybody(url, town, OPENING_BALANCE)
  const random = seeded(seed)
  const payers = startPaying(url, town, random)
  for (let round = 1, checked = 0; round <= rounds; round++) {
    await sleep(CALM_MS.min + random() * (CALM_MS.max - CALM_MS.min))
    const blow = performance.now()
    if (round % 2 === 1) {
      await servers.at(-1)?.end('SIGKILL')
      servers.push(await startServer({ ...access, port }))
    } else {
      victim.kill()
      await victim.revive()
    }
    await signsOfLife(payers)
    const known = payers.acknowledged.length
    await checkAcknowledged(db.query, payers.acknowledged.slice(checked, known))
    checked = known
    const what = round % 2 === 1 ? 'server' : 'database'
    say(`round ${round}: ${what} killed, back in ${since(blow).toFixed(1)} s, ${known} payments`)
  }
  await payers.finish()
  const notes = payers.acknowledged
  await checkReplays(url, town, notes)
  await checkBooks(db.query, {
    notes,
    opening: OPENING_BALANCE,
    feeBasisPoints: TOWN_FEE_BASIS_POINTS,
  })
  await lettersRead(db)
  await checkPoints(db.query, notes, BigInt(DEFAULT_RULE.args.dailyCap ?? 0))
  await checkSeal(house)
  const insisted = notes.filter(({ sends }) => sends > 1).length
  assert.ok(insisted > 0 || rounds === 0, 'no blow ever hit a payment under way')
  return { rounds, payments: notes.length, insisted, answers: Object.fromEntries(payers.answers) }
}

/** Waits until payments are acknowledged that were sent after the recovery. */
async function signsOfLife(payers: Payers): Promise<void> {
  const wanted = payers.acknowledged.length + SIGNS_OF_LIFE
  for (let patience = 60_000; payers.acknowledged.length < wanted; patience -= 10) {
    // A payer that gave up says why.
    if (patience <= 0) await payers.finish()
    assert.ok(patience > 0, 'no payment was acknowledged within a minute of the recovery')
    await sleep(10)
  }
}

/** Waits until the points have read all letters, whatever was killed while they read. */
async function lettersRead(db: Db): Promise<void> {
  for (let patience = 60_000; patience > 0; patience -= 50) {
    const behind = await db.query(
      `select name from platform.subscribers
        where cursor < (select max(seq) from platform.letters)`,
    )
    if (behind.length === 0) break
    await sleep(50)
  }
  const parked = await db.query('select subscriber, letter_id, error from platform.parked')
  assert.deepEqual(parked, [], 'letters were parked')
}

/** The auditor recomputes every balance, version and hash and finds no difference. */
async function checkSeal({ folder, db }: House): Promise<void> {
  const config = loadConfig({ SUANPAN_DATA: join(folder, 'server'), LOG_LEVEL: 'warn' })
  const { ok, difference } = await auditBooks({ book: 1, ground: openGround({ db, config }) })
  assert.ok(ok, `the audit found a difference: ${JSON.stringify(difference)}`)
}

/** The same key again answers the same payment, above all for those that were sent repeatedly. */
async function checkReplays(url: URL, town: Town, notes: Note[]): Promise<void> {
  const insisted = notes.filter(({ sends }) => sends > 1)
  const step = Math.max(1, Math.floor(notes.length / REPLAYS_CHECKED))
  for (const note of [...insisted, ...notes.filter((_, at) => at % step === 0)]) {
    const answer = await payAgain(url, town, note)
    assert.equal(answer.status, 201, answer.body)
    assert.equal((JSON.parse(answer.body) as { id: string }).id, note.payment)
    assert.equal(answer.replayed, true, `${note.key} was not called a replay`)
  }
}

const since = (start: number): number => (performance.now() - start) / 1000
