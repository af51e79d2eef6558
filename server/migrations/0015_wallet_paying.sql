-- Paying by code: what a phone shows, what a till asked of it, and how that ended.

-- By which way a payment came; null for one that a server said had been made.
alter table wallet.payments add column channel text collate "C",
  add constraint payments_channel check (channel in ('wallet', 'code', 'checkout', 'agreement'));

-- A payment code that a phone asked for: known by its blind index only, good for one payment while it lives.
create table wallet.payment_codes (
  code bytea not null,
  id text collate "C" not null,
  person text collate "C" not null,
  device text collate "C" not null,
  source text collate "C" not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  constraint payment_codes_pkey primary key (code),
  constraint payment_codes_id_key unique (id)
);
create index payment_codes_expiry on wallet.payment_codes (expires_at);
grant select, insert, delete on wallet.payment_codes to suanpan_app;

-- A phone that may show codes without a network: the number stands in the code, the secret is derived and never stored.
create table wallet.offline_phones (
  number int4 not null,
  person text collate "C" not null,
  device text collate "C" not null,
  opened_at timestamptz not null,
  -- Codes with this number that did not fit since one did: whoever guesses locks it.
  misses int4 not null default 0,
  constraint offline_phones_pkey primary key (number),
  constraint offline_phones_device_key unique (person, device),
  constraint offline_phones_number check (number between 0 and 99999999)
);
grant select, insert, update, delete on wallet.offline_phones to suanpan_app;

-- What a till asked of a payment code, one row a code, written with the posting that claims the code:
-- the payment itself, or a posting without legs where the payer is asked first.
create table wallet.code_payments (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  expires_at timestamptz not null,
  id text collate "C" not null,
  code text collate "C" not null,
  -- The id that all ends compete for; the payment has it when there is one.
  outcome text collate "C" not null,
  person text collate "C" not null,
  device text collate "C" not null,
  source text collate "C" not null,
  merchant text collate "C" not null,
  asset text collate "C" not null,
  asked boolean not null,
  reference text,
  constraint code_payments_pkey primary key (id),
  constraint code_payments_code_key unique (code),
  constraint code_payments_amount check (amount > 0)
);
create index code_payments_person on wallet.code_payments (person, occurred_at, id);
create index code_payments_merchant on wallet.code_payments (merchant, occurred_at, id);
create index code_payments_asked on wallet.code_payments (expires_at) where asked;
grant select, insert on wallet.code_payments to suanpan_app;

-- How a payment that its payer was asked about ended; written with the posting that won the id, so there is one end.
create table wallet.code_payment_ends (
  seq bigint,
  occurred_at timestamptz not null,
  code_payment text collate "C" not null,
  state text collate "C" not null,
  -- Why the books refused it, where it failed.
  reason text collate "C",
  constraint code_payment_ends_pkey primary key (code_payment),
  constraint code_payment_ends_payment_fkey foreign key (code_payment) references wallet.code_payments (id),
  constraint code_payment_ends_state check (state in ('paid', 'declined', 'reversed', 'expired', 'failed')),
  constraint code_payment_ends_reason check ((reason is null) = (state <> 'failed'))
);
grant select, insert on wallet.code_payment_ends to suanpan_app;

-- A till took back what it had been paid by code: the refund that did it, written with that refund, once.
create table wallet.code_payment_reversals (
  seq bigint not null,
  occurred_at timestamptz not null,
  code_payment text collate "C" not null,
  refund text collate "C" not null,
  constraint code_payment_reversals_pkey primary key (code_payment),
  constraint code_payment_reversals_payment_fkey foreign key (code_payment) references wallet.code_payments (id)
);
grant select, insert on wallet.code_payment_reversals to suanpan_app;
