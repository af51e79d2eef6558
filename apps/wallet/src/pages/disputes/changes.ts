/** What is read again once a dispute has moved. */
export const DISPUTE_CHANGES = [
  'myDisputes.get',
  'myDisputes.list',
  'disputeTerms.get',
  'me.holdings',
] as const
