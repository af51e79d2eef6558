-- The phone of a sealed wallet is found by its blind index until the seal is shredded: whoever may
-- ask by law knows a number and no id.
alter table parties.sealed_identities add column phone_index bytea;
create index sealed_identities_phone on parties.sealed_identities (phone_index) where phone_index is not null;
grant update (phone_index) on parties.sealed_identities to suanpan_app;

-- A window in which one operator reads one sealed wallet, because another agreed; its id follows from
-- the approval, so it opens once.
create table parties.sealed_windows (
  id text collate "C" not null,
  person text collate "C" not null,
  operator text collate "C" not null,
  approval text collate "C" not null,
  case_number text not null,
  opened_at timestamptz not null,
  closes_at timestamptz not null,
  constraint sealed_windows_pkey primary key (id),
  constraint sealed_windows_person_fkey foreign key (person) references parties.sealed_identities (person),
  constraint sealed_windows_operator_fkey foreign key (operator) references parties.operators (id),
  constraint sealed_windows_closes check (closes_at > opened_at)
);
create index sealed_windows_reader on parties.sealed_windows (operator, person, closes_at);
grant select, insert on parties.sealed_windows to suanpan_app;
