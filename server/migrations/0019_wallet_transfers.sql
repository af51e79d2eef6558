-- A transfer from one person to another, written together with the posting of the same id. The
-- payee is absent while a phone that has no wallet yet is all that is known of them.
create table wallet.transfers (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  -- When it arrives; where nobody has the phone yet, when it goes back.
  due_at timestamptz not null,
  id text collate "C" not null,
  person text collate "C" not null,
  payee text collate "C",
  asset text collate "C" not null,
  arrival text collate "C" not null,
  constraint transfers_pkey primary key (id),
  constraint transfers_amount check (amount > 0),
  constraint transfers_two_people check (person <> payee),
  constraint transfers_arrival
    check (arrival in ('instant', 'after_2h', 'after_24h', 'on_registration')),
  constraint transfers_payee check ((payee is null) = (arrival = 'on_registration'))
);
create index transfers_person on wallet.transfers (person, occurred_at, id);
create index transfers_payee on wallet.transfers (payee, occurred_at, id) where payee is not null;
grant select, insert on wallet.transfers to suanpan_app;

-- How a transfer ended, once: it arrived, was revoked, or went back. An instant one has its end from the start.
create table wallet.transfer_ends (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  transfer text collate "C" not null,
  -- Of the posting that ended it.
  id text collate "C" not null,
  person text collate "C" not null,
  payee text collate "C",
  asset text collate "C" not null,
  outcome text collate "C" not null,
  reason text collate "C",
  constraint transfer_ends_pkey primary key (transfer),
  constraint transfer_ends_transfer_fkey foreign key (transfer) references wallet.transfers (id),
  constraint transfer_ends_outcome check (outcome in ('arrived', 'revoked', 'returned')),
  constraint transfer_ends_reason
    check ((reason is not null) = (outcome = 'returned') and reason in ('unclaimed', 'not_receivable')),
  constraint transfer_ends_payee check (outcome <> 'arrived' or payee is not null)
);
create index transfer_ends_payee on wallet.transfer_ends (payee, occurred_at, transfer)
  where outcome = 'arrived';
create index transfer_ends_person on wallet.transfer_ends (person, occurred_at, transfer);
grant select, insert on wallet.transfer_ends to suanpan_app;

-- The transfers that have no end yet, so that a sweep looks at those alone; a row leaves with the end.
create table wallet.transfers_in_transit (
  due_at timestamptz not null,
  transfer text collate "C" not null,
  -- Keyed hash of the phone that nobody has registered yet.
  phone_index bytea,
  constraint transfers_in_transit_pkey primary key (transfer),
  constraint transfers_in_transit_transfer_fkey
    foreign key (transfer) references wallet.transfers (id)
);
create index transfers_in_transit_due on wallet.transfers_in_transit (due_at, transfer);
create index transfers_in_transit_phone on wallet.transfers_in_transit (phone_index)
  where phone_index is not null;
grant select, insert, delete on wallet.transfers_in_transit to suanpan_app;

-- What is personal about a transfer, sealed under a key of its own: dropping the key erases it. The
-- posting carries a salted hash of the message; the salt lies here and goes with it.
create table wallet.transfer_words (
  transfer text collate "C" not null,
  key bytea,
  note_sealed bytea,
  salt_sealed bytea,
  phone_sealed bytea,
  constraint transfer_words_pkey primary key (transfer),
  constraint transfer_words_transfer_fkey foreign key (transfer) references wallet.transfers (id)
);
grant select, insert on wallet.transfer_words to suanpan_app;
grant update (key) on wallet.transfer_words to suanpan_app;

-- A contact that somebody took off their list; a later transfer brings it back.
create table wallet.hidden_contacts (
  hidden_at timestamptz not null,
  person text collate "C" not null,
  contact text collate "C" not null,
  constraint hidden_contacts_pkey primary key (person, contact)
);
grant select, insert, update on wallet.hidden_contacts to suanpan_app;

-- How often somebody typed a payee's surname wrongly on a day; tries are counted before they are made.
create table wallet.surname_tries (
  day date not null,
  tries int4 not null,
  person text collate "C" not null,
  payee text collate "C" not null,
  constraint surname_tries_pkey primary key (person, payee),
  constraint surname_tries_tries check (tries >= 0)
);
grant select, insert, update, delete on wallet.surname_tries to suanpan_app;
