-- A passkey of an operator: it signs in by itself, with verification of the user, instead of
-- password and one-time code.
create table parties.operator_passkeys (
  id text collate "C" not null,
  operator text collate "C" not null,
  credential text collate "C" not null,
  public_key bytea not null,
  sign_count int8 not null,
  transports text[] not null,
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint operator_passkeys_pkey primary key (id),
  constraint operator_passkeys_credential_key unique (credential),
  constraint operator_passkeys_operator_fkey foreign key (operator) references parties.operators (id)
);
create index operator_passkeys_operator on parties.operator_passkeys (operator, id);
grant select, insert, update, delete on parties.operator_passkeys to suanpan_app;

alter table parties.challenges
  drop constraint challenges_purpose,
  add constraint challenges_purpose check (purpose in
    ('register', 'sign_in', 'payment', 'confirm', 'operator_register', 'operator_sign_in'));
