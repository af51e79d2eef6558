-- A browser or phone that the server gave an id; its secret is known by the hash only. A revoked
-- device stays as a row and opens nothing.
create table parties.devices (
  id text collate "C" not null,
  secret_hash bytea not null,
  label text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  revoked_at timestamptz,
  constraint devices_pkey primary key (id),
  constraint devices_secret_key unique (secret_hash)
);

-- A person who is signed in on a device; known by the hash of the token, like an operator's session.
create table parties.person_sessions (
  id text collate "C" not null,
  person text collate "C" not null,
  device text collate "C" not null,
  token_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint person_sessions_pkey primary key (id),
  constraint person_sessions_token_key unique (token_hash),
  constraint person_sessions_person_fkey foreign key (person) references parties.people (id),
  constraint person_sessions_device_fkey foreign key (device) references parties.devices (id)
);
create index person_sessions_previous on parties.person_sessions (previous_hash) where previous_hash is not null;
create index person_sessions_person on parties.person_sessions (person);
create index person_sessions_device on parties.person_sessions (device);
create index person_sessions_expiry on parties.person_sessions (expires_at);

grant select, insert on parties.devices to suanpan_app;
grant update (label, last_seen_at, revoked_at) on parties.devices to suanpan_app;
grant select, insert, update, delete on parties.person_sessions to suanpan_app;
