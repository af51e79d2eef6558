import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ImportProblem } from './problems.ts'

/** What is known of a file before a line of it is understood. */
export type SourceFile = {
  path: string
  name: string
  bytes: number
  /** Names the file's content: the same content is the same import, wherever the file lies. */
  sha256: Buffer
  /** The first lines, to recognise the layout by. */
  sample: string[]
}

const SAMPLE_BYTES = 64 * 1024
const SAMPLE_LINES_MAX = 200

/** Reads the file once: its fingerprint, and whether it is UTF-8 at all. */
export async function openSourceFile(path: string): Promise<SourceFile> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new ImportProblem(`找不到文件 ${path}`, `there is no file ${path}`)
  const hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let head = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    // A read stream without an encoding gives buffers.
    const part = chunk as Buffer
    if (bytes === 0) refuseOtherUnicode(part)
    hash.update(part)
    if (head.length < SAMPLE_BYTES) head = Buffer.concat([head, part.subarray(0, SAMPLE_BYTES)])
    decodeOrRefuse(decoder, part, bytes)
    bytes += part.length
  }
  decodeOrRefuse(decoder, undefined, bytes)
  return { path, name: basename(path), bytes, sha256: hash.digest(), sample: sampleOf(head) }
}

/** The last line of the sample may be cut in the middle; it is left out unless it is the only one. */
function sampleOf(head: Buffer): string[] {
  const text = new TextDecoder('utf-8').decode(head.subarray(0, SAMPLE_BYTES))
  const lines = text.split(/\r?\n/)
  const whole = head.length >= SAMPLE_BYTES && lines.length > 1 ? lines.slice(0, -1) : lines
  return whole.slice(0, SAMPLE_LINES_MAX)
}

function decodeOrRefuse(decoder: TextDecoder, part: Buffer | undefined, before: number): void {
  try {
    decoder.decode(part, { stream: part !== undefined })
  } catch {
    throw new ImportProblem(
      `文件不是 UTF-8 编码（第 ${before} 字节之后），可能是 GBK。请先转换：iconv -f GB18030 -t UTF-8 原文件 > 新文件`,
      `the file is not UTF-8 (after byte ${before}); it may be GBK. Convert it first: iconv -f GB18030 -t UTF-8 old > new`,
    )
  }
}

function refuseOtherUnicode(start: Buffer): void {
  const isUtf16 = start.length > 1 && (start[0] ?? 0) + (start[1] ?? 0) === 0xff + 0xfe
  if (!isUtf16 || !(start[0] === 0xff || start[0] === 0xfe)) return
  throw new ImportProblem(
    '文件是 UTF-16 编码，请先另存为 UTF-8',
    'the file is UTF-16: save it as UTF-8 first',
  )
}
