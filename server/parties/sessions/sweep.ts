import type { Ground } from '../../platform/index.ts'
import { sweepCodes } from '../identity/codes.ts'
import { sweepChallenges } from '../identity/passkeys/challenges.ts'
import { OPERATOR_SESSIONS } from './operator.ts'
import { PERSON_SESSIONS } from './person.ts'
import { sweepKind } from './token.ts'

/** Removes codes, challenges and sessions that have expired or were idle for too long; recurring work. */
export async function sweepSessions(ground: Ground): Promise<number> {
  await sweepChallenges(ground)
  await sweepCodes(ground)
  const operators = await sweepKind(ground, OPERATOR_SESSIONS)
  return operators + (await sweepKind(ground, PERSON_SESSIONS))
}
