-- Who is registered in the wallet. A phone opens one wallet at a time; closing it sets the number
-- free. People of an import have no row until they claim their account.
create table parties.identities (
  person text collate "C" not null,
  phone_index bytea not null,
  language text collate "C" not null,
  registered_at timestamptz not null,
  closed_at timestamptz,
  constraint identities_pkey primary key (person),
  constraint identities_person_fkey foreign key (person) references parties.people (id),
  constraint identities_language check (language in ('zh', 'en'))
);
create unique index identities_phone on parties.identities (phone_index) where closed_at is null;

-- The pay PIN as argon2id, peppered. Tries are counted before they are made; the fifth wrong one locks.
create table parties.pay_pins (
  person text collate "C" not null,
  hash text not null,
  set_at timestamptz not null,
  failures int4 not null default 0,
  locked_until timestamptz,
  constraint pay_pins_pkey primary key (person),
  constraint pay_pins_person_fkey foreign key (person) references parties.people (id),
  constraint pay_pins_failures check (failures >= 0)
);

-- One pay session a person and device: a new one ends the one before. Its key is derived, never stored.
create table parties.pay_sessions (
  person text collate "C" not null,
  device text collate "C" not null,
  id text collate "C" not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  constraint pay_sessions_pkey primary key (person, device),
  constraint pay_sessions_id_key unique (id),
  constraint pay_sessions_device_fkey foreign key (device) references parties.devices (id)
);

-- A passkey of a person: the public key and how often its authenticator says that it was used.
create table parties.passkeys (
  id text collate "C" not null,
  person text collate "C" not null,
  credential text collate "C" not null,
  public_key bytea not null,
  sign_count int8 not null,
  transports text[] not null,
  synced boolean not null,
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint passkeys_pkey primary key (id),
  constraint passkeys_credential_key unique (credential),
  constraint passkeys_person_fkey foreign key (person) references parties.people (id)
);
create index passkeys_person on parties.passkeys (person, id);

-- A challenge that a passkey is to sign: for one purpose, for a few minutes, by one assertion.
create table parties.challenges (
  challenge text collate "C" not null,
  purpose text collate "C" not null,
  person text collate "C",
  salt bytea,
  expires_at timestamptz not null,
  -- sha256 of the assertion that used it; the very same request may come again.
  used_by bytea,
  constraint challenges_pkey primary key (challenge),
  constraint challenges_purpose check (purpose in ('register', 'sign_in', 'payment', 'confirm'))
);
create index challenges_expiry on parties.challenges (expires_at);

grant select, insert on parties.identities to suanpan_app;
grant update (phone_index, language, closed_at) on parties.identities to suanpan_app;
grant select, insert, update, delete on parties.pay_pins, parties.pay_sessions to suanpan_app;
grant select, insert, update, delete on parties.passkeys, parties.challenges to suanpan_app;
