import * as checkouts from './checkouts.ts'
import * as codePayments from './code-payments.ts'
import * as quotes from './quotes.ts'
import * as scans from './scans.ts'

/** Paying at a till, by a code, by a link and by a quote. */
export const payingRoutes = {
  codePayments: {
    create: codePayments.createCodePayment,
    get: codePayments.getCodePayment,
    list: codePayments.listCodePayments,
    reverse: codePayments.reverseCodePayment,
  },
  checkouts: {
    create: checkouts.createCheckout,
    get: checkouts.getCheckout,
    list: checkouts.listCheckouts,
    cancel: checkouts.cancelCheckout,
  },
  myCheckouts: { get: checkouts.openCheckout },
  till: { get: codePayments.till },
  paymentCodes: { create: codePayments.issuePaymentCode, get: codePayments.getPaymentCode },
  offlineCodes: { create: codePayments.openOfflineCodes, remove: codePayments.closeOfflineCodes },
  codeRequests: {
    list: codePayments.waitingRequests,
    get: codePayments.getRequest,
    confirm: codePayments.confirmRequest,
    decline: codePayments.declineRequest,
  },
  collectionCodes: {
    mine: scans.myCollectionCode,
    renew: scans.renewCollectionCode,
    merchant: scans.merchantCollectionCode,
  },
  scans: { create: scans.scan },
  quotes: { create: quotes.createQuote },
  myPayments: { create: quotes.payQuote, get: quotes.getMyPayment },
} as const
