import { Refusal } from './refusals.ts'

/**
 * Which licence the operating company has. It decides what this installation may do at all: a
 * capability outside of the profile is refused with `licence_required` and absent from the screens.
 */
export const licences = {
  payment_institution: { zh: '持牌支付机构', en: 'Licensed payment institution' },
  channel_agent: { zh: '持牌通道的代理', en: 'Agent over a licensed channel' },
  prepaid_issuer: { zh: '单用途预付卡发卡机构', en: 'Single-use prepaid issuer' },
  points_only: { zh: '仅积分', en: 'Points only' },
} as const satisfies Record<string, { zh: string; en: string }>

export type Licence = keyof typeof licences

type Granted = { title: { zh: string; en: string }; licences: readonly Licence[] }

const ISSUERS = ['payment_institution', 'prepaid_issuer'] as const
const PAYERS = ['payment_institution', 'channel_agent', 'prepaid_issuer'] as const
const EVERYBODY = ['payment_institution', 'channel_agent', 'prepaid_issuer', 'points_only'] as const

/** Every capability with the licences that it belongs to; reasons are in docs/operating/licence.md. */
export const capabilities = {
  stored_balance: { title: { zh: '余额与充值', en: 'Balance and top-up' }, licences: ISSUERS },
  withdrawals: { title: { zh: '提现', en: 'Withdrawal' }, licences: ['payment_institution'] },
  transfers: { title: { zh: '转账', en: 'Transfers' }, licences: ['payment_institution'] },
  red_packets: { title: { zh: '红包', en: 'Red packets' }, licences: ['payment_institution'] },
  cards: {
    title: { zh: '银行卡与卡付款', en: 'Bank cards and paying from them' },
    licences: ['payment_institution', 'channel_agent'],
  },
  payments: { title: { zh: '付款与收款', en: 'Paying and accepting' }, licences: PAYERS },
  agreements: {
    title: { zh: '免密支付与代扣', en: 'Agreements for automatic deduction' },
    licences: ['payment_institution', 'channel_agent'],
  },
  bill_payments: {
    title: { zh: '生活缴费', en: 'Bill payments' },
    licences: ['payment_institution', 'channel_agent'],
  },
  saving_goals: {
    title: { zh: '攒钱目标', en: 'Saving goals' },
    licences: ['payment_institution'],
  },
  points: { title: { zh: '积分', en: 'Points' }, licences: EVERYBODY },
} as const satisfies Record<string, Granted>

export type Capability = keyof typeof capabilities

/** Whether an installation with this licence may do it. */
export function isCapable(licence: Licence, capability: Capability): boolean {
  return (capabilities[capability].licences as readonly Licence[]).includes(licence)
}

/** Everything that an installation with this licence may do. */
export function capabilitiesOf(licence: Licence): Capability[] {
  return capabilityNames.filter((capability) => isCapable(licence, capability))
}

export const licenceNames = Object.keys(licences) as Licence[]
export const capabilityNames = Object.keys(capabilities) as Capability[]

/** Refuses with `licence_required {capability, profile}`. */
export function requireCapability({ licence }: { licence: Licence }, capability: Capability): void {
  if (isCapable(licence, capability)) return
  throw new Refusal('licence_required', { capability, profile: licence })
}
