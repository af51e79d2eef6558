-- An account with a sandbox biller, opened when its number is first seen; the number itself is kept by its blind index alone.
create table banking.biller_accounts (
  id text collate "C" not null,
  biller text collate "C" not null,
  number_index bytea not null,
  holder text not null,
  last_four text not null,
  -- What is left on an account that is paid for before.
  prepaid bigint,
  opened_at timestamptz not null,
  constraint biller_accounts_pkey primary key (id),
  constraint biller_accounts_number_key unique (biller, number_index),
  constraint biller_accounts_prepaid check (prepaid >= 0)
);
grant select, insert, update (prepaid) on banking.biller_accounts to suanpan_app;

-- A bill of an account, one for each month; paid by one order, until the biller takes that back.
create table banking.biller_bills (
  amount bigint not null,
  due_on date not null,
  issued_at timestamptz not null,
  id text collate "C" not null,
  account text collate "C" not null,
  period text collate "C" not null,
  paid_by text collate "C",
  constraint biller_bills_pkey primary key (id),
  constraint biller_bills_account_fkey foreign key (account) references banking.biller_accounts (id),
  constraint biller_bills_period_key unique (account, period),
  constraint biller_bills_amount check (amount > 0)
);
grant select, insert, update (paid_by) on banking.biller_bills to suanpan_app;

-- A payment as the sandbox biller sees it, once for each id; what became of it and when it will become more.
create table banking.biller_orders (
  id text collate "C" not null,
  biller text collate "C" not null,
  account text collate "C" not null,
  bill text collate "C",
  asset text collate "C" not null,
  amount bigint not null,
  state text not null,
  code text,
  reference text not null,
  behaviour jsonb not null,
  asked_at timestamptz not null,
  decides_at timestamptz,
  decided_at timestamptz,
  reverses_at timestamptz,
  reversed_at timestamptz,
  constraint biller_orders_pkey primary key (id),
  constraint biller_orders_account_fkey foreign key (account) references banking.biller_accounts (id),
  constraint biller_orders_state check (state in ('accepted', 'paid', 'refused', 'reversed')),
  constraint biller_orders_amount check (amount > 0)
);
create index biller_orders_asked_at on banking.biller_orders (asked_at desc, id);
create index biller_orders_decides_at on banking.biller_orders (decides_at) where decides_at is not null;
create index biller_orders_reverses_at on banking.biller_orders (reverses_at) where reverses_at is not null;
grant select, insert on banking.biller_orders to suanpan_app;
grant update (state, code, decides_at, decided_at, reverses_at, reversed_at) on banking.biller_orders to suanpan_app;

-- A callback that a sandbox biller owes or gave: delivered when the other side answered that it has it.
create table banking.biller_callbacks (
  id bigint generated always as identity,
  order_id text collate "C" not null,
  body text not null,
  due_at timestamptz,
  attempts integer not null default 0,
  delivered_at timestamptz,
  constraint biller_callbacks_pkey primary key (id)
);
create index biller_callbacks_due on banking.biller_callbacks (due_at) where due_at is not null;
create index biller_callbacks_order on banking.biller_callbacks (order_id, id);
grant select, insert on banking.biller_callbacks to suanpan_app;
grant update (due_at, attempts, delivered_at) on banking.biller_callbacks to suanpan_app;
