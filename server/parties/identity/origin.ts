import type { Ground, Tx } from '../../platform/index.ts'
import { PEOPLE_TABLE } from '../people.ts'

/** Where a request came from. */
export type Origin = { ip: string; userAgent: string }

/**
 * Seals where an act of a person came from, under the person's own key: it goes when they are
 * erased. Who was registered without anything personal gets a key now.
 */
export async function sealOrigin(
  tx: Pick<Tx, 'query'>,
  { crypter }: Ground,
  { person, row, origin }: { person: string; row: string; origin: Origin },
): Promise<Buffer | null> {
  const [known] = await tx.query<{ key: Buffer }>(
    'update parties.people set key = coalesce(key, $2) where id = $1 returning key',
    [person, crypter.newKey({ table: PEOPLE_TABLE, row: person })],
  )
  if (!known) return null
  const text = JSON.stringify({ ip: origin.ip, userAgent: origin.userAgent.slice(0, 400) })
  return crypter.encrypt(known.key, placeOf(person, row), text)
}

/** Opens what `sealOrigin` sealed; undefined once the person's key is gone. */
export function openOrigin(
  { crypter }: Ground,
  {
    person,
    row,
    key,
    sealed,
  }: { person: string; row: string; key: Buffer | null; sealed: Buffer | null },
): Origin | undefined {
  if (key === null || sealed === null) return undefined
  return JSON.parse(crypter.decrypt(key, placeOf(person, row), sealed)) as Origin
}

/** `Chrome · Android`: what a person recognises a device by. */
export function deviceLabel(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'Browser'
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1]
  return system === undefined ? browser : `${browser} · ${system}`
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\w*\//, 'Edge'],
  [/HuaweiBrowser/, 'Huawei Browser'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
]

function placeOf(person: string, row: string) {
  return { table: PEOPLE_TABLE, column: `origin:${row}`, row: person }
}
