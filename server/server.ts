import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Licence } from '@suanpan/contract/licence'
import { z } from 'zod'
import { Refusal } from '@suanpan/contract/refusals'
import { addDays, businessDate } from '@suanpan/kernel/time'
import { openSandboxBank } from './banking/index.ts'
import { careSubscriber } from './care/index.ts'
import { allSealedColumns, executeLater, openAudits, openDoor, type House } from './door/index.ts'
import {
  forgetSentOut,
  noticesSubscriber,
  openAlerts,
  outwardSubscribers,
} from './notices/index.ts'
import { listRuns } from './import/index.ts'
import { closeDay, expireHolds, forgetRefusals, openBooks, type Books } from './ledger/index.ts'
import { signChain, startChain } from './oversight/index.ts'
import {
  channelsOf,
  deliverMessage,
  type Delivery,
  forgetContents,
  sweepBudgets,
} from './messages/index.ts'
import {
  addressesOf,
  askPendingRealNames,
  openDirectory,
  completePhoneChanges,
  remindCheckUps,
  sandboxRealName,
  shredEvidence,
  shredSealed,
  sweepSessions,
} from './parties/index.ts'
import {
  createLog,
  createMetrics,
  loadConfig,
  migrate,
  openDb,
  openGround,
  planShutdown,
  rewrapKeys,
  startJobs,
  startPostgres,
  startSubscribers,
  sweepFiles,
  type Config,
  type Db,
  type Ground,
  type Shutdown,
  type Tasks,
} from './platform/index.ts'
import { ensureProgramme, expireLots, pointsRows, pointsSubscriber } from './points/index.ts'
import { openDemo, type Demo } from './demo-access.ts'
import { openDemoCare } from './demo-care.ts'
import type { DemoPerson } from './demo-person.ts'
import { openDemoTogether } from './demo-together.ts'
import { demoWanted, licenceOf, sandboxesWanted } from './settings.ts'
import type { Step } from './step.ts'
import {
  chaseBank,
  expireCheckouts,
  expireCodePayments,
  disputesSubscriber,
  shreddingSubscriber,
  importStatements,
  moveDueDisputes,
  plainPayments,
  retellPayments,
  sweepPaymentCodes,
  endDueRedPackets,
  saveRegularly,
  endDueTransfers,
  agreementsSubscriber,
  END_SIGNED_JOB,
  endSigned,
  transfersSubscriber,
  walletRows,
  budgetSubscriber,
} from './wallet/index.ts'

const APPS = [
  { at: '/', dir: fileURLToPath(new URL('../apps/console/dist', import.meta.url)) },
  { at: '/wallet/', dir: fileURLToPath(new URL('../apps/wallet/dist', import.meta.url)) },
] as const
const IMPORT_RUNS_SHOWN = 200

export type ServerOptions = {
  /** Settings as environment variables; the process's own by default. */
  env?: NodeJS.ProcessEnv
  /** Told of each step while it starts. */
  tell?: (step: Step) => void
  /** A demo town of another size. */
  town?: { people: number; days: number }
}

export type RunningServer = {
  url: string
  port: number
  /** The port that was asked for, when it was taken. */
  portTaken?: number
  house: House
  demo?: Demo
  shutdown: Shutdown
}

/**
 * The whole house: configuration → database → migrations → rooms → letters and jobs → door.
 * What fails on the way closes what was opened, and is thrown.
 */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const env = options.env ?? process.env
  const tell = options.tell ?? (() => {})
  const config = loadConfig(env)
  const sandboxes = sandboxesWanted(env, config)
  const log = createLog({ level: config.logLevel })
  const steps: Parameters<typeof planShutdown>[1] = []
  const shutdown = planShutdown(log, steps)
  // What is opened last closes first.
  const closeLater = (what: string, close: () => Promise<void> | void): void => {
    steps.unshift({ what, close })
  }
  try {
    const db = await openDatabase(config, tell, closeLater)
    const ground = openGround({ db, config, log, metrics: createMetrics({ ofProcess: true }) })
    const demo = await openDemo(ground, {
      wanted: demoWanted(env, config),
      tell,
      ...(options.town && { town: options.town }),
    })
    await ensureProgramme(ground, 'installation')
    const books = openBooks(ground, { rows: [...walletRows, ...pointsRows] })
    closeLater('books', () => books.close())
    if (demo?.person) await openDemoScreens(books, demo.person)
    tell({ step: 'workers' })
    const post = startSubscribers(ground, [
      pointsSubscriber(books, (after, upTo, limit) => retellPayments(db, after, upTo, limit)),
      budgetSubscriber(ground),
      noticesSubscriber(ground),
      ...outwardSubscribers(ground),
      transfersSubscriber(books),
      agreementsSubscriber(books),
      disputesSubscriber(books),
      shreddingSubscriber(ground),
      careSubscriber(ground),
    ])
    closeLater('letters', () => post.stop())
    const bank = sandboxes.bank ? openSandboxBank(ground) : undefined
    const house: House = {
      ...furnish(books, demo, licenceOf(env, demo !== undefined)),
      funding: { books, bank, covered: plainPayments },
      ...(bank && { sandboxBank: bank }),
      ...(sandboxes.realNames && { realNames: sandboxRealName }),
    }
    const inside: Inside = { url: undefined }
    closeLater('audits', () => house.audits.settled())
    const chain = startChain(ground)
    closeLater('chain', () => chain.stop())
    const jobs = startJobs(ground, { ...tasksOf(house), ...bankTasks(house, inside) })
    closeLater('jobs', () => jobs.stop())
    const door = await openDoor(house, { apps: APPS, trustProxy: trustsProxy(env) })
    closeLater('door', () => door.close())
    // Streams end first: the door waits for what is under way.
    closeLater('alerts', () => house.alerts.close())
    const { url, port } = await door.listen(config)
    inside.url = url
    return {
      url,
      port,
      ...(config.port !== 0 && port !== config.port && { portTaken: config.port }),
      house,
      ...(demo && { demo }),
      shutdown,
    }
  } catch (error) {
    await shutdown.stop('could not start')
    throw error
  }
}

function furnish(books: Books, demo: Demo | undefined, licence: Licence): Omit<House, 'funding'> {
  const { ground } = books
  return {
    ground,
    books,
    directory: openDirectory(ground),
    audits: openAudits(books),
    alerts: openAlerts(ground),
    licence,
    importRuns: async () =>
      (await listRuns(ground.db, IMPORT_RUNS_SHOWN)).map((run) => ({
        id: run.id,
        file: path.basename(run.fileName),
        layout: run.layout,
        asset: run.asset,
        state: run.state,
        startedAt: run.begunAt,
        purchases: Number(run.purchases),
        rejected: Number(run.linesRejected),
      })),
    ...(demo && { demo: demoHints(demo) }),
  }
}

/** What a newcomer finds on screens that somebody's life fills. */
async function openDemoScreens(books: Books, person: DemoPerson): Promise<void> {
  await openDemoCare(books, person)
  await openDemoTogether(books, person)
}

/** What the sign-in pages of a demo may show. */
function demoHints({ login, password, checker, person }: Demo): NonNullable<House['demo']> {
  const second = { login: checker.login, password: checker.password }
  return { login, password, checker: second, ...(person && { person }) }
}

async function openDatabase(
  config: Config,
  tell: (step: Step) => void,
  closeLater: (what: string, close: () => Promise<void> | void) => void,
): Promise<Db> {
  const { databaseUrl: url, poolMax: max } = config
  tell({ step: 'database', where: url === undefined ? 'embedded' : 'url' })
  if (url !== undefined) {
    const { applied, appRole } = await migrate({ url })
    tell({ step: 'migrated', applied: applied.length })
    const db = openDb({ url, max, ...(appRole !== undefined && { asRole: appRole }) })
    closeLater('pool', () => db.close())
    return db
  }
  const postgres = await startPostgres({ dataDir: path.join(config.dataDir, 'pg') })
  closeLater('database', () => postgres.stop())
  if (postgres.moved !== undefined) tell({ step: 'moved', home: postgres.home })
  const { applied } = await migrate({ url: postgres.ownerUrl })
  tell({ step: 'migrated', applied: applied.length })
  const db = openDb({ url: postgres.appUrl, max })
  closeLater('pool', () => db.close())
  return db
}

/** What each recurring job calls; the schedule is in platform/jobs/recurring.ts. */
function tasksOf(house: House): Tasks {
  const { ground, books } = house
  return {
    'ledger:expire-holds': async () => void (await expireHolds(books, ground.clock.now())),
    'ledger:close-day': () => closeYesterday(books),
    'ledger:forget-refusals': async () => void (await forgetRefusals(ground)),
    'points:expire-lots': async () => void (await expireLots(books, { at: ground.clock.now() })),
    'parties:ask-real-names': async () => {
      if (house.realNames) await askPendingRealNames(ground, house.realNames)
    },
    'parties:change-phones': async () => void (await completePhoneChanges(ground)),
    'parties:remind-check-ups': async () => void (await remindCheckUps(ground)),
    'parties:sweep-sessions': async () => void (await sweepSessions(ground)),
    'oversight:sign-chain': async () => void (await signChain(ground)),
    'oversight:execute': (payload) => executeLater(house, payload),
    'wallet:expire-code-payments': async () =>
      void (await expireCodePayments(books, ground.clock.now())),
    'wallet:expire-checkouts': async () => void (await expireCheckouts(books, ground.clock.now())),
    'wallet:sweep-payment-codes': async () => void (await sweepPaymentCodes(ground)),
    'platform:rewrap-keys': async () => void (await rewrapKeys(ground, allSealedColumns)),
    'wallet:move-disputes': async () => void (await moveDueDisputes(books, ground.clock.now())),
    'platform:sweep-files': async () => void (await sweepFiles(ground)),
    'wallet:end-due-transfers': async () => void (await endDueTransfers(books, ground.clock.now())),
    'wallet:end-due-red-packets': async () =>
      void (await endDueRedPackets(books, ground.clock.now())),
    'wallet:save-regularly': async () => void (await saveRegularly(books, ground.clock.now())),
    [END_SIGNED_JOB]: async (payload) => {
      const { offer } = z.object({ offer: z.string() }).parse(payload)
      await endSigned(books, offer)
    },
    'parties:shred-evidence': async () => void (await shredEvidence(ground)),
    'parties:shred-sealed': async () => void (await shredSealed(ground)),
    ...messageTasks(ground),
  }
}

function messageTasks(ground: Ground): Tasks {
  const delivery: Delivery = {
    channels: channelsOf(ground),
    addressesOf: (person) => addressesOf(ground, person),
  }
  return {
    'messages:deliver': async (payload) => {
      const { message } = z.object({ message: z.string() }).parse(payload)
      await deliverMessage(ground, delivery, message)
    },
    'messages:forget': async () => {
      await forgetContents(ground)
      await sweepBudgets(ground)
      await forgetSentOut(ground)
    },
  }
}

/** Where the door is, once it is open: the sandbox bank calls back from outside, as a bank would. */
type Inside = { url: string | undefined }

function bankTasks({ funding, sandboxBank: bank }: House, inside: Inside): Tasks {
  return {
    'wallet:chase-bank': async () => void (await chaseBank(funding)),
    'wallet:import-statements': async () => {
      if (bank) await importStatements(funding, 'wallet:import-statements')
    },
    'banking:work': async () => {
      await bank?.work(({ body, headers }) => {
        if (inside.url === undefined) throw new Error('the door is not open yet')
        return fetch(`${inside.url}/v1/bank/${bank.code}/callbacks`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        })
      })
    },
  }
}

/** A day that an operator closed before the job came is closed all the same. */
async function closeYesterday(books: Books): Promise<void> {
  const { clock, config } = books.ground
  const date = addDays(businessDate(clock.now(), config.zone), -1)
  await closeDay(books, { date, by: 'ledger:close-day' }).catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === 'business_day_closed')) throw error
  })
}

function trustsProxy(env: NodeJS.ProcessEnv): boolean {
  return env['SUANPAN_TRUST_PROXY'] === 'on'
}
