import { careSealedColumns } from '../care/index.ts'
import { sealedColumns as messageColumns } from '../messages/index.ts'
import { sealedColumns as partyColumns } from '../parties/index.ts'
import { sealedFiles } from '../platform/index.ts'
import { walletSealedColumns } from '../wallet/index.ts'
import type { Licence } from '@suanpan/contract/licence'
import type { Books } from '../ledger/index.ts'
import type { SandboxBank } from '../banking/index.ts'
import type { Alerts } from '../notices/index.ts'
import type { Directory, RealNameProvider } from '../parties/index.ts'
import type { Ground } from '../platform/index.ts'
import type { Funding } from '../wallet/index.ts'
import type { Audits } from './audits.ts'

export type ImportRun = {
  id: string
  file: string
  layout: string
  asset: string
  state: string
  startedAt: Date
  purchases: number
  rejected: number
}

/** What the door opens on: the rooms as `main.ts` put them together. */
export type House = {
  ground: Ground
  books: Books
  directory: Directory
  /** Imports of purchase histories, newest first; kept by a room on this floor. */
  importRuns(): Promise<ImportRun[]>
  audits: Audits
  /** The streams over which people hear at once what happened. */
  alerts: Alerts
  /** Which licence the operating company has: what this installation may do at all. */
  licence: Licence
  /** Between people and their banks. */
  funding: Funding
  /** The bank itself, where it is a sandbox whose behaviour may be set. */
  sandboxBank?: SandboxBank
  /** Who says whether a name and an id number belong together; absent: nobody is verified here. */
  realNames?: RealNameProvider
  /** The demo's operator; absent in production, where nobody is told how to sign in. */
  demo?: {
    login: string
    password: string
    /** Who approves what the first one asks for. */
    checker: { login: string; password: string }
    /** Somebody of the town whose wallet a newcomer may open. */
    person?: { phone: string; pin: string; name: string | null }
  }
}

/** Every wrapped key of the house, for the rotation of the key that wraps them. */
export const allSealedColumns = [
  ...partyColumns,
  ...messageColumns,
  ...walletSealedColumns,
  ...careSealedColumns,
  sealedFiles,
]
