import path from 'node:path'
import { parseArgs } from 'node:util'
import { load, loadConfig, startPostgres } from '../platform/index.ts'
import { runMain, UsageError } from './installation.ts'

await runMain(async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [from] = positionals
  if (from === undefined || positionals.length > 1) {
    throw new UsageError('npm run load -- DIRECTORY')
  }
  const config = loadConfig()
  const server =
    config.databaseUrl === undefined
      ? await startPostgres({ dataDir: path.join(config.dataDir, 'pg') })
      : undefined
  try {
    const url = server?.ownerUrl ?? config.databaseUrl ?? ''
    const { tables, madeAt } = await load({ url, from })
    const rows = tables.reduce((sum, table) => sum + BigInt(table.rows), 0n)
    process.stdout.write(
      `已载入 ${madeAt} 的导出：${tables.length} 张表，${rows} 行。请运行 npm run audit 核对。\n` +
        `Loaded the dump of ${madeAt}: ${tables.length} tables, ${rows} rows. Now run npm run audit.\n`,
    )
    return 0
  } finally {
    await server?.stop()
  }
})
