export {
  conversationsOf,
  countQueues,
  getConversation,
  getConversationOf,
  listQueue,
  type Conversation,
} from './conversations.ts'
export { careSealedColumns, conversationOfMessage, messagesIn } from './messages.ts'
export { careHours, listTopics, setHours, setTopic } from './topics.ts'
export { openConversation, sayMore } from './write.ts'
export {
  answerConversation,
  closeByOperator,
  closeByPerson,
  handOver,
  rateConversation,
  takeConversation,
} from './work.ts'
export { careSubscriber } from './letters.ts'
