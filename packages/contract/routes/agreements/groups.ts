import * as merchant from './merchant.ts'
import * as mine from './mine.ts'

/** Agreements for automatic deduction, by what merchants, people and operators do with them. */
export const agreementGroups = {
  agreementOffers: { create: merchant.createOffer, withdraw: merchant.withdrawOffer },
  agreements: {
    list: merchant.list,
    get: merchant.get,
    cancel: merchant.cancel,
    end: merchant.end,
    announce: merchant.announce,
    deduct: merchant.deduct,
  },
  myAgreements: {
    offer: mine.offer,
    create: mine.sign,
    list: mine.list,
    get: mine.get,
    cancel: mine.cancel,
  },
} as const
