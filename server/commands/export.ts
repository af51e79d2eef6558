import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { exportBooks, exportFormats } from '../audit/index.ts'
import type { ExportFormat } from '../audit/index.ts'
import { openInstallation, runMain, UsageError } from './installation.ts'

const USAGE = `npm run export -- --format ${exportFormats.join('|')} [--out FILE] [--from DATE] [--to DATE]`

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
    },
  })
  const format = exportFormats.find((known) => known === values.format)
  if (format === undefined) throw new UsageError(USAGE)
  const { ground, close } = await openInstallation()
  try {
    const out = values.out === undefined ? process.stdout : createWriteStream(values.out)
    const postings = await exportTo(out, { format, from: values.from, to: values.to }, ground)
    const where = values.out ?? '标准输出 / standard output'
    process.stderr.write(`已导出 ${postings} 笔凭证 / ${postings} postings exported: ${where}\n`)
    return 0
  } finally {
    await close()
  }
})

async function exportTo(
  out: Writable,
  what: { format: ExportFormat; from: string | undefined; to: string | undefined },
  ground: Parameters<typeof exportBooks>[0]['ground'],
): Promise<bigint> {
  const { format, from, to } = what
  const { postings } = await exportBooks(
    { book: 1, ground },
    {
      format,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      write: async (text) => {
        if (!out.write(text)) await once(out, 'drain')
      },
    },
  )
  if (out !== process.stdout) {
    out.end()
    await finished(out)
  }
  return postings
}
