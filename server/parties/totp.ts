import { generateSecret, generateSync, generateURI, verifySync } from 'otplib'

const STEP_SECONDS = 30
const SECRET_BYTES = 20
const ISSUER = 'Suanpan 算盘'

/** A new secret in base32, as authenticator apps read it. */
export function newTotpSecret(): string {
  return generateSecret({ length: SECRET_BYTES })
}

/** What an authenticator app scans. */
export function totpUri(login: string, secret: string): string {
  return generateURI({ issuer: ISSUER, label: login, secret })
}

/**
 * The step of a right code, or nothing. A clock that is half a minute off is borne with; a code of
 * a step that was spent, or of an earlier one, is refused.
 */
export function totpStepOf(check: {
  secret: string
  code: string
  at: Date
  spentStep: number
}): number | undefined {
  const result = verifySync({
    secret: check.secret,
    token: check.code,
    epoch: epochSeconds(check.at),
    epochTolerance: STEP_SECONDS,
    afterTimeStep: Math.min(check.spentStep, stepAt(check.at) + 1),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}

/** The code that a person would type now: of this step, or of the next when this one is spent. */
export function currentTotp(
  secret: string,
  at: Date,
  spentStep: number,
): { code: string; validForSeconds: number } {
  const step = Math.max(stepAt(at), Math.min(spentStep + 1, stepAt(at) + 1))
  const code = generateSync({ secret, epoch: step * STEP_SECONDS })
  return { code, validForSeconds: (step + 1) * STEP_SECONDS - epochSeconds(at) }
}

function stepAt(at: Date): number {
  return Math.floor(epochSeconds(at) / STEP_SECONDS)
}

function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}
