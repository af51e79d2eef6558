import type { IncomingHttpHeaders } from 'node:http'
import { Refusal, refusals, refusalSentence, type Language } from '@suanpan/contract/refusals'
import type { JsonObject } from '@suanpan/contract/json'
import type { z } from 'zod'
import { limitRefusal } from '../parties/index.ts'
import { isUnavailable } from '../platform/index.ts'

const RETRY_AFTER_SECONDS = 5

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** Everything that can be thrown, as the refusal that a caller may see. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return limitRefusal(error)
  if (isUnavailable(error)) {
    return new Refusal('service_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  return ofFramework(error) ?? new Refusal('internal_error')
}

/** RFC 9457 problem+json: the numbers behind the code are fields of their own. */
export function problemBody(
  { code, details }: Refusal,
  { requestId, language }: { requestId: string; language: Language },
): JsonObject {
  return {
    ...details,
    type: `/docs#${code}`,
    title: refusalSentence(code, details, language),
    status: refusals[code].status,
    code,
    requestId,
    sentences: {
      zh: refusalSentence(code, details, 'zh'),
      en: refusalSentence(code, details, 'en'),
    },
  }
}

/** Chinese unless the caller's first choice of the two is English. */
export function languageOf(headers: IncomingHttpHeaders): Language {
  const wanted = /\b(zh|en)\b/i.exec(headers['accept-language'] ?? '')?.[1]
  return wanted?.toLowerCase() === 'en' ? 'en' : 'zh'
}

/** The first thing that a schema found wrong, and where; all of them in `problems`. */
export function invalidRequest(part: 'params' | 'query' | 'body', error: z.ZodError): Refusal {
  const problems = error.issues.slice(0, 20).map((issue) => ({
    where: [part, ...issue.path.map(String)].join('.'),
    problem: issue.message,
  }))
  const first = problems[0] ?? { where: part, problem: 'is not valid' }
  return new Refusal('invalid_request', { ...first, problems })
}

const BODY_PROBLEMS: Record<string, string> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'is not valid JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'is empty',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'is not as long as Content-Length says',
}

function ofFramework(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('unsupported_media_type')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('body_too_large')
  const problem = BODY_PROBLEMS[code]
  if (problem !== undefined) return new Refusal('invalid_request', { where: 'body', problem })
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 400 || status >= 500) return undefined
  return new Refusal('invalid_request', { where: 'request', problem: error.message })
}
