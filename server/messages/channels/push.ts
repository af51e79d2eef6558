import { hash } from 'node:crypto'
import webPush from 'web-push'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import type { Channel, Outgoing } from './channel.ts'

export const SUBSCRIPTIONS_TABLE = 'messages.push_subscriptions'
const SUBSCRIPTIONS_MAX = 10
const TIMEOUT_MS = 10_000
const KEPT_SECONDS = 24 * 3_600
const GONE = new Set([404, 410])
/** A browser names its push service; we call nobody else on its word. */
const PUSH_SERVICES =
  /(^|\.)(googleapis\.com|push\.services\.mozilla\.com|push\.apple\.com|notify\.windows\.com|push\.hicloud\.com)$/

export type PushSubscription = { endpoint: string; keys: { p256dh: string; auth: string } }

/** Notes to the browsers of a person (RFC 8030), encrypted for each of them. */
export function pushChannel(
  ground: Ground,
  vapid: { publicKey: string; privateKey: string; subject: string },
): Channel {
  return {
    name: 'push',
    reaches: async ({ person }) =>
      person !== undefined && (await subscriptionsOf(ground, person)).length > 0,
    send: async (message, { person = '' }) => {
      const subscriptions = await subscriptionsOf(ground, person)
      const outcomes = await Promise.allSettled(
        subscriptions.map((one) => push(ground, { subscription: one, message, vapid })),
      )
      const [failed] = outcomes.filter((one) => one.status === 'rejected')
      if (failed !== undefined && outcomes.every(({ status }) => status === 'rejected')) {
        throw failed.reason
      }
      return {}
    },
  }
}

/**
 * Remembers where a browser of a person takes notes; the same browser again replaces itself, and of
 * more than ten the oldest goes.
 *
 * Refuses with `invalid_request` an address that is none of the known push services.
 */
export async function subscribePush(
  ground: Ground,
  wanted: { person: string; device: string; subscription: PushSubscription },
): Promise<void> {
  const { person, device, subscription } = wanted
  const { endpoint } = subscription
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined
  if (url?.protocol !== 'https:' || url.port !== '' || !PUSH_SERVICES.test(url.hostname)) {
    throw new Refusal('invalid_request', {
      where: 'body.endpoint',
      problem: 'must be an address of a known push service',
    })
  }
  const at = ground.clock.now()
  const id = newId('psb', at)
  const key = ground.crypter.newKey({ table: SUBSCRIPTIONS_TABLE, row: id })
  const place = { table: SUBSCRIPTIONS_TABLE, column: 'subscription', row: id }
  const sealed = ground.crypter.encrypt(key, place, JSON.stringify(subscription))
  await ground.db.query(`delete from messages.push_subscriptions where endpoint_hash = $1`, [
    hash('sha256', endpoint, 'buffer'),
  ])
  await ground.db.query(
    `insert into messages.push_subscriptions
       (id, person, device, endpoint_hash, key, subscription_sealed, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (endpoint_hash) do nothing`,
    [id, person, device, hash('sha256', endpoint, 'buffer'), key, sealed, at],
  )
  await ground.db.query(
    `delete from messages.push_subscriptions where person = $1 and id not in (
       select id from messages.push_subscriptions where person = $1 order by id desc limit $2)`,
    [person, SUBSCRIPTIONS_MAX],
  )
}

/** Ends the notes to a device of a person, or to all of them. */
export async function unsubscribePush(
  ground: Ground,
  { person, device }: { person: string; device?: string },
): Promise<void> {
  await ground.db.query(
    `delete from messages.push_subscriptions
     where person = $1 and ($2::text is null or device = $2)`,
    [person, device ?? null],
  )
}

/** Whether any browser of a person takes notes from us. */
export async function takesPush({ db }: Ground, person: string): Promise<boolean> {
  const rows = await db.query({
    name: 'messages.takes_push',
    text: 'select 1 from messages.push_subscriptions where person = $1 limit 1',
    values: [person],
  })
  return rows.length > 0
}

type Subscribed = { id: string; subscription: PushSubscription }

async function subscriptionsOf(ground: Ground, person: string): Promise<Subscribed[]> {
  const rows = await ground.db.query<{ id: string; key: Buffer; sealed: Buffer }>(
    `select id, key, subscription_sealed as sealed from messages.push_subscriptions
     where person = $1`,
    [person],
  )
  return rows.map(({ id, key, sealed }) => {
    const place = { table: SUBSCRIPTIONS_TABLE, column: 'subscription', row: id }
    // What we sealed ourselves, in the shape that `subscribePush` was given.
    return {
      id,
      subscription: JSON.parse(ground.crypter.decrypt(key, place, sealed)) as PushSubscription,
    }
  })
}

async function push(
  ground: Ground,
  {
    subscription: { id, subscription },
    message,
    vapid,
  }: {
    subscription: Subscribed
    message: Outgoing
    vapid: { publicKey: string; privateKey: string; subject: string }
  },
): Promise<void> {
  const { subject, text, params } = message
  // The page that the note opens; the app goes to its messages where none is named.
  const { place } = params
  try {
    await webPush.sendNotification(
      subscription,
      JSON.stringify({ id: message.id, title: subject, body: text, place }),
      { vapidDetails: vapid, TTL: KEPT_SECONDS, timeout: TIMEOUT_MS },
    )
  } catch (error) {
    if (error instanceof webPush.WebPushError && GONE.has(error.statusCode)) {
      await ground.db.query('delete from messages.push_subscriptions where id = $1', [id])
    }
    throw error
  }
}
