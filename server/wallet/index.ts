import { sealedGoalNames } from './goals/name.ts'
import { sealedBillerAccounts } from './life/accounts.ts'
import { sealedDisputeWords } from './disputes/words.ts'
import { sealedGreetings } from './redpackets/greeting.ts'
import { sealedBookWords } from './shared/words.ts'
import { sealedTransferWords } from './transfers/words.ts'
export { feeOf, pay, priceOf, type PaymentRequest, type Replayable } from './pay.ts'
export { topUp, type TopUp, type TopUpRequest } from './topup.ts'
export { refund, type RefundRequest } from './refund.ts'
export {
  getPayment,
  getRefund,
  listPayments,
  refundsOf,
  type OrderLine,
  type Payment,
  type PaymentFilter,
  type PaymentState,
  type Refund,
  type RefundToCard,
} from './payments.ts'
export {
  paymentSpan,
  paymentsByDay,
  paymentsByHour,
  sumsBetween,
  type CountAndAmount,
  type DaySum,
  type HourSum,
} from './overview.ts'
export { merchantReceivable, personMoney } from './accounts.ts'
export type { Covered, Funding } from './funding/funding.ts'
export { plainPaymentOrder, plainPayments } from './funding/cover-payment.ts'
export { listCards, cardsById, orderCards, unbindCard, type Card } from './funding/cards.ts'
export { askBinding, confirmBinding, type Binding } from './funding/bind.ts'
export { coverOf, getTopUpOrder, listTopUpOrders, type TopUpOrder } from './funding/topup-orders.ts'
export { coverFromCard, requestTopUp, type CoverRequest } from './funding/request-topup.ts'
export {
  getWithdrawal,
  listWithdrawals,
  paidOutBefore,
  type Withdrawal,
} from './funding/withdrawals.ts'
export {
  check as checkWithdrawal,
  withdraw,
  WITHDRAWAL_MINIMUM,
  withdrawalTerms,
} from './funding/withdraw.ts'
export { approveWithdrawal, cancelWithdrawal, rejectWithdrawal } from './funding/review/acts.ts'
export { approvalOf as approvalOfWithdrawal, PAYOUT_KIND } from './funding/review/review.ts'
export { hearBank } from './funding/hear.ts'
export { chaseBank } from './funding/chase.ts'
export { closeFundingCase, listFundingCases, type FundingCase } from './funding/cases.ts'
export { importStatements } from './funding/custodian/import.ts'
export {
  custodianBreaks,
  custodianFigures,
  type CustodianFigures,
} from './funding/custodian/figures.ts'
export { ARRIVAL_HOURS, phoneIndex, transfer, type TransferRequest } from './transfers/transfer.ts'
export { revoke as revokeTransfer } from './transfers/end.ts'
export { claimTransfers, endDueTransfers } from './transfers/sweep.ts'
export { transfersSubscriber } from './transfers/letters.ts'
export { findPayee, previewTransfer, type Payee } from './transfers/preview.ts'
export {
  collectionCode,
  readCollectionCode,
  refuseVoid,
  renewCollectionCode,
} from './transfers/collection-codes.ts'
export { checkSurname } from './transfers/surname.ts'
export { hideContact, recentContacts } from './transfers/contacts.ts'
export { wordsOf, type Words } from './transfers/words.ts'
export {
  getTransferOf,
  listTransfers,
  type Transfer,
  type TransferFilter,
} from './transfers/transfers.ts'
export { checkRedPacket, sendRedPacket, type RedPacketRequest } from './redpackets/send.ts'
export { openRedPacket } from './redpackets/open.ts'
export { endDueRedPackets } from './redpackets/end.ts'
export { greetingsOf } from './redpackets/greeting.ts'
export {
  getRedPacket,
  grabBy,
  grabsOf,
  isGuest,
  receivedRedPackets,
  sentRedPackets,
  type RedPacket,
  type RedPacketFilter,
} from './redpackets/packets.ts'
export { walletRows } from './rows.ts'
export { retellPayments } from './letters.ts'
export { issuePaymentCode, ownCode, payerOf, sweepPaymentCodes } from './paying/payment-codes.ts'
export { closeOfflineCodes, openOfflineCodes } from './paying/offline-codes.ts'
export {
  codePaymentOf,
  codeRefusalOf,
  getCodePayment,
  listCodePayments,
  waitingCodePayments,
  type CodePayment,
  type CodeRefusal,
} from './paying/code-payments.ts'
export {
  askPayer,
  claimOf,
  payByCode,
  tellPayer,
  type CodePaymentRequest,
} from './paying/pay-by-code.ts'
export {
  codePaymentNow,
  confirmCodePayment,
  declineCodePayment,
  expireCodePayments,
  reverseCodePayment,
} from './paying/end-code-payment.ts'
export {
  checkoutOfPayment,
  checkoutTitles,
  getCheckout,
  listCheckouts,
  paymentsTitled,
  waitingPaymentOf,
  type Checkout,
} from './checkout/checkouts.ts'
export { createCheckout } from './checkout/create.ts'
export {
  cancelCheckout,
  checkoutNow,
  exactRefusal,
  expectOpen as expectOpenCheckout,
  expireCheckouts,
} from './checkout/end.ts'
export { codeIn, CODE_PATH, readSignedCode, writeSignedCode } from './paying/signed-codes.ts'
export {
  counterpartsOf,
  getBill,
  listBills,
  type Bill,
  type BillFilter,
  type BillSearch,
} from './bills/bills.ts'
export { categoryFor, chooseCategory } from './bills/category.ts'
export { billsNoted, notesOf, writeNote } from './bills/notes.ts'
export { monthSums, yearSums, type SpanSums } from './bills/sums.ts'
export {
  ALL_SPENDING,
  budgetsOf,
  budgetWarning,
  setBudget,
  type Budget,
  type BudgetWarning,
} from './bills/budgets.ts'
export { budgetSubscriber } from './bills/budget-letters.ts'
export {
  getGoal,
  goalsOfParty,
  listGoals,
  movesOf as movesOfGoal,
  savedIn,
  type Goal,
} from './goals/goals.ts'
export { changeGoal, invitingGoal, openGoal, shareGoal, type GoalWish } from './goals/open.ts'
export { endGoal, putIn, takeOut } from './goals/move.ts'
export { saveRegularly } from './goals/regular.ts'
export type { Tip } from './bills/tips.ts'
export { bringTipsBack, openTips, putTipAway, tipId } from './bills/put-away-tips.ts'
export { statementRows } from './bills/export/rows.ts'
export { billsCsv } from './bills/export/csv.ts'
export { billsPdf } from './bills/export/pdf.ts'

/** The sealed columns of this room, for the rotation of the installation's key. */
export const walletSealedColumns = [
  { table: 'wallet.bill_notes', id: 'id', key: 'key' },
  sealedTransferWords,
  sealedDisputeWords,
  sealedGreetings,
  sealedGoalNames,
  sealedBookWords,
  sealedBillerAccounts,
]
export { expectSame, issueQuote, paymentOfQuote, readQuote, type Wish } from './paying/quotes.ts'
export {
  findDispute,
  getDispute,
  getDisputeOf,
  listDisputes,
  openDisputesOf,
  type Dispute,
  type DisputeFilter,
  type DisputeState,
} from './disputes/disputes.ts'
export { getStep as getDisputeStep, stepsOf, type DisputeStep } from './disputes/steps.ts'
export { disputeWords } from './disputes/words.ts'
export { disputeTerms } from './disputes/terms.ts'
export { openDispute } from './disputes/open.ts'
export {
  addEvidence,
  answerDispute,
  decideDispute,
  escalateDispute,
  withdrawDispute,
} from './disputes/acts.ts'
export { moveDueDisputes } from './disputes/clocks.ts'
export { disputesSubscriber } from './disputes/letters.ts'
export { shreddingSubscriber } from './shred.ts'
export {
  agreementOfPayment,
  deductionsOf,
  getAgreement,
  listAgreements,
  openAgreementOf,
  openAgreementsOf,
  takenNow,
  type Agreement,
} from './agreements/agreements.ts'
export { getOffer, offerAgreement, type AgreementOffer, type Terms } from './agreements/offers.ts'
export { signAgreement, signedBefore } from './agreements/sign.ts'
export {
  END_SIGNED_JOB,
  endSigned,
  expectOffered,
  offerEnd,
  withdrawOffer,
} from './agreements/withdraw-offer.ts'
export { agreementsSubscriber } from './agreements/letters.ts'
export { cancelAgreement } from './agreements/cancel.ts'
export { announceDeduction } from './agreements/announce.ts'
export { checkDeduction, deduct, type DeductionRequest } from './agreements/deduct.ts'
export { waitingNotices, type DeductionNotice } from './agreements/notices.ts'
export { tellRefused } from './agreements/tell.ts'
export { fewestTransfers } from './shared/fewest-transfers.ts'
export {
  getBookOf,
  listBooks,
  memberCounts,
  membersOf as bookMembers,
  type SharedBook,
} from './shared/books.ts'
export { changeBook, changeRole, leaveBook, openBook } from './shared/manage.ts'
export {
  acceptInvite,
  declineInvite,
  invite,
  inviteOf,
  invitesTo,
  manageInvites,
  revokeInvite,
  tokenOf as tokenOfInvite,
  type Invite,
} from './shared/invites.ts'
export {
  getExpenseOf,
  historyOf as historyOfExpense,
  listExpenses,
  type Expense,
  type ExpenseFilter,
} from './shared/expenses.ts'
export { addExpense, changeExpense, deleteExpense } from './shared/write-expense.ts'
export {
  expected as expectedNets,
  netsOf,
  onTheirWay as settlementsOnTheirWay,
} from './shared/nets.ts'
export { checkSettlement, settlementsOf } from './shared/settlements.ts'
export { cashOf as cashOfBook, getCashOf, type Cash } from './shared/cash.ts'
export { answerCash, recordCash } from './shared/settle-in-cash.ts'
export { bookCsv } from './shared/csv.ts'
export { bookWords, titleOf as titleOfExpense } from './shared/words.ts'
export type { Life } from './life/life.ts'
export { getBillerAccount, listBillerAccounts, type BillerAccount } from './life/accounts.ts'
export {
  addBillerAccount,
  lookUpAccount,
  removeBillerAccount,
  renameBillerAccount,
  restoreBillerAccount,
} from './life/add-account.ts'
export { askBiller, getLifeBill, openBills, type LifeBill } from './life/bills.ts'
export { getBillOrder, listBillOrders, type BillOrder } from './life/orders.ts'
export { payBill } from './life/pay-bill.ts'
export { hearBiller } from './life/hear.ts'
export { chaseBillers } from './life/chase.ts'
