-- A card that a person bound: the bank's token for it and what may be shown, never its number. Rows stay when it is unbound.
create table wallet.cards (
  id text collate "C" not null,
  person text collate "C" not null,
  channel text collate "C" not null,
  token text collate "C" not null,
  bank text not null,
  kind text not null,
  last_four text not null,
  -- The order of deduction; the first is the default.
  place integer not null,
  bound_at timestamptz not null,
  unbound_at timestamptz,
  constraint cards_pkey primary key (id),
  constraint cards_kind check (kind in ('debit', 'credit')),
  constraint cards_last_four check (last_four ~ '^[0-9]{4}$')
);
create unique index cards_bound_once on wallet.cards (person, channel, token) where unbound_at is null;
create index cards_person on wallet.cards (person, place);
grant select, insert on wallet.cards to suanpan_app;
grant update (place, unbound_at) on wallet.cards to suanpan_app;

-- An attempt to bind a card, which belongs to the person who made it and ends with the bank's code.
create table wallet.card_bindings (
  id text collate "C" not null,
  person text collate "C" not null,
  channel text collate "C" not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  constraint card_bindings_pkey primary key (id)
);
create index card_bindings_expiry on wallet.card_bindings (expires_at);
grant select, insert, delete on wallet.card_bindings to suanpan_app;

-- Money asked from a card, once for each id. What is settled has a row of the same id in wallet.topups, or a payment that it paid for.
create table wallet.topup_orders (
  id text collate "C" not null,
  person text collate "C" not null,
  card text collate "C" not null,
  asset text collate "C" not null,
  amount bigint not null,
  state text not null,
  code text,
  reference text,
  -- The payment that waits for this money, and what its verb needs to make it.
  payment text collate "C",
  payment_order jsonb,
  occurred_at timestamptz not null,
  expected_at timestamptz not null,
  ended_at timestamptz,
  asked_count integer not null default 0,
  -- When the bank is asked how it stands; null once there is nothing to wait for.
  ask_at timestamptz,
  constraint topup_orders_pkey primary key (id),
  constraint topup_orders_card_fkey foreign key (card) references wallet.cards (id),
  constraint topup_orders_amount check (amount > 0),
  constraint topup_orders_payment check ((payment is null) = (payment_order is null)),
  constraint topup_orders_state check (state in ('requested', 'processing', 'succeeded', 'failed', 'reversed'))
);
create index topup_orders_person on wallet.topup_orders (person, occurred_at, id);
create index topup_orders_ask_at on wallet.topup_orders (ask_at) where ask_at is not null;
create unique index topup_orders_payment_once on wallet.topup_orders (payment) where payment is not null;
grant select, insert on wallet.topup_orders to suanpan_app;
grant update (state, code, reference, ended_at, asked_count, ask_at) on wallet.topup_orders to suanpan_app;

-- Money that a bank took back after it had come, written together with its posting; what was no longer there is owed.
create table wallet.topup_reversals (
  seq bigint not null,
  amount bigint not null,
  owed bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  id text collate "C" not null,
  topup text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  constraint topup_reversals_pkey primary key (id),
  constraint topup_reversals_once unique (topup),
  constraint topup_reversals_amount check (amount > 0 and owed between 0 and amount)
);
create index topup_reversals_person on wallet.topup_reversals (person, occurred_at, id);
grant select, insert on wallet.topup_reversals to suanpan_app;

-- A withdrawal, written together with the posting that holds its money; it ends by the bank's word alone.
create table wallet.withdrawals (
  seq bigint not null,
  amount bigint not null,
  fee bigint not null,
  -- The part of the amount that the free quota covered.
  free_part bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  expected_at timestamptz not null,
  ended_at timestamptz,
  ask_at timestamptz,
  asked_count integer not null default 0,
  id text collate "C" not null,
  person text collate "C" not null,
  card text collate "C" not null,
  asset text collate "C" not null,
  state text not null,
  code text,
  reference text,
  constraint withdrawals_pkey primary key (id),
  constraint withdrawals_card_fkey foreign key (card) references wallet.cards (id),
  constraint withdrawals_amount check (amount > 0 and fee >= 0 and free_part between 0 and amount),
  constraint withdrawals_state check (state in ('requested', 'processing', 'succeeded', 'failed', 'reversed'))
);
create index withdrawals_person on wallet.withdrawals (person, occurred_at, id);
create index withdrawals_occurred_at on wallet.withdrawals (occurred_at, id);
create index withdrawals_ask_at on wallet.withdrawals (ask_at) where ask_at is not null;
grant select, insert on wallet.withdrawals to suanpan_app;
grant update (state, code, reference, ended_at, ask_at, asked_count) on wallet.withdrawals to suanpan_app;

-- Every movement that we booked against the bank, written together with its posting: + came in, − went out.
create table wallet.clearing_items (
  seq bigint not null,
  amount bigint not null,
  day date not null,
  id text collate "C" not null,
  order_id text collate "C" not null,
  asset text collate "C" not null,
  constraint clearing_items_pkey primary key (id),
  constraint clearing_items_amount check (amount <> 0)
);
create index clearing_items_day on wallet.clearing_items (asset, day);
create index clearing_items_order on wallet.clearing_items (order_id);
grant select, insert on wallet.clearing_items to suanpan_app;

insert into wallet.clearing_items (seq, amount, day, id, order_id, asset)
select seq, amount, (booked_at at time zone 'Asia/Shanghai')::date, id, id, asset from wallet.topups;

-- A day's statement of the custodian account, written together with the posting that books it; days follow each other without a gap.
create table wallet.statements (
  seq bigint not null,
  opening bigint not null,
  closing bigint not null,
  line_count integer not null,
  day date not null,
  imported_at timestamptz not null,
  imported_by text collate "C" not null,
  id text collate "C" not null,
  channel text collate "C" not null,
  asset text collate "C" not null,
  constraint statements_pkey primary key (id),
  constraint statements_once unique (channel, asset, day)
);
grant select, insert on wallet.statements to suanpan_app;

-- A line of a statement as the bank wrote it: + came in, − went out.
create table wallet.statement_lines (
  amount bigint not null,
  day date not null,
  line integer not null,
  moved_at timestamptz not null,
  channel text collate "C" not null,
  asset text collate "C" not null,
  order_id text collate "C",
  reference text not null,
  constraint statement_lines_pkey primary key (channel, asset, day, line)
);
create index statement_lines_order on wallet.statement_lines (order_id);
grant select, insert on wallet.statement_lines to suanpan_app;

-- Something between us and a bank that a person of the house has to look at; closed with who and why.
create table wallet.funding_cases (
  amount bigint not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  id text collate "C" not null,
  kind text not null,
  order_id text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  closed_by text collate "C",
  note text,
  constraint funding_cases_pkey primary key (id),
  constraint funding_cases_kind check (kind in ('owed', 'paid_after_failure', 'unanswered')),
  constraint funding_cases_closed check ((closed_at is null) = (closed_by is null))
);
create index funding_cases_open on wallet.funding_cases (opened_at, id) where closed_at is null;
create index funding_cases_person on wallet.funding_cases (person, opened_at);
grant select, insert on wallet.funding_cases to suanpan_app;
grant update (closed_at, closed_by, note) on wallet.funding_cases to suanpan_app;
