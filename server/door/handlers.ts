import type { Handled } from './handle.ts'
import { merchantAgreementHandlers } from './routes/agreements/merchant.ts'
import { myAgreementHandlers } from './routes/agreements/mine.ts'
import { billHandlers } from './routes/bills/bills.ts'
import { budgetHandlers } from './routes/bills/budgets.ts'
import { tipHandlers } from './routes/bills/tips.ts'
import { goalHandlers } from './routes/saving/goals.ts'
import { redPacketHandlers } from './routes/between/red-packets.ts'
import { transferHandlers } from './routes/between/transfers.ts'
import { accountHandlers } from './routes/accounts.ts'
import { bankHandlers } from './routes/bank.ts'
import { fundingHandlers } from './routes/funding.ts'
import { freezeHandlers } from './routes/people/freezes.ts'
import { noticeHandlers } from './routes/news/notices.ts'
import { holdHandlers } from './routes/holds.ts'
import { limitHandlers } from './routes/limits.ts'
import { merchantHandlers } from './routes/merchants.ts'
import { meHandlers } from './routes/me.ts'
import { operatorPasskeyHandlers } from './routes/oversight/passkeys.ts'
import { personViewHandlers } from './routes/oversight/person-view.ts'
import { payoutHandlers } from './routes/oversight/payouts.ts'
import { figureHandlers } from './routes/oversight/figures.ts'
import { sealedHandlers } from './routes/oversight/sealed.ts'
import { oversightHandlers } from './routes/oversight/oversight.ts'
import { holdingsHandlers } from './routes/me/holdings.ts'
import { closingHandlers } from './routes/me/closing.ts'
import { contactHandlers } from './routes/me/contact.ts'
import { mySecurityHandlers } from './routes/me/security.ts'
import { messageHandlers } from './routes/wallet/messages.ts'
import { overviewHandlers } from './routes/overview.ts'
import { checkoutHandlers } from './routes/paying/checkouts.ts'
import { codePaymentHandlers } from './routes/paying/code-payments.ts'
import { myPaymentHandlers } from './routes/paying/my-payments.ts'
import { quoteHandlers } from './routes/paying/quotes.ts'
import { scanHandlers } from './routes/paying/scans.ts'
import { shownCodeHandlers } from './routes/paying/shown-codes.ts'
import { paymentHandlers } from './routes/payments.ts'
import { peopleHandlers } from './routes/people.ts'
import { pointsHandlers } from './routes/points.ts'
import { postingHandlers } from './routes/postings.ts'
import { realNameHandlers } from './routes/me/real-name.ts'
import { safetyHandlers } from './routes/me/safety.ts'
import { sessionHandlers } from './routes/session.ts'
import { systemHandlers } from './routes/system.ts'
import { conversationHandlers } from './routes/care/conversations.ts'
import { carePromiseHandlers } from './routes/care/promises.ts'
import { disputeHandlers } from './routes/care/disputes.ts'
import { fileHandlers } from './routes/care/files.ts'
import { myConversationHandlers } from './routes/care/my-conversations.ts'
import { myDisputeHandlers } from './routes/care/my-disputes.ts'
import { bookExpenseHandlers } from './routes/shared/expenses.ts'
import { bookCashHandlers } from './routes/shared/cash.ts'
import { sharedBookHandlers } from './routes/shared/books.ts'
import { walletEntryHandlers } from './routes/wallet/entry.ts'

/** Everything that the door answers. */
export const handlers: readonly Handled[] = [
  ...systemHandlers,
  ...sessionHandlers,
  ...meHandlers,
  ...holdingsHandlers,
  ...safetyHandlers,
  ...walletEntryHandlers,
  ...mySecurityHandlers,
  ...closingHandlers,
  ...contactHandlers,
  ...messageHandlers,
  ...realNameHandlers,
  ...overviewHandlers,
  ...peopleHandlers,
  ...freezeHandlers,
  ...merchantHandlers,
  ...paymentHandlers,
  ...pointsHandlers,
  ...accountHandlers,
  ...limitHandlers,
  ...postingHandlers,
  ...holdHandlers,
  ...noticeHandlers,
  ...oversightHandlers,
  ...sealedHandlers,
  ...figureHandlers,
  ...payoutHandlers,
  ...personViewHandlers,
  ...operatorPasskeyHandlers,
  ...fundingHandlers,
  ...bankHandlers,
  ...codePaymentHandlers,
  ...checkoutHandlers,
  ...shownCodeHandlers,
  ...scanHandlers,
  ...billHandlers,
  ...budgetHandlers,
  ...tipHandlers,
  ...transferHandlers,
  ...redPacketHandlers,
  ...goalHandlers,
  ...quoteHandlers,
  ...myPaymentHandlers,
  ...fileHandlers,
  ...myDisputeHandlers,
  ...disputeHandlers,
  ...myConversationHandlers,
  ...conversationHandlers,
  ...carePromiseHandlers,
  ...merchantAgreementHandlers,
  ...myAgreementHandlers,
  ...sharedBookHandlers,
  ...bookExpenseHandlers,
  ...bookCashHandlers,
]
