import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const COMPRESSED_FROM_BYTES = 1024

/** For the build of an app: writes .br and .gz beside what is worth it; the server sends them as they are. */
export function compressed(out: string): Plugin {
  return {
    name: 'suanpan-compressed',
    apply: 'build',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        const files = await readdir(out, { recursive: true, withFileTypes: true })
        const worth = files.filter(
          (file) => file.isFile() && /\.(js|css|html|svg)$/.test(file.name),
        )
        await Promise.all(worth.map((file) => compress(path.join(file.parentPath, file.name))))
      },
    },
  }
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length < COMPRESSED_FROM_BYTES) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes))
}
