-- Who a person was whose wallet is closed: the only place that still knows, until the law lets it go.
-- When `shred_at` has come the key goes, and nobody can read it any more; the books stay whole.
create table parties.sealed_identities (
  person text collate "C" not null,
  closed_at timestamptz not null,
  shred_at timestamptz not null,
  key bytea,
  content_sealed bytea,
  constraint sealed_identities_pkey primary key (person),
  constraint sealed_identities_person_fkey foreign key (person) references parties.people (id),
  constraint sealed_identities_sealed_with_key check (key is not null or content_sealed is null)
);
create index sealed_identities_due on parties.sealed_identities (shred_at) where key is not null;

grant select, insert on parties.sealed_identities to suanpan_app;
grant update (key, content_sealed) on parties.sealed_identities to suanpan_app;
