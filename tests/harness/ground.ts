import { createHash, createPrivateKey } from 'node:crypto'
import os from 'node:os'
import { createLog, openDb, openGround, testClock } from '../../server/platform/index.ts'
import type { Config, Ground, TestClock } from '../../server/platform/index.ts'
import { testDatabase } from './database.ts'

/** Noon in Shanghai on a Tuesday: no test starts near a date boundary by accident. */
export const TEST_START = '2026-03-03T04:00:00.000Z'

/** Keys that are the same in every run, so that a failure can be repeated. */
export function testConfig(): Config {
  const key = (name: string): Buffer => createHash('sha256').update(`test ${name}`).digest()
  // RFC 8410: an ed25519 private key is this prefix and its 32 bytes.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), key('seal')])
  return {
    zone: 'Asia/Shanghai',
    host: '127.0.0.1',
    port: 0,
    poolMax: 10,
    dataDir: os.tmpdir(),
    logLevel: 'silent',
    sealKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    encryptionKeys: [{ version: 1, key: key('encryption') }],
    blindIndexKey: key('blind index'),
    sessionSecret: key('session'),
    retentionYears: 10,
    evidenceDays: 1_826,
    cardRefundDays: 3,
    disputes: {
      openDays: 180,
      answerHours: 72,
      escalateDays: 7,
      decideDays: 15,
      aloneMax: 100_000n,
    },
    messages: { smsDailyMax: 10_000 },
  }
}

export type TestGround = Ground & {
  clock: TestClock
  /** The database as superuser. */
  adminUrl: string
  /** Run before the database goes, the last one registered first. */
  onEnd(work: () => Promise<unknown>): void
}

/** A ground on a fresh database with a clock that the test moves; all of it goes with the test. */
export async function testGround(t: {
  after(work: () => Promise<void>): void
}): Promise<TestGround> {
  const database = await testDatabase()
  const db = openDb({ url: database.appUrl })
  const config = testConfig()
  const clock = testClock(TEST_START)
  const ground = openGround({ db, config, clock, log: createLog({ level: 'silent' }) })
  const ends: (() => Promise<unknown>)[] = [() => database.drop(), () => db.close()]
  t.after(async () => {
    for (const end of ends.reverse()) await end()
  })
  return { ...ground, clock, adminUrl: database.url, onEnd: (work) => void ends.push(work) }
}
