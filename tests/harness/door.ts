import { buffer } from 'node:stream/consumers'
import type { Role, Scope } from '@suanpan/contract/routes/define'
import { openSandboxBank } from '../../server/banking/index.ts'
import { openAudits, openDoor, type Door, type House } from '../../server/door/index.ts'
import { openAlerts } from '../../server/notices/index.ts'
import { openBooks } from '../../server/ledger/index.ts'
import {
  createApiKey,
  createOperator,
  openDirectory,
  openPersonSession,
  openSession,
  recogniseDevice,
  registerMerchants,
  registerPeople,
  sandboxRealName,
  type DataScope,
} from '../../server/parties/index.ts'
import { transaction } from '../../server/platform/index.ts'
import { DEFAULT_RULE, pointsRows, saveProgramme } from '../../server/points/index.ts'
import { plainPayments, walletRows } from '../../server/wallet/index.ts'
import { testGround, type TestGround } from './ground.ts'

export const ALL_SCOPES: readonly Scope[] = ['read', 'parties', 'payments', 'points', 'ledger']

export type Answer = {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  text: string
  /** The body, when it is JSON. */
  json: Record<string, unknown>
}

export type Request = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  headers?: Record<string, string>
  body?: unknown
  /** Where it comes from on the network; 127.0.0.1 when it does not matter. */
  from?: string
}

export type TestDoor = {
  ground: TestGround
  house: House
  door: Door
  /** 林 lin and 王 wang, and the teahouse with a fee of 0.60 %. */
  lin: string
  wang: string
  teahouse: string
  send(request: Request): Promise<Answer>
  /** The headers of a server with these scopes. */
  keyHeaders(scopes: readonly Scope[], merchant?: string): Promise<Record<string, string>>
  /** The headers of a browser in which an operator with this role is signed in. */
  sessionHeaders(role: Role, scope?: DataScope): Promise<Record<string, string>>
  /** The headers of a browser of their own in which a person is signed in to the wallet. */
  walletHeaders(person: string): Promise<Record<string, string>>
}

/** The whole house behind its door, without a socket, on a database of its own. */
export async function testDoor(t: { after(work: () => Promise<void>): void }): Promise<TestDoor> {
  const ground = await testGround(t)
  const books = openBooks(ground, { rows: [...walletRows, ...pointsRows] })
  const bank = openSandboxBank(ground)
  const house: House = {
    funding: { books, bank, covered: plainPayments },
    sandboxBank: bank,
    ground,
    books,
    directory: openDirectory(ground),
    audits: openAudits(books),
    alerts: openAlerts(ground),
    importRuns: () => Promise.resolve([]),
    licence: 'payment_institution',
    realNames: sandboxRealName,
  }
  const door = await openDoor(house)
  ground.onEnd(() => books.close())
  ground.onEnd(() => house.audits.settled())
  ground.onEnd(() => door.close())
  ground.onEnd(() => house.alerts.close())
  let operators = 0
  return {
    ground,
    house,
    door,
    ...(await foundTown(ground)),
    send: (request) => send(door, request),
    keyHeaders: async (scopes, merchant) => {
      const wanted = { name: 'test', scopes: [...scopes], merchant, by: 'test' }
      const { secret } = await createApiKey(ground, wanted)
      return { authorization: `Bearer ${secret}` }
    },
    sessionHeaders: async (role, scope) => {
      const login = `${role}${++operators}`
      const wanted = {
        login,
        name: login,
        role,
        password: 'not used in this test',
        ...(scope && { scope }),
      }
      const { operator } = await createOperator(ground, wanted)
      const { token } = await openSession(ground, operator)
      return { cookie: `suanpan_session=${token}`, 'sec-fetch-site': 'same-origin' }
    },
    walletHeaders: async (person) => {
      const { device, newSecret = '' } = await recogniseDevice(ground, {
        secret: undefined,
        label: 'test',
      })
      const { token } = await openPersonSession(ground, { person, device: device.id })
      return {
        cookie: `suanpan_wallet=${token}; suanpan_device=${newSecret}`,
        'sec-fetch-site': 'same-origin',
      }
    },
  }
}

async function foundTown(ground: TestGround) {
  const registeredAt = ground.clock.now()
  return transaction(ground.db, async (tx) => {
    const [lin = '', wang = ''] = await registerPeople(tx, ground, [
      { registeredAt, name: '林' },
      { registeredAt, name: '王' },
    ])
    const [teahouse = ''] = await registerMerchants(tx, [
      { registeredAt, name: '茶馆', category: 'tea_house', feeBasisPoints: 60 },
    ])
    // Whose name is verified pays; a test about the unverified registers somebody else.
    await tx.query(
      `insert into parties.real_names (person, class, provider, verified_at)
       select id, 'III', 'test', $2 from unnest($1::text[]) as id`,
      [[lin, wang], registeredAt],
    )
    await saveProgramme(tx, {
      code: 'basic',
      asset: 'PTS/0',
      titleZh: '积分',
      titleEn: 'Points',
      lotMonths: 12,
      minimumRedemption: 1n,
      cost: null,
      returnGraceDays: 0,
      rule: DEFAULT_RULE,
      by: 'test',
      at: registeredAt,
    })
    return { lin, wang, teahouse }
  })
}

async function send(door: Door, asked: Request): Promise<Answer> {
  const { method, path, headers = {}, body, from } = asked
  const isText = typeof body === 'string'
  const answer = await door.inject({
    method,
    url: path,
    ...(from !== undefined && { remoteAddress: from }),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { payload: isText ? body : JSON.stringify(body) }),
    payloadAsStream: true,
  })
  const stream = answer.stream()
  // A stream of events has no end; that it began is the answer.
  const endless = String(answer.headers['content-type']).startsWith('text/event-stream')
  // As bytes first: a text decoder would swallow the mark that a spreadsheet needs.
  const whole = endless ? '' : (await buffer(stream)).toString('utf8')
  if (endless) stream.destroy()
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: whole,
    json: objectIn(whole),
  }
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
