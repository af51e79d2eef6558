import { z } from 'zod'
import { id, instant, signedDigits } from '../../shapes.ts'

/** Cash between two members of a shared book, as one of them wrote it down. */
export const bookCash = z
  .object({
    id: id('csh'),
    from: id('per'),
    to: id('per'),
    by: id('per').describe('Who wrote it down; the other one answers.'),
    amount: signedDigits,
    state: z
      .enum(['waiting', 'confirmed', 'denied', 'withdrawn'])
      .describe('It counts in the book once it is confirmed.'),
    at: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'BookCash' })
