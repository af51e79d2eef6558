import type { z } from 'zod'
import { agreementsLetters } from './letters/agreements.ts'
import { booksLetters } from './letters/books.ts'
import { budgetsLetters } from './letters/budgets.ts'
import { disputesLetters } from './letters/disputes.ts'
import { careLetters } from './letters/care.ts'
import { fundingLetters, lifeLetters } from './letters/funding.ts'
import { goalsLetters } from './letters/goals.ts'
import { identityLetters } from './letters/identity.ts'
import { paymentsLetters } from './letters/payments.ts'
import { pointsLetters } from './letters/points.ts'
import { redPacketsLetters } from './letters/red-packets.ts'
import { safetyLetters } from './letters/safety.ts'
import { sharedLetters } from './letters/shared.ts'
import { transfersLetters } from './letters/transfers.ts'

/**
 * The letters that rooms send. A letter says what happened, by ids and numbers only: nothing
 * personal is in it. Types change by addition; a breaking change is `type.v2` beside the old.
 */
export const letters = {
  ...paymentsLetters,
  ...fundingLetters,
  ...transfersLetters,
  ...redPacketsLetters,
  ...pointsLetters,
  ...booksLetters,
  ...identityLetters,
  ...budgetsLetters,
  ...goalsLetters,
  ...safetyLetters,
  ...disputesLetters,
  ...sharedLetters,
  ...careLetters,
  ...agreementsLetters,
  ...lifeLetters,
} as const satisfies Record<
  string,
  { title: { zh: string; en: string }; party: string; body: z.ZodType }
>
