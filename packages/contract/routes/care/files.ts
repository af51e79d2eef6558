import { z } from 'zod'
import { id, instant } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

/** Three mebibytes as base64 are four; a little room for what stands around it. */
const UPLOAD_MAX_BYTES = 4_300_000
const BASE64_CHARS_MAX = 4_194_304
/** How many files go with one step or message. */
export const FILES_A_STEP = 6

/** Of a picture or document: what it is was told from its bytes. */
export const file = z
  .object({
    id: id('fil'),
    mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
    sizeBytes: z.int(),
    uploadedAt: instant,
  })
  .meta({ id: 'File' })

export const sentFiles = z.array(id('fil')).max(FILES_A_STEP).default([])

const upload = {
  method: 'POST',
  idempotent: true,
  guarded: true,
  status: 201,
  bodyMaxBytes: UPLOAD_MAX_BYTES,
  body: z.strictObject({
    data: z
      .string()
      .min(4)
      .max(BASE64_CHARS_MAX)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64'),
  }),
  response: file,
  refusals: ['file_too_large', 'file_type_refused', 'too_many_files'],
  description: {
    zh: '图片（JPEG、PNG、WebP）或 PDF，最多 3 MiB，base64。一天内未被使用即删除。',
    en: 'A picture (JPEG, PNG, WebP) or PDF of at most 3 MiB, in base64. It is removed after a day unless it is used.',
  },
} as const

export const uploadMine = defineRoute({
  ...upload,
  name: 'myFiles.create',
  path: '/v1/me/files',
  audience: ['consumer'],
  summary: { zh: '上传图片或文件', en: 'Send a picture or document' },
})

export const uploadForMerchant = defineRoute({
  ...upload,
  name: 'files.create',
  path: '/v1/files',
  audience: ['server'],
  scope: 'payments',
  merchantKeys: true,
  summary: { zh: '商户上传图片或文件', en: 'A merchant sends a picture or document' },
})

/** Bytes are always a download, whatever they are; the page that shows a picture knows its kind. */
export const BYTES = 'application/octet-stream'

export const getMine = defineRoute({
  name: 'myFiles.get',
  method: 'GET',
  path: '/v1/me/files/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的争议与客服中的文件', en: 'A file of my disputes and conversations' },
  params: z.strictObject({ id: id('fil') }),
  response: z.string(),
  stream: BYTES,
  refusals: ['file_not_found'],
})
