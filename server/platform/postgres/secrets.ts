import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PostgresProblem } from './problem.ts'

/** The passwords of the three roles of an embedded database. */
export type Secrets = { postgres: string; suanpan_owner: string; suanpan_app: string }

export type Role = keyof Secrets

/** Makes new passwords and keeps them in a file that only its owner may read. */
export function makeSecrets(home: string): Secrets {
  const secrets = { postgres: password(), suanpan_owner: password(), suanpan_app: password() }
  writeFileSync(file(home), `${JSON.stringify(secrets)}\n`, { mode: 0o600 })
  return secrets
}

export function readSecrets(home: string): Secrets {
  const where = file(home)
  if (existsSync(where)) {
    const value: unknown = JSON.parse(readFileSync(where, 'utf8'))
    if (isSecrets(value)) return value
  }
  throw new PostgresProblem({
    zh: `数据在，但密码文件不见了或已损坏：${where}。请从备份中恢复它。`,
    en: `The data is there, but its password file is missing or broken: ${where}. Restore it from a backup.`,
  })
}

export function urlFor(role: Role, secrets: Secrets, port: number, database: string): string {
  return `postgres://${role}:${secrets[role]}@127.0.0.1:${port}/${database}`
}

/** Hexadecimal, so that it needs no quoting in a URL, a file or SQL. */
function password(): string {
  return randomBytes(24).toString('hex')
}

function file(home: string): string {
  return path.join(home, 'passwords.json')
}

function isSecrets(value: unknown): value is Secrets {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['postgres', 'suanpan_owner', 'suanpan_app'].every(
      (role) => role in value && typeof (value as Record<string, unknown>)[role] === 'string',
    )
  )
}
