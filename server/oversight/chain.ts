import { hash } from 'node:crypto'
import { canonicalJson } from '@suanpan/kernel/canonical'
import {
  publicKeyOf,
  signStatement,
  transaction,
  type Ground,
  type Query,
} from '../platform/index.ts'
import { ACT_COLUMNS, type ActRow } from './acts.ts'

/** Any number that no other lock of the database uses: one process at a time adds to the chain. */
const CHAIN_LOCK = 7_310_442
const LINKS_AT_ONCE = 500
const CHAIN_EVERY_MS = 3_000

/** What the first link is chained to. */
export const FIRST_HASH: Buffer = hash('sha256', 'suanpan oversight v1', 'buffer')

/**
 * Chains the acts that wait, in the order in which they were written; a few seconds behind, so that
 * no request ever waits for another. Says how many links it made.
 */
export async function chainActs(ground: Pick<Ground, 'db' | 'clock'>): Promise<number> {
  let made = 0
  for (;;) {
    const more = await transaction(ground.db, async ({ query }) => {
      await query('select pg_advisory_xact_lock($1)', [CHAIN_LOCK])
      return chainSome(query, ground.clock.now())
    })
    made += more
    if (more < LINKS_AT_ONCE) return made
  }
}

async function chainSome(query: Query, at: Date): Promise<number> {
  const acts = await query<ActRow>(
    `select ${ACT_COLUMNS.replaceAll(/\w+/g, 'a.$&')} from oversight.unchained u
     join oversight.acts a on a.id = u.act order by a.seq limit $1`,
    [LINKS_AT_ONCE],
  )
  if (acts.length === 0) return 0
  const last = await lastLink(query)
  let previous = last?.hash ?? FIRST_HASH
  let number = last?.number ?? 0n
  const links = acts.map((act) => {
    number += 1n
    previous = linkHash({ previous, number, act })
    return { number, hash: previous, act: act.id }
  })
  await query(
    `with linked as (
       insert into oversight.links (number, act, hash, chained_at)
       select number, act, hash, $4 from unnest($1::int8[], $2::text[], $3::bytea[])
         as link (number, act, hash)
       returning act)
     delete from oversight.unchained where act in (select act from linked)`,
    [
      links.map((link) => link.number),
      links.map(({ act }) => act),
      links.map((link) => link.hash),
      at,
    ],
  )
  return links.length
}

/** Over the link before, the number, and every column of the act as it is stored. */
export function linkHash(link: { previous: Buffer; number: bigint; act: ActRow }): Buffer {
  const text = canonicalJson({ number: String(link.number), act: { ...link.act } })
  return hash('sha256', Buffer.concat([link.previous, Buffer.from(text, 'utf8')]), 'buffer')
}

/** The end of the chain. */
export async function lastLink(
  query: Query,
): Promise<{ number: bigint; hash: Buffer } | undefined> {
  const [link] = await query<{ number: bigint; hash: Buffer }>(
    'select number, hash from oversight.links order by number desc limit 1',
  )
  return link
}

/** Signs the end of the chain with the seal's key, once for each end; recurring work. */
export async function signChain(
  ground: Pick<Ground, 'db' | 'clock' | 'config'>,
): Promise<bigint | undefined> {
  const end = await lastLink(ground.db.query)
  if (!end) return undefined
  const { sealKey } = ground.config
  await ground.db.query(
    `insert into oversight.signatures (number, hash, signed_at, public_key, signature)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [
      end.number,
      end.hash,
      ground.clock.now(),
      publicKeyOf(sealKey),
      signStatement(sealKey, endStatement(end)),
    ],
  )
  return end.number
}

/** The bytes that are signed: what they are, how many links, and the hash of the last one. */
export function endStatement(end: { number: bigint; hash: Buffer }): Buffer {
  return Buffer.from(`suanpan oversight v1\n${end.number}\n${end.hash.toString('hex')}\n`, 'utf8')
}

/** Chains every few seconds while the server runs; a run that fails is made up for by the next. */
export function startChain(ground: Ground): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= chainActs(ground)
      .then(() => {})
      .catch((error: unknown) => ground.log.warn({ err: error }, 'the trail was not chained'))
      .finally(() => {
        running = undefined
      })
  }, CHAIN_EVERY_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
