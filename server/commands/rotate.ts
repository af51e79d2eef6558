import { rewrapKeys } from '../platform/index.ts'
import { allSealedColumns } from '../door/index.ts'
import { openInstallation, runMain } from './installation.ts'

/**
 * npm run rotate: wraps every record's key anew with the newest version of the installation's key, and
 * again until nothing is left. It runs beside a running server; afterwards the older version may leave
 * the configuration.
 */
await runMain(async () => {
  const { ground, close } = await openInstallation()
  try {
    let all = 0
    for (;;) {
      const now = await rewrapKeys(ground, allSealedColumns)
      if (now === 0) break
      all += now
    }
    const version = ground.crypter.version
    process.stdout.write(
      `已用第 ${version} 版密钥重新封装 ${all} 个数据密钥；旧版本可以移除。\n` +
        `${all} keys wrapped anew with version ${version}; older versions may be removed.\n`,
    )
    return 0
  } finally {
    await close()
  }
})
