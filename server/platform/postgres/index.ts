export { DEFAULT_DATA_DIR, startPostgres } from './start.ts'
export type { EmbeddedPostgres, LauncherLog, PostgresOptions } from './start.ts'
export { PostgresProblem } from './problem.ts'
export { isAlive } from './processes.ts'
