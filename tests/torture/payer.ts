import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '@suanpan/kernel/ids'
import { openConnection } from '../../bench/harness/http.ts'
import type { Answer, Connection } from '../../bench/harness/http.ts'
import { ask, ASSET } from '../../bench/harness/town.ts'
import type { Town } from '../../bench/harness/town.ts'
import { systemClock } from '../../server/platform/index.ts'

const LOOPS = 16
const AMOUNT_MAX = 2_000
const PAUSE_MS = 20
/** Longer than any recovery here; whoever waits longer was forgotten. */
const PATIENCE_MS = 60_000

/** What a customer's own notebook says about one payment. */
export type Note = {
  key: string
  person: string
  merchant: string
  amount: bigint
  /** The id that the server acknowledged. */
  payment?: string
  /** How often it was sent before that. */
  sends: number
}

export type Payers = {
  /** Everything acknowledged so far, in the order of the acknowledgements. */
  acknowledged: Note[]
  /** How often each answer came: `201`, `503`, `no answer`. */
  answers: Map<string, number>
  /** Ends when every payment under way is acknowledged. */
  finish(): Promise<void>
}

/**
 * Pays without pause on several connections and does what an honest client does: a payment without
 * a clear answer is sent again with the same key until there is one.
 */
export function startPaying(url: URL, town: Town, random: () => number): Payers {
  const acknowledged: Note[] = []
  const answers = new Map<string, number>()
  const finish = new AbortController()
  const one = async (): Promise<void> => {
    const line = openLine(url)
    while (!finish.signal.aborted) {
      const note = draw(town, random)
      await insist(line, town, note, answers)
      acknowledged.push(note)
    }
    line.close()
  }
  const all = Promise.all(Array.from({ length: LOOPS }, one))
  // Seen by finish(); until then a failure must not end the process.
  all.catch(() => {})
  return {
    acknowledged,
    answers,
    async finish() {
      finish.abort()
      await all
    },
  }
}

/** Sends a note again and answers what came: the same payment, and whether it was called a replay. */
export async function payAgain(url: URL, town: Town, note: Note): Promise<Answer> {
  const line = openLine(url)
  try {
    return await line.send(town, note)
  } finally {
    line.close()
  }
}

function draw({ people, merchants }: Town, random: () => number): Note {
  const pick = (from: string[]): string => from[Math.floor(random() * from.length)] ?? ''
  return {
    key: newId('key', systemClock.now()),
    person: pick(people),
    merchant: pick(merchants),
    amount: BigInt(1 + Math.floor(random() * AMOUNT_MAX)),
    sends: 0,
  }
}

async function insist(
  line: Line,
  town: Town,
  note: Note,
  answers: Map<string, number>,
): Promise<void> {
  const start = performance.now()
  for (;;) {
    note.sends++
    const answer = await line.send(town, note).catch(() => undefined)
    const said = answer === undefined ? 'no answer' : String(answer.status)
    answers.set(said, (answers.get(said) ?? 0) + 1)
    if (answer?.status === 201) {
      note.payment = (JSON.parse(answer.body) as { id: string }).id
      return
    }
    if (answer !== undefined && answer.status !== 503)
      throw new Error(`payment ${note.key} answered ${answer.status}: ${answer.body}`)
    if (performance.now() - start > PATIENCE_MS)
      throw new Error(`payment ${note.key} got no clear answer in ${PATIENCE_MS / 1000} s: ${said}`)
    await sleep(PAUSE_MS)
  }
}

/** A connection that is made anew when it broke. */
type Line = { send(town: Town, note: Note): Promise<Answer>; close(): void }

function openLine(url: URL): Line {
  let connection: Connection | undefined
  return {
    async send(town, { key, person, merchant, amount }) {
      try {
        connection ??= await openConnection(url)
        const body = { person, merchant, amount: { amount: String(amount), asset: ASSET } }
        return await ask(connection, town, { path: '/v1/payments', key, body })
      } catch (error) {
        connection?.close()
        connection = undefined
        throw error
      }
    },
    close: () => connection?.close(),
  }
}
