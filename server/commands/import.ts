import { parseArgs } from 'node:util'
import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import {
  importFile,
  ImportProblem,
  previewImport,
  reportNotes,
  reportRows,
  type ImportOptions,
  type Preview,
  type Progress,
  type Report,
} from '../import/index.ts'
import { EXIT_NO, openInstallation, runMain, UsageError } from './installation.ts'

const USAGE = `npm run import -- FILE [--dry-run] [--map person=…,at=…,amount=…,merchant=…,category=…]
  [--dates dmy|mdy] [--asset USD/2] [--prices FILE] [--source NAME] [--fee BASIS_POINTS] [--rejects FILE]`
const LABEL_COLUMNS = 34
const PROGRESS_EVERY_MS = 200

const steps: Record<Progress['step'], string> = {
  read: '读取 reading',
  register: '登记用户 registering people',
  book: '记账 booking',
  points: '结转积分与日终 points and closing',
}

await runMain(async () => {
  const { options, dryRun } = readArguments()
  const { ground, close } = await openInstallation()
  try {
    if (dryRun) {
      process.stdout.write(asPreview(await previewImport(ground, options)))
      return 0
    }
    const report = await importFile(ground, options, progressLine())
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    process.stdout.write(asTable(report))
    return report.refused > 0 || report.linesRejected > 0 ? EXIT_NO : 0
  } catch (error) {
    if (error instanceof ImportProblem) throw new UsageError(`${error.zh}\n${error.en}`)
    throw error
  } finally {
    await close()
  }
})

function readArguments(): { options: ImportOptions; dryRun: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      map: { type: 'string' },
      dates: { type: 'string' },
      asset: { type: 'string' },
      prices: { type: 'string' },
      source: { type: 'string' },
      fee: { type: 'string' },
      rejects: { type: 'string' },
    },
  })
  const [path] = positionals
  const { dates, fee, 'dry-run': dryRun, ...texts } = values
  if (path === undefined || positionals.length > 1) throw new UsageError(USAGE)
  if (dates !== undefined && dates !== 'dmy' && dates !== 'mdy') throw new UsageError(USAGE)
  if (fee !== undefined && !/^(10000|\d{1,4})$/.test(fee)) throw new UsageError(USAGE)
  const options: ImportOptions = { path, ...texts }
  if (dates !== undefined) options.dates = dates
  if (fee !== undefined) options.feeBasisPoints = Number(fee)
  return { options, dryRun }
}

/** One line that is written over; where nobody watches, a line for each step. */
function progressLine(): (progress: Progress) => void {
  let step: Progress['step'] | undefined
  let startedAt = 0
  let shownAt = 0
  return (progress) => {
    const now = performance.now()
    if (progress.step !== step) {
      step = progress.step
      startedAt = now
      shownAt = 0
      if (!process.stderr.isTTY) process.stderr.write(`${steps[step]} …\n`)
    }
    if (!process.stderr.isTTY || now - shownAt < PROGRESS_EVERY_MS) return
    shownAt = now
    const percent = progress.of > 0 ? `${Math.floor((100 * progress.done) / progress.of)} %` : ''
    const rate = step === 'book' ? perSecond(progress.done, now - startedAt) : ''
    process.stderr.write(`\r\x1b[K${steps[step]} ${percent}${rate}`)
  }
}

function perSecond(count: number, ms: number): string {
  return ms > 0 ? `, ${Math.round((count * 1000) / ms).toLocaleString('en')}/s` : ''
}

function asTable(report: Report): string {
  const rows = reportRows(report).map(({ zh, en, value }) => line(`${zh} / ${en}`, value))
  const notes = reportNotes(report).flatMap(({ zh, en }) => [`· ${zh}`, `  ${en}`])
  const title = `${report.file}: ${report.layout}, ${report.first} – ${report.last}`
  return [title, '', ...rows, '', ...notes, ''].join('\n')
}

function asPreview(preview: Preview): string {
  const { code, scale } = parseAsset(preview.asset)
  const count = (value: number): string => value.toLocaleString('en')
  const money = `${formatAmount(BigInt(preview.money), scale, { group: true })} ${code}`
  const states = {
    new: '将会导入 / would be imported',
    'would continue': '将从中断处继续 / would go on where it stopped',
    'imported before': '以前已导入，不会重复 / imported before, would not be repeated',
  }
  return [
    `${preview.file}: ${preview.layout}`,
    states[preview.state],
    '',
    line('消费记录 / purchases', count(preview.purchases)),
    line('用户 / people', count(preview.people)),
    line('商户 / merchants', count(preview.merchants)),
    line('金额 / money', money),
    line('日期 / dates', `${preview.first ?? '–'} – ${preview.last ?? '–'}`),
    line('不能导入的行 / rejected rows', count(preview.linesRejected)),
    line('未记录商品 / unrecorded items', count(preview.unrecordedItems)),
    line('空购物篮 / empty baskets', count(preview.emptyBaskets)),
    line(
      '营业日 / business date',
      preview.isDatedAsHistory ? '随消费日期 / goes with the purchases' : "今天 / today's",
    ),
    ...(preview.arePricesInvented ? ['', '· 价格为虚构 / the prices are invented'] : []),
    ...preview.rejected.map((each) => `  ${each.line}: ${each.zh} / ${each.en}`),
    '',
  ].join('\n')
}

/** Chinese characters are two columns wide on a terminal. */
function line(label: string, value: string): string {
  const width = [...label].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)
  return `  ${label}${' '.repeat(Math.max(1, LABEL_COLUMNS - width))}${value.padStart(24)}`
}
