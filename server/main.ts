import { listAccounts } from './ledger/index.ts'
import { codeOf, listMerchants } from './parties/index.ts'
import { ConfigError, PostgresProblem, stopOnSignals } from './platform/index.ts'
import { startServer, type RunningServer } from './server.ts'
import type { Step } from './step.ts'

const A_POT_OF_TEA = 1800n
const TOLD_DAYS = 30
const PEOPLE_LOOKED_AT = 200

/** Starts everything, says where it is and how to stop it. */
async function main(): Promise<void> {
  const began = performance.now()
  say('算盘 Suanpan')
  // On a terminal the lines below are for people; a log is for machines, unless somebody asks.
  const quiet = process.stdout.isTTY && process.env['LOG_LEVEL'] === undefined
  const env = quiet ? { ...process.env, LOG_LEVEL: 'warn' } : process.env
  const server = await startServer({ env, tell })
  stopOnSignals(server.shutdown)
  await introduce(server, (performance.now() - began) / 1000)
}

/** The days of the town go by in one line; where there is no terminal, some are told. */
function tell(step: Step): void {
  const line = `  ${stepLine(step)}`
  if (step.step !== 'seeding') return say(line)
  const last = step.day === step.of
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${last ? '\n' : ''}`)
  else if (last || step.day % TOLD_DAYS === 0) say(line)
}

function stepLine(step: Step): string {
  switch (step.step) {
    case 'database':
      return step.where === 'embedded'
        ? '启动内置 PostgreSQL … starting the embedded PostgreSQL'
        : '连接 DATABASE_URL … connecting to DATABASE_URL'
    case 'moved':
      return `数据库进不了本目录，数据存于 the database may not enter this directory, its data is in ${step.home}`
    case 'migrated':
      return step.applied === 0
        ? '数据库结构已是最新 the database is up to date'
        : `已应用 ${step.applied} 个迁移 ${step.applied} migrations applied`
    case 'seeding':
      return `演示小镇第 ${step.day}/${step.of} 天 day ${step.day} of ${step.of} of the demo town`
    case 'demo':
      return '演示小镇已就绪 the demo town is there'
    case 'workers':
      return '启动业务消息与定时任务 … starting letters and jobs'
  }
}

async function introduce(server: RunningServer, seconds: number): Promise<void> {
  const { url, portTaken, demo, house } = server
  if (portTaken !== undefined) {
    say(
      `  端口 ${portTaken} 已被占用，改用 ${server.port} port ${portTaken} is taken, using ${server.port}`,
    )
  }
  say(`已就绪 ready (${seconds.toFixed(1)} s)`)
  say('')
  say(`  控制台 console   ${url}`)
  say(`  接口 API         ${url}/docs`)
  if (demo) {
    const code = await codeOf(house.ground, demo.login)
    say('')
    say(`  账号 login       ${demo.login}`)
    say(`  密码 password    ${demo.password}`)
    say(
      `  验证码 code      ${code?.code ?? '?'} (${code?.validForSeconds ?? 0} s；登录页会显示 the sign-in page shows it)`,
    )
    say(`  动态密钥 TOTP    ${demo.totpUri}`)
    say(`  复核员 checker   ${demo.checker.login}（同一密码 the same password）`)
    say(`  API 密钥 key     ${demo.apiKey}`)
    if (demo.person) {
      const { name, phone, pin } = demo.person
      say('')
      say(`  钱包 wallet      ${walletUrl(url)}`)
      say(`  用户 person      ${name ?? ''} ${phone}（验证码由登录页显示 the page shows the code）`)
      say(`  支付密码 PIN     ${pin}`)
    }
    if (demo.till) {
      const { merchant, key } = demo.till
      say('')
      say(`  收银台 till      ${walletUrl(url)}till#${key}（${merchant}）`)
    }
    await offerPayment(server, demo.apiKey)
  } else {
    say('')
    say('  新建运营人员 create an operator: npm run operator -- --login NAME --role approver')
  }
  say('')
  say('按 Ctrl-C 停止 press Ctrl-C to stop')
}

/** Browsers tie passkeys to a name and take `localhost` for one, but not an address. */
function walletUrl(url: string): string {
  return `${url.replace('//127.0.0.1:', '//localhost:')}/wallet/`
}

/** A payment that can be made right away: somebody with enough money, and a teahouse. */
async function offerPayment({ url, house }: RunningServer, apiKey: string): Promise<void> {
  const { ground, books } = house
  const [merchants, accounts] = await Promise.all([
    listMerchants(ground, { category: 'teahouse', active: true, limit: 1 }),
    listAccounts(ground.db, books.book, {
      prefix: 'person',
      asset: 'CNY/2',
      limit: PEOPLE_LOOKED_AT,
    }),
  ])
  const payer = accounts.find(({ balance }) => balance >= A_POT_OF_TEA)?.holder
  const [merchant] = merchants
  if (!merchant || !payer) return
  const body = {
    person: payer,
    merchant: merchant.id,
    amount: { amount: String(A_POT_OF_TEA), asset: 'CNY/2' },
  }
  say('')
  say('  在茶馆付 18 元 pay 18 yuan at the teahouse:')
  say(`  curl ${url}/v1/payments -H 'Authorization: Bearer ${apiKey}' \\`)
  say(`    -H 'Idempotency-Key: tea-1' -H 'Content-Type: application/json' \\`)
  say(`    -d '${JSON.stringify(body)}'`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().catch((error: unknown) => {
  const told = error instanceof ConfigError || error instanceof PostgresProblem
  const shown = told
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error)
  process.stderr.write(`\n不能启动 could not start:\n${shown}\n`)
  process.exit(1)
})
