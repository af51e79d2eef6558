/** What a bill does to the purse: spends, brings in, gives back what was spent, or moves what is one's own. */
export type BillEffect = 'spending' | 'income' | 'refund' | 'own'
export type BillKind =
  | 'payment'
  | 'refund'
  | 'topup'
  | 'topup_reversal'
  | 'withdrawal'
  | 'transfer'
  | 'red_packet'
  | 'red_packet_return'
  | 'saving'
  | 'bill_payment'
  | 'bill_return'
/** `processing` has left the purse and may come back; what failed came back and counts for nothing. */
export type BillState = 'settled' | 'processing' | 'failed'
export type CounterpartKind = 'merchant' | 'person' | 'bank' | 'goal' | 'biller'

/**
 * A table of movements, read as bills of `$1`. Each select names the same columns and filters by the
 * person alone, so that every branch of the union walks its own index (person, occurred_at, id) and
 * stops at the page's end.
 */
export type Branch = {
  kind: BillKind
  direction: 'in' | 'out'
  effect: BillEffect
  /** Columns: id, counterpart, category, asset, amount, reference, related, posting, state, occurred_at, booked_at. */
  select: string
  counterpartKind: CounterpartKind
}

/** What goes into a goal leaves the balance, and the other way round. */
function saving(way: 'in' | 'out'): string {
  return `
      select id, null::text as counterpart, 'saving' as category, asset, amount, null::text as reference,
        null::text as related, id as posting, 'settled'::text as state, occurred_at, booked_at
      from wallet.goal_moves where person = $1 and way = '${way}'`
}

export const branches: readonly Branch[] = [
  {
    kind: 'payment',
    direction: 'out',
    effect: 'spending',
    counterpartKind: 'merchant',
    select: `
      select id, merchant as counterpart, category, asset, amount, reference, null::text as related,
        id as posting, 'settled'::text as state, occurred_at, booked_at
      from wallet.payments where person = $1`,
  },
  {
    kind: 'refund',
    direction: 'in',
    effect: 'refund',
    counterpartKind: 'merchant',
    select: `
      select r.id, r.merchant as counterpart, p.category, r.asset, r.amount, p.reference,
        r.payment as related, r.id as posting,
        case when w.state in ('requested', 'processing') then 'processing' else 'settled' end as state,
        r.occurred_at, r.booked_at
      from wallet.refunds r join wallet.payments p on p.id = r.payment
      left join wallet.withdrawals w on w.refund = r.id where r.person = $1`,
  },
  {
    kind: 'topup',
    direction: 'in',
    effect: 'own',
    counterpartKind: 'bank',
    select: `
      select id, null::text as counterpart, 'topup' as category, asset, amount, null::text as reference,
        null::text as related, id as posting, 'settled'::text as state, occurred_at, booked_at
      from wallet.topups where person = $1`,
  },
  {
    kind: 'topup_reversal',
    direction: 'out',
    effect: 'own',
    counterpartKind: 'bank',
    select: `
      select id, null::text as counterpart, 'topup' as category, asset, amount, null::text as reference,
        topup as related, id as posting, 'settled'::text as state, occurred_at, booked_at
      from wallet.topup_reversals where person = $1`,
  },
  {
    kind: 'withdrawal',
    direction: 'out',
    effect: 'own',
    counterpartKind: 'bank',
    select: `
      select id, null::text as counterpart, 'withdrawal' as category, asset, amount + fee as amount,
        null::text as reference, null::text as related, id as posting,
        case state when 'succeeded' then 'settled' when 'failed' then 'failed'
          when 'reversed' then 'failed' when 'given_back' then 'failed' else 'processing' end as state,
        occurred_at, booked_at
      from wallet.withdrawals where person = $1 and refund is null`,
  },
  {
    kind: 'transfer',
    direction: 'out',
    effect: 'spending',
    counterpartKind: 'person',
    select: `
      select t.id, t.payee as counterpart, 'transfer' as category, t.asset, t.amount,
        null::text as reference, null::text as related, t.id as posting,
        case e.outcome when 'arrived' then 'settled' when 'revoked' then 'failed'
          when 'returned' then 'failed' else 'processing' end as state, t.occurred_at, t.booked_at
      from wallet.transfers t left join wallet.transfer_ends e on e.transfer = t.id
      where t.person = $1`,
  },
  {
    kind: 'transfer',
    direction: 'in',
    effect: 'income',
    counterpartKind: 'person',
    select: `
      select transfer as id, person as counterpart, 'transfer' as category, asset, amount,
        null::text as reference, null::text as related, id as posting, 'settled'::text as state,
        occurred_at, booked_at
      from wallet.transfer_ends where payee = $1 and outcome = 'arrived'`,
  },
  {
    kind: 'red_packet',
    direction: 'out',
    effect: 'spending',
    counterpartKind: 'person',
    select: `
      select id, null::text as counterpart, 'red_packet' as category, asset, amount,
        null::text as reference, null::text as related, id as posting, 'settled'::text as state,
        occurred_at, booked_at
      from wallet.red_packets where person = $1`,
  },
  {
    kind: 'red_packet',
    direction: 'in',
    effect: 'income',
    counterpartKind: 'person',
    select: `
      select id, sender as counterpart, 'red_packet' as category, asset, amount,
        packet as reference, null::text as related, id as posting, 'settled'::text as state,
        occurred_at, booked_at
      from wallet.red_packet_grabs where person = $1`,
  },
  {
    kind: 'red_packet_return',
    direction: 'in',
    effect: 'refund',
    counterpartKind: 'person',
    select: `
      select id, null::text as counterpart, 'red_packet' as category, asset, returned as amount,
        null::text as reference, packet as related, id as posting, 'settled'::text as state,
        occurred_at, booked_at
      from wallet.red_packet_ends where person = $1 and returned > 0`,
  },
  {
    kind: 'saving',
    direction: 'out',
    effect: 'own',
    counterpartKind: 'goal',
    select: saving('in'),
  },
  {
    kind: 'saving',
    direction: 'in',
    effect: 'own',
    counterpartKind: 'goal',
    select: saving('out'),
  },
  {
    kind: 'bill_payment',
    direction: 'out',
    effect: 'spending',
    counterpartKind: 'biller',
    select: `
      select id, biller as counterpart, 'utilities' as category, asset, amount, reference,
        null::text as related, id as posting,
        case state when 'paid' then 'settled' when 'reversed' then 'settled'
          when 'refused' then 'failed' else 'processing' end as state, occurred_at, booked_at
      from wallet.bill_orders where person = $1`,
  },
  {
    kind: 'bill_return',
    direction: 'in',
    effect: 'refund',
    counterpartKind: 'biller',
    select: `
      select id, biller as counterpart, 'utilities' as category, asset, amount,
        null::text as reference, bill_order as related, id as posting, 'settled'::text as state,
        occurred_at, booked_at
      from wallet.bill_returns where person = $1`,
  },
]

/** What the person chose for the bill, else for all of this merchant (a refund goes with its payment), else the movement's own. */
export const CATEGORY = 'coalesce(o.category, m.category, b.category)'

/** One branch as a relation `b` with the person's own categories beside it. */
export function relationOf({ kind, direction, effect, counterpartKind, select }: Branch): string {
  return `
    (select s.*, '${kind}'::text as kind, '${direction}'::text as direction, '${effect}'::text as effect,
       '${counterpartKind}'::text as counterpart_kind from (${select}) s) b
    left join wallet.bill_categories o on o.person = $1 and o.bill = coalesce(b.related, b.id)
    left join wallet.counterpart_categories m on m.person = $1 and m.counterpart = b.counterpart`
}
