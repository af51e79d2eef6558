/**
 * A process of its own that posts payments among a few people, as `processes.test.ts` asks it to in
 * its argument, and says what came of them. It is killed in the middle, too.
 */
import { fingerprint } from '@suanpan/kernel/canonical'
import type { Verdict } from '@suanpan/kernel/posting'
import { seededRandom } from '@suanpan/kernel/random'
import { openBooks } from '../../server/ledger/index.ts'
import { openDb, openGround, testClock } from '../../server/platform/index.ts'
import { money, move, posting } from '../harness/cast.ts'
import { TEST_START, testConfig } from '../harness/ground.ts'

/** Postings `from` to `to`, the same ones for every teller that is asked for them. */
export type Errand = { url: string; people: number; from: number; to: number }

/** Ids by what came of them. */
export type Tale = { posted: string[]; replayed: string[]; refused: string[] }

/** Written once the first round is settled; from then on a teller may be killed. */
export const STARTED = 'started\n'

const ROUND = 50

if (import.meta.main) await run(JSON.parse(process.argv[2]!) as Errand)

async function run({ url, people, from, to }: Errand): Promise<void> {
  const db = openDb({ url, max: 2 })
  const books = openBooks(openGround({ db, config: testConfig(), clock: testClock(TEST_START) }))
  const tale: Tale = { posted: [], replayed: [], refused: [] }
  for (let next = from; next < to; next += ROUND) {
    const round = Array.from({ length: Math.min(ROUND, to - next) }, (_, n) => next + n)
    const verdicts = await Promise.all(round.map((n) => books.tryPost(errandOf(n, people))))
    for (const verdict of verdicts) tale[outcomeOf(verdict)].push(verdict.id)
    if (next === from) process.stdout.write(STARTED)
  }
  await books.close()
  await db.close()
  process.stdout.write(JSON.stringify(tale))
}

/** From one person to another, and a part of it to a third; often more than the first one has. */
function errandOf(n: number, people: number) {
  const id = `pst_${n}`
  const dice = seededRandom(id)
  const [from, to, third] = dice.shuffle(Array.from({ length: people }, (_, n) => `person${n}`))
  const amount = BigInt(dice.int(2, 500))
  return {
    ...posting(id, [
      move(money(from!), money(to!), amount),
      move(money(to!), money(third!), amount / 2n),
    ]),
    intent: fingerprint(id),
  }
}

function outcomeOf({ state, replayed }: Verdict): keyof Tale {
  return replayed ? 'replayed' : state
}
