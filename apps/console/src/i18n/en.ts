import { agreements } from './en/agreements.ts'
import { bank } from './en/bank.ts'
import { books } from './en/books.ts'
import { care } from './en/care.ts'
import { identity } from './en/identity.ts'
import { oversight } from './en/oversight.ts'
import { parties } from './en/parties.ts'
import { promises } from './en/promises.ts'
import { shell } from './en/shell.ts'
import { trust } from './en/trust.ts'
import { words } from './en/words.ts'
import type { Key } from './zh.ts'

/** Every key that Chinese has, or it does not compile. */
export const en: Record<Key, string> = {
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
