-- A payment that its payer has doubts about, opened by the posting of the same id. Where it stands
-- is the last of its steps; it is kept here too, so that lists and clocks look at one table.
create table wallet.disputes (
  seq bigint not null,
  -- What is disputed, never more than was left of the payment then.
  amount bigint not null,
  -- What of it is kept back from the merchant now, and what was refunded.
  held bigint not null,
  refunded bigint not null default 0,
  opened_at timestamptz not null,
  moved_at timestamptz not null,
  -- When the next thing happens by itself, or by when an operator is to decide.
  due_at timestamptz,
  step int4 not null,
  id text collate "C" not null,
  payment text collate "C" not null,
  person text collate "C" not null,
  merchant text collate "C" not null,
  asset text collate "C" not null,
  reason text collate "C" not null,
  state text collate "C" not null,
  hold text collate "C",
  constraint disputes_pkey primary key (id),
  constraint disputes_payment_fkey foreign key (payment) references wallet.payments (id),
  constraint disputes_amount check (amount > 0 and held >= 0 and refunded >= 0),
  constraint disputes_refunded check (refunded <= amount),
  constraint disputes_reason check (reason in ('not_received', 'not_as_described', 'wrong_amount',
    'paid_twice', 'not_me', 'refund_refused', 'other')),
  constraint disputes_state check (state in ('opened', 'answered', 'escalated', 'refunded',
    'decided', 'withdrawn', 'lapsed')),
  constraint disputes_due check ((due_at is not null) = (state in ('opened', 'answered', 'escalated')))
);
create index disputes_person on wallet.disputes (person, opened_at, id);
create index disputes_merchant on wallet.disputes (merchant, opened_at, id);
create index disputes_payment on wallet.disputes (payment);
create index disputes_opened on wallet.disputes (opened_at, id);
create index disputes_due on wallet.disputes (due_at) where due_at is not null;
grant select, insert on wallet.disputes to suanpan_app;
grant update (held, refunded, moved_at, due_at, step, state, hold) on wallet.disputes to suanpan_app;

-- Every act about a dispute, without a gap in number: of two that race for a number one is refused
-- by the books. Written together with its posting and never changed.
create table wallet.dispute_steps (
  seq bigint not null,
  refunded bigint not null,
  occurred_at timestamptz not null,
  step int4 not null,
  dispute text collate "C" not null,
  id text collate "C" not null,
  act text collate "C" not null,
  state text collate "C" not null,
  actor_kind text collate "C" not null,
  actor text collate "C" not null,
  refund text collate "C",
  constraint dispute_steps_pkey primary key (dispute, step),
  constraint dispute_steps_id_key unique (id),
  constraint dispute_steps_dispute_fkey foreign key (dispute) references wallet.disputes (id),
  constraint dispute_steps_act check (act in ('open', 'evidence', 'answer', 'escalate', 'decide',
    'withdraw', 'lapse')),
  constraint dispute_steps_actor check (actor_kind in ('person', 'merchant', 'operator', 'system')),
  constraint dispute_steps_refund check ((refund is not null) = (refunded > 0))
);
grant select, insert on wallet.dispute_steps to suanpan_app;

-- What somebody wrote with a step, sealed under a key of its own: dropping the key erases it.
create table wallet.dispute_words (
  step text collate "C" not null,
  key bytea,
  text_sealed bytea not null,
  constraint dispute_words_pkey primary key (step)
);
grant select, insert on wallet.dispute_words to suanpan_app;
grant update (key) on wallet.dispute_words to suanpan_app;
