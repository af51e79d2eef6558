import { z } from 'zod'
import { assetCode, day, signedDigits } from '../shapes.ts'

/** News that the ledger itself sends. */
export const booksLetters = {
  'balance.crossed': {
    title: { zh: '余额越过监控线', en: 'A balance crossed a line' },
    party: 'account',
    body: z.object({
      monitor: z.string(),
      account: z.string(),
      line: signedDigits,
      direction: z.enum(['below', 'above']),
      balance: signedDigits,
      asset: assetCode,
      posting: z.string(),
    }),
  },
  'day.closed': {
    title: { zh: '营业日已日终', en: 'A business day was closed' },
    party: 'book',
    body: z.object({
      day,
      book: z.int(),
      root: z.string().describe('base64url, as the hash, the key and the signature.'),
      hash: z.string().describe('Of the day’s statement; the next closed day is chained to it.'),
      publicKey: z.string(),
      signature: z.string(),
      postings: z.int(),
    }),
  },
} as const
