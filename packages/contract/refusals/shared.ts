/** What is refused in shared books. */
export const sharedRefusals = {
  book_not_found: {
    status: 404,
    zh: '群账本 {book} 不存在',
    en: 'There is no shared book {book}',
  },
  book_role: {
    status: 403,
    zh: '你在这个账本里的身份（{role}）不能这样做，需要 {needed}',
    en: 'Your role in this book ({role}) does not allow it: this needs {needed}',
  },
  book_archived: {
    status: 409,
    zh: '账本已归档，只能查看',
    en: 'The book is archived and can only be read',
  },
  book_owner_stays: {
    status: 409,
    zh: '账本总要有一位管理人，请先交给别人',
    en: 'A book always has an owner: hand it over first',
  },
  book_full: {
    status: 409,
    zh: '账本最多 {max} 人',
    en: 'A book has {max} members at most',
  },
  book_asset: {
    status: 422,
    zh: '该账本记的是 {asset}',
    en: 'The book counts {asset}',
  },
  too_many_books: {
    status: 409,
    zh: '最多加入 {max} 个账本，请先退出一个',
    en: 'Nobody is in more than {max} books: leave one first',
  },
  too_many_expenses: {
    status: 409,
    zh: '一个账本最多记 {max} 笔，请新建一个',
    en: 'A book has {max} expenses at most: open a new one',
  },
  member_not_found: {
    status: 404,
    zh: '账本里没有成员 {member}',
    en: 'The book has no member {member}',
  },
  member_not_even: {
    status: 409,
    zh: '还有 {net:money} 没结清，结清后才能退出',
    en: '{net:money} is still open: settle up before leaving',
  },
  member_awaits: {
    status: 409,
    zh: '还有 {transfers} 笔还款在途或等待确认，有结果后才能退出',
    en: '{transfers} transfers or cash entries are still open: wait until they have ended',
  },
  cash_not_found: {
    status: 404,
    zh: '这笔现金还款 {cash} 不存在',
    en: 'There is no cash entry {cash}',
  },
  cash_of_two: {
    status: 422,
    zh: '现金还款只能由付的人或收的人记',
    en: 'Cash is written down by one of the two it went between',
  },
  cash_beyond_debt: {
    status: 422,
    zh: '这两人之间现在最多还 {owed:money}',
    en: 'Between these two {owed:money} is open at most',
  },
  cash_awaits: {
    status: 409,
    zh: '你们之间已有一笔现金还款等待确认',
    en: 'Cash between you is already waiting to be confirmed',
  },
  cash_answered_by_other: {
    status: 403,
    zh: '由另一方确认；记的人只能收回',
    en: 'The other side answers it; whoever wrote it can only take it back',
  },
  cash_ended: {
    status: 409,
    zh: '这笔现金还款已有结果（{state}）',
    en: 'The cash entry has ended already ({state})',
  },
  invite_not_found: {
    status: 404,
    zh: '邀请不存在或已失效，请让对方重新邀请',
    en: 'There is no such invitation any more: ask for a new one',
  },
  expense_not_found: {
    status: 404,
    zh: '这笔账 {expense} 不存在',
    en: 'There is no expense {expense}',
  },
  expense_moved_on: {
    status: 409,
    zh: '这笔账刚被改过（第 {version} 版），请看过再改',
    en: 'The expense has changed meanwhile (version {version}): look again',
  },
  shares_differ: {
    status: 422,
    zh: '各人金额合计 {found:money}，应为 {wanted:money}',
    en: 'The shares come to {found:money} and should be {wanted:money}',
  },
  expense_of_former: {
    status: 409,
    zh: '这笔账涉及已结清退出的成员，不能再改',
    en: 'Somebody whom the expense concerns was even and has left: it stays as it is',
  },
  payers_differ: {
    status: 422,
    zh: '各人付的合计 {found:money}，应为 {wanted:money}',
    en: 'What was paid comes to {found:money} and should be {wanted:money}',
  },
  percent_differs: {
    status: 422,
    zh: '各人比例合计为万分之 {found}，应为 {wanted}',
    en: 'The percents come to {found} and should be {wanted} hundredths of a percent',
  },
  bill_of_payer: {
    status: 422,
    zh: '只有付了钱的人能关联自己的账单 {bill}',
    en: 'Only who paid can link their bill {bill}',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
