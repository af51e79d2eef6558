-- Parties: the people who hold, the merchants who accept, the operators who look after both, and
-- the keys of servers. What is personal is sealed under a key of its own; dropping the key erases.

create schema parties;

-- A person is an id; name and phone are optional and sealed. One source knows a person by one
-- reference only, so an import that runs twice finds the same people.
create table parties.people (
  id text collate "C" not null,
  registered_at timestamptz not null,
  source text collate "C",
  reference text collate "C",
  -- Wrapped key of this row; null where nothing personal was given, or where it was erased.
  key bytea,
  name_sealed bytea,
  phone_sealed bytea,
  name_index bytea,
  phone_index bytea,
  -- Sixteen bytes over what a caller of the API asked for, so that a repeated request is known.
  intent bytea,
  constraint people_pkey primary key (id),
  constraint people_external_key unique (source, reference),
  constraint people_external_whole check ((source is null) = (reference is null)),
  constraint people_sealed_with_key
    check (key is not null or (name_sealed is null and phone_sealed is null))
);
create index people_registered on parties.people (registered_at, id);
create index people_reference on parties.people (reference) where reference is not null;
create index people_phone on parties.people (phone_index) where phone_index is not null;
create index people_name on parties.people (name_index) where name_index is not null;

-- A merchant accepts payments for a fee in basis points; the category steers earn rules.
create table parties.merchants (
  id text collate "C" not null,
  registered_at timestamptz not null,
  name text not null,
  category text collate "C" not null,
  fee_basis_points int4 not null,
  active boolean not null default true,
  intent bytea,
  constraint merchants_pkey primary key (id),
  constraint merchants_fee check (fee_basis_points between 0 and 10000),
  constraint merchants_category check (category ~ '^[a-z][a-z0-9_]{0,39}$')
);
create index merchants_registered on parties.merchants (registered_at, id);

-- Every change of a merchant with who and when; what it was before and what it is after.
create table parties.merchant_changes (
  id text collate "C" not null,
  merchant text collate "C" not null,
  at timestamptz not null,
  by text collate "C" not null,
  was jsonb not null,
  became jsonb not null,
  constraint merchant_changes_pkey primary key (id),
  constraint merchant_changes_merchant_fkey foreign key (merchant) references parties.merchants (id)
);
create index merchant_changes_merchant on parties.merchant_changes (merchant, at);

-- An operator signs in with password and one-time code; a code's step is spent once for ever.
create table parties.operators (
  id text collate "C" not null,
  login text collate "C" not null,
  name text not null,
  role text collate "C" not null,
  password_hash text not null,
  key bytea not null,
  totp_sealed bytea not null,
  totp_step int8 not null default 0,
  failures int4 not null default 0,
  delayed_until timestamptz,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  constraint operators_pkey primary key (id),
  constraint operators_login_key unique (login),
  constraint operators_role check (role in ('viewer', 'operator', 'approver')),
  constraint operators_failures check (failures >= 0)
);

-- A session is known by the hash of its token only; it ends when idle too long, at the latest when
-- it expires. A token that was rotated away stays good for a moment, for requests on their way.
create table parties.sessions (
  id text collate "C" not null,
  operator text collate "C" not null,
  token_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint sessions_pkey primary key (id),
  constraint sessions_token_key unique (token_hash),
  constraint sessions_operator_fkey foreign key (operator) references parties.operators (id)
);
create index sessions_previous on parties.sessions (previous_hash) where previous_hash is not null;
create index sessions_expiry on parties.sessions (expires_at);

-- A server's key is known by its sha256 only; a revoked one stays as a row and opens nothing.
create table parties.api_keys (
  id text collate "C" not null,
  name text not null,
  secret_hash bytea not null,
  hint text not null,
  scopes text[] not null,
  merchant text collate "C",
  created_at timestamptz not null,
  created_by text collate "C" not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text collate "C",
  constraint api_keys_pkey primary key (id),
  constraint api_keys_secret_key unique (secret_hash),
  constraint api_keys_merchant_fkey foreign key (merchant) references parties.merchants (id),
  constraint api_keys_scopes check (scopes <@ array['read', 'parties', 'payments', 'points', 'ledger'])
);

grant usage on schema parties to suanpan_app;
grant select, insert on parties.people to suanpan_app;
grant update (key, name_sealed, phone_sealed, name_index, phone_index) on parties.people to suanpan_app;
grant select, insert on parties.merchants, parties.merchant_changes to suanpan_app;
grant update (name, category, fee_basis_points, active) on parties.merchants to suanpan_app;
grant select, insert on parties.operators to suanpan_app;
grant update (role, password_hash, key, totp_sealed, totp_step, failures, delayed_until, last_sign_in_at)
  on parties.operators to suanpan_app;
grant select, insert, update, delete on parties.sessions to suanpan_app;
grant select, insert on parties.api_keys to suanpan_app;
grant update (last_used_at, revoked_at, revoked_by) on parties.api_keys to suanpan_app;
