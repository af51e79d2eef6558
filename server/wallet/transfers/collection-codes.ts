import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Ground } from '../../platform/index.ts'
import { readSignedCode, writeSignedCode, type SignedCode } from '../paying/signed-codes.ts'

/** What a person asks for with a code of their own: anything, or an amount and a word with it. */
export type Asked = { person: string; amount?: bigint; note?: string }

/**
 * A person's collection code (收款码): it names the person, what they ask for, and the generation that
 * a renewal makes void. It is shown for as long as they like, so paying by it is paying by a static code.
 */
export async function collectionCode(ground: Ground, asked: Asked): Promise<string> {
  const { person, amount, note } = asked
  return writeSignedCode(ground, {
    kind: 'person',
    id: person,
    generation: await generationOf(ground.db, person),
    ...(amount !== undefined && { amount }),
    ...(note !== undefined && { note }),
  })
}

/** Makes every collection code void that this person showed so far. */
export async function renewCollectionCode({ db, clock }: Ground, person: string): Promise<void> {
  await db.query({
    name: 'wallet.renew_collection_code',
    text: `insert into wallet.collection_codes as c (person, generation, renewed_at) values ($1, 1, $2)
           on conflict (person) do update
             set generation = c.generation + 1, renewed_at = excluded.renewed_at`,
    values: [person, clock.now()],
  })
}

/**
 * Whom a scanned collection code is of, and what they ask for.
 *
 * Refuses with `code_unknown` and `collection_code_void`.
 */
export async function readCollectionCode(ground: Ground, text: string): Promise<Asked> {
  const found = readSignedCode(ground, text)
  if (found?.kind !== 'person') throw new Refusal('code_unknown')
  await refuseVoid(ground, found)
  const { id: person, amount, note } = found
  return {
    person,
    ...(amount !== undefined && { amount }),
    ...(note !== undefined && { note }),
  }
}

/** Refuses with `collection_code_void` what its owner has renewed since. */
export async function refuseVoid({ db }: Ground, code: SignedCode): Promise<void> {
  if ((code.generation ?? 0) !== (await generationOf(db, code.id))) {
    throw new Refusal('collection_code_void')
  }
}

async function generationOf(db: Db, person: string): Promise<number> {
  const [row] = await db.query<{ generation: number }>({
    name: 'wallet.collection_generation',
    text: 'select generation from wallet.collection_codes where person = $1',
    values: [person],
  })
  return row?.generation ?? 0
}
