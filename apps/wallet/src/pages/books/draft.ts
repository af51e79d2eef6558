import type { WholeBook } from './names.ts'

export const SPLITS = ['equal', 'exact', 'percent'] as const
export type Split = (typeof SPLITS)[number]

/** What is typed; who is not in `weights` bears nothing, and who is not in `payers` paid nothing. */
export type Draft = {
  title: string
  amount: string
  /** Empty amounts where one person paid all of it. */
  payers: Record<string, string>
  split: Split
  weights: Record<string, string>
  spentOn: string
  bill: string | undefined
}

export type PartProps = { book: WholeBook; draft: Draft; onSet: (more: Partial<Draft>) => void }

/** Who can pay and bear a share: whoever is in the book now. */
export const peopleOf = ({ people }: WholeBook): string[] =>
  people.filter(({ leftAt }) => leftAt === null).map(({ person }) => person)
