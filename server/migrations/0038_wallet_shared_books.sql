-- A shared book: who paid for whom. It holds numbers and no money; nothing here is a balance.
create table wallet.shared_books (
  created_at timestamptz not null,
  archived_at timestamptz,
  id text collate "C" not null,
  asset text collate "C" not null,
  -- Keyed hash of what was asked for when it was opened: the same request again has to match it.
  intent bytea not null,
  constraint shared_books_pkey primary key (id)
);
grant select, insert on wallet.shared_books to suanpan_app;
grant update (archived_at) on wallet.shared_books to suanpan_app;

-- Who is in a book and as what; whoever left stays in its history. A book has one owner.
create table wallet.book_members (
  joined_at timestamptz not null,
  left_at timestamptz,
  book text collate "C" not null,
  person text collate "C" not null,
  role text collate "C" not null,
  constraint book_members_pkey primary key (book, person),
  constraint book_members_book_fkey foreign key (book) references wallet.shared_books (id),
  constraint book_members_role check (role in ('owner', 'member', 'viewer')),
  constraint book_members_owner_stays check (role <> 'owner' or left_at is null)
);
create unique index book_members_one_owner on wallet.book_members (book) where role = 'owner';
create index book_members_person on wallet.book_members (person, book) where left_at is null;
grant select, insert on wallet.book_members to suanpan_app;
grant update (role, left_at) on wallet.book_members to suanpan_app;

-- An invitation into a book, by a link or to a phone, which is kept as a keyed hash and its end.
create table wallet.book_invites (
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  id text collate "C" not null,
  book text collate "C" not null,
  kind text collate "C" not null,
  phone_index bytea,
  phone_end text collate "C",
  role text collate "C" not null,
  by text collate "C" not null,
  constraint book_invites_pkey primary key (id),
  constraint book_invites_book_fkey foreign key (book) references wallet.shared_books (id),
  constraint book_invites_kind check (kind in ('link', 'phone')),
  constraint book_invites_phone check ((kind = 'phone') = (phone_index is not null)
    and (kind = 'phone') = (phone_end is not null)),
  constraint book_invites_role check (role in ('member', 'viewer'))
);
create index book_invites_book on wallet.book_invites (book) where ended_at is null;
create index book_invites_phone on wallet.book_invites (phone_index) where ended_at is null;
grant select, insert on wallet.book_invites to suanpan_app;
grant update (ended_at) on wallet.book_invites to suanpan_app;

-- Where an expense stands: its last version, and whether that takes it out of the sums.
create table wallet.book_expenses (
  version int4 not null,
  deleted boolean not null,
  id text collate "C" not null,
  book text collate "C" not null,
  constraint book_expenses_pkey primary key (id),
  constraint book_expenses_book_fkey foreign key (book) references wallet.shared_books (id),
  constraint book_expenses_version check (version > 0)
);
create index book_expenses_book on wallet.book_expenses (book, id);
grant select, insert on wallet.book_expenses to suanpan_app;
grant update (version, deleted) on wallet.book_expenses to suanpan_app;

-- Every version of an expense, never changed: who did what when, who paid, and how it is split.
create table wallet.book_expense_versions (
  amount bigint not null,
  at timestamptz not null,
  spent_on date not null,
  version int4 not null,
  expense text collate "C" not null,
  act text collate "C" not null,
  by text collate "C" not null,
  payer text collate "C" not null,
  split text collate "C" not null,
  bill text collate "C",
  constraint book_expense_versions_pkey primary key (expense, version),
  constraint book_expense_versions_expense_fkey
    foreign key (expense) references wallet.book_expenses (id),
  constraint book_expense_versions_amount check (amount > 0),
  constraint book_expense_versions_act check (act in ('add', 'change', 'delete', 'restore')),
  constraint book_expense_versions_split check (split in ('equal', 'exact', 'percent'))
);
grant select, insert on wallet.book_expense_versions to suanpan_app;

-- What each one bears of a version, in all exactly its amount; `weight` is what was entered.
create table wallet.book_shares (
  amount bigint not null,
  weight bigint not null,
  version int4 not null,
  place int4 not null,
  expense text collate "C" not null,
  person text collate "C" not null,
  constraint book_shares_pkey primary key (expense, version, person),
  constraint book_shares_version_fkey
    foreign key (expense, version) references wallet.book_expense_versions (expense, version),
  constraint book_shares_amount check (amount >= 0 and weight >= 0)
);
grant select, insert on wallet.book_shares to suanpan_app;

-- A transfer that settles a book, written with its posting. It counts once the transfer has arrived.
create table wallet.book_settlements (
  amount bigint not null,
  occurred_at timestamptz not null,
  transfer text collate "C" not null,
  book text collate "C" not null,
  payer text collate "C" not null,
  payee text collate "C" not null,
  asset text collate "C" not null,
  constraint book_settlements_pkey primary key (transfer),
  constraint book_settlements_transfer_fkey foreign key (transfer) references wallet.transfers (id),
  constraint book_settlements_book_fkey foreign key (book) references wallet.shared_books (id),
  constraint book_settlements_amount check (amount > 0)
);
create index book_settlements_book on wallet.book_settlements (book, occurred_at, transfer);
grant select, insert on wallet.book_settlements to suanpan_app;

-- The name of a book or the title of an expense, sealed under a key of its own: dropping it erases it.
create table wallet.book_words (
  subject text collate "C" not null,
  author text collate "C" not null,
  key bytea,
  text_sealed bytea not null,
  constraint book_words_pkey primary key (subject)
);
create index book_words_author on wallet.book_words (author);
grant select, insert on wallet.book_words to suanpan_app;
grant update (author, key, text_sealed) on wallet.book_words to suanpan_app;
