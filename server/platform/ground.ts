import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { createCrypter, type Crypter } from './crypto.ts'
import type { Db } from './db.ts'
import { createLog, type Log } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'

/** What every room stands on. */
export type Ground = {
  db: Db
  clock: Clock
  log: Log
  config: Config
  metrics: Metrics
  crypter: Crypter
}

/** Puts the ground together; what is not given is made from the configuration. */
export function openGround(parts: {
  db: Db
  config: Config
  clock?: Clock
  log?: Log
  metrics?: Metrics
}): Ground {
  const { db, config } = parts
  return {
    db,
    config,
    clock: parts.clock ?? systemClock,
    log: parts.log ?? createLog({ level: config.logLevel }),
    metrics: parts.metrics ?? createMetrics(),
    crypter: createCrypter({ versions: config.encryptionKeys, blindIndex: config.blindIndexKey }),
  }
}
