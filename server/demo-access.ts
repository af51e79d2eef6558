import { createHmac } from 'node:crypto'
import { seedTown } from './demo/index.ts'
import { openDemoPerson, type DemoPerson } from './demo-person.ts'
import { closeDemoTill, openDemoTill, type DemoTill } from './demo-till.ts'
import {
  createApiKey,
  createOperator,
  disableOperator,
  listApiKeys,
  operatorByLogin,
  revokeApiKey,
  setPassword,
  totpUri,
  recogniseApiKey,
} from './parties/index.ts'
import type { Ground } from './platform/index.ts'
import type { Step } from './step.ts'

const LOGIN = 'demo'
/** Who approves what the first one asked for: it takes two. */
const CHECKER_LOGIN = 'demo-checker'
const KEY_NAME = '演示 Demo'
const KEYS_MAX = 1_000
const INSTALLATION = 'installation'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const TOTP_SECRET_CHARS = 32
const PASSWORD_GROUPS = 3
const PASSWORD_GROUP_CHARS = 5

/** How to enter the demo: printed at every start, so it follows from the installation's own secret. */
export type Demo = {
  login: string
  password: string
  totpUri: string
  apiKey: string
  checker: { login: string; password: string; totpUri: string }
  person?: DemoPerson
  till?: DemoTill
}

/**
 * Opens the demo: its operator, its API key and, into empty books, its town. Where it is not
 * wanted, nobody signs in as its operator and its key opens nothing.
 */
export async function openDemo(
  ground: Ground,
  {
    wanted,
    tell,
    town,
  }: {
    wanted: boolean
    tell: (step: Step) => void
    town?: { people: number; days: number }
  },
): Promise<Demo | undefined> {
  const keys = (await listApiKeys(ground, { limit: KEYS_MAX })).filter(
    ({ name }) => name === KEY_NAME,
  )
  if (!wanted) {
    await disableOperator(ground, LOGIN)
    await disableOperator(ground, CHECKER_LOGIN)
    await closeDemoTill(ground)
    for (const { id, revokedAt } of keys) {
      if (revokedAt === null) await revokeApiKey(ground, { id, by: INSTALLATION })
    }
    return undefined
  }
  // A key that was revoked stays revoked: the next one follows from how many there were.
  const revoked = keys.filter(({ revokedAt }) => revokedAt !== null).length
  const { totpSecret, ...access } = accessOf(ground, revoked)
  await openAccess(ground, { ...access, totpSecret })
  const checkerSecret = textOf(derived(ground, 'totp of the checker')).slice(0, TOTP_SECRET_CHARS)
  const checker = { login: CHECKER_LOGIN, password: access.password }
  await openOperator(ground, { ...checker, totpSecret: checkerSecret, name: '复核' })
  await seedTown(ground, { ...town, tell: ({ day, of }) => tell({ step: 'seeding', day, of }) })
  const person = await openDemoPerson(ground)
  const till = await openDemoTill(ground)
  tell({ step: 'demo' })
  return {
    ...access,
    totpUri: totpUri(LOGIN, totpSecret),
    checker: { ...checker, totpUri: totpUri(CHECKER_LOGIN, checkerSecret) },
    ...(person && { person }),
    ...(till && { till }),
  }
}

type Access = { login: string; password: string; totpSecret: string; apiKey: string }

function accessOf(ground: Ground, revokedKeys: number): Access {
  const derive = (purpose: string): Buffer => derived(ground, purpose)
  const letters = [...textOf(derive('password')).toLowerCase()]
  const groups = Array.from({ length: PASSWORD_GROUPS }, (_, i) =>
    letters.slice(i * PASSWORD_GROUP_CHARS, (i + 1) * PASSWORD_GROUP_CHARS).join(''),
  )
  const secret = textOf(derive('totp'))
  return {
    login: LOGIN,
    password: groups.join('-'),
    totpSecret: secret.slice(0, TOTP_SECRET_CHARS),
    apiKey: `sk_demo_${derive(`api key ${revokedKeys}`).toString('base64url')}`,
  }
}

/** What follows from the installation's own secret, so that it is the same at every start. */
function derived({ config }: Ground, purpose: string): Buffer {
  return createHmac('sha256', config.sessionSecret).update(`demo ${purpose}`).digest()
}

function textOf(bytes: Buffer): string {
  return [...bytes].map((byte) => BASE32.charAt(byte & 31)).join('')
}

async function openOperator(
  ground: Ground,
  wanted: { login: string; password: string; totpSecret: string; name: string },
): Promise<void> {
  const { login, password } = wanted
  if (await operatorByLogin(ground, login)) {
    await setPassword(ground, { login, password, onlyIfDisabled: true })
  } else {
    await createOperator(ground, { ...wanted, role: 'approver' })
  }
}

async function openAccess(ground: Ground, access: Access): Promise<void> {
  const { login, password, totpSecret } = access
  await openOperator(ground, { login, password, totpSecret, name: '演示' })
  if (await recogniseApiKey(ground, access.apiKey)) return
  const scopes = ['read', 'parties', 'payments', 'points', 'ledger'] as const
  await createApiKey(ground, {
    name: KEY_NAME,
    scopes: [...scopes],
    by: INSTALLATION,
    secret: access.apiKey,
  })
}
