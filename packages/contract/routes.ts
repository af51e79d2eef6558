import * as redPackets from './routes/between/red-packets.ts'
import { agreementGroups } from './routes/agreements/groups.ts'
import * as transfers from './routes/between/transfers.ts'
import * as accounts from './routes/accounts.ts'
import * as bank from './routes/bank.ts'
import * as funding from './routes/funding.ts'
import { payingRoutes } from './routes/paying/paying.ts'
import * as bills from './routes/bills/bills.ts'
import * as budgets from './routes/bills/budgets.ts'
import * as tips from './routes/bills/tips.ts'
import * as notices from './routes/news/notices.ts'
import * as goals from './routes/saving/goals.ts'
import * as holds from './routes/holds.ts'
import * as limits from './routes/limits.ts'
import * as me from './routes/me.ts'
import * as meHoldings from './routes/me/holdings.ts'
import * as closing from './routes/me/closing.ts'
import * as contact from './routes/me/contact.ts'
import * as mine from './routes/me/security.ts'
import * as messages from './routes/wallet/messages.ts'
import * as payments from './routes/payments.ts'
import * as operatorPasskeys from './routes/oversight/passkeys.ts'
import * as oversight from './routes/oversight/oversight.ts'
import * as sealed from './routes/oversight/sealed.ts'
import * as figures from './routes/oversight/figures.ts'
import * as personView from './routes/oversight/person-view.ts'
import * as people from './routes/people.ts'
import * as points from './routes/points.ts'
import * as postings from './routes/postings.ts'
import * as profile from './routes/oversight/profile.ts'
import * as realName from './routes/me/real-name.ts'
import * as safety from './routes/me/safety.ts'
import * as session from './routes/session.ts'
import * as system from './routes/system.ts'
import * as careFiles from './routes/care/files.ts'
import * as conversations from './routes/care/conversations.ts'
import * as disputes from './routes/care/disputes.ts'
import { sharedRoutes } from './routes/shared/routes.ts'
import * as wallet from './routes/wallet/entry.ts'
import type { Route } from './routes/define.ts'

/**
 * Every route of the API, by the name it carries. The door mounts them, the client derives its
 * calls from their types, OpenAPI and the test of permissions walk them.
 */
export const routes = {
  system: { health: system.health, ready: system.ready, metrics: system.metrics },
  session: { signIn: session.signIn, me: session.me, signOut: session.signOut, hint: session.hint },
  me: {
    get: me.get,
    signOut: me.signOut,
    holdings: meHoldings.holdings,
    points: meHoldings.points,
    pointsMovements: meHoldings.pointsMovements,
    export: closing.exportData,
    closing: closing.closing,
    close: closing.close,
  },
  wallet: {
    documents: wallet.documents,
    hint: wallet.hint,
    requestCode: wallet.requestCode,
    register: wallet.register,
    signIn: wallet.signIn,
    passkeyOptions: wallet.passkeyOptions,
    signInByPasskey: wallet.signInByPasskey,
    startRecovery: wallet.startRecovery,
    completeRecovery: wallet.completeRecovery,
  },
  myPin: { get: mine.pin, set: mine.setPin },
  myConfirmations: { begin: mine.beginConfirmation },
  myPaySessions: { open: mine.openPaySession, end: mine.endPaySession },
  myPayChallenges: { begin: mine.beginPayChallenge },
  myPasskeys: {
    list: mine.listPasskeys,
    begin: mine.beginPasskey,
    add: mine.addPasskey,
    rename: mine.renamePasskey,
    remove: mine.removePasskey,
  },
  myPhone: {
    get: contact.getPhone,
    change: contact.changePhone,
    cancel: contact.cancelPhoneChange,
  },
  myEmail: {
    get: contact.getEmail,
    requestCode: contact.requestEmailCode,
    set: contact.setEmail,
    remove: contact.removeEmail,
  },
  myDevices: { list: mine.listDevices, revoke: mine.revokeDevice },
  mySignIns: { list: mine.listSignIns },
  myRecovery: { get: mine.getRecovery, cancel: mine.cancelRecovery },
  myConsents: { list: mine.listConsents, record: mine.recordConsent },
  messages: {
    list: messages.listMessages,
    receipt: messages.receiveReceipt,
    pushKey: messages.pushKey,
    subscribe: messages.subscribe,
    unsubscribe: messages.unsubscribe,
  },
  operators: {
    list: session.listOperators,
    create: session.createOperator,
    setScope: personView.setScope,
  },
  apiKeys: {
    list: session.listApiKeys,
    create: session.createApiKey,
    revoke: session.revokeApiKey,
  },
  overview: { get: payments.overview, payments: payments.overviewPayments },
  people: {
    list: people.list,
    get: people.get,
    create: people.create,
    balances: people.balances,
    lots: people.lots,
    statement: people.statement,
    freezes: people.freezes,
    freeze: people.freezePerson,
    unfreeze: people.unfreezePerson,
    realName: realName.ofPerson,
    decideRealName: realName.decide,
    reveal: people.reveal,
    wallet: personView.wallet,
    cards: personView.cards,
    bills: personView.bills,
  },
  merchants: {
    list: people.listMerchants,
    get: people.getMerchant,
    create: people.createMerchant,
    update: people.updateMerchant,
  },
  payments: {
    create: payments.createPayment,
    get: payments.getPayment,
    list: payments.listPayments,
  },
  refunds: { create: payments.createRefund },
  topUps: { create: payments.createTopUp },
  programmes: { list: points.listProgrammes, get: points.getProgramme },
  redemptions: { create: points.redeem, reverse: points.reverseRedemption },
  limits: { list: points.limits },
  accounts: {
    list: accounts.list,
    get: accounts.get,
    entries: accounts.entries,
    rollups: accounts.rollups,
    setLimits: limits.setAccountLimits,
  },
  chart: { list: accounts.chart },
  assets: { list: accounts.assets },
  monitors: { list: limits.listMonitors, create: limits.watch, remove: limits.unwatch },
  postings: {
    create: postings.create,
    createMany: postings.createMany,
    get: postings.get,
    reverse: postings.reverse,
    receipt: postings.receipt,
  },
  holds: {
    create: holds.createHold,
    get: holds.getHold,
    capture: holds.captureHold,
    release: holds.releaseHold,
  },
  days: { list: system.listDays, trialBalance: system.trialBalance, close: system.closeDay },
  letters: { parked: system.parkedLetters, retry: system.retryLetter },
  audits: { list: system.auditStatus, create: system.runAudit },
  exports: { download: system.exportBooks },
  imports: { list: system.importRuns },
  myLocks: { list: safety.listLocks, set: safety.setLock, lift: safety.liftLock },
  myRealName: { get: realName.get, verify: realName.verify },
  myLimits: { list: realName.limits },
  myCheckUp: { get: realName.checkUp },
  myFreezes: { list: safety.myFreezes },
  notices: {
    list: notices.listNotices,
    unread: notices.unreadNotices,
    after: notices.noticesAfter,
    read: notices.readNotices,
    preferences: notices.getPreferences,
    setPreferences: notices.setPreferences,
    events: notices.events,
  },
  seal: { keys: system.sealKeys },
  transfers: {
    preview: transfers.previewTransfer,
    create: transfers.createTransfer,
    get: transfers.getTransfer,
    list: transfers.listTransfers,
    revoke: transfers.revokeTransfer,
  },
  redPackets: {
    create: redPackets.createRedPacket,
    lookUp: redPackets.lookUpRedPacket,
    open: redPackets.openRedPacket,
    get: redPackets.getRedPacket,
    sent: redPackets.listSentRedPackets,
    received: redPackets.listReceivedRedPackets,
  },
  contacts: { list: transfers.listContacts, hide: transfers.hideContact },
  profile: { get: profile.get },
  operatorPasskeys: {
    signInOptions: operatorPasskeys.signInOptions,
    signIn: operatorPasskeys.signIn,
    list: operatorPasskeys.list,
    options: operatorPasskeys.addOptions,
    create: operatorPasskeys.add,
    remove: operatorPasskeys.remove,
  },
  figures: { list: figures.list, history: figures.history, change: figures.change },
  realNameReviews: {
    list: figures.reviews,
    reveal: figures.submission,
    file: figures.evidence,
  },
  sealed: { list: sealed.list, open: sealed.open, read: sealed.read },
  approvals: {
    list: oversight.listApprovals,
    get: oversight.getApproval,
    decide: oversight.decideApproval,
    execute: oversight.executeApproval,
  },
  adjustments: { create: oversight.requestAdjustment },
  acts: { list: oversight.listActs, export: oversight.exportActs },
  cards: {
    list: funding.listCards,
    bind: funding.bindCard,
    confirm: funding.confirmCard,
    order: funding.orderCards,
    unbind: funding.unbindCard,
  },
  myTopUps: { create: funding.createTopUp, get: funding.getTopUp, list: funding.listTopUps },
  withdrawals: {
    terms: funding.withdrawalTerms,
    create: funding.createWithdrawal,
    get: funding.getWithdrawal,
    list: funding.listWithdrawals,
    cancel: funding.cancelWithdrawal,
  },
  payouts: { get: funding.getPayout },
  bank: { callback: bank.callback },
  custodian: {
    days: bank.custodianDays,
    day: bank.custodianDay,
    import: bank.importStatements,
  },
  fundingCases: { list: bank.listCases, close: bank.closeCase },
  sandboxBank: {
    get: bank.getSandbox,
    set: bank.setSandbox,
    orders: bank.sandboxOrders,
    act: bank.actInSandbox,
    deposit: bank.depositInSandbox,
  },
  ...payingRoutes,
  bills: {
    list: bills.list,
    get: bills.get,
    change: bills.change,
    receipt: bills.receipt,
    csv: bills.csv,
    pdf: bills.pdf,
    month: bills.monthSums,
    year: bills.yearSums,
  },
  budgets: { list: budgets.list, set: budgets.set, warning: budgets.warning },
  tips: {
    list: tips.list,
    putAway: tips.putAway,
    bringBack: tips.bringBack,
    bringAllBack: tips.bringAllBack,
  },
  goals: {
    list: goals.listGoals,
    create: goals.createGoal,
    get: goals.getGoal,
    change: goals.changeGoal,
    putIn: goals.putIntoGoal,
    takeOut: goals.takeFromGoal,
    end: goals.endGoal,
    share: goals.shareGoal,
    lookUp: goals.lookUpGoal,
    join: goals.joinGoal,
  },
  myConversations: {
    topics: conversations.topics,
    list: conversations.listMine,
    create: conversations.open,
    get: conversations.getMine,
    say: conversations.say,
    close: conversations.closeMine,
    rate: conversations.rate,
  },
  care: {
    desk: conversations.atTheDesk,
    topics: conversations.listTopics,
    setTopic: conversations.setTopic,
    setHours: conversations.setHours,
  },
  conversations: {
    list: conversations.list,
    get: conversations.get,
    file: conversations.getFile,
    take: conversations.take,
    answer: conversations.answer,
    handOver: conversations.handOver,
    close: conversations.close,
  },
  myFiles: { create: careFiles.uploadMine, get: careFiles.getMine },
  files: { create: careFiles.uploadForMerchant },
  disputeTerms: { get: disputes.terms },
  myDisputes: {
    list: disputes.listMine,
    create: disputes.open,
    get: disputes.getMine,
    add: disputes.addMine,
    escalate: disputes.escalate,
    withdraw: disputes.withdraw,
  },
  disputes: {
    list: disputes.list,
    get: disputes.get,
    file: disputes.getFile,
    answer: disputes.answer,
    add: disputes.add,
    decide: disputes.decide,
  },
  ...agreementGroups,
  ...sharedRoutes,
} as const satisfies Record<string, Record<string, Route>>

export type Routes = typeof routes

/** All routes in one list. */
export function allRoutes(): Route[] {
  return Object.values(routes).flatMap((group) => Object.values<Route>(group))
}
