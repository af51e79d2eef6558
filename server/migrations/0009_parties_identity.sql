-- Who is registered in the wallet. A phone opens one wallet at a time; closing it sets the number
-- free. People of an import have no row until they claim their account.
create table parties.identities (
  person text collate "C" not null,
  -- Null once the number was given to somebody else.
  phone_index bytea,
  language text collate "C" not null,
  registered_at timestamptz not null,
  closed_at timestamptz,
  constraint identities_pkey primary key (person),
  constraint identities_person_fkey foreign key (person) references parties.people (id),
  constraint identities_language check (language in ('zh', 'en'))
);
create unique index identities_phone on parties.identities (phone_index) where closed_at is null;

-- The last code that went to a phone, known by its hash; tries are counted before they are made.
create table parties.codes (
  phone_index bytea not null,
  hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries int4 not null default 0,
  constraint codes_pkey primary key (phone_index)
);

-- Who uses which device, since when, and until when little can be spent there. A revoked pair stays
-- as a row and opens nothing.
create table parties.device_people (
  person text collate "C" not null,
  device text collate "C" not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  cooling_until timestamptz,
  revoked_at timestamptz,
  constraint device_people_pkey primary key (person, device),
  constraint device_people_person_fkey foreign key (person) references parties.people (id),
  constraint device_people_device_fkey foreign key (device) references parties.devices (id)
);
create index device_people_device on parties.device_people (device);

-- Every sign-in of a person that got as far as a right code or passkey. Where it came from lies
-- sealed under the key of the person.
create table parties.sign_ins (
  id text collate "C" not null,
  person text collate "C" not null,
  device text collate "C",
  at timestamptz not null,
  method text collate "C" not null,
  outcome text collate "C" not null,
  new_device boolean not null,
  origin_sealed bytea,
  constraint sign_ins_pkey primary key (id),
  constraint sign_ins_person_fkey foreign key (person) references parties.people (id),
  constraint sign_ins_method check (method in ('registration', 'code_pin', 'code', 'passkey', 'recovery')),
  constraint sign_ins_outcome check (outcome in ('opened', 'refused'))
);
create index sign_ins_person on parties.sign_ins (person, at, id);

-- What a person agreed to or took back: which text in which version, when and from where. Rows are
-- only added; the last one of a text is what holds.
create table parties.consents (
  id text collate "C" not null,
  person text collate "C" not null,
  document text collate "C" not null,
  version text collate "C" not null,
  given boolean not null,
  at timestamptz not null,
  device text collate "C",
  origin_sealed bytea,
  constraint consents_pkey primary key (id),
  constraint consents_person_fkey foreign key (person) references parties.people (id)
);
create index consents_person on parties.consents (person, id);

-- Somebody with a phone and a code, but neither PIN nor passkey, asks for the wallet behind the phone
-- or for the number alone. It takes effect after a wait in which the person may object; one at a time.
create table parties.recoveries (
  id text collate "C" not null,
  person text collate "C" not null,
  wish text collate "C" not null,
  device text collate "C",
  requested_at timestamptz not null,
  opens_at timestamptz not null,
  expires_at timestamptz not null,
  state text collate "C" not null,
  ended_at timestamptz,
  constraint recoveries_pkey primary key (id),
  constraint recoveries_person_fkey foreign key (person) references parties.people (id),
  constraint recoveries_wish check (wish in ('recover', 'new_account')),
  constraint recoveries_state check (state in ('waiting', 'cancelled', 'completed'))
);
create unique index recoveries_waiting on parties.recoveries (person) where state = 'waiting';

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
grant select, insert, update, delete on parties.codes to suanpan_app;
grant select, insert on parties.device_people, parties.sign_ins, parties.consents to suanpan_app;
grant update (last_seen_at, cooling_until, revoked_at) on parties.device_people to suanpan_app;
grant select, insert on parties.recoveries to suanpan_app;
grant update (state, ended_at) on parties.recoveries to suanpan_app;
