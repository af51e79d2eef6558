import { agreements } from './en/agreements.ts'
import { funding } from './en/funding.ts'
import { bills } from './en/bills.ts'
import { service } from './en/care/service.ts'
import { disputes } from './en/care/disputes.ts'
import { goals } from './en/between/goals.ts'
import { books } from './en/between/books.ts'
import { help } from './en/help.ts'
import { home } from './en/home.ts'
import { identity } from './en/identity.ts'
import { parts } from './en/parts.ts'
import { pay } from './en/pay.ts'
import { points } from './en/points.ts'
import { safety } from './en/safety.ts'
import { collect } from './en/between/collect.ts'
import { redpackets } from './en/between/redpackets.ts'
import { transfer } from './en/transfer.ts'
import { account } from './en/account.ts'
import { security } from './en/security.ts'
import { shell } from './en/shell.ts'
import { till } from './en/till.ts'
import type { Key } from './zh.ts'

export const en: Record<Key, string> = {
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
