import { Refusal } from '@suanpan/contract/refusals'
import { derivedId, newId } from '@suanpan/kernel/ids'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'
import { closeDay, freezeHolder, openBooks, standingHead, type Books } from '../ledger/index.ts'
import { registerMerchants, registerPeople } from '../parties/index.ts'
import {
  createMetrics,
  startSubscribers,
  testClock,
  transaction,
  type Ground,
} from '../platform/index.ts'
