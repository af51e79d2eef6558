-- An account with a biller that somebody pays for: their own, or their parents'. Number, label and
-- the holder's masked name are sealed under a key of the row; dropping the key erases them. A row
-- stays when it is removed, for what was paid through it.
create table wallet.biller_accounts (
  added_at timestamptz not null,
  removed_at timestamptz,
  -- When the biller last said what is due.
  asked_at timestamptz not null,
  -- What was left then on an account that is paid for before.
  prepaid bigint,
  id text collate "C" not null,
  person text collate "C" not null,
  biller text collate "C" not null,
  number_index bytea not null,
  key bytea,
  number_sealed bytea not null,
  holder_sealed bytea not null,
  label_sealed bytea not null,
  constraint biller_accounts_pkey primary key (id)
);
create unique index biller_accounts_once on wallet.biller_accounts (person, biller, number_index)
  where removed_at is null;
create index biller_accounts_person on wallet.biller_accounts (person, added_at, id);
grant select, insert on wallet.biller_accounts to suanpan_app;
grant update (removed_at, asked_at, prepaid, key, holder_sealed, label_sealed)
  on wallet.biller_accounts to suanpan_app;

-- A bill that a biller told of, once for each account. The biller's own number is sealed under the
-- account's key; its keyed hash is the same for everybody who pays for the account.
create table wallet.life_bills (
  amount bigint not null,
  due_on date not null,
  seen_at timestamptz not null,
  -- Since when the biller no longer tells of it: somebody has paid it.
  gone_at timestamptz,
  id text collate "C" not null,
  account text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  period text collate "C" not null,
  bill_index bytea not null,
  bill_sealed bytea not null,
  constraint life_bills_pkey primary key (id),
  constraint life_bills_account_fkey foreign key (account) references wallet.biller_accounts (id),
  constraint life_bills_once unique (account, bill_index),
  constraint life_bills_amount check (amount > 0)
);
grant select, insert on wallet.life_bills to suanpan_app;
grant update (amount, due_on, gone_at) on wallet.life_bills to suanpan_app;

-- A payment to a biller, written together with the posting that set its money aside; it ends by the
-- biller's word alone.
create table wallet.bill_orders (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  ended_at timestamptz,
  -- When the biller is asked how it stands; null once there is nothing to wait for.
  ask_at timestamptz,
  asked_count integer not null default 0,
  id text collate "C" not null,
  person text collate "C" not null,
  account text collate "C" not null,
  biller text collate "C" not null,
  -- Null where an account was paid for before.
  bill text collate "C",
  asset text collate "C" not null,
  state text not null,
  code text,
  reference text,
  -- What it used of limits of a lifetime, to be given back when the biller refuses.
  limits jsonb,
  constraint bill_orders_pkey primary key (id),
  constraint bill_orders_account_fkey foreign key (account) references wallet.biller_accounts (id),
  constraint bill_orders_amount check (amount > 0),
  constraint bill_orders_state check (state in ('requested', 'processing', 'paid', 'refused', 'reversed'))
);
create index bill_orders_person on wallet.bill_orders (person, occurred_at, id);
create index bill_orders_bill on wallet.bill_orders (bill, occurred_at) where bill is not null;
create index bill_orders_account on wallet.bill_orders (account, occurred_at, id);
create index bill_orders_ask_at on wallet.bill_orders (ask_at) where ask_at is not null;
grant select, insert on wallet.bill_orders to suanpan_app;
grant update (state, code, reference, ended_at, ask_at, asked_count) on wallet.bill_orders to suanpan_app;

-- Money that came back after the biller had taken it, once for each payment, written with its posting.
create table wallet.bill_returns (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  id text collate "C" not null,
  bill_order text collate "C" not null,
  person text collate "C" not null,
  biller text collate "C" not null,
  asset text collate "C" not null,
  constraint bill_returns_pkey primary key (id),
  constraint bill_returns_once unique (bill_order),
  constraint bill_returns_amount check (amount > 0)
);
create index bill_returns_person on wallet.bill_returns (person, occurred_at, id);
grant select, insert on wallet.bill_returns to suanpan_app;
