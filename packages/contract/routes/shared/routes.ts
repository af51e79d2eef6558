import * as sharedBooks from './books.ts'
import * as bookCash from './cash.ts'
import * as bookExpenses from './expenses.ts'

/** Shared books: who is in them, what was spent, and what was settled in cash. */
export const sharedRoutes = {
  books: {
    list: sharedBooks.list,
    create: sharedBooks.create,
    get: sharedBooks.get,
    change: sharedBooks.change,
    csv: sharedBooks.csv,
  },
  bookMembers: { change: sharedBooks.changeMember, remove: sharedBooks.removeMember },
  bookInvites: {
    list: sharedBooks.listInvites,
    create: sharedBooks.createInvite,
    revoke: sharedBooks.revokeInvite,
  },
  bookInvitations: {
    list: sharedBooks.myInvitations,
    get: sharedBooks.getInvitation,
    accept: sharedBooks.accept,
    decline: sharedBooks.decline,
  },
  bookCash: {
    create: bookCash.record,
    confirm: bookCash.confirm,
    deny: bookCash.deny,
    withdraw: bookCash.withdraw,
  },
  bookExpenses: {
    list: bookExpenses.list,
    create: bookExpenses.add,
    get: bookExpenses.get,
    change: bookExpenses.change,
    remove: bookExpenses.remove,
    restore: bookExpenses.restore,
  },
} as const
