import assert from 'node:assert/strict'
import { consentTexts } from '@suanpan/contract/consent-texts'
import { listMessages } from '../../server/messages/index.ts'
import { testDoor, type Answer, type Request } from './door.ts'

const MINUTE_MS = 60_000
const AGENT = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36'

/** The PIN of everybody whom `registered` made. */
export const PIN = '246813'

export const requiredConsents = consentTexts
  .filter(({ required }) => required)
  .map(({ code: document, version }) => ({ document, version }))

/** A browser that keeps its cookies, on an address of its own. */
export type Browser = {
  send(method: Request['method'], path: string, body?: unknown): Promise<Answer>
}

/** A new number, and the way to the last code that went there. */
export type Telephone = { phone: string; code(): Promise<string> }

/** People with browsers and telephones before the door of a house. */
export async function testWallets(t: { after(work: () => Promise<void>): void }) {
  const house = await testDoor(t)
  const { ground } = house
  let phones = 0
  let browsers = 0

  const browser = (): Browser => {
    const jar = new Map<string, string>()
    const from = `10.0.0.${++browsers}`
    return {
      send: async (method, path, body) => {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const headers = { cookie, 'sec-fetch-site': 'same-origin', 'user-agent': AGENT }
        const answer = await house.send({ method, path, body, from, headers })
        for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(String(line)) ?? []
          if (value === '') jar.delete(name)
          else jar.set(name, value)
        }
        return answer
      },
    }
  }

  const telephone = (): Telephone => {
    const phone = `1390000${String(1000 + ++phones)}`
    const from = `10.1.0.${phones}`
    return {
      phone,
      code: async () => {
        ground.clock.tick(MINUTE_MS)
        const request = { method: 'POST' as const, path: '/v1/wallet/codes', body: { phone }, from }
        const asked = await house.send(request)
        assert.equal(asked.status, 202, asked.text)
        const messages = await listMessages(ground, { reveal: true, limit: 1 })
        return /\d{6}/.exec(messages[0]?.content?.text ?? '')?.[0] ?? ''
      },
    }
  }

  const register = async (on: Browser, { phone, code }: Telephone): Promise<Answer> =>
    on.send('POST', '/v1/wallet/registrations', {
      phone,
      code: await code(),
      language: 'zh',
      consents: requiredConsents,
    })

  /** Somebody with a wallet and a PIN in a browser of their own. */
  const registered = async () => {
    const mine = browser()
    const line = telephone()
    const answer = await register(mine, line)
    assert.equal(answer.status, 201, answer.text)
    const set = await mine.send('PUT', '/v1/me/pin', { pin: PIN })
    assert.equal(set.status, 204, set.text)
    return { mine, line, person: String(answer.json['person']) }
  }

  const lettersOf = async (person: string): Promise<string[]> => {
    const rows = await ground.db.query<{ type: string }>(
      'select type from platform.letters where party = $1 order by seq',
      [person],
    )
    return rows.map(({ type }) => type)
  }

  return { house, ground, browser, telephone, register, registered, lettersOf }
}

export const codeOf = ({ json }: Answer): unknown => json['code']
