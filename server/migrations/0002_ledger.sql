-- The books. Only the poster writes here, one batch at a time for each book, under the head row's
-- lock. Entries, postings and batches are only ever appended: the server's role has no right to
-- change them and triggers stop even their owner.
create schema ledger;
grant usage on schema ledger to suanpan_app;

-- One row a book: whoever holds its lock is the only writer, and it hands out every number.
create table ledger.head (
  book smallint primary key,
  seq bigint not null default 0,
  batch bigint not null default 0,
  last_account bigint not null default 0,
  last_holder bigint not null default 0,
  -- Raised by every change that is not a posting (freeze, floor, monitor, refusals alone): posters then forget what they remember.
  revision bigint not null default 0,
  booked_at timestamptz not null default '1900-01-01T00:00:00Z',
  business_date date not null default '1900-01-01',
  closed_through date not null default '1899-12-31',
  seal bytea not null default decode(repeat('00', 32), 'hex'),
  constraint head_seal_is_sha256 check (length(seal) = 32)
) with (fillfactor = 20);
insert into ledger.head (book) values (1);
grant select, update on ledger.head to suanpan_app;

-- What may be owned. Code and scale never change: an amount without its scale means nothing.
create table ledger.assets (
  code text collate "C" primary key,
  scale smallint not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  constraint assets_code check (code ~ '^[A-Z][A-Z0-9.-]{1,22}$'),
  constraint assets_scale check (scale between 0 and 18),
  constraint assets_kind check (kind in ('money', 'points', 'units', 'sandbox'))
);
insert into ledger.assets (code, scale, kind, title_zh, title_en) values
  ('CNY', 2, 'money', '人民币', 'Renminbi'),
  ('USD', 2, 'money', '美元', 'US dollar'),
  ('PTS', 0, 'points', '积分', 'Points'),
  ('XTS', 2, 'sandbox', '沙盒币', 'Sandbox money');
grant select, insert on ledger.assets to suanpan_app;

-- The chart of accounts: the class decides on which side of a trial balance an account stands.
create table ledger.chart (
  code text collate "C" primary key,
  class text not null,
  title_zh text not null,
  title_en text not null,
  -- Clearing accounts must come to zero; the close of day shows how old what is left of them is.
  clearing boolean not null default false,
  constraint chart_code check (code ~ '^[a-z0-9_]+(\.[a-z0-9_]+)*$'),
  constraint chart_class check (class in ('asset', 'liability', 'income', 'expense', 'equity'))
);
insert into ledger.chart (code, class, title_zh, title_en, clearing) values
  ('bank.custody', 'asset', '备付金存款', 'Customer funds at the custodian', false),
  ('bank.clearing', 'asset', '银行清算', 'Bank clearing', true),
  ('person.money', 'liability', '用户零钱', 'Customers'' money', false),
  ('merchant.receivable', 'liability', '商户待结算', 'Owed to merchants', false),
  ('hold.money', 'liability', '预授权', 'Money on hold', false),
  ('income.fee', 'income', '手续费收入', 'Fee income', false),
  ('points.issued', 'expense', '积分发放', 'Points issued', false),
  ('points.lot', 'liability', '积分批次', 'Points outstanding', false),
  ('points.debt', 'asset', '积分欠额', 'Points owed by people', false),
  ('points.redeemed', 'income', '积分兑换', 'Points redeemed', false),
  ('points.expired', 'income', '积分过期', 'Points expired', false),
  ('points.clawback', 'income', '积分追回', 'Points taken back', false),
  ('equity.opening', 'equity', '期初', 'Opening balances', false);
grant select, insert on ledger.chart to suanpan_app;

-- A holder is whoever can be frozen: one row covers all accounts they have or will have.
create table ledger.holders (
  book smallint not null,
  id bigint not null,
  code text collate "C" not null,
  frozen_in boolean not null default false,
  frozen_out boolean not null default false,
  constraint holders_pkey primary key (book, id),
  constraint holders_code_key unique (book, code)
);
create index holders_frozen on ledger.holders (book, id) where frozen_in or frozen_out;
grant select, insert on ledger.holders to suanpan_app;
grant update (frozen_in, frozen_out) on ledger.holders to suanpan_app;

-- Every freeze and unfreeze with who, when and why; ids only, nothing personal. The head's revision orders them.
create table ledger.freezes (
  revision bigint not null,
  book smallint not null,
  id text collate "C" not null,
  holder text collate "C" not null,
  frozen_in boolean not null,
  frozen_out boolean not null,
  by text collate "C" not null,
  reason text not null,
  at timestamptz not null,
  constraint freezes_pkey primary key (book, id)
);
create index freezes_holder on ledger.freezes (book, holder, revision);
grant select, insert on ledger.freezes to suanpan_app;

-- What an account is, for ever: address, asset, holder and expiry never change, so a process may remember them.
create table ledger.accounts (
  id bigint not null,
  holder bigint,
  origin bigint,
  expires_at timestamptz,
  book smallint not null,
  asset text collate "C" not null,
  chart text collate "C" not null,
  pocket text collate "C",
  address text collate "C" not null,
  constraint accounts_pkey primary key (book, id),
  constraint accounts_address_key unique (book, address),
  constraint accounts_address check (address ~ '^[a-z0-9_]+(:[a-z0-9_]+)*$'),
  constraint accounts_asset_fkey foreign key (asset) references ledger.assets (code),
  constraint accounts_chart_fkey foreign key (chart) references ledger.chart (code)
);
create index accounts_pocket on ledger.accounts (book, holder, asset, pocket, expires_at, id) where pocket is not null;
create index accounts_holder on ledger.accounts (book, holder) where holder is not null;
create index accounts_expiry on ledger.accounts (book, expires_at, id) where expires_at is not null;
grant select, insert on ledger.accounts to suanpan_app;

-- What an account has now: a narrow row without any index on what changes, derived from the entries and checked against them by the audit.
create table ledger.balances (
  account bigint not null,
  balance bigint not null default 0,
  version bigint not null default 0,
  floor bigint,
  ceiling bigint,
  book smallint not null,
  closed boolean not null default false,
  constraint balances_pkey primary key (book, account),
  -- No such check for the ceiling: what was held goes back to its origin even if that has filled up since.
  constraint balances_floor check (floor is null or balance >= floor),
  constraint balances_closed_empty check (not closed or balance = 0)
) with (fillfactor = 60);
grant select, insert on ledger.balances to suanpan_app;
grant update (balance, version, floor, ceiling, closed) on ledger.balances to suanpan_app;

-- One row for each posting that posted; its id is taken for ever. `entries` lists (account, version) of both sides of each movement in order.
create table ledger.postings (
  seq bigint not null,
  batch bigint not null,
  booked_at timestamptz not null,
  occurred_at timestamptz not null,
  business_date date not null,
  book smallint not null,
  fingerprint bytea not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  reference text collate "C",
  entries bigint[] not null,
  -- Quantities and counters as they were decided; absent when there were none.
  decided jsonb,
  constraint postings_pkey primary key (book, seq),
  constraint postings_id_key unique (book, id),
  constraint postings_fingerprint check (length(fingerprint) = 16)
);
grant select, insert on ledger.postings to suanpan_app;

-- Both sides of every movement, with the balance it left: never changed, never pruned.
create table ledger.entries (
  account bigint not null,
  version bigint not null,
  seq bigint not null,
  amount bigint not null,
  balance bigint not null,
  book smallint not null,
  constraint entries_pkey primary key (book, account, version),
  constraint entries_amount check (amount <> 0)
);
grant select, insert on ledger.entries to suanpan_app;

-- One row a batch: the root over its postings, chained to the batch before.
create table ledger.batches (
  batch bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  booked_at timestamptz not null,
  business_date date not null,
  book smallint not null,
  salt bytea not null,
  root bytea not null,
  seal bytea not null,
  constraint batches_pkey primary key (book, batch),
  constraint batches_span check (last_seq >= first_seq),
  constraint batches_hashes check (length(salt) = 32 and length(root) = 32 and length(seal) = 32)
);
create index batches_booked_at on ledger.batches (book, booked_at);
create index batches_seq on ledger.batches (book, first_seq);
create index batches_business_date on ledger.batches (book, business_date);
grant select, insert on ledger.batches to suanpan_app;

-- A refusal for state is remembered 90 days, so that the same id answers the same again.
create table ledger.refusals (
  refused_at timestamptz not null,
  book smallint not null,
  fingerprint bytea not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  code text collate "C" not null,
  details jsonb not null,
  constraint refusals_pkey primary key (book, id)
);
create index refusals_refused_at on ledger.refusals (refused_at);
grant select, insert on ledger.refusals to suanpan_app;

-- What was used of a limit: one row a key for ever; the ceiling comes with each posting.
create table ledger.counters (
  used bigint not null,
  window_start timestamptz not null,
  book smallint not null,
  key text collate "C" not null,
  buckets bigint[],
  constraint counters_pkey primary key (book, key),
  constraint counters_used check (used >= 0)
) with (fillfactor = 60);
grant select, insert on ledger.counters to suanpan_app;
grant update (used, window_start, buckets) on ledger.counters to suanpan_app;

-- The trial balance: what each chart code gave (debits) and received (credits) on each business date.
create table ledger.daily_totals (
  debits bigint not null,
  credits bigint not null,
  business_date date not null,
  book smallint not null,
  chart text collate "C" not null,
  asset text collate "C" not null,
  constraint daily_totals_pkey primary key (book, business_date, chart, asset),
  constraint daily_totals_positive check (debits >= 0 and credits >= 0)
) with (fillfactor = 50);
grant select, insert on ledger.daily_totals to suanpan_app;
grant update (debits, credits) on ledger.daily_totals to suanpan_app;

-- A line a balance may cross; crossing it sends one letter.
create table ledger.monitors (
  line bigint not null,
  account bigint not null,
  book smallint not null,
  id text collate "C" not null,
  -- `below` fires when the balance goes from at or above the line to under it, `above` the other way.
  direction text not null,
  party text collate "C" not null,
  constraint monitors_pkey primary key (book, id),
  constraint monitors_account_fkey foreign key (book, account) references ledger.accounts (book, id),
  constraint monitors_direction check (direction in ('below', 'above'))
);
grant select, insert, delete on ledger.monitors to suanpan_app;

-- A closed business day: the root over its batches, chained to the day before and signed. Nothing books into it any more.
create table ledger.days (
  book smallint not null,
  business_date date not null,
  first_batch bigint not null,
  batch_count bigint not null,
  first_seq bigint not null,
  posting_count bigint not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  signature bytea not null,
  key_id text not null,
  closed_at timestamptz not null,
  closed_by text collate "C" not null,
  constraint days_pkey primary key (book, business_date),
  constraint days_hashes check (length(root) = 32 and length(previous) = 32 and length(hash) = 32)
);
grant select, insert on ledger.days to suanpan_app;

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'ledger.% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end $$;

create trigger postings_append_only before update or delete or truncate on ledger.postings
  for each statement execute function ledger.refuse_change();
create trigger entries_append_only before update or delete or truncate on ledger.entries
  for each statement execute function ledger.refuse_change();
create trigger batches_append_only before update or delete or truncate on ledger.batches
  for each statement execute function ledger.refuse_change();
create trigger days_append_only before update or delete or truncate on ledger.days
  for each statement execute function ledger.refuse_change();
create trigger accounts_append_only before update or delete or truncate on ledger.accounts
  for each statement execute function ledger.refuse_change();
create trigger freezes_append_only before update or delete or truncate on ledger.freezes
  for each statement execute function ledger.refuse_change();
create trigger assets_append_only before update or delete or truncate on ledger.assets
  for each statement execute function ledger.refuse_change();

-- Refusals are the one thing here that is forgotten, and never before 90 days.
create function ledger.forget_refusals(before timestamptz) returns bigint
  language sql security definer set search_path = pg_catalog as $$
  with gone as (
    delete from ledger.refusals
    where refused_at < least(forget_refusals.before, (select booked_at from ledger.head where book = 1) - interval '90 days')
    returning 1
  )
  select count(*) from gone;
$$;
revoke all on function ledger.forget_refusals(timestamptz) from public;
grant execute on function ledger.forget_refusals(timestamptz) to suanpan_app;

-- The version an account had when everything up to a posting was booked: versions grow with seq, so it is found by halving.
create function ledger.version_at(of_book smallint, of_account bigint, upto bigint) returns bigint
  language plpgsql stable set search_path = pg_catalog as $$
declare
  low bigint := 0;
  high bigint;
  middle bigint;
  found_seq bigint;
begin
  select version into high from ledger.balances where book = of_book and account = of_account;
  high := coalesce(high, 0);
  while low < high loop
    middle := (low + high + 1) / 2;
    select seq into found_seq from ledger.entries
      where book = of_book and account = of_account and version = middle;
    if found_seq <= upto then low := middle; else high := middle - 1; end if;
  end loop;
  return low;
end $$;
grant execute on function ledger.version_at(smallint, bigint, bigint) to suanpan_app;
