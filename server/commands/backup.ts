import path from 'node:path'
import { parseArgs } from 'node:util'
import { backUp, loadConfig, systemClock } from '../platform/index.ts'
import { fileStamp, megabytes } from './copy-words.ts'
import { runMain, UsageError } from './installation.ts'

const FOREIGN =
  'npm run backup 只备份内置数据库。使用 DATABASE_URL 时请用该服务器自己的备份工具，或 npm run dump。\n' +
  'npm run backup copies the embedded database only. With DATABASE_URL use the backup of that server, or npm run dump.'

await runMain(async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  if (positionals.length > 1) throw new UsageError('npm run backup [-- DIRECTORY]')
  const config = loadConfig()
  if (config.databaseUrl !== undefined) throw new UsageError(FOREIGN)
  const at = systemClock.now()
  const into = positionals[0] ?? path.join(config.dataDir, 'backups', fileStamp(at))
  const { files } = await backUp({ dataDir: config.dataDir, into, at })
  const size = megabytes(files.reduce((sum, file) => sum + file.bytes, 0))
  process.stdout.write(
    `已备份 ${files.length} 个文件，${size}：${into}\n` +
      `Backed up ${files.length} files, ${size}: ${into}\n` +
      '备份含密码与密钥，请妥善保管。It holds passwords and keys: keep it safe, and on another machine.\n',
  )
  return 0
})
