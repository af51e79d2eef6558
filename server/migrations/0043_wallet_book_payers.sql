-- What each one put down where several paid an expense together, in all exactly its amount. What one person
-- paid has no rows here; `payer` of the version is that person, or the first of the several.
create table wallet.book_payers (
  amount bigint not null,
  version int4 not null,
  place int4 not null,
  expense text collate "C" not null,
  person text collate "C" not null,
  constraint book_payers_pkey primary key (expense, version, person),
  constraint book_payers_version_fkey
    foreign key (expense, version) references wallet.book_expense_versions (expense, version),
  constraint book_payers_amount check (amount > 0)
);
grant select, insert on wallet.book_payers to suanpan_app;

-- Whose bill a version names, where several paid; versions of before leave it open: then it is the payer's.
alter table wallet.book_expense_versions add column bill_of text collate "C";
