import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { auditBooks, checks } from '../audit/index.ts'
import {
  createLog,
  loadConfig,
  migrate,
  openDb,
  openGround,
  restore,
  systemClock,
} from '../platform/index.ts'
import { EXIT_NO, runMain, UsageError } from './installation.ts'

const DATA_DIR = fileURLToPath(new URL('../../.suanpan', import.meta.url))

const USAGE = 'npm run restore -- DIRECTORY [--replace]'

const FOREIGN =
  'npm run restore 只恢复内置数据库，请先取消 DATABASE_URL。\n' +
  'npm run restore restores the embedded database only: unset DATABASE_URL.'

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false } },
  })
  const [from] = positionals
  if (from === undefined || positionals.length > 1) throw new UsageError(USAGE)
  if (process.env['DATABASE_URL']) throw new UsageError(FOREIGN)
  // Not from the configuration: reading it would make keys where those of the backup belong.
  const dataDir = path.resolve(process.env['SUANPAN_DATA'] || DATA_DIR)
  const { note, server, aside } = await restore({
    from,
    dataDir,
    at: systemClock.now(),
    replace: values.replace,
  })
  try {
    process.stdout.write(`已恢复 ${note.madeAt} 的备份 / restored the backup of ${note.madeAt}\n`)
    if (aside) process.stdout.write(`原有数据改存于 / the former data is now in ${aside}\n`)
    await migrate({ url: server.ownerUrl })
    return await verify(server.appUrl)
  } finally {
    await server.stop()
  }
})

/** A restore is finished when the books were read from end to end and agree with themselves. */
async function verify(url: string): Promise<number> {
  // Read only now: the keys came with the backup.
  const config = loadConfig()
  const db = openDb({ url })
  try {
    const ground = openGround({ db, config, log: createLog({ level: 'warn' }) })
    const report = await auditBooks({ book: 1, ground })
    if (report.difference) {
      const { zh, en } = checks[report.difference.check]
      process.stdout.write(`核对不一致：${zh} / the books do not agree: ${en} (npm run audit)\n`)
      return EXIT_NO
    }
    const { postings, entries } = report.counts
    process.stdout.write(
      `核对一致：${postings} 笔凭证，${entries} 条流水 / the books agree: ${postings} postings, ${entries} entries\n`,
    )
    return 0
  } finally {
    await db.close()
  }
}
