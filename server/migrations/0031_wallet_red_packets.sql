-- A red packet between friends, written together with the posting of the same id. How it is shared
-- follows from its numbers and the seed alone, and stands before anybody opens it.
create table wallet.red_packets (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  expires_at timestamptz not null,
  shares int4 not null,
  id text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  kind text collate "C" not null,
  -- Whether only those in red_packet_guests may open it.
  named boolean not null,
  seed bytea,
  constraint red_packets_pkey primary key (id),
  constraint red_packets_shares check (shares between 1 and 100),
  constraint red_packets_amount check (amount between shares and shares * 20000::int8),
  constraint red_packets_kind check (kind in ('equal', 'random')),
  constraint red_packets_even check (kind = 'random' or amount % shares = 0),
  constraint red_packets_seed check ((seed is not null) = (kind = 'random'))
);
create index red_packets_person on wallet.red_packets (person, occurred_at, id);
grant select, insert on wallet.red_packets to suanpan_app;

-- Who may open a packet that is for named people.
create table wallet.red_packet_guests (
  packet text collate "C" not null,
  person text collate "C" not null,
  constraint red_packet_guests_pkey primary key (packet, person),
  constraint red_packet_guests_packet_fkey foreign key (packet) references wallet.red_packets (id)
);
create index red_packet_guests_person on wallet.red_packet_guests (person, packet);
grant select, insert on wallet.red_packet_guests to suanpan_app;

-- The shares of an open packet and who is about to take which, so that thousands at once do not all
-- reach for the same one. It decides nothing about money, and goes when the packet ends.
create table wallet.red_packet_seats (
  slot int4 not null,
  taken_at timestamptz,
  packet text collate "C" not null,
  person text collate "C",
  -- The id of the posting that takes the share.
  grab text collate "C",
  constraint red_packet_seats_pkey primary key (packet, slot),
  constraint red_packet_seats_packet_fkey foreign key (packet) references wallet.red_packets (id),
  constraint red_packet_seats_taken check ((person is null) = (grab is null) and (person is null) = (taken_at is null))
);
create unique index red_packet_seats_person on wallet.red_packet_seats (packet, person)
  where person is not null;
grant select, insert, update, delete on wallet.red_packet_seats to suanpan_app;

-- A share that somebody took, written together with the posting of the same id: each share once, each person once.
create table wallet.red_packet_grabs (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  slot int4 not null,
  id text collate "C" not null,
  packet text collate "C" not null,
  person text collate "C" not null,
  sender text collate "C" not null,
  asset text collate "C" not null,
  constraint red_packet_grabs_pkey primary key (packet, slot),
  constraint red_packet_grabs_person_key unique (packet, person),
  constraint red_packet_grabs_id_key unique (id),
  constraint red_packet_grabs_packet_fkey foreign key (packet) references wallet.red_packets (id),
  constraint red_packet_grabs_amount check (amount between 1 and 20000),
  constraint red_packet_grabs_two_people check (person <> sender)
);
create index red_packet_grabs_taker on wallet.red_packet_grabs (person, occurred_at, id);
grant select, insert on wallet.red_packet_grabs to suanpan_app;

-- How a packet ended, once: every share was taken, or its day was over and the rest went back.
create table wallet.red_packet_ends (
  seq bigint not null,
  returned bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  -- Of the posting that ended it.
  id text collate "C" not null,
  packet text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  outcome text collate "C" not null,
  constraint red_packet_ends_pkey primary key (packet),
  constraint red_packet_ends_packet_fkey foreign key (packet) references wallet.red_packets (id),
  constraint red_packet_ends_outcome check (outcome in ('taken', 'expired')),
  constraint red_packet_ends_returned check (returned >= 0 and (outcome = 'expired') = (returned > 0))
);
create index red_packet_ends_person on wallet.red_packet_ends (person, occurred_at, id);
grant select, insert on wallet.red_packet_ends to suanpan_app;

-- The packets without an end, so that a sweep looks at those alone; a row leaves with the end.
create table wallet.red_packets_open (
  expires_at timestamptz not null,
  packet text collate "C" not null,
  constraint red_packets_open_pkey primary key (packet),
  constraint red_packets_open_packet_fkey foreign key (packet) references wallet.red_packets (id)
);
create index red_packets_open_due on wallet.red_packets_open (expires_at, packet);
grant select, insert, delete on wallet.red_packets_open to suanpan_app;

-- What the sender wrote on a packet, sealed under a key of its own: dropping the key erases it.
create table wallet.red_packet_words (
  packet text collate "C" not null,
  key bytea,
  greeting_sealed bytea,
  constraint red_packet_words_pkey primary key (packet),
  constraint red_packet_words_packet_fkey foreign key (packet) references wallet.red_packets (id)
);
grant select, insert on wallet.red_packet_words to suanpan_app;
grant update (key) on wallet.red_packet_words to suanpan_app;
