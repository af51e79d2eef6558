-- Bills are a read over the tables of movements; what is kept here is only what a person says about
-- them: another category, a note, a budget.

-- The category that a person chose for one bill of theirs, in place of the merchant's.
create table wallet.bill_categories (
  chosen_at timestamptz not null,
  person text collate "C" not null,
  bill text collate "C" not null,
  category text collate "C" not null,
  constraint bill_categories_pkey primary key (person, bill),
  constraint bill_categories_category check (category ~ '^[a-z][a-z0-9_]{0,31}$')
);
grant select, insert, delete on wallet.bill_categories to suanpan_app;
grant update (chosen_at, category) on wallet.bill_categories to suanpan_app;

-- The category that a person chose for all bills with one merchant, where no bill has its own.
create table wallet.counterpart_categories (
  chosen_at timestamptz not null,
  person text collate "C" not null,
  counterpart text collate "C" not null,
  category text collate "C" not null,
  constraint counterpart_categories_pkey primary key (person, counterpart),
  constraint counterpart_categories_category check (category ~ '^[a-z][a-z0-9_]{0,31}$')
);
grant select, insert, delete on wallet.counterpart_categories to suanpan_app;
grant update (chosen_at, category) on wallet.counterpart_categories to suanpan_app;

-- What a person wrote beside a bill, sealed with a key of its own: dropping the key shreds the note.
create table wallet.bill_notes (
  written_at timestamptz not null,
  id text collate "C" not null,
  person text collate "C" not null,
  bill text collate "C" not null,
  key bytea,
  note_sealed bytea not null,
  constraint bill_notes_pkey primary key (id),
  constraint bill_notes_bill_key unique (person, bill)
);
grant select, insert, delete on wallet.bill_notes to suanpan_app;
grant update (written_at, key, note_sealed) on wallet.bill_notes to suanpan_app;

-- A budget holds from its month on, until a later row of the same category; one without an amount ends it. What was spent is summed from the movements, never kept here.
create table wallet.budgets (
  amount bigint,
  set_at timestamptz not null,
  month date not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  category text collate "C" not null,
  constraint budgets_pkey primary key (person, asset, category, month),
  constraint budgets_amount check (amount > 0),
  constraint budgets_month check (extract(day from month) = 1),
  constraint budgets_category check (category ~ '^[a-z][a-z0-9_]{0,31}$')
);
create index budgets_set_at on wallet.budgets (set_at);
grant select, insert on wallet.budgets to suanpan_app;
grant update (amount, set_at) on wallet.budgets to suanpan_app;

-- A person is reminded of a budget once a month and level.
create table wallet.budget_reminders (
  reminded_at timestamptz not null,
  month date not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  category text collate "C" not null,
  level text not null,
  constraint budget_reminders_pkey primary key (person, asset, category, month, level),
  constraint budget_reminders_level check (level in ('near', 'broken'))
);
grant select, insert on wallet.budget_reminders to suanpan_app;
