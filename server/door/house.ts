import type { Books } from '../ledger/index.ts'
import type { Directory } from '../parties/index.ts'
import type { Ground } from '../platform/index.ts'

/** What the door opens on: the rooms as `main.ts` put them together. */
export type House = {
  ground: Ground
  books: Books
  directory: Directory
  /** The demo's operator; absent in production, where nobody is told how to sign in. */
  demo?: { login: string; password: string }
}
