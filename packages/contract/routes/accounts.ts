import { z } from 'zod'
import {
  address,
  addressPrefix,
  assetCode,
  bilingual,
  flag,
  instant,
  page,
  pageQuery,
  signedDigits,
} from '../shapes.ts'
import { defineRoute } from './define.ts'
import { statementLine } from './people.ts'

const account = z
  .object({
    address,
    asset: assetCode,
    chart: z.string(),
    holder: z.string().nullable(),
    balance: signedDigits,
    version: signedDigits,
    floor: signedDigits.nullable(),
    ceiling: signedDigits.nullable(),
    expiresAt: instant.nullable(),
    closed: z.boolean(),
  })
  .meta({ id: 'Account' })

const version = z.string().regex(/^(0|[1-9][0-9]{0,17})$/, 'must be a version of the account')

export const list = defineRoute({
  name: 'accounts.list',
  method: 'GET',
  path: '/v1/accounts',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '账户列表（按地址）', en: 'List accounts by address' },
  query: z.strictObject({
    prefix: addressPrefix.default(''),
    asset: assetCode.optional(),
    closed: flag.optional(),
    ...pageQuery,
  }),
  response: page(account),
  refusals: [],
})

export const get = defineRoute({
  name: 'accounts.get',
  method: 'GET',
  path: '/v1/accounts/:address',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '账户', en: 'An account' },
  params: z.strictObject({ address }),
  query: z.strictObject({ asOf: instant.optional(), version: version.optional() }),
  response: account,
  refusals: ['account_not_found'],
})

export const entries = defineRoute({
  name: 'accounts.entries',
  method: 'GET',
  path: '/v1/accounts/:address/entries',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: {
    zh: '账户流水（含逐笔余额）',
    en: 'The entries of an account with the running balance',
  },
  description: {
    zh: '最新在前。asOf 或 version 给出起点。',
    en: 'Newest first. `asOf` or `version` says where to start.',
  },
  params: z.strictObject({ address }),
  query: z.strictObject({ asOf: instant.optional(), version: version.optional(), ...pageQuery }),
  response: page(statementLine),
  refusals: ['account_not_found'],
})

export const rollups = defineRoute({
  name: 'accounts.rollups',
  method: 'GET',
  path: '/v1/rollups',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '按地址前缀汇总', en: 'Roll-ups by address prefix' },
  description: {
    zh: '每个下一级地址一行，按资产合计；用于账户树。',
    en: 'One row for each next part of the address and asset; the account tree is made of them.',
  },
  query: z.strictObject({ prefix: addressPrefix.default(''), ...pageQuery }),
  response: page(
    z
      .object({
        prefix: z.string(),
        asset: assetCode,
        balance: signedDigits,
        accounts: z.int(),
        leaf: z.boolean().describe('True when this is an account itself and has nothing below.'),
      })
      .meta({ id: 'Rollup' }),
  ),
  refusals: [],
})

export const chart = defineRoute({
  name: 'chart.list',
  method: 'GET',
  path: '/v1/chart',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '科目表', en: 'The chart of accounts' },
  response: z.object({
    items: z.array(
      z
        .object({
          code: z.string(),
          class: z.enum(['asset', 'liability', 'income', 'expense', 'equity']),
          title: bilingual,
        })
        .meta({ id: 'ChartCode' }),
    ),
  }),
  refusals: [],
})

export const assets = defineRoute({
  name: 'assets.list',
  method: 'GET',
  path: '/v1/assets',
  audience: ['operator', 'server'],
  role: 'viewer',
  scope: 'read',
  idempotent: false,
  summary: { zh: '资产登记', en: 'The asset registry' },
  response: z.object({
    items: z.array(
      z
        .object({
          asset: assetCode,
          kind: z.enum(['money', 'points', 'units', 'sandbox']),
          title: bilingual,
        })
        .meta({ id: 'AssetEntry' }),
    ),
  }),
  refusals: [],
})
