import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type pg from 'pg'

/** The part of the driver's connection that COPY needs and its types leave out. */
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** Runs `copy … to stdout` into a stream, no faster than the stream takes it. Does not end it. */
export function copyOut(client: pg.ClientBase, sql: string, sink: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    let paused = false
    submit(client, sql, {
      handleCopyData({ chunk }, connection) {
        // The driver reads its next bytes into the same memory, and what it had read already still
        // arrives while the connection is paused.
        if (sink.write(Buffer.from(chunk)) || paused) return
        paused = true
        connection.stream.pause()
        sink.once('drain', () => {
          paused = false
          connection.stream.resume()
        })
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    })
  })
}

/** Runs `copy … from stdin` with all that the stream gives. Returns the number of rows. */
export function copyIn(client: pg.ClientBase, sql: string, source: Readable): Promise<bigint> {
  return new Promise((resolve, reject) => {
    let rows = 0n
    let failed: unknown
    submit(client, sql, {
      handleCopyInResponse(connection) {
        send(connection, source, () => failed !== undefined).catch((error: unknown) => {
          failed ??= error
          connection.sendCopyFail(String(error))
        })
      },
      handleCommandComplete({ text }) {
        rows = BigInt(/^COPY (\d+)/.exec(text)?.[1] ?? 0)
      },
      handleError(error) {
        failed ??= error
        reject(failed)
      },
      handleReadyForQuery: () => resolve(rows),
    })
  })
}

async function send(
  connection: CopyConnection,
  source: Readable,
  isRefused: () => boolean,
): Promise<void> {
  for await (const chunk of source) {
    if (isRefused()) return
    connection.sendCopyFromChunk(chunk)
    if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
  }
  connection.endCopyFrom()
}

/** What the driver calls while an answer arrives. */
type Answers = {
  handleCopyData?(message: { chunk: Buffer }, connection: CopyConnection): void
  handleCopyInResponse?(connection: CopyConnection): void
  handleCommandComplete?(message: { text: string }): void
  handleError(error: Error): void
  handleReadyForQuery(): void
}

/** A query of our own, because the driver's throws the data of a COPY away. */
function submit(client: pg.ClientBase, sql: string, answers: Answers): void {
  const query = {
    submit(connection: pg.Connection): void {
      connection.query(sql)
    },
    handleRowDescription(): void {},
    handleCommandComplete(): void {},
    ...answers,
  }
  client.query(query)
}
