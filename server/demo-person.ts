import { createHmac } from 'node:crypto'
import { consentTexts } from '@suanpan/contract/consent-texts'
import { phoneNumber } from './demo/index.ts'
import { holdingsOf } from './ledger/index.ts'
import {
  addressesOf,
  findPersonByPhone,
  isPinRight,
  pinState,
  realNameOf,
  recogniseDevice,
  registerWallet,
  requestCode,
  sandboxRealName,
  setPin,
  verifyRealName,
  weaknessOf,
  type Person,
} from './parties/index.ts'
import type { Ground } from './platform/index.ts'

const BOOK = 1
const ASSET = 'CNY/2'
const LOOKED_AT = 60
const ENOUGH = 200_00n
const PIN_MODULUS = 1_000_000
const DIGITS = 6
const ORIGIN = { ip: '127.0.0.1', userAgent: '' }
/** Nobody's: the sandbox passes every number whose checksum is right. */
const ID_NUMBER = '110105199003070017'
const CARD_NUMBER = '6222020000001234'

/** Somebody of the town whose wallet a newcomer may open. */
export type DemoPerson = { phone: string; pin: string; name: string | null }

/**
 * Somebody of the town with money in their wallet, registered as any newcomer is, by a code; the PIN
 * follows from the installation's secret. Undefined in a town where nobody has enough.
 */
export async function openDemoPerson(ground: Ground): Promise<DemoPerson | undefined> {
  const person = await choose(ground)
  if (person?.phone === undefined) return undefined
  const { id, phone } = person
  const pin = pinOf(ground, phone)
  if (!(await isRegistered(ground, id))) await register(ground, phone)
  // A visitor may have changed it: what the page shows has to be right after every start.
  const known = await pinState(ground, id)
  if (!known || !(await isPinRight(ground, { person: id, pin }))) {
    await setPin(ground, { person: id, pin })
  }
  await verify(ground, person)
  return { phone, pin, name: person.name ?? null }
}

/** Who was chosen at an earlier start, else the first with enough money. */
async function choose(ground: Ground): Promise<Person | undefined> {
  const phones = Array.from({ length: LOOKED_AT }, (_, index) => phoneNumber(index + 1))
  const found = await Promise.all(phones.map((phone) => findPersonByPhone(ground, phone)))
  const people = found.filter((person) => person !== undefined)
  for (const person of people) if (await isRegistered(ground, person.id)) return person
  const holdings = await holdingsOf(
    ground.db,
    BOOK,
    people.map(({ id }) => id),
  )
  return people.find(({ id }) =>
    holdings.some(
      ({ holder, asset, balance }) => holder === id && asset === ASSET && balance >= ENOUGH,
    ),
  )
}

async function isRegistered(ground: Ground, person: string): Promise<boolean> {
  return (await addressesOf(ground, person)).language !== undefined
}

async function register(ground: Ground, phone: string): Promise<void> {
  const language = 'zh'
  const code = await requestCode(ground, { phone, ip: ORIGIN.ip, language })
  const { device } = await recogniseDevice(ground, { secret: undefined, label: '演示 Demo' })
  const consents = consentTexts
    .filter(({ required }) => required)
    .map(({ code: document, version }) => ({ document, version }))
  const wanted = { phone, code, language, consents, device: device.id, origin: ORIGIN } as const
  await registerWallet(ground, wanted)
}

/** Without a real name nothing may be paid from a balance, and the first look would end at a refusal. */
async function verify(ground: Ground, { id, name = '演示', phone = '' }: Person): Promise<void> {
  const { class: known } = await realNameOf(ground, id)
  if (known !== 'unverified') return
  const card = { number: CARD_NUMBER, phone }
  const given = { person: id, wanted: 'II', name, idNumber: ID_NUMBER, card } as const
  await verifyRealName(ground, sandboxRealName, given)
}

/** The first that is not too weak of those that follow from the installation's secret. */
function pinOf({ config }: Ground, phone: string): string {
  for (let attempt = 0; ; attempt++) {
    const digest = createHmac('sha256', config.sessionSecret).update(`demo pin ${attempt}`).digest()
    const pin = String(digest.readUInt32BE(0) % PIN_MODULUS).padStart(DIGITS, '0')
    if (weaknessOf(pin, { phone }) === undefined) return pin
  }
}
