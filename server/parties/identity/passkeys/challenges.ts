import { randomBytes } from 'node:crypto'
import type { Ground } from '../../../platform/index.ts'

const CHALLENGE_BYTES = 32
export const CHALLENGE_SECONDS = 300

export type Purpose =
  'register' | 'sign_in' | 'payment' | 'confirm' | 'operator_register' | 'operator_sign_in'

/** Keeps a challenge until it is used or five minutes are over; made by chance unless it is given. */
export async function openChallenge(
  ground: Ground,
  wanted: { purpose: Purpose; person?: string; challenge?: string; salt?: Buffer },
): Promise<string> {
  const challenge = wanted.challenge ?? randomBytes(CHALLENGE_BYTES).toString('base64url')
  await ground.db.query(
    `insert into parties.challenges (challenge, purpose, person, salt, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [
      challenge,
      wanted.purpose,
      wanted.person ?? null,
      wanted.salt ?? null,
      new Date(ground.clock.now().getTime() + CHALLENGE_SECONDS * 1000),
    ],
  )
  return challenge
}

export type OpenChallenge = { person: string | null; salt: Buffer | null; usedBy: Buffer | null }

/** A challenge that has not expired. */
export async function findChallenge(
  ground: Ground,
  { challenge, purpose }: { challenge: string; purpose: Purpose },
): Promise<OpenChallenge | undefined> {
  const [row] = await ground.db.query<OpenChallenge>(
    `select person, salt, used_by as "usedBy" from parties.challenges
     where challenge = $1 and purpose = $2 and expires_at > $3`,
    [challenge, purpose, ground.clock.now()],
  )
  return row
}

/** Marks a challenge as used; of two at once, one is told true. */
export async function spendChallenge(
  ground: Ground,
  { challenge, by }: { challenge: string; by: Buffer },
): Promise<boolean> {
  const used = await ground.db.query(
    `update parties.challenges set used_by = $2
     where challenge = $1 and used_by is null and expires_at > $3 returning 1`,
    [challenge, by, ground.clock.now()],
  )
  return used.length > 0
}

/** Removes challenges that have expired; recurring work. */
export async function sweepChallenges(ground: Ground): Promise<void> {
  await ground.db.query('delete from parties.challenges where expires_at <= $1', [
    ground.clock.now(),
  ])
}
