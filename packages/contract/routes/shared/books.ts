import { z } from 'zod'
import { assetCode, id, instant, phone, signedDigits, text } from '../../shapes.ts'
import { language } from '../bills/shapes.ts'
import { defineRoute } from '../define.ts'
import { bookCash } from './cash-shape.ts'

const role = z.enum(['owner', 'member', 'viewer'])
const invitedRole = z.enum(['member', 'viewer']).default('member')
const name = z.string().nullable().describe('With the surname hidden; null when it is not known.')
const params = z.strictObject({ id: id('bok') })
const token = z
  .string()
  .regex(/^biv_[0-9a-hjkmnp-tv-z]{26}-[A-Za-z0-9_-]{22}$/, 'must be the token of an invitation')

const summary = z
  .object({
    id: id('bok'),
    name: z.string().nullable(),
    asset: assetCode,
    role: role.describe('Of whoever asks.'),
    members: z.int(),
    net: signedDigits.describe('Above zero is owed to whoever asks, below zero they owe.'),
    archivedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'SharedBook' })

const debt = z.object({ from: id('per'), to: id('per'), amount: signedDigits })

const whole = z
  .object({
    ...summary.shape,
    me: id('per'),
    people: z.array(
      z.object({
        person: id('per'),
        name,
        phone: z.string().nullable().describe('All but the last four digits are masked.'),
        role,
        net: signedDigits,
        leftAt: instant.nullable(),
      }),
    ),
    debts: z
      .array(debt)
      .describe('Who pays whom, with the fewest transfers, once all has arrived that is coming.'),
    settlements: z
      .array(
        z.object({
          transfer: id('trf').nullable().describe('Null for whoever neither sent nor receives it.'),
          from: id('per'),
          to: id('per'),
          amount: signedDigits,
          state: z.enum(['in_transit', 'arrived', 'revoked', 'returned']),
          occurredAt: instant,
        }),
      )
      .describe('The latest fifty.'),
    cash: z
      .array(bookCash)
      .describe('What waits for an answer, then the latest fifty. No money moved with any.'),
  })
  .meta({ id: 'WholeBook' })

export const list = defineRoute({
  name: 'books.list',
  method: 'GET',
  path: '/v1/me/books',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的群账本', en: 'My shared books' },
  response: z.object({ items: z.array(summary) }),
  refusals: [],
})

export const create = defineRoute({
  name: 'books.create',
  method: 'POST',
  path: '/v1/me/books',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '新建群账本', en: 'Open a shared book' },
  description: {
    zh: '账本只记数，不存钱；还款走普通转账。',
    en: 'A book counts and holds no money; settling up is an ordinary transfer.',
  },
  body: z.strictObject({ name: text(40) }),
  response: summary,
  refusals: ['too_many_books'],
})

export const get = defineRoute({
  name: 'books.get',
  method: 'GET',
  path: '/v1/me/books/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '一个群账本：成员与谁欠谁', en: 'A shared book: members and who owes whom' },
  params,
  response: whole,
  refusals: ['book_not_found'],
})

export const change = defineRoute({
  name: 'books.change',
  method: 'PATCH',
  path: '/v1/me/books/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '改名、归档或取出', en: 'Rename, archive or take out again' },
  params,
  body: z.strictObject({ name: text(40).optional(), archived: z.boolean().optional() }),
  response: summary,
  refusals: ['book_not_found', 'book_role'],
})

export const csv = defineRoute({
  name: 'books.csv',
  method: 'GET',
  path: '/v1/me/books/:id/export.csv',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '导出群账本（CSV）', en: 'Export a shared book as CSV' },
  params,
  query: z.strictObject({ language: language.default('zh') }),
  response: z.string(),
  stream: 'text/csv; charset=utf-8',
  refusals: ['book_not_found'],
})

export const changeMember = defineRoute({
  name: 'bookMembers.change',
  method: 'PATCH',
  path: '/v1/me/books/:id/members/:person',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '更改成员身份；交出账本', en: 'Change a role; hand the book over' },
  params: z.strictObject({ id: id('bok'), person: id('per') }),
  body: z.strictObject({ role }),
  response: whole,
  refusals: [
    'book_not_found',
    'book_role',
    'book_archived',
    'member_not_found',
    'book_owner_stays',
  ],
})

export const removeMember = defineRoute({
  name: 'bookMembers.remove',
  method: 'DELETE',
  path: '/v1/me/books/:id/members/:person',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '退出账本，或请人退出', en: 'Leave a book, or take somebody out' },
  params: z.strictObject({ id: id('bok'), person: id('per') }),
  response: z.undefined(),
  refusals: [
    'book_not_found',
    'book_role',
    'member_not_found',
    'book_owner_stays',
    'member_not_even',
    'member_awaits',
  ],
})

const invite = z
  .object({
    id: id('biv'),
    kind: z.enum(['link', 'phone']),
    phoneEnd: z.string().nullable().describe('The last four digits of the phone.'),
    role: z.enum(['member', 'viewer']),
    token: token.nullable().describe('The end of the link; null where it was sent to a phone.'),
    expiresAt: instant,
  })
  .meta({ id: 'BookInvite' })

export const listInvites = defineRoute({
  name: 'bookInvites.list',
  method: 'GET',
  path: '/v1/me/books/:id/invites',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '账本的有效邀请', en: 'The open invitations of a book' },
  params,
  response: z.object({ items: z.array(invite) }),
  refusals: ['book_not_found', 'book_role'],
})

export const createInvite = defineRoute({
  name: 'bookInvites.create',
  method: 'POST',
  path: '/v1/me/books/:id/invites',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '邀请加入账本', en: 'Ask somebody into a book' },
  description: {
    zh: '七天内有效。新链接使旧链接失效；不透露该手机号是否已注册。',
    en: 'Good for seven days. A new link ends the one before; whether a phone is registered is not told.',
  },
  params,
  body: z.strictObject({ phone: phone.optional(), role: invitedRole }),
  response: invite,
  refusals: ['book_not_found', 'book_role', 'book_archived'],
})

export const revokeInvite = defineRoute({
  name: 'bookInvites.revoke',
  method: 'DELETE',
  path: '/v1/me/books/:id/invites/:invite',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '收回邀请', en: 'Take an invitation back' },
  params: z.strictObject({ id: id('bok'), invite: id('biv') }),
  response: z.undefined(),
  refusals: ['book_not_found', 'book_role', 'invite_not_found'],
})

const invitation = z
  .object({
    token,
    book: z.string().nullable().describe('What the book is called.'),
    by: name.describe('Who asks, with the surname hidden.'),
    members: z.int(),
    role: z.enum(['member', 'viewer']),
    expiresAt: instant,
  })
  .meta({ id: 'BookInvitation' })

export const myInvitations = defineRoute({
  name: 'bookInvitations.list',
  method: 'GET',
  path: '/v1/me/book-invitations',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '收到的账本邀请', en: 'Invitations to my phone' },
  response: z.object({ items: z.array(invitation) }),
  refusals: [],
})

export const getInvitation = defineRoute({
  name: 'bookInvitations.get',
  method: 'GET',
  path: '/v1/me/book-invitations/:token',
  audience: ['consumer'],
  guarded: true,
  idempotent: false,
  summary: { zh: '查看邀请', en: 'Look at an invitation' },
  params: z.strictObject({ token }),
  response: invitation,
  refusals: ['invite_not_found'],
})

export const accept = defineRoute({
  name: 'bookInvitations.accept',
  method: 'POST',
  path: '/v1/me/book-invitations/:token/acceptances',
  audience: ['consumer'],
  idempotent: false,
  status: 201,
  summary: { zh: '接受邀请', en: 'Accept an invitation' },
  params: z.strictObject({ token }),
  response: z.object({ book: id('bok') }),
  refusals: ['invite_not_found', 'book_archived', 'book_full'],
})

export const decline = defineRoute({
  name: 'bookInvitations.decline',
  method: 'DELETE',
  path: '/v1/me/book-invitations/:token',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '谢绝邀请', en: 'Decline an invitation' },
  params: z.strictObject({ token }),
  response: z.undefined(),
  refusals: ['invite_not_found'],
})
