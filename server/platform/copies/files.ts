import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

const CHUNK_BYTES = 1024 * 1024

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
 * Copies a file down to the disk and returns what was written. The source may grow or shrink
 * meanwhile; undefined when it is gone.
 */
export async function copyFileWhole(
  source: string,
  target: string,
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
      await to.sync()
      return { bytes, sha256: hash.digest('hex') }
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}
