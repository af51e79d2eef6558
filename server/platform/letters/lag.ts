import type { Db } from '../db.ts'
import type { Ground } from '../ground.ts'

/** How far a subscriber is behind: letters not yet passed, and for how long the oldest has waited. */
export type LetterLag = {
  subscriber: string
  letters: number
  seconds: number
  parked: number
  backfilling: boolean
}

/** The lag of every subscriber, by name. */
export async function letterLags(db: Db): Promise<LetterLag[]> {
  return db.query<LetterLag>(
    `select s.name as subscriber,
            greatest(newest.seq - s.cursor, 0)::float8 as letters,
            coalesce(greatest(extract(epoch from clock_timestamp() - oldest.written_at), 0), 0)::float8
              as seconds,
            (select count(*)::int4 from platform.parked p where p.subscriber = s.name) as parked,
            s.backfill_after is not null as backfilling
     from platform.subscribers s
     cross join (select coalesce(max(seq), 0) as seq from platform.letters) newest
     left join lateral (
       select written_at from platform.letters l where l.seq > s.cursor order by l.seq limit 1
     ) oldest on true
     order by s.name`,
  )
}

/** Offers the lag to whoever scrapes the metrics; while the database is away the last values stay. */
export function measureLag({ metrics, db }: Pick<Ground, 'metrics' | 'db'>): void {
  let asking: Promise<LetterLag[]> | undefined
  // One scrape asks three gauges at the same moment: one query answers them all.
  const ask = (): Promise<LetterLag[]> =>
    (asking ??= letterLags(db).finally(() => {
      asking = undefined
    }))
  const offer = (name: string, help: string, value: (lag: LetterLag) => number): void => {
    metrics.gauge({
      name,
      help,
      labels: ['subscriber'],
      collect: async (gauge) => {
        const lags = await ask().catch(() => [])
        for (const lag of lags) gauge.set({ subscriber: lag.subscriber }, value(lag))
      },
    })
  }
  offer('suanpan_letters_lag', 'Letters not yet passed by the cursor', (lag) => lag.letters)
  offer(
    'suanpan_letters_lag_seconds',
    'How long the oldest of them has waited',
    (lag) => lag.seconds,
  )
  offer('suanpan_letters_parked', 'Letters parked', (lag) => lag.parked)
}
