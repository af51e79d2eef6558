/** What is read again once something was done about a conversation. */
export const CARE_CHANGES = ['conversations.get', 'conversations.list', 'care.desk'] as const
