-- The world of the sandbox bank: what a bank would know, and we only through the channel. Nothing
-- outside this room reads these tables, and nothing in them is a balance of ours.
create schema banking;
grant usage on schema banking to suanpan_app;

-- A card of the sandbox bank, opened with play money when its number is first seen; the number itself is kept by its blind index alone.
create table banking.cards (
  token text collate "C" not null,
  number_index bytea not null,
  name_index bytea not null,
  phone_index bytea not null,
  bank text not null,
  kind text not null,
  last_four text not null,
  balance bigint not null,
  opened_at timestamptz not null,
  constraint cards_pkey primary key (token),
  constraint cards_number_key unique (number_index),
  constraint cards_kind check (kind in ('debit', 'credit')),
  constraint cards_balance check (balance >= 0)
);
grant select, insert, update (balance) on banking.cards to suanpan_app;

-- An attempt to bind a card by the one-time code; the code follows from the id and is not kept.
create table banking.bindings (
  id text collate "C" not null,
  card text collate "C" not null,
  tries_left integer not null,
  asked_at timestamptz not null,
  bound_at timestamptz,
  constraint bindings_pkey primary key (id),
  constraint bindings_card_fkey foreign key (card) references banking.cards (token),
  constraint bindings_tries check (tries_left >= 0)
);
grant select, insert, update (tries_left, bound_at) on banking.bindings to suanpan_app;

-- How the bank treats orders: the newest row of a scope speaks, an order's own before the one for all.
create table banking.behaviours (
  id bigint generated always as identity,
  scope text collate "C" not null,
  behaviour jsonb not null,
  set_by text collate "C" not null,
  set_at timestamptz not null,
  constraint behaviours_pkey primary key (id)
);
create index behaviours_scope on banking.behaviours (scope, id);
grant select, insert on banking.behaviours to suanpan_app;

-- An order as the bank sees it, once for each id; what became of it and when it will become more.
create table banking.orders (
  id text collate "C" not null,
  direction text not null,
  card text collate "C" not null,
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
  constraint orders_pkey primary key (id),
  constraint orders_direction check (direction in ('debit', 'credit')),
  constraint orders_state check (state in ('accepted', 'succeeded', 'failed', 'reversed')),
  constraint orders_amount check (amount > 0)
);
create index orders_asked_at on banking.orders (asked_at desc, id);
create index orders_decides_at on banking.orders (decides_at) where decides_at is not null;
create index orders_reverses_at on banking.orders (reverses_at) where reverses_at is not null;
grant select, insert on banking.orders to suanpan_app;
grant update (state, code, decides_at, decided_at, reverses_at, reversed_at) on banking.orders to suanpan_app;

-- A movement of the custodian account; a day's statement is its movements in order.
create table banking.movements (
  id bigint generated always as identity,
  day date not null,
  asset text collate "C" not null,
  order_id text collate "C",
  reference text not null,
  amount bigint not null,
  moved_at timestamptz not null,
  constraint movements_pkey primary key (id),
  constraint movements_amount check (amount <> 0)
);
create index movements_day on banking.movements (asset, day, id);
create index movements_order on banking.movements (order_id);
grant select, insert on banking.movements to suanpan_app;

-- A callback that the bank owes or gave: delivered when the other side answered that it has it.
create table banking.callbacks (
  id bigint generated always as identity,
  order_id text collate "C" not null,
  body text not null,
  due_at timestamptz,
  attempts integer not null default 0,
  delivered_at timestamptz,
  constraint callbacks_pkey primary key (id)
);
create index callbacks_due on banking.callbacks (due_at) where due_at is not null;
create index callbacks_order on banking.callbacks (order_id, id);
grant select, insert on banking.callbacks to suanpan_app;
grant update (due_at, attempts, delivered_at) on banking.callbacks to suanpan_app;
