import { agreements } from './zh/agreements.ts'
import { bank } from './zh/bank.ts'
import { books } from './zh/books.ts'
import { care } from './zh/care.ts'
import { identity } from './zh/identity.ts'
import { oversight } from './zh/oversight.ts'
import { parties } from './zh/parties.ts'
import { promises } from './zh/promises.ts'
import { shell } from './zh/shell.ts'
import { trust } from './zh/trust.ts'
import { words } from './zh/words.ts'

/** Chinese comes first: its keys are the keys. */
export const zh = {
  ...shell,
  ...agreements,
  ...parties,
  ...books,
  ...trust,
  ...oversight,
  ...identity,
  ...words,
  ...bank,
  ...care,
  ...promises,
}

export type Key = keyof typeof zh
