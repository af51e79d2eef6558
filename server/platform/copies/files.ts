import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

const CHUNK_BYTES = 1024 * 1024

/** A cluster is a thousand small files; the disk commits those that wait together in one go. */
const FILES_AT_ONCE = 16

/** A copy that cannot be made or used, in words an operator can act on. */
export class CopyProblem extends Error {
  override readonly name = 'CopyProblem'

  constructor(words: { zh: string; en: string }, cause?: unknown) {
    super(`${words.zh}\n${words.en}`, { cause })
  }
}

export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: CHUNK_BYTES }), hash)
  return hash.digest('hex')
}

/**
 * Copies a file and returns what was written. The source may grow or shrink meanwhile; undefined
 * when it is gone.
 *
 * @param durable waits until it is on the disk
 */
export async function copyFileWhole(
  source: string,
  target: string,
  durable: boolean,
): Promise<{ bytes: number; sha256: string } | undefined> {
  const from = await open(source, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (!from) return undefined
  try {
    const to = await open(target, 'w', 0o600)
    try {
      const hash = createHash('sha256')
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
      let bytes = 0
      for (;;) {
        const { bytesRead } = await from.read(buffer, 0, CHUNK_BYTES, bytes)
        if (bytesRead === 0) break
        const chunk = buffer.subarray(0, bytesRead)
        hash.update(chunk)
        await to.write(chunk, 0, bytesRead, bytes)
        bytes += bytesRead
      }
      if (durable) await to.sync()
      return { bytes, sha256: hash.digest('hex') }
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

/** Does the work for each, several at a time; the first failure is thrown once all have stopped. */
export async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const failures: unknown[] = []
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (failures.length > 0) return
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, worker))
  if (failures.length > 0) throw failures[0]
}
