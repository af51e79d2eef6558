import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { ConfigError } from './config-error.ts'

const FILE_NAME = 'keys.json'
const KEY_BYTES = 32

const KeyFile = z.object({
  SUANPAN_SEAL_KEY: z.string(),
  SUANPAN_ENCRYPTION_KEYS: z.string(),
  SUANPAN_BLIND_INDEX_KEY: z.string(),
  SUANPAN_SESSION_SECRET: z.string(),
})

export type KeyVariable = keyof z.input<typeof KeyFile>

/**
 * The keys of an installation that was given none: made at the first start, kept in the data
 * directory with mode 0600, and the same ever after. They carry the names of the variables that
 * replace them, so that moving them into a secret store is copying.
 */
export function localKeys(dataDir: string): {
  file: string
  texts: { [V in KeyVariable]: string }
} {
  const file = path.join(dataDir, FILE_NAME)
  mkdirSync(dataDir, { recursive: true })
  const text = readIfThere(file) ?? create(file)
  try {
    return { file, texts: KeyFile.parse(JSON.parse(text)) }
  } catch (error) {
    throw new ConfigError(
      `${file}：密钥文件已损坏，请从备份恢复；没有它就读不出加密的数据 / the key file is damaged: restore it from a backup, encrypted data cannot be read without it`,
      { cause: error },
    )
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Linked into place whole: of two processes that start at once, one wins and both read its file. */
function create(file: string): string {
  const half = `${file}.${randomBytes(4).toString('hex')}`
  writeFileSync(half, `${JSON.stringify(makeKeys(), null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(half, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(half)
  }
  return readFileSync(file, 'utf8')
}

function makeKeys(): { [V in KeyVariable]: string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = (): string => randomBytes(KEY_BYTES).toString('base64')
  return {
    SUANPAN_SEAL_KEY: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    SUANPAN_ENCRYPTION_KEYS: `1:${key()}`,
    SUANPAN_BLIND_INDEX_KEY: key(),
    SUANPAN_SESSION_SECRET: key(),
  }
}
