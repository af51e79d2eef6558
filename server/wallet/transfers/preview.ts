import { Refusal } from '@suanpan/contract/refusals'
import { localHour } from '@suanpan/kernel/time'
import { findPersonByPhone, getPerson, maskName, normalPhone } from '../../parties/index.ts'
import type { Ground } from '../../platform/index.ts'
import { surnameNeeded } from './surname.ts'
import { arrivedBefore } from './transfers.ts'

const DAY_MS = 86_400_000
const NEW_ACCOUNT_DAYS = 7
/** From this amount on the sheet says that it is much: 5,000 yuan. */
const LARGE_FROM = 5_000_00n
const NIGHT_FROM_HOUR = 23
const NIGHT_UNTIL_HOUR = 6

export const TRANSFER_WARNINGS = [
  'first_time',
  'new_account',
  'large',
  'night',
  'unregistered',
  'name_unknown',
] as const
export type TransferWarning = (typeof TRANSFER_WARNINGS)[number]

/** Whom money is to go to: somebody here, or a phone that has no wallet yet. */
export type Payee =
  { id: string; name?: string; phone?: string; registeredAt: Date } | { id: null; phone: string }

/**
 * Whom `to` means. A phone that has no wallet is a payee too: the money waits a day for them.
 *
 * Refuses with `person_not_found` and `transfer_to_yourself`.
 */
export async function findPayee(
  ground: Ground,
  person: string,
  to: { person: string } | { phone: string },
): Promise<Payee> {
  const phone = 'phone' in to ? normalPhone(to.phone) : undefined
  const found =
    'person' in to ? await getPerson(ground, to.person) : await findPersonByPhone(ground, to.phone)
  if (found?.id === person) throw new Refusal('transfer_to_yourself')
  if (found) return found
  if (phone === undefined) {
    throw new Refusal('person_not_found', { person: 'person' in to ? to.person : '' })
  }
  return { id: null, phone }
}

export type TransferPreview = {
  /** As strangers may see it: the surname hidden. */
  name: string | null
  isFirst: boolean
  lastAt: Date | null
  warnings: TransferWarning[]
  surnameNeeded: boolean
}

/** What the confirm sheet shows before money leaves: who it is, and what should make one think. */
export async function previewTransfer(
  ground: Ground,
  { person, payee, amount }: { person: string; payee: Payee; amount: bigint },
): Promise<TransferPreview> {
  const now = ground.clock.now()
  const warnings: TransferWarning[] = []
  const hour = localHour(now, ground.config.zone)
  if (amount >= LARGE_FROM) warnings.push('large')
  if (hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR) warnings.push('night')
  if (payee.id === null) {
    warnings.unshift('unregistered')
    return { name: null, isFirst: true, lastAt: null, warnings, surnameNeeded: false }
  }
  const { times, lastAt } = await arrivedBefore(ground.db, { person, payee: payee.id })
  if (payee.name === undefined) warnings.unshift('name_unknown')
  if (now.getTime() - payee.registeredAt.getTime() < NEW_ACCOUNT_DAYS * DAY_MS)
    warnings.unshift('new_account')
  if (times === 0) warnings.unshift('first_time')
  return {
    name: payee.name === undefined ? null : maskName(payee.name),
    isFirst: times === 0,
    lastAt,
    warnings,
    surnameNeeded: await surnameNeeded(ground, { person, payee, amount }),
  }
}
