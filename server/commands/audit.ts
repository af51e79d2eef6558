import { parseArgs } from 'node:util'
import { auditBooks, checks } from '../audit/index.ts'
import type { AuditReport } from '../audit/index.ts'
import { trailProblems, verifyTrail, type TrailReport } from '../oversight/index.ts'
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
    const publicKeys = values['public-key']
    const options = { publicKeys, onProgress: showProgress }
    const report = await auditBooks({ book: 1, ground }, options)
    const trail = await verifyTrail(ground, { publicKeys })
    if (process.stderr.isTTY) process.stderr.write('\r')
    process.stdout.write(
      values.json ? asJson({ ...report, trail }) : asText(report) + trailText(trail),
    )
    return report.ok && trail.ok ? 0 : EXIT_NO
  } finally {
    await close()
  }
})

function showProgress({ postings, of }: { postings: bigint; of: bigint }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${postings} / ${of}`)
}

function asJson(report: AuditReport & { trail: TrailReport }): string {
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

/** The end of the chain is printed so that it can be kept elsewhere and compared. */
function trailText({ ok, counts, end, broken }: TrailReport): string {
  const lines = [
    `审计日志 / audit log: ${counts.links} (+${counts.waiting} 待入链 / to be chained)`,
    `日志链尾 / its end: ${end ? `${end.number} ${end.hash}` : '-'}`,
  ]
  if (broken) {
    const { zh, en } = trailProblems[broken.problem]
    const at = [broken.number === undefined ? [] : `link ${broken.number}`, broken.act ?? []]
    lines.push(`断点 / break: ${zh} / ${en}`, `  位置 / at: ${at.flat().join(', ')}`)
  }
  lines.push(
    ok ? '审计日志完整 / the audit log is whole' : '审计日志不完整 / the audit log is not whole',
  )
  return `${lines.join('\n')}\n`
}
