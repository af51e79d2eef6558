-- Customer care: what people ask, what they are promised, and what they are answered.
create schema care;
grant usage on schema care to suanpan_app;

-- What one can write about, and how soon an answer is promised; changed by operators.
create table care.topics (
  position int4 not null,
  -- Minutes in which care is open.
  promise_minutes int4 not null,
  -- True where somebody is there at night too.
  round_the_clock bool not null,
  topic text collate "C" not null,
  constraint topics_pkey primary key (topic),
  constraint topics_promise check (promise_minutes between 5 and 20160)
);
insert into care.topics (position, topic, promise_minutes, round_the_clock) values
  (1, 'payment', 240, false),
  (2, 'funding', 240, false),
  (3, 'transfer', 240, false),
  (4, 'security', 30, true),
  (5, 'account', 480, false),
  (6, 'points', 1440, false),
  (7, 'other', 1440, false);
grant select on care.topics to suanpan_app;
grant update (promise_minutes, round_the_clock) on care.topics to suanpan_app;

-- A conversation of a person with the house, under a number that can be said on the telephone.
create table care.conversations (
  number bigint generated always as identity (start with 100001),
  opened_at timestamptz not null,
  moved_at timestamptz not null,
  -- By when an answer is promised; only while the person waits for one.
  due_at timestamptz,
  closed_at timestamptz,
  rating int4,
  id text collate "C" not null,
  person text collate "C" not null,
  topic text collate "C" not null,
  -- The bill that it is about.
  bill text collate "C",
  state text collate "C" not null,
  -- Who has taken it on.
  operator text collate "C",
  constraint conversations_pkey primary key (id),
  constraint conversations_number_key unique (number),
  constraint conversations_topic_fkey foreign key (topic) references care.topics (topic),
  constraint conversations_state check (state in ('waiting', 'answered', 'closed')),
  constraint conversations_due check ((due_at is not null) = (state = 'waiting')),
  constraint conversations_closed check ((closed_at is not null) = (state = 'closed')),
  constraint conversations_rating check (rating between 1 and 5)
);
create index conversations_person on care.conversations (person, opened_at, id);
create index conversations_due on care.conversations (due_at, id) where due_at is not null;
create index conversations_operator on care.conversations (operator, moved_at) where state <> 'closed';
create index conversations_moved on care.conversations (moved_at, id);
grant select, insert on care.conversations to suanpan_app;
grant update (moved_at, due_at, closed_at, rating, state, operator) on care.conversations to suanpan_app;

-- What was written, each sealed under a key of its own: dropping the key erases it. A note is for
-- operators alone.
create table care.messages (
  at timestamptz not null,
  -- Keyed hash of the content, so that the same request is known again.
  digest bytea not null,
  key bytea,
  text_sealed bytea not null,
  seq bigint generated always as identity,
  id text collate "C" not null,
  conversation text collate "C" not null,
  kind text collate "C" not null,
  by text collate "C" not null,
  constraint messages_pkey primary key (id),
  constraint messages_conversation_fkey
    foreign key (conversation) references care.conversations (id),
  constraint messages_kind check (kind in ('person', 'operator', 'note'))
);
create index messages_conversation on care.messages (conversation, seq);
grant select, insert on care.messages to suanpan_app;
grant update (key) on care.messages to suanpan_app;
