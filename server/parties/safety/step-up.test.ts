import assert from 'node:assert/strict'
import test from 'node:test'
import { stepUp, type StepUpAsk, type StepUpFigures } from './step-up.ts'

const figures: StepUpFigures = {
  largeAmount: 5_000_00n,
  newPayeeAmount: 1_000_00n,
  delayAmount: 20_000_00n,
}
const noon: StepUpAsk = {
  amount: 18_00n,
  asset: 'CNY/2',
  payeeNovelty: 'known',
  channel: 'payment',
  isNewDevice: false,
  hour: 12,
  ownLimits: { freeAmount: 200_00n, freeTimesLeft: 10 },
}

const table: [
  title: string,
  ask: Partial<StepUpAsk>,
  demand: string,
  reason: string,
  hours?: number,
][] = [
  ['a merchant by day', {}, 'pin', 'money_leaves'],
  ['exactly 5,000 yuan', { amount: 5_000_00n }, 'pin', 'money_leaves'],
  ['a fen above 5,000 yuan', { amount: 5_000_01n }, 'passkey', 'large_amount'],
  [
    'a deduction within an agreement, however large',
    { channel: 'agreed', amount: 9_000_00n, isNewDevice: true, hour: 3 },
    'none',
    'agreed_before',
  ],
  [
    'a shown code within 200 yuan',
    { channel: 'code_payment', amount: 200_00n },
    'none',
    'within_own_limit',
  ],
  [
    'a shown code above 200 yuan',
    { channel: 'code_payment', amount: 200_01n },
    'pin',
    'above_own_limit',
  ],
  [
    'the eleventh shown code of the day',
    { channel: 'code_payment', ownLimits: { freeAmount: 200_00n, freeTimesLeft: 0 } },
    'pin',
    'own_limit_used_up',
  ],
  [
    'a shown code of who wants none without PIN',
    { channel: 'code_payment', amount: 1n, ownLimits: { freeAmount: 0n, freeTimesLeft: 10 } },
    'pin',
    'above_own_limit',
  ],
  [
    'a shown code above 5,000 yuan',
    { channel: 'code_payment', amount: 5_000_01n },
    'passkey',
    'large_amount',
  ],
  [
    '999.99 yuan to somebody new',
    { channel: 'transfer', payeeNovelty: 'new', amount: 999_99n },
    'pin',
    'money_leaves',
  ],
  [
    '1,000 yuan to somebody new',
    { channel: 'transfer', payeeNovelty: 'new', amount: 1_000_00n },
    'passkey',
    'new_payee',
  ],
  ['1,000 yuan to a friend', { channel: 'transfer', amount: 1_000_00n }, 'pin', 'money_leaves'],
  [
    '1,000 yuan to somebody new at five in the morning',
    { channel: 'transfer', payeeNovelty: 'new', amount: 1_000_00n, hour: 5 },
    'passkey_and_delay',
    'new_payee_at_night',
    2,
  ],
  [
    '1,000 yuan to somebody new at six',
    { channel: 'transfer', payeeNovelty: 'new', amount: 1_000_00n, hour: 6 },
    'passkey',
    'new_payee',
  ],
  [
    '1,000 yuan to somebody new from a new device',
    { channel: 'transfer', payeeNovelty: 'new', amount: 1_000_00n, isNewDevice: true },
    'passkey_and_delay',
    'new_device',
    2,
  ],
  [
    '20,000 yuan to somebody new',
    { channel: 'transfer', payeeNovelty: 'new', amount: 20_000_00n },
    'passkey_and_delay',
    'large_to_new_payee',
    24,
  ],
  [
    '1,000 yuan at a merchant from a new device',
    { amount: 1_000_00n, isNewDevice: true },
    'passkey',
    'new_device',
  ],
  [
    '1,000 yuan at a merchant from a known device',
    { amount: 1_000_00n, isNewDevice: false },
    'pin',
    'money_leaves',
  ],
  [
    '10,000 yuan to the own card',
    { channel: 'withdrawal', payeeNovelty: 'own', amount: 10_000_00n },
    'passkey',
    'large_amount',
  ],
]

for (const [title, ask, demand, reason, delayHours = 0] of table) {
  test(`${title} asks for ${demand} because of ${reason}`, () => {
    assert.deepEqual(stepUp({ ...noon, ...ask }, figures), { demand, reason, delayHours })
  })
}
