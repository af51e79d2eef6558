import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** `replayed`: the server said that it had given this answer before. */
export type Answer = { status: number; body: string; replayed: boolean }

/** One keep-alive connection with one request at a time. */
export type Connection = {
  post(path: string, headers: Record<string, string>, body: string): Promise<Answer>
  close(): void
}

/**
 * As little HTTP as a load generator needs. A full client costs more processor time than the
 * server under test, and both share the machine; this one writes bytes and reads up to the length
 * the answer declares.
 */
export async function openConnection(url: URL): Promise<Connection> {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const read = reader(socket)
  return {
    post(path, headers, body) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const answer = read()
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n${body}`,
      )
      return answer
    },
    close: () => socket.destroy(),
  }
}

const HEAD_END = Buffer.from('\r\n\r\n')

function reader(socket: Socket): () => Promise<Answer> {
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  let kept: Buffer = Buffer.alloc(0)
  const fail = (error: Error): void => {
    waiting?.reject(error)
    waiting = undefined
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  socket.on('data', (part) => {
    kept = kept.length === 0 ? part : Buffer.concat([kept, part])
    const answer = parse(kept)
    if (answer === undefined) return
    kept = Buffer.alloc(0)
    const { resolve } = waiting ?? {}
    waiting = undefined
    resolve?.(answer)
  })
  return () =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) reject(new Error('the connection is closed'))
      waiting = { resolve, reject }
    })
}

/** Undefined until head and body are there. */
function parse(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf(HEAD_END)
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`an answer without content-length:\n${head}`)
  const from = end + HEAD_END.length
  if (bytes.length < from + Number(length)) return undefined
  return {
    status: Number(head.slice(9, 12)),
    body: bytes.toString('utf8', from, from + Number(length)),
    replayed: /\r\nidempotency-replayed: *true/i.test(head),
  }
}
