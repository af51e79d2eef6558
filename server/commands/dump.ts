import path from 'node:path'
import { parseArgs } from 'node:util'
import { dump, loadConfig, startPostgres, systemClock } from '../platform/index.ts'
import { fileStamp } from './copy-words.ts'
import { runMain, UsageError } from './installation.ts'

await runMain(async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  if (positionals.length > 1) throw new UsageError('npm run dump [-- DIRECTORY]')
  const config = loadConfig()
  const at = systemClock.now()
  const into = positionals[0] ?? path.join(config.dataDir, 'dumps', fileStamp(at))
  const server =
    config.databaseUrl === undefined
      ? await startPostgres({ dataDir: path.join(config.dataDir, 'pg') })
      : undefined
  try {
    const url = server?.ownerUrl ?? config.databaseUrl ?? ''
    const { tables, postgres } = await dump({ url, into, at })
    const rows = tables.reduce((sum, table) => sum + BigInt(table.rows), 0n)
    process.stdout.write(
      `已导出 ${tables.length} 张表，${rows} 行（PostgreSQL ${postgres}）：${into}\n` +
        `Dumped ${tables.length} tables, ${rows} rows (PostgreSQL ${postgres}): ${into}\n` +
        '不含密钥文件 keys.json，请另行保存。The key file keys.json is not in it: keep it as well.\n',
    )
    return 0
  } finally {
    await server?.stop()
  }
})
