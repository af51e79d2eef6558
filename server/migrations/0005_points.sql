-- Points: programmes and what people earned and spent in them. How many points anybody has is the
-- ledger's to say: a lot is an account.
create schema points;
grant usage on schema points to suanpan_app;

-- A programme gives points of one asset; asset and code never change once points were given.
create table points.programmes (
  code text collate "C" not null,
  asset text collate "C" not null,
  title_zh text not null,
  title_en text not null,
  -- Points of a lot are over at the end of this many months after the month they were earned in.
  lot_months integer not null,
  minimum_redemption bigint not null,
  -- What a point costs the operating company, as a fraction of a minor unit; absent while nobody said.
  cost_asset text collate "C",
  cost_minor bigint,
  cost_points bigint,
  -- What becomes of spent points that come back after their lot is over: gone, or so many days more.
  return_grace_days integer not null default 0,
  created_at timestamptz not null,
  constraint programmes_pkey primary key (code),
  constraint programmes_code check (code ~ '^[a-z][a-z0-9_]{0,31}$'),
  constraint programmes_lot_months check (lot_months between 1 and 120),
  constraint programmes_minimum check (minimum_redemption > 0),
  constraint programmes_cost check ((cost_asset is null) = (cost_minor is null) and (cost_minor is null) = (cost_points is null)),
  constraint programmes_grace check (return_grace_days between 0 and 366)
);
grant select, insert on points.programmes to suanpan_app;

-- A version of a rule is a value and is never changed; what was earned names the version that spoke.
create table points.earn_rules (
  id text collate "C" not null,
  programme text collate "C" not null,
  version integer not null,
  rule jsonb not null,
  by text collate "C" not null,
  saved_at timestamptz not null,
  constraint earn_rules_pkey primary key (id),
  constraint earn_rules_programme_fkey foreign key (programme) references points.programmes (code),
  constraint earn_rules_version unique (programme, version)
);
grant select, insert on points.earn_rules to suanpan_app;

-- What one payment earned in a programme, once, written together with the posting of the same id that granted it.
create table points.earnings (
  seq bigint not null,
  desired bigint not null,
  granted bigint not null,
  base bigint not null,
  occurred_at timestamptz not null,
  id text collate "C" not null,
  payment text collate "C" not null,
  person text collate "C" not null,
  programme text collate "C" not null,
  rule text collate "C" not null,
  lot text collate "C" not null,
  reason jsonb,
  constraint earnings_pkey primary key (payment, programme),
  constraint earnings_granted check (granted between 0 and desired)
);
grant select, insert on points.earnings to suanpan_app;

-- Points spent, written together with the posting that drew them from their lots.
create table points.redemptions (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  id text collate "C" not null,
  person text collate "C" not null,
  programme text collate "C" not null,
  reason text not null,
  constraint redemptions_pkey primary key (id),
  constraint redemptions_amount check (amount > 0)
);
create index redemptions_person on points.redemptions (person, occurred_at, id);
grant select, insert on points.redemptions to suanpan_app;
