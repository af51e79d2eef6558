import { Problem } from '@suanpan/client'
import type { Language } from '../preferences.ts'

export { Problem }

/** The sentence of the server in one language; undefined for anything that is not its answer. */
export function sentenceOf(error: unknown, language: Language): string | undefined {
  if (!(error instanceof Problem) || error.code === 'network') return undefined
  return error.details['sentences'] === undefined ? undefined : error.sentence(language)
}

export function codeOf(error: unknown): string {
  return error instanceof Problem ? error.code : 'unexpected'
}

export function requestIdOf(error: unknown): string | undefined {
  return error instanceof Problem ? error.requestId : undefined
}

/** Seconds the server asks to wait, when it does. */
export function retryAfterSeconds(error: unknown): number | undefined {
  if (!(error instanceof Problem)) return undefined
  const seconds = Number(error.details['retryAfterSeconds'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined
}

/** Worth asking again without the person's doing: the server was away or did not answer. */
export function isPassing(error: unknown): boolean {
  return error instanceof Problem && (error.status === 503 || error.code === 'network')
}
