import { z } from 'zod'
import { id, instant } from '../shapes.ts'

/** News about who somebody is and how they come in. */
export const identityLetters = {
  'person.registered': {
    title: { zh: '用户登记', en: 'A person was registered' },
    party: 'person',
    body: z.object({ person: id('per'), source: z.string().optional(), registeredAt: instant }),
  },
  'passkey.added': {
    title: { zh: '新增通行密钥', en: 'A passkey was added' },
    party: 'person',
    body: z.object({ person: id('per'), passkey: id('psk') }),
  },
  'passkey.removed': {
    title: { zh: '移除通行密钥', en: 'A passkey was removed' },
    party: 'person',
    body: z.object({ person: id('per'), passkey: id('psk') }),
  },
  'wallet.opened': {
    title: { zh: '开通钱包', en: 'A person registered in the wallet' },
    party: 'person',
    body: z.object({
      person: id('per'),
      claimed: z.boolean().describe('True for somebody whom an import had brought before.'),
      at: instant,
    }),
  },
  'wallet.closed': {
    title: { zh: '注销钱包', en: 'A person closed their wallet' },
    party: 'person',
    body: z.object({ person: id('per'), at: instant, shredAt: instant }),
  },
  'wallet.shredded': {
    title: {
      zh: '保存期满，身份资料销毁',
      en: 'Who somebody was is erased: the retention is over',
    },
    party: 'person',
    body: z.object({ person: id('per'), at: instant }),
  },
  'device.added': {
    title: { zh: '新设备登录', en: 'A person signed in on a device that is new to them' },
    party: 'person',
    body: z.object({
      person: id('per'),
      device: id('dev'),
      signIn: id('sgn'),
      method: z.string(),
      at: instant,
    }),
  },
  'signin.unknown': {
    title: {
      zh: '陌生设备登录未成功',
      en: 'Somebody with the code failed to sign in on an unknown device',
    },
    party: 'person',
    body: z.object({
      person: id('per'),
      device: id('dev'),
      signIn: id('sgn'),
      method: z.string(),
      at: instant,
    }),
  },
  'pin.changed': {
    title: { zh: '支付密码已修改', en: 'A pay PIN was changed' },
    party: 'person',
    body: z.object({ person: id('per'), at: instant }),
  },
  'phone.change_started': {
    title: { zh: '申请更换手机号', en: 'A person asked for another phone number' },
    party: 'person',
    body: z.object({ person: id('per'), change: id('phc'), takesEffectAt: instant }),
  },
  'phone.changed': {
    title: { zh: '手机号已更换', en: 'A person has another phone number' },
    party: 'person',
    body: z.object({ person: id('per'), change: id('phc'), at: instant }),
  },
  'email.changed': {
    title: { zh: '邮箱已更换', en: 'A person verified or removed an e-mail' },
    party: 'person',
    body: z.object({ person: id('per'), verified: z.boolean(), at: instant }),
  },
  'recovery.started': {
    title: { zh: '有人申请找回钱包', en: 'Somebody asked to recover a wallet' },
    party: 'person',
    body: z.object({
      person: id('per'),
      recovery: id('rcv'),
      wish: z.enum(['recover', 'new_account']),
      opensAt: instant,
    }),
  },
} as const
