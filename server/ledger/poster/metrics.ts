import type { Verdict } from '@suanpan/kernel/posting'
import type { Ground } from '../../platform/index.ts'

export type LedgerMetrics = { batch(verdicts: readonly Verdict[]): void }

/** Counts postings by verdict and the sizes of batches. */
export function ledgerMetrics({ metrics }: Ground): LedgerMetrics {
  const postings = metrics.counter({
    name: 'suanpan_postings_total',
    help: 'Postings by verdict',
    labels: ['state'],
  })
  const sizes = metrics.histogram({
    name: 'suanpan_batch_postings',
    help: 'Postings a batch',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
  })
  return {
    batch(verdicts) {
      sizes.observe(verdicts.length)
      const counts = { posted: 0, replayed: 0, refused: 0 }
      for (const { state, replayed } of verdicts) counts[replayed ? 'replayed' : state]++
      for (const [state, count] of Object.entries(counts))
        if (count > 0) postings.inc({ state }, count)
    },
  }
}
