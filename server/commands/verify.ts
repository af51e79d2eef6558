import { createHash, createPublicKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { toBase64url } from '@suanpan/kernel/bytes'
import { verifyReceipt } from '@suanpan/kernel/receipt'
import type { Verification } from '@suanpan/kernel/receipt'
import { verifyStatement } from '../ledger/index.ts'
import { EXIT_NO, runMain, UsageError } from './installation.ts'

const USAGE =
  'npm run verify -- FILE [--public-key KEY|FILE.pem] [--json]   (FILE - is standard input)'
const SPKI_HEAD_BYTES = 12
const MARKS = { passed: '✓', failed: '✗', skipped: '–' }

// Needs neither the server nor its database: that is what a receipt is for.
await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'public-key': { type: 'string' },
    },
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageError(USAGE)
  const publicKey = values['public-key'] === undefined ? undefined : readKey(values['public-key'])
  const verification = await verifyReceipt(
    readReceipt(file),
    {
      sha256: (bytes) => createHash('sha256').update(bytes).digest(),
      verifyEd25519: verifyStatement,
    },
    publicKey === undefined ? {} : { publicKey },
  )
  process.stdout.write(
    values.json ? `${JSON.stringify(verification, null, 2)}\n` : asText(verification),
  )
  return verification.ok ? 0 : EXIT_NO
})

/** What is no JSON is no receipt either, and is answered as one that fails. */
function readReceipt(file: string): unknown {
  if (file !== '-' && !existsSync(file))
    throw new UsageError(`${file}: 没有这个文件 / no such file`)
  const text = readFileSync(file === '-' ? 0 : file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readKey(given: string): string {
  if (!existsSync(given)) return given
  const der = createPublicKey(readFileSync(given)).export({ format: 'der', type: 'spki' })
  return toBase64url(der.subarray(SPKI_HEAD_BYTES))
}

function asText({ ok, keyTrusted, steps }: Verification): string {
  const lines = steps.map(
    ({ outcome, title, detail }) =>
      `${MARKS[outcome]} ${title.zh} / ${title.en}: ${detail.zh} / ${detail.en}`,
  )
  if (!ok) lines.push('存证无效 / the receipt is not valid')
  else if (keyTrusted) lines.push('存证有效 / the receipt is valid')
  else
    lines.push(
      '存证自洽，公钥待核对 / the receipt agrees with itself; the key is still to be compared',
    )
  return `${lines.join('\n')}\n`
}
