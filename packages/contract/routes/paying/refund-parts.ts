import { z } from 'zod'
import { instant, signedDigits } from '../../shapes.ts'

/** Where a refund goes: back to what paid, in proportion. */
export const refundParts = z
  .array(
    z.object({
      kind: z.enum(['balance', 'card']),
      amount: signedDigits,
      label: z
        .string()
        .nullable()
        .describe('A card’s bank and last four digits; null for the balance, and for a merchant.'),
      state: z
        .enum(['arrived', 'processing', 'kept'])
        .describe('`kept`: the bank did not pay the card, and the amount is in the balance.'),
      expectedAt: instant.nullable().describe('By when the card has it; null for the balance.'),
      endedAt: instant.nullable(),
    }),
  )
  .describe('Together the whole refund.')
