import { parseArgs } from 'node:util'
import { seedTown } from '../demo/index.ts'
import { EXIT_NO, openInstallation, runMain, UsageError } from './installation.ts'

const USAGE = 'npm run seed -- [--seed TEXT] [--people N] [--days N]'

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      people: { type: 'string' },
      days: { type: 'string' },
    },
  })
  const { ground, close } = await openInstallation()
  try {
    const town = await seedTown(ground, {
      ...(values.seed === undefined ? {} : { seed: values.seed }),
      ...(values.people === undefined ? {} : { people: whole(values.people, 100_000) }),
      ...(values.days === undefined ? {} : { days: whole(values.days, 3_650) }),
      tell: ({ day, of }) => {
        if (process.stderr.isTTY) process.stderr.write(`\r${day} / ${of}`)
      },
    })
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    if (!town) {
      process.stdout.write(
        '账簿不是空的，未作任何改动 / the books are not empty: nothing was done\n',
      )
      return EXIT_NO
    }
    const { people, merchants, payments, seconds } = town
    process.stdout.write(
      `演示小镇：${people} 位用户、${merchants} 家商户、${payments} 笔付款，用时 ${seconds.toFixed(1)} 秒\n` +
        `the demo town: ${people} people, ${merchants} merchants, ${payments} payments in ${seconds.toFixed(1)} s\n`,
    )
    return 0
  } finally {
    await close()
  }
})

function whole(text: string, max: number): number {
  const value = Number(text)
  if (!/^[1-9]\d*$/.test(text) || value > max) throw new UsageError(USAGE)
  return value
}
