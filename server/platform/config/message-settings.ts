import { z } from 'zod'

/** How messages leave the house; what is not configured is not used. */
export type MessageConfig = {
  sms?: SmsConfig
  email?: { url: string; from: string }
  push?: { publicKey: string; privateKey: string; subject: string }
  /** SMS in a day, in total: what a flood can cost. */
  smsDailyMax: number
}

export type SmsConfig = {
  url: string
  key: string
  /** The signature (签名) that carriers show in front. */
  signature: string
  /** The gateway's id of a template: `code.zh` → `SMS_1001`. */
  templates: { [name: string]: string }
}

const TEMPLATE = /^([a-z_]+\.(?:zh|en))=(\S+)$/

const secureUrl = z
  .string()
  .refine((text) => URL.canParse(text))
  .refine((text) => {
    const { protocol, hostname } = new URL(text)
    return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')
  })

const smsTemplates = z
  .string()
  .transform((text) => text.split(',').map((part) => TEMPLATE.exec(part.trim())))
  .refine((parts) => parts.every((part) => part !== null))
  .transform((parts) => Object.fromEntries(parts.map((part) => [part?.[1] ?? '', part?.[2] ?? ''])))

export const messageSettings = {
  SUANPAN_SMS_URL: secureUrl.optional(),
  SUANPAN_SMS_KEY: z.string().min(16).optional(),
  SUANPAN_SMS_SIGNATURE: z.string().min(1).max(20).default('算盘'),
  SUANPAN_SMS_TEMPLATES: smsTemplates.default({}),
  SUANPAN_SMS_DAILY_MAX: z
    .string()
    .regex(/^\d{1,7}$/)
    .default('10000')
    .transform(Number),
  SUANPAN_SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\//.test(text) && URL.canParse(text))
    .optional(),
  SUANPAN_MAIL_FROM: z.email().optional(),
  SUANPAN_PUSH_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{87}$/)
    .optional(),
  SUANPAN_PUSH_PRIVATE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  SUANPAN_PUSH_SUBJECT: z
    .string()
    .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/)
    .optional(),
}

type Settings = z.output<z.ZodObject<typeof messageSettings>>

export const messageExpectations: {
  [V in keyof typeof messageSettings]: { zh: string; en: string; secret?: true }
} = {
  SUANPAN_SMS_URL: {
    zh: '短信网关的 https 地址',
    en: 'the https address of the SMS gateway',
  },
  SUANPAN_SMS_KEY: {
    zh: '短信网关的密钥，至少 16 个字符',
    en: 'the key of the SMS gateway, at least 16 characters',
    secret: true,
  },
  SUANPAN_SMS_SIGNATURE: {
    zh: '1 至 20 个字符的短信签名',
    en: 'a signature of 1 to 20 characters',
  },
  SUANPAN_SMS_TEMPLATES: {
    zh: '“模板.语言=编号”，用逗号分隔，例如 code.zh=SMS_1001',
    en: 'template.language=id pairs separated by commas, e.g. code.zh=SMS_1001',
  },
  SUANPAN_SMS_DAILY_MAX: { zh: '每日短信总条数上限', en: 'the number of SMS a day, in total' },
  SUANPAN_SMTP_URL: {
    zh: '以 smtps:// 或 smtp:// 开头的邮件服务器地址',
    en: 'an address of a mail server that begins with smtps:// or smtp://',
    secret: true,
  },
  SUANPAN_MAIL_FROM: { zh: '发件人邮箱地址', en: 'the e-mail address to send from' },
  SUANPAN_PUSH_PUBLIC_KEY: {
    zh: 'VAPID 公钥（base64url，87 个字符）',
    en: 'the VAPID public key (base64url, 87 characters)',
  },
  SUANPAN_PUSH_PRIVATE_KEY: {
    zh: 'VAPID 私钥（base64url，43 个字符）',
    en: 'the VAPID private key (base64url, 43 characters)',
    secret: true,
  },
  SUANPAN_PUSH_SUBJECT: {
    zh: '推送联系人：mailto: 或 https: 地址',
    en: 'whom push services may ask: a mailto: or https: address',
  },
}

/** Settings that only make sense together. */
const TOGETHER: readonly (readonly (keyof Settings)[])[] = [
  ['SUANPAN_SMS_URL', 'SUANPAN_SMS_KEY'],
  ['SUANPAN_SMTP_URL', 'SUANPAN_MAIL_FROM'],
  ['SUANPAN_PUSH_PUBLIC_KEY', 'SUANPAN_PUSH_PRIVATE_KEY', 'SUANPAN_PUSH_SUBJECT'],
]

/** What is missing of a group of settings of which only some were given. */
export function halfGiven(given: { [variable: string]: string | undefined }): string[] {
  return TOGETHER.flatMap((group) => {
    const missing = group.filter((variable) => given[variable] === undefined)
    if (missing.length === 0 || missing.length === group.length) return []
    const names = group.join('、')
    return missing.map(
      (variable) => `${variable}：须与 ${names} 同时给出 / ${group.join(', ')} are given together`,
    )
  })
}

export function messagesOf(settings: Settings): MessageConfig {
  const {
    SUANPAN_SMS_URL: url,
    SUANPAN_SMS_KEY: key,
    SUANPAN_SMTP_URL: smtp,
    SUANPAN_MAIL_FROM: from,
    SUANPAN_PUSH_PUBLIC_KEY: publicKey,
    SUANPAN_PUSH_PRIVATE_KEY: privateKey,
    SUANPAN_PUSH_SUBJECT: subject,
  } = settings
  const signature = settings.SUANPAN_SMS_SIGNATURE
  const templates = settings.SUANPAN_SMS_TEMPLATES
  return {
    smsDailyMax: settings.SUANPAN_SMS_DAILY_MAX,
    ...(url !== undefined && key !== undefined && { sms: { url, key, signature, templates } }),
    ...(smtp !== undefined && from !== undefined && { email: { url: smtp, from } }),
    ...(publicKey !== undefined &&
      privateKey !== undefined &&
      subject !== undefined && { push: { publicKey, privateKey, subject } }),
  }
}
