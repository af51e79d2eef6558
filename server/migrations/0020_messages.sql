-- Messages that leave the house: what was sent to whom by which way, and what became of it.

create schema messages;
grant usage on schema messages to suanpan_app;

-- Every message once. Address and content lie sealed under a key of the row's own, which goes when
-- they need not be known any more; that something was sent stays.
create table messages.outbox (
  id text collate "C" not null,
  created_at timestamptz not null,
  person text collate "C",
  template text collate "C" not null,
  purpose text collate "C" not null,
  language text collate "C",
  key bytea,
  content_sealed bytea,
  state text collate "C" not null,
  channel text collate "C",
  attempts int4 not null default 0,
  -- Under which the gateway reports whether the message arrived.
  reference text collate "C",
  problem text,
  expires_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  constraint outbox_pkey primary key (id),
  constraint outbox_state
    check (state in ('waiting', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'kept')),
  constraint outbox_channel check (channel in ('sms', 'email', 'push')),
  constraint outbox_sealed_with_key check (key is not null or content_sealed is null)
);
create index outbox_created on messages.outbox (created_at, id);
create index outbox_person on messages.outbox (person, created_at, id) where person is not null;
create unique index outbox_reference on messages.outbox (reference) where reference is not null;

-- What may still be sent for money in a window: to one phone, for one address of origin, in total.
create table messages.budgets (
  key text collate "C" not null,
  window_start timestamptz not null,
  used int4 not null,
  constraint budgets_pkey primary key (key)
);

-- Where a browser of a person takes notes from us; its address is sealed.
create table messages.push_subscriptions (
  id text collate "C" not null,
  person text collate "C" not null,
  device text collate "C" not null,
  endpoint_hash bytea not null,
  key bytea not null,
  subscription_sealed bytea not null,
  created_at timestamptz not null,
  constraint push_subscriptions_pkey primary key (id),
  constraint push_subscriptions_endpoint_key unique (endpoint_hash)
);
create index push_subscriptions_person on messages.push_subscriptions (person);

grant select, insert on messages.outbox to suanpan_app;
grant update (key, content_sealed, state, channel, attempts, reference, problem, sent_at, delivered_at)
  on messages.outbox to suanpan_app;
grant select, insert, update, delete on messages.budgets to suanpan_app;
grant select, insert, update, delete on messages.push_subscriptions to suanpan_app;
