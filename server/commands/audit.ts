import { parseArgs } from 'node:util'
import { auditBooks, checks } from '../audit/index.ts'
import type { AuditReport } from '../audit/index.ts'
import { EXIT_NO, openInstallation, runMain } from './installation.ts'

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      'public-key': { type: 'string', multiple: true, default: [] },
    },
  })
  const { ground, close } = await openInstallation()
  try {
    const report = await auditBooks(
      { book: 1, ground },
      { publicKeys: values['public-key'], onProgress: showProgress },
    )
    if (process.stderr.isTTY) process.stderr.write('\r')
    process.stdout.write(values.json ? asJson(report) : asText(report))
    return report.ok ? 0 : EXIT_NO
  } finally {
    await close()
  }
})

function showProgress({ postings, of }: { postings: bigint; of: bigint }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${postings} / ${of}`)
}

function asJson(report: AuditReport): string {
  const text = JSON.stringify(
    report,
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    2,
  )
  return `${text}\n`
}

function asText({ ok, counts, head, difference }: AuditReport): string {
  const lines = [
    ['凭证 / postings', counts.postings],
    ['流水 / entries', counts.entries],
    ['账户 / accounts', counts.accounts],
    ['批次 / batches', counts.batches],
    ['已日终 / closed days', counts.days],
    ['营业日 / business date', head.businessDate],
    ['链尾 / seal', head.seal],
  ].map(([name, value]) => `${name}: ${value}`)
  if (difference) {
    const { zh, en } = checks[difference.check]
    const at = Object.entries(difference.at).map(([name, value]) => `${name} ${value}`)
    lines.push(
      `不一致 / difference: ${zh} / ${en}`,
      `  位置 / at: ${at.join(', ')}`,
      `  应为 / expected: ${difference.expected}`,
      `  实为 / found: ${difference.found}`,
    )
  }
  lines.push(
    ok ? '账簿一致 / the books agree with themselves' : '账簿不一致 / the books do not agree',
  )
  return `${lines.join('\n')}\n`
}
