/** What is wrong with the request itself, or with the way to us. */
export const requestRefusals = {
  invalid_request: {
    status: 400,
    zh: '请求内容有误：{where} {problem}',
    en: 'The request is not valid: {where} {problem}',
  },
  idempotency_key_missing: {
    status: 400,
    zh: '缺少 Idempotency-Key 请求头：凡移动资金或积分的请求都必须带上',
    en: 'The Idempotency-Key header is missing: every request that moves something needs one',
  },
  idempotency_key_invalid: {
    status: 400,
    zh: 'Idempotency-Key 须为 1 至 128 个可见 ASCII 字符',
    en: 'The Idempotency-Key must be 1 to 128 visible ASCII characters',
  },
  id_used_with_other_content: {
    status: 422,
    zh: '编号 {id} 已用于内容不同的请求',
    en: 'The id {id} was already used with other content',
  },
  unsupported_media_type: {
    status: 415,
    zh: '请求体须为 application/json',
    en: 'The body must be application/json',
  },
  body_too_large: {
    status: 413,
    zh: '请求体超过 {maxBytes} 字节',
    en: 'The body is larger than {maxBytes} bytes',
  },
  not_found: { status: 404, zh: '未找到', en: 'Not found' },
  method_not_allowed: {
    status: 405,
    zh: '该地址不支持 {method}，可用：{allowed}',
    en: 'This address does not answer {method}; it answers {allowed}',
  },
  rate_limited: {
    status: 429,
    zh: '请求过于频繁，请在 {retryAfterSeconds} 秒后重试',
    en: 'Too many requests: try again in {retryAfterSeconds} seconds',
  },
  service_unavailable: {
    status: 503,
    zh: '服务暂不可用，结果未知，请在 {retryAfterSeconds} 秒后用同一编号重试',
    en: 'Unavailable for the moment and the outcome is unknown: try the same id again in {retryAfterSeconds} seconds',
  },
  internal_error: {
    status: 500,
    zh: '服务器出错，已记录，请提供请求编号以便查询',
    en: 'Our fault: it is logged; quote the request id when asking',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
