-- Oversight: who did what to whom from where, and what one operator wants and another must approve.
-- Nothing here is changed or taken away: the server's role has no right to and triggers stop even
-- the owner of the tables. What is waiting for the chain is the one thing that comes and goes.
create schema oversight;
grant usage on schema oversight to suanpan_app;

-- One act of an operator, a person, a server or the system itself: by ids only, nothing personal.
create table oversight.acts (
  seq int8 generated always as identity,
  id text collate "C" not null,
  at timestamptz not null,
  actor_kind text collate "C" not null,
  actor text collate "C" not null,
  action text collate "C" not null,
  subject text collate "C" not null,
  before jsonb,
  after jsonb,
  reason text,
  ip text collate "C",
  user_agent text,
  request_id text collate "C",
  constraint acts_pkey primary key (seq),
  constraint acts_id_key unique (id),
  constraint acts_actor_kind check (actor_kind in ('operator', 'person', 'server', 'system')),
  constraint acts_action check (action ~ '^[a-z][a-zA-Z0-9_]*(\.[a-z][a-zA-Z0-9_]*)+$'),
  -- What a program reads is what was hashed: its clocks know milliseconds.
  constraint acts_at_whole check (at = date_trunc('milliseconds', at))
);
create index acts_actor on oversight.acts (actor, seq);
create index acts_subject on oversight.acts (subject, seq);
create index acts_action on oversight.acts (action, seq);
create index acts_time on oversight.acts (at, seq);

-- An act that is not in the chain yet; it leaves in the transaction that writes its link.
create table oversight.unchained (
  act text collate "C" not null,
  constraint unchained_pkey primary key (act)
);

-- The chain over the acts: without a gap in number, each hash over the one before it and its act.
create table oversight.links (
  number int8 not null,
  act text collate "C" not null,
  hash bytea not null,
  chained_at timestamptz not null,
  constraint links_pkey primary key (number),
  constraint links_act_key unique (act),
  constraint links_act_fkey foreign key (act) references oversight.acts (id),
  constraint links_hash check (octet_length(hash) = 32)
);

-- The signed end of the chain, from time to time: who cuts the tail off cannot make these again.
create table oversight.signatures (
  number int8 not null,
  hash bytea not null,
  signed_at timestamptz not null,
  public_key text collate "C" not null,
  signature bytea not null,
  constraint signatures_pkey primary key (number)
);

-- What one operator wants to be done and another has to agree to, with what the verb needs to run.
create table oversight.approvals (
  id text collate "C" not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  payload jsonb not null,
  summary_zh text not null,
  summary_en text not null,
  before jsonb,
  after jsonb,
  reason text not null,
  maker text collate "C" not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  constraint approvals_pkey primary key (id),
  constraint approvals_kind check (kind ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$'),
  constraint approvals_expiry check (expires_at > made_at)
);
create index approvals_subject on oversight.approvals (subject, id);
create index approvals_maker on oversight.approvals (maker, id);

-- The decision about an approval: one, by somebody else than the maker.
create table oversight.decisions (
  approval text collate "C" not null,
  verdict text collate "C" not null,
  by text collate "C" not null,
  maker text collate "C" not null,
  reason text not null,
  at timestamptz not null,
  constraint decisions_pkey primary key (approval),
  constraint decisions_approval_fkey foreign key (approval) references oversight.approvals (id),
  constraint decisions_verdict check (verdict in ('approved', 'rejected')),
  constraint decisions_own check (by <> maker)
);

-- How each attempt to do what was approved came out; done stands once at most.
create table oversight.executions (
  approval text collate "C" not null,
  attempt int4 not null,
  outcome text collate "C" not null,
  result jsonb not null,
  at timestamptz not null,
  constraint executions_pkey primary key (approval, attempt),
  constraint executions_decision_fkey foreign key (approval) references oversight.decisions (approval),
  constraint executions_outcome check (outcome in ('done', 'failed')),
  constraint executions_attempt check (attempt >= 1)
);
create unique index executions_done on oversight.executions (approval) where outcome = 'done';

grant select, insert on oversight.acts, oversight.links, oversight.signatures, oversight.approvals,
  oversight.decisions, oversight.executions to suanpan_app;
grant select, insert, delete on oversight.unchained to suanpan_app;

create function oversight.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'oversight.% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end $$;

create trigger acts_append_only before update or delete or truncate on oversight.acts
  for each statement execute function oversight.refuse_change();
create trigger links_append_only before update or delete or truncate on oversight.links
  for each statement execute function oversight.refuse_change();
create trigger signatures_append_only before update or delete or truncate on oversight.signatures
  for each statement execute function oversight.refuse_change();
create trigger approvals_append_only before update or delete or truncate on oversight.approvals
  for each statement execute function oversight.refuse_change();
create trigger decisions_append_only before update or delete or truncate on oversight.decisions
  for each statement execute function oversight.refuse_change();
create trigger executions_append_only before update or delete or truncate on oversight.executions
  for each statement execute function oversight.refuse_change();
