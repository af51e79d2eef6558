import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { ROLES, type Role } from '@suanpan/contract/routes/define'
import { createOperator } from '../parties/index.ts'
import { openInstallation, runMain, UsageError } from './installation.ts'

const PASSWORD_BYTES = 15

/**
 * npm run operator -- --login NAME [--name TEXT] [--role viewer|operator|approver]: creates an
 * operator and prints the password and the secret of the one-time codes, once.
 */
await runMain(async () => {
  const { values } = parseArgs({
    options: {
      login: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', default: 'operator' },
    },
  })
  const { login, role } = values
  if (login === undefined || !isRole(role)) {
    throw new UsageError(`--login NAME [--name TEXT] [--role ${ROLES.join('|')}]`)
  }
  const { ground, close } = await openInstallation()
  try {
    const password = randomBytes(PASSWORD_BYTES).toString('base64url')
    const name = values.name ?? login
    const { totp } = await createOperator(ground, { login, name, role, password })
    process.stdout.write(
      `账号 login      ${login}\n密码 password   ${password}\n动态密钥 TOTP   ${totp.secret}\n${totp.uri}\n`,
    )
    return 0
  } finally {
    await close()
  }
})

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text)
}
