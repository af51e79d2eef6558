-- An order that gives back what an earlier one took from the same card: never more than it, all of them together.
alter table banking.orders add column refund_of text collate "C",
  add constraint orders_refund_of_fkey foreign key (refund_of) references banking.orders (id),
  add constraint orders_refund check (refund_of is null or direction = 'credit');
create index orders_refund_of on banking.orders (refund_of) where refund_of is not null;
