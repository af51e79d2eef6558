/** What a person hands in to be verified. The card and phone make four factors, for class II. */
export type Submission = {
  name: string
  idNumber: string
  card?: { number: string; phone: string } | undefined
  /** For class III: on what a human is to rely. */
  evidence?: string | undefined
}

export type ProviderVerdict =
  | { outcome: 'passed' }
  | { outcome: 'failed'; reason: 'not_matching' | 'card_not_matching' }
  /** The provider has no answer yet and is asked again. */
  | { outcome: 'pending' }
  /** Somebody has to look at it. */
  | { outcome: 'review' }

/** Whoever can say whether a name and an id number belong together: an interface with a sandbox. */
export type RealNameProvider = {
  name: string
  check(submission: Submission, asked: { times: number }): Promise<ProviderVerdict>
}

const SEQUENCE_FROM = 14
const SEQUENCE_TO = 17

/**
 * Behaves like a provider without asking anybody. The sequence of the id number (its digits 15 to
 * 17) says how: 404 does not match, 202 is slow (pending at first, passed when asked again), 303
 * needs a human. A card that ends in 0000 does not match. All others pass.
 */
export const sandboxRealName: RealNameProvider = {
  name: 'sandbox',
  check: ({ idNumber, card }, { times }) => {
    const sequence = idNumber.slice(SEQUENCE_FROM, SEQUENCE_TO)
    if (sequence === '404') return Promise.resolve({ outcome: 'failed', reason: 'not_matching' })
    if (card?.number.endsWith('0000') === true) {
      return Promise.resolve({ outcome: 'failed', reason: 'card_not_matching' })
    }
    if (sequence === '303') return Promise.resolve({ outcome: 'review' })
    if (sequence === '202' && times === 0) return Promise.resolve({ outcome: 'pending' })
    return Promise.resolve({ outcome: 'passed' })
  },
}
