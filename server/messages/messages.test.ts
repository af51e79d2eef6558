import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSocket, type AddressInfo } from 'node:net'
import test, { after } from 'node:test'
import { text } from 'node:stream/consumers'
import { testGround } from '../../tests/harness/ground.ts'
import { transaction, type Ground, type MessageConfig } from '../platform/index.ts'
import { signReceipt } from './channels/sms.ts'
import {
  channelsOf,
  deliverMessage,
  forgetContents,
  listMessages,
  noteReceipt,
  sendMessage,
  spendCode,
  subscribePush,
} from './index.ts'

const ground = await testGround({ after })
const KEY = 'a key of the gateway'
const HOUR_MS = 3_600_000
const lin = 'per_01kjn5k6g0aaaaaaaaaaaaaaaa'

type Asked = { authorization: string | undefined; body: Record<string, unknown> }

/** A gateway of our own that answers what it is told to, and remembers what it was asked. */
async function gateway(t: { after(work: () => void): void }, status = 200) {
  const asked: Asked[] = []
  const server: Server = createHttp((request: IncomingMessage, response) => {
    void text(request).then((body) => {
      asked.push({ authorization: request.headers.authorization, body: JSON.parse(body) })
      response.writeHead(state.status).end()
    })
  })
  const state = { status, asked, url: '' }
  server.listen(0, 'localhost')
  await once(server, 'listening')
  t.after(() => void server.close())
  state.url = `http://localhost:${portOf(server)}/send`
  return state
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function having(messages: Partial<MessageConfig>): Ground {
  return {
    ...ground,
    config: { ...ground.config, messages: { smsDailyMax: 10_000, ...messages } },
  }
}

const withSms = (url: string): Ground =>
  having({ sms: { url, key: KEY, signature: '算盘', templates: { 'code.zh': 'SMS_1001' } } })

const sendCode = (): Promise<string> =>
  transaction(ground.db, (tx) =>
    sendMessage(tx, ground, {
      to: { phone: '13800138000' },
      template: 'code',
      params: { code: '482913', minutes: '5' },
    }),
  )

const deliver = (on: Ground, id: string): Promise<void> =>
  deliverMessage(
    on,
    {
      channels: channelsOf(on),
      addressesOf: () => Promise.resolve({ phone: '13800138000', language: 'en' as const }),
    },
    id,
  )

const messageOf = async (id: string, reveal = false) =>
  (await listMessages(ground, { reveal, limit: 200 })).find((one) => one.id === id)

test('an SMS goes out with template id, signature and parameters, and its receipt is noted', async (t) => {
  const { asked, url } = await gateway(t)
  const on = withSms(url)
  const id = await sendCode()
  await deliver(on, id)
  assert.deepEqual(asked, [
    {
      authorization: `Bearer ${KEY}`,
      body: {
        to: '13800138000',
        signature: '算盘',
        template: 'SMS_1001',
        params: { code: '482913', minutes: '5' },
        text: '验证码 482913，5 分钟内有效。请勿告诉任何人，我们也不会向您索取。',
        reference: id,
      },
    },
  ])
  assert.equal((await messageOf(id))?.state, 'sent')
  const receipt = {
    reference: id,
    state: 'delivered' as const,
    at: ground.clock.now().toISOString(),
  }
  await noteReceipt(on, { ...receipt, signature: signReceipt(KEY, receipt) })
  assert.equal((await messageOf(id))?.state, 'delivered')
})

test('a receipt with a false or an old signature changes nothing', async (t) => {
  const on = withSms((await gateway(t)).url)
  const id = await sendCode()
  await deliver(on, id)
  const at = new Date(ground.clock.now().getTime() - 6 * 60_000).toISOString()
  const old = { reference: id, state: 'undelivered' as const, at }
  const fresh = { ...old, at: ground.clock.now().toISOString() }
  for (const receipt of [
    { ...old, signature: signReceipt(KEY, old) },
    { ...fresh, signature: signReceipt('another key', fresh) },
    { ...fresh, signature: signReceipt(KEY, { ...fresh, state: 'delivered' }) },
  ]) {
    await assert.rejects(noteReceipt(on, receipt), { code: 'signature_invalid' })
  }
  assert.equal((await messageOf(id))?.state, 'sent')
  const unknown = { ...fresh, reference: 'msg_unknown' }
  await assert.rejects(noteReceipt(on, { ...unknown, signature: signReceipt(KEY, unknown) }), {
    code: 'message_not_found',
  })
})

test('what the gateway refuses is tried again, five times in all, and is sent once', async (t) => {
  const state = await gateway(t, 503)
  const on = withSms(state.url)
  const id = await sendCode()
  await assert.rejects(deliver(on, id), /answered 503/)
  state.status = 200
  await deliver(on, id)
  await deliver(on, id)
  assert.equal(state.asked.length, 2)
  state.status = 500
  const hopeless = await sendCode()
  for (let i = 0; i < 4; i++) await assert.rejects(deliver(on, hopeless))
  await deliver(on, hopeless)
  const { state: end, problem } = (await messageOf(hopeless)) ?? {}
  assert.deepEqual([end, problem], ['failed', 'the SMS gateway answered 500'])
})

test('without a gateway a message stays in the outbox, sealed, and is read only where that is allowed', async () => {
  const id = await sendCode()
  await deliver(ground, id)
  const shown = await messageOf(id)
  assert.equal(shown?.state, 'kept')
  assert.equal(shown?.content, undefined)
  assert.match((await messageOf(id, true))?.content?.text ?? '', /482913/)
  const [row] = await ground.db.query<{ text: string }>(
    'select o::text as text from messages.outbox o where id = $1',
    [id],
  )
  assert.ok(row && !row.text.includes('482913') && !row.text.includes('13800138000'))
})

test('an old code is not sent any more', async (t) => {
  const { asked, url } = await gateway(t)
  const expiresAt = new Date(ground.clock.now().getTime() + 60_000)
  const id = await transaction(ground.db, (tx) =>
    sendMessage(tx, ground, { to: { phone: '13800138000' }, template: 'code', expiresAt }),
  )
  ground.clock.tick(60_000)
  await deliver(withSms(url), id)
  assert.equal((await messageOf(id))?.state, 'expired')
  assert.deepEqual(asked, [])
})

test('a message to a person goes in their language, and by mail where there is no phone', async (t) => {
  const lines: string[] = []
  const server = createSocket((socket) => {
    let inData = false
    socket.write('220 test\r\n')
    socket.on('data', (data) => {
      for (const line of data
        .toString('utf8')
        .split('\r\n')
        .filter((one) => one !== '')) {
        lines.push(line)
        if (inData) {
          if (line === '.') {
            inData = false
            socket.write('250 kept\r\n')
          }
          continue
        }
        inData = line === 'DATA'
        socket.write(inData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  t.after(() => void server.close())
  const on = having({
    email: { url: `smtp://localhost:${portOf(server)}?ignoreTLS=true`, from: 'us@example.com' },
  })
  const id = await transaction(ground.db, (tx) =>
    sendMessage(tx, ground, { to: { person: lin }, template: 'pin_changed' }),
  )
  await deliverMessage(
    on,
    {
      channels: channelsOf(on),
      addressesOf: () => Promise.resolve({ email: 'lin@example.com', language: 'en' }),
    },
    id,
  )
  const { state, channel } = (await messageOf(id)) ?? {}
  assert.deepEqual([state, channel], ['sent', 'email'])
  assert.ok(lines.includes('Subject: Your pay PIN was changed'))
  assert.ok(lines.includes('RCPT TO:<lin@example.com>'))
})

test('a phone gets one code a minute, five an hour, ten a day, whoever asks', async () => {
  const spend = (phone: string, ip: string): Promise<void> =>
    transaction(ground.db, (tx) => spendCode(tx, ground, { phone, ip }))
  const phone = '13900139000'
  for (let i = 0; i < 5; i++) {
    await spend(phone, `10.0.0.${i}`)
    await assert.rejects(spend(phone, '10.0.0.9'), {
      code: 'message_limited',
      details: { retryAfterSeconds: 60 },
    })
    ground.clock.tick(60_000)
  }
  await assert.rejects(spend(phone, '10.0.0.9'), { details: { retryAfterSeconds: 55 * 60 } })
  ground.clock.tick(HOUR_MS)
  for (let i = 0; i < 5; i++) {
    await spend(phone, '10.0.0.1')
    ground.clock.tick(60_000)
  }
  ground.clock.tick(HOUR_MS)
  await assert.rejects(spend(phone, '10.0.0.1'), { code: 'message_limited' })
})

test('an address on the network gets thirty codes an hour, and the installation its own number a day', async () => {
  ground.clock.tick(25 * HOUR_MS)
  const few = having({ smsDailyMax: 40 })
  const spend = (n: number, ip: string): Promise<void> =>
    transaction(ground.db, (tx) => spendCode(tx, few, { phone: `1370000${1000 + n}`, ip }))
  for (let n = 0; n < 30; n++) await spend(n, '10.1.1.1')
  await assert.rejects(spend(30, '10.1.1.1'), { details: { retryAfterSeconds: 3_600 } })
  for (let n = 31; n < 41; n++) await spend(n, '10.1.1.2')
  await assert.rejects(spend(41, '10.1.1.3'), { details: { retryAfterSeconds: 24 * 3_600 } })
})

test('codes are shredded after a day and other messages after thirty', async () => {
  const code = await sendCode()
  const other = await transaction(ground.db, (tx) =>
    sendMessage(tx, ground, { to: { person: lin }, template: 'pin_changed' }),
  )
  await deliver(ground, code)
  await deliver(ground, other)
  ground.clock.tick(24 * HOUR_MS + 1)
  await forgetContents(ground)
  assert.equal((await messageOf(code, true))?.content, undefined)
  assert.ok((await messageOf(other, true))?.content)
  ground.clock.tick(29 * 24 * HOUR_MS)
  await forgetContents(ground)
  assert.equal((await messageOf(other, true))?.content, undefined)
})

for (const endpoint of [
  'http://fcm.googleapis.com/x',
  'https://127.0.0.1/x',
  'https://fcm.googleapis.com:8443/x',
  'https://fcm.googleapis.com.evil.example/x',
]) {
  test(`notes are not sent to ${endpoint}`, async () => {
    const subscription = { endpoint, keys: { p256dh: 'x', auth: 'y' } }
    await assert.rejects(subscribePush(ground, { person: lin, device: 'dev_x', subscription }), {
      code: 'invalid_request',
    })
  })
}
