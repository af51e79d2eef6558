/** What is read again once something was written. */
export const CONVERSATION_CHANGES = ['myConversations.get', 'myConversations.list'] as const
