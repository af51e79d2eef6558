-- An e-mail of a person, verified by a code, sealed under the key of their row: it goes with it.
alter table parties.people
  add column email_sealed bytea,
  add column email_verified_at timestamptz,
  add constraint people_email_with_key check (key is not null or email_sealed is null),
  add constraint people_email_whole check ((email_sealed is null) = (email_verified_at is null));
grant update (email_sealed, email_verified_at) on parties.people to suanpan_app;

-- Somebody wants another phone number. The new one was verified by a code, the person by PIN or
-- passkey; it takes effect after a wait in which one tap ends it. One waits at a time.
create table parties.phone_changes (
  id text collate "C" not null,
  person text collate "C" not null,
  -- Sealed under the key of the person; gone once the change has ended.
  phone_sealed bytea,
  phone_index bytea not null,
  requested_at timestamptz not null,
  takes_effect_at timestamptz not null,
  state text collate "C" not null,
  ended_at timestamptz,
  constraint phone_changes_pkey primary key (id),
  constraint phone_changes_person_fkey foreign key (person) references parties.people (id),
  constraint phone_changes_state check (state in ('waiting', 'cancelled', 'done', 'taken')),
  constraint phone_changes_ended check ((ended_at is null) = (state = 'waiting')),
  constraint phone_changes_sealed check (phone_sealed is not null or state <> 'waiting')
);
create unique index phone_changes_waiting on parties.phone_changes (person) where state = 'waiting';
create index phone_changes_due on parties.phone_changes (takes_effect_at) where state = 'waiting';
grant select, insert on parties.phone_changes to suanpan_app;
grant update (phone_sealed, state, ended_at) on parties.phone_changes to suanpan_app;
