-- The part of a refund that goes back to the card that paid travels like a withdrawal: one order for
-- each refund, without fee and quota, and told with its refund instead of as a withdrawal.
alter table wallet.withdrawals add column refund text collate "C",
  add constraint withdrawals_refund_fkey foreign key (refund) references wallet.refunds (id)
    -- The rows of a batch are written table by table, in whatever order its postings name them.
    deferrable initially deferred,
  add constraint withdrawals_refund check (refund is null or (fee = 0 and free_part = 0));
create unique index withdrawals_refund_once on wallet.withdrawals (refund) where refund is not null;
