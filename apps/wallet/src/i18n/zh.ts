import { agreements } from './zh/agreements.ts'
import { funding } from './zh/funding.ts'
import { bills } from './zh/bills.ts'
import { service } from './zh/care/service.ts'
import { disputes } from './zh/care/disputes.ts'
import { goals } from './zh/between/goals.ts'
import { books } from './zh/between/books.ts'
import { help } from './zh/help.ts'
import { home } from './zh/home.ts'
import { identity } from './zh/identity.ts'
import { parts } from './zh/parts.ts'
import { pay } from './zh/pay.ts'
import { points } from './zh/points.ts'
import { safety } from './zh/safety.ts'
import { collect } from './zh/between/collect.ts'
import { redpackets } from './zh/between/redpackets.ts'
import { transfer } from './zh/transfer.ts'
import { account } from './zh/account.ts'
import { security } from './zh/security.ts'
import { shell } from './zh/shell.ts'
import { till } from './zh/till.ts'

/** Chinese comes first: its keys are the keys. A domain adds its file here and in en.ts. */
export const zh = {
  ...shell,
  ...parts,
  ...pay,
  ...agreements,
  ...bills,
  ...books,
  ...help,
  ...home,
  ...identity,
  ...transfer,
  ...redpackets,
  ...collect,
  ...points,
  ...till,
  ...safety,
  ...funding,
  ...security,
  ...account,
  ...disputes,
  ...service,
  ...goals,
}

export type Key = keyof typeof zh
