-- Notices: what a person is told. A notice is a code and its numbers; the words are templates in both
-- languages, and names are looked up when it is read, so nothing personal lies here.
create schema notices;
grant usage on schema notices to suanpan_app;

-- One row a person: the number of their newest notice. Its lock makes the numbers of one person gap-free in the order of commit.
create table notices.boxes (
  last_seq int8 not null,
  person text collate "C" not null,
  constraint boxes_pkey primary key (person)
);
grant select, insert, update on notices.boxes to suanpan_app;

-- A notice of a person; its id follows from the letter, so a letter that comes twice tells once.
create table notices.notices (
  seq int8 not null,
  at timestamptz not null,
  read_at timestamptz,
  id text collate "C" not null,
  person text collate "C" not null,
  tab text collate "C" not null,
  code text collate "C" not null,
  params jsonb not null,
  constraint notices_pkey primary key (person, seq),
  constraint notices_id_key unique (id),
  constraint notices_tab check (tab in ('trade', 'security', 'service', 'activity'))
);
create index notices_unread on notices.notices (person, tab) where read_at is null;
create index notices_tab on notices.notices (person, tab, seq);
grant select, insert, update (read_at) on notices.notices to suanpan_app;

-- Which kinds of notice a person does not want to be alerted of; security notices are always told.
create table notices.preferences (
  changed_at timestamptz not null,
  person text collate "C" not null,
  kind text collate "C" not null,
  channel text collate "C" not null,
  wanted boolean not null,
  constraint preferences_pkey primary key (person, kind, channel),
  constraint preferences_channel check (channel in ('alert')),
  constraint preferences_security check (kind <> 'security' or wanted)
);
grant select, insert, update on notices.preferences to suanpan_app;

-- From which hour until which one a person is not to be alerted, on the installation's clocks.
create table notices.quiet_hours (
  changed_at timestamptz not null,
  from_hour int4 not null,
  until_hour int4 not null,
  person text collate "C" not null,
  constraint quiet_hours_pkey primary key (person),
  constraint quiet_hours_hours
    check (from_hour between 0 and 23 and until_hour between 0 and 23 and from_hour <> until_hour)
);
grant select, insert, update, delete on notices.quiet_hours to suanpan_app;
