import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { KeyVersion } from '../crypto.ts'
import { ConfigError } from './config-error.ts'
import {
  disputeExpectations,
  disputeSettings,
  disputesOf,
  type DisputeConfig,
} from './dispute-settings.ts'
import {
  halfGiven,
  messageExpectations,
  messageSettings,
  messagesOf,
  type MessageConfig,
} from './message-settings.ts'
import { localKeys, type KeyVariable } from './local-keys.ts'

const DATA_DIR = fileURLToPath(new URL('../../../.suanpan', import.meta.url))
const KEY_BYTES = 32
const KEY_VERSION = /^(\d{1,5}):([A-Za-z0-9+/]+={0,2})$/

/** What the installation was told when it started. */
export type Config = {
  /** IANA name: where the business day begins and recurring work is timed. */
  zone: string
  host: string
  port: number
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  databaseUrl?: string
  poolMax: number
  dataDir: string
  logLevel: string
  /** ed25519 private key that signs the day's seal. */
  sealKey: KeyObject
  encryptionKeys: KeyVersion[]
  blindIndexKey: Buffer
  sessionSecret: Buffer
  /** The address that people open in their browsers; passkeys are tied to its host. */
  origin?: string
  /** A font with Chinese for printed statements, `file#face` for a collection; else one is looked for. */
  fontFile?: string
  /** How long it is kept who somebody was after they closed their wallet. */
  retentionYears: number
  /** How many days files are kept that stand beside a real name that was verified; 0: not at all. */
  evidenceDays: number
  /** Within how many working days a card has what is refunded to it, as its bank says. */
  cardRefundDays: number
  /** The clocks of disputes. */
  disputes: DisputeConfig
  /** How SMS, e-mail and push leave the house. */
  messages: MessageConfig
  /** The file that made up for keys that were not given. Without it the data cannot be read. */
  keysFile?: string
}

const zone = z.string().refine((name) => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
})

const key = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === KEY_BYTES)

const keyVersions = z
  .string()
  .transform((text) => text.split(',').map((part) => KEY_VERSION.exec(part.trim())))
  .transform((parts) =>
    parts.map((part): KeyVersion => ({
      version: Number(part?.[1] ?? 0),
      key: Buffer.from(part?.[2] ?? '', 'base64'),
    })),
  )
  .refine((keys) => keys.every(({ version }) => version >= 1 && version <= 65_535))
  .refine((keys) => keys.every((one) => one.key.length === KEY_BYTES))
  .refine((keys) => new Set(keys.map(({ version }) => version)).size === keys.length)

const sealKey = z.string().transform((text, context) => {
  try {
    // One line is the base64 of the DER, so that the key fits an environment variable.
    const parsed = text.includes('-----')
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
    if (parsed.asymmetricKeyType === 'ed25519') return parsed
  } catch {
    // What OpenSSL says about it may quote the key.
  }
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to)

/** TLS, or this machine: browsers give passkeys to nobody else. */
const origin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, ''))
  .transform((text) => new URL(text))
  .refine(({ protocol, hostname }) => protocol === 'https:' || hostname === 'localhost')
  .transform((url) => url.origin)

const Settings = z.object({
  SUANPAN_ZONE: zone.default('Asia/Shanghai'),
  SUANPAN_DATA: z
    .string()
    .default(DATA_DIR)
    .transform((directory) => path.resolve(directory)),
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(8080),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DATABASE_POOL: wholeNumber(2, 500).default(20),
  DATABASE_URL: z
    .string()
    .refine((url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url))
    .optional(),
  SUANPAN_ORIGIN: origin.optional(),
  SUANPAN_FONT: z.string().optional(),
  SUANPAN_RETENTION_YEARS: wholeNumber(1, 100).default(10),
  SUANPAN_EVIDENCE_DAYS: wholeNumber(0, 36_500).default(1_826),
  SUANPAN_CARD_REFUND_DAYS: wholeNumber(1, 30).default(3),
  ...disputeSettings,
  ...messageSettings,
})

const Keys = z.object({
  SUANPAN_SEAL_KEY: sealKey,
  SUANPAN_ENCRYPTION_KEYS: keyVersions,
  SUANPAN_BLIND_INDEX_KEY: key,
  SUANPAN_SESSION_SECRET: key,
} satisfies { [V in KeyVariable]: z.ZodType })

type Variable = keyof z.input<typeof Settings> | KeyVariable

const expected: { [V in Variable]: { zh: string; en: string; secret?: true } } = {
  SUANPAN_ZONE: {
    zh: 'IANA 时区名，例如 Asia/Shanghai',
    en: 'an IANA time zone, e.g. Asia/Shanghai',
  },
  SUANPAN_DATA: { zh: '数据目录的路径', en: 'the path of the data directory' },
  HOST: { zh: '监听地址，例如 127.0.0.1', en: 'the address to listen on, e.g. 127.0.0.1' },
  PORT: { zh: '0 至 65535 的整数', en: 'a whole number from 0 to 65535' },
  LOG_LEVEL: {
    zh: 'trace、debug、info、warn、error、fatal 或 silent',
    en: 'trace, debug, info, warn, error, fatal or silent',
  },
  DATABASE_POOL: { zh: '2 至 500 的整数', en: 'a whole number from 2 to 500' },
  DATABASE_URL: {
    zh: '以 postgres:// 开头的连接地址',
    en: 'an address that begins with postgres://',
    secret: true,
  },
  SUANPAN_ORIGIN: {
    zh: '用户在浏览器中打开的地址，例如 https://wallet.example.com',
    en: 'the address that people open, e.g. https://wallet.example.com',
  },
  SUANPAN_FONT: {
    zh: '含中文的字体文件，字体集写作 文件#字体名',
    en: 'a font file with Chinese; file#face for a collection',
  },
  SUANPAN_RETENTION_YEARS: { zh: '1 至 100 的整数', en: 'a whole number from 1 to 100' },
  SUANPAN_EVIDENCE_DAYS: { zh: '0 至 36500 的整数', en: 'a whole number from 0 to 36500' },
  SUANPAN_CARD_REFUND_DAYS: { zh: '1 至 30 的整数', en: 'a whole number from 1 to 30' },
  ...disputeExpectations,
  ...messageExpectations,
  SUANPAN_SEAL_KEY: {
    zh: 'ed25519 私钥（PKCS#8，PEM 或 base64）',
    en: 'an ed25519 private key (PKCS#8, PEM or base64)',
    secret: true,
  },
  SUANPAN_ENCRYPTION_KEYS: {
    zh: '“版本:密钥”，用逗号分隔，密钥为 32 字节的 base64，例如 2:…,1:…',
    en: 'version:key pairs separated by commas, each key 32 bytes in base64, e.g. 2:…,1:…',
    secret: true,
  },
  SUANPAN_BLIND_INDEX_KEY: { zh: '32 字节的 base64', en: '32 bytes in base64', secret: true },
  SUANPAN_SESSION_SECRET: { zh: '32 字节的 base64', en: '32 bytes in base64', secret: true },
}

const KEY_VARIABLES = Object.keys(Keys.shape)
const SECRETS = Object.entries(expected).filter(([, { secret }]) => secret === true)

type Texts = { [variable: string]: string | undefined }

/**
 * Reads the environment. A secret `X` may instead be the content of the file that `X_FILE` names.
 * Keys that are not given are made once and kept in the data directory, readable by its owner only.
 *
 * Throws `ConfigError` with every problem in Chinese and English; secrets are never shown.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = []
  const texts = readTexts(env, problems)
  const settings = Settings.safeParse(texts)
  problems.push(...describe(settings.error, texts), ...halfGiven(texts))

  const missing = KEY_VARIABLES.filter((variable) => texts[variable] === undefined)
  // Nothing is written to the disk for an installation that will not start.
  const makeUp = missing.length > 0 && settings.success && problems.length === 0
  const local = makeUp ? localKeys(settings.data.SUANPAN_DATA) : undefined
  const keys = Keys.safeParse({ ...local?.texts, ...texts })
  const given = keys.error?.issues.filter((issue) => texts[String(issue.path[0])] !== undefined)
  problems.push(...describe(makeUp ? keys.error : given && { issues: given }, texts))

  if (!settings.success || !keys.success || problems.length > 0) {
    throw new ConfigError(problems.join('\n'))
  }
  return compose(settings.data, keys.data, local?.file)
}

function compose(
  settings: z.output<typeof Settings>,
  keys: z.output<typeof Keys>,
  keysFile: string | undefined,
): Config {
  const {
    DATABASE_URL: databaseUrl,
    SUANPAN_ORIGIN: publicOrigin,
    SUANPAN_FONT: fontFile,
  } = settings
  return {
    zone: settings.SUANPAN_ZONE,
    host: settings.HOST,
    port: settings.PORT,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(publicOrigin === undefined ? {} : { origin: publicOrigin }),
    ...(fontFile === undefined ? {} : { fontFile }),
    poolMax: settings.DATABASE_POOL,
    dataDir: settings.SUANPAN_DATA,
    logLevel: settings.LOG_LEVEL,
    sealKey: keys.SUANPAN_SEAL_KEY,
    encryptionKeys: keys.SUANPAN_ENCRYPTION_KEYS,
    blindIndexKey: keys.SUANPAN_BLIND_INDEX_KEY,
    sessionSecret: keys.SUANPAN_SESSION_SECRET,
    retentionYears: settings.SUANPAN_RETENTION_YEARS,
    evidenceDays: settings.SUANPAN_EVIDENCE_DAYS,
    cardRefundDays: settings.SUANPAN_CARD_REFUND_DAYS,
    disputes: disputesOf(settings),
    messages: messagesOf(settings),
    ...(keysFile === undefined ? {} : { keysFile }),
  }
}

/** An empty variable counts as one that is not there, as in compose files. */
function readTexts(env: NodeJS.ProcessEnv, problems: string[]): Texts {
  const texts: Texts = {}
  for (const variable of Object.keys(expected)) {
    if (env[variable]) texts[variable] = env[variable]
  }
  for (const [variable] of SECRETS) {
    const file = env[`${variable}_FILE`]
    if (!file) continue
    if (texts[variable] !== undefined) {
      problems.push(`${variable} 与 ${variable}_FILE 只能给其一 / give one of the two`)
    }
    try {
      texts[variable] = readFileSync(file, 'utf8').trim()
    } catch {
      problems.push(
        `${variable}_FILE = ${JSON.stringify(file)}，应为：可读的文件 / expected a readable file`,
      )
    }
  }
  return texts
}

function describe(
  error: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined,
  texts: Texts,
): string[] {
  const variables = new Set(error?.issues.map((issue) => String(issue.path[0])))
  return Object.entries(expected)
    .filter(([variable]) => variables.has(variable))
    .map(([variable, { zh, en, secret }]) => {
      const value = texts[variable] ?? ''
      const shown = secret
        ? `（不显示，${value.length} 个字符 / not shown, ${value.length} characters）`
        : JSON.stringify(value)
      return `${variable} = ${shown}，应为：${zh} / expected ${en}`
    })
}
