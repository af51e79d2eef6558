export { openSession } from './session.ts'
export { openDb, type Db, type Query, type Row, type Statement } from './db.ts'
export { transaction, type JobName, type Tx } from './transaction.ts'
export { migrate, MigrationError } from './schema/migrate.ts'
export { isConnectionLoss, isUnavailable } from './connection-loss.ts'
export { writeLetters, type DeliveredLetter, type Letter } from './letters/write.ts'
export { startSubscribers, type Post } from './letters/post.ts'
export type { Subscriber } from './letters/subscribers.ts'
export { parkedLetters, retryParked, type ParkedLetter } from './letters/parked.ts'
export { letterLags, type LetterLag } from './letters/lag.ts'
export { systemClock, testClock, type Clock, type TestClock } from './clock.ts'
export { loadConfig, type Config } from './config/config.ts'
export type { MessageConfig, SmsConfig } from './config/message-settings.ts'
export { ConfigError } from './config/config-error.ts'
export {
  createCrypter,
  type Crypter,
  type KeyVersion,
  type Place,
  type RecordRef,
} from './crypto.ts'
export { publicKeyOf, signStatement, verifyStatement } from './signing.ts'
export { rewrapKeys, type KeyColumn } from './rewrap.ts'
export {
  attachFiles,
  filesOf,
  getFile,
  looseFiles,
  openFile,
  sealedFiles,
  shredFiles,
  storeFile,
  sweepFiles,
  type StoredFile,
} from './files/files.ts'
export { createLog, type Log } from './log.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { liveness, readiness, type Readiness } from './health.ts'
export { openGround, type Ground } from './ground.ts'
export { startJobs, type Jobs, type Task, type Tasks } from './jobs/jobs.ts'
export { planShutdown, stopOnSignals, type ClosingStep, type Shutdown } from './shutdown.ts'
export {
  isAlive,
  PostgresProblem,
  startPostgres,
  type EmbeddedPostgres,
  type LauncherLog,
  type PostgresOptions,
} from './postgres/index.ts'
export {
  backUp,
  CopyProblem,
  dump,
  load,
  restore,
  type BackupNote,
  type DumpNote,
} from './copies/index.ts'
