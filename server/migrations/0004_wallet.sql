-- The wallet: what people did with money, as they would tell it. The amounts here repeat what the
-- postings of the same ids say and are never changed; balances are the ledger's alone.
create schema wallet;
grant usage on schema wallet to suanpan_app;

-- A payment, written together with the posting of the same id: neither is ever there without the other.
create table wallet.payments (
  seq bigint not null,
  amount bigint not null,
  fee bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  id text collate "C" not null,
  person text collate "C" not null,
  merchant text collate "C" not null,
  category text collate "C" not null,
  asset text collate "C" not null,
  reference text,
  lines jsonb,
  constraint payments_pkey primary key (id),
  constraint payments_amount check (amount > 0),
  constraint payments_fee check (fee between 0 and amount)
);
-- Places in the books only grow, so a few ranges a megabyte find them again.
create index payments_seq on wallet.payments using brin (seq) with (pages_per_range = 32, autosummarize = on);
create index payments_person on wallet.payments (person, occurred_at, id);
create index payments_merchant on wallet.payments (merchant, occurred_at, id);
create index payments_occurred_at on wallet.payments (occurred_at, id);
grant select, insert on wallet.payments to suanpan_app;

-- A refund of part or all of a payment; together never more than the payment, which a counter in the same posting guarantees.
create table wallet.refunds (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  id text collate "C" not null,
  payment text collate "C" not null,
  person text collate "C" not null,
  merchant text collate "C" not null,
  asset text collate "C" not null,
  fee_returned bigint not null,
  reason text,
  constraint refunds_pkey primary key (id),
  constraint refunds_payment_fkey foreign key (payment) references wallet.payments (id),
  constraint refunds_amount check (amount > 0 and fee_returned between 0 and amount)
);
create index refunds_seq on wallet.refunds using brin (seq) with (pages_per_range = 32, autosummarize = on);
create index refunds_payment on wallet.refunds (payment, seq);
create index refunds_person on wallet.refunds (person, occurred_at, id);
create index refunds_occurred_at on wallet.refunds (occurred_at, id);
grant select, insert on wallet.refunds to suanpan_app;

-- Money that came in from a bank, written together with its posting.
create table wallet.topups (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  id text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  constraint topups_pkey primary key (id),
  constraint topups_amount check (amount > 0)
);
create index topups_person on wallet.topups (person, occurred_at, id);
create index topups_occurred_at on wallet.topups (occurred_at, id);
grant select, insert on wallet.topups to suanpan_app;
