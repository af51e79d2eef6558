import type { ChannelName } from '@suanpan/contract/message-templates'

/** A message on its way out, in the language of its reader. */
export type Outgoing = {
  id: string
  template: string
  language: 'zh' | 'en'
  subject: string
  text: string
  params: { [name: string]: string }
}

/** Where somebody is reached; absent is: not this way. */
export type Addresses = {
  language?: 'zh' | 'en'
  phone?: string
  email?: string
  /** The person, for their browsers that take notes. */
  person?: string
}

/** A way out of the house. What it throws is tried again. */
export type Channel = {
  name: ChannelName
  /** Whether it can reach somebody with these addresses. */
  reaches(to: Addresses): Promise<boolean> | boolean
  /** @returns the reference under which the gateway will report the delivery, if it does */
  send(message: Outgoing, to: Addresses): Promise<{ reference?: string }>
}
