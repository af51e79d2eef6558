-- What somebody saves for. The money lies in an account of the goal whose only holder is this
-- person: nobody's money is ever pooled with another's. People who save together have a goal each,
-- and the goals have the party in common.
create table wallet.goals (
  target bigint not null,
  opened_at timestamptz not null,
  -- By when, where the person said so.
  due date,
  -- So much is put aside by itself, next on this day.
  regular_amount bigint,
  regular_next date,
  -- The day of the month on which it began: a shorter month does not move it for good.
  regular_day int4,
  id text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  -- The goal with which saving together began; its own id for the first.
  party text collate "C",
  regular_every text,
  -- Keyed hash of what was asked for when it was opened: the same request again has to match it.
  intent bytea not null,
  -- Sealed under a key of its own: dropping the key erases the name.
  key bytea,
  name_sealed bytea not null,
  constraint goals_pkey primary key (id),
  constraint goals_target check (target > 0),
  constraint goals_regular check (
    (regular_every is null) = (regular_amount is null)
    and (regular_every is null) = (regular_next is null)
    and (regular_every is null) = (regular_day is null)
    and regular_amount > 0 and regular_every in ('week', 'month'))
);
create index goals_person on wallet.goals (person, opened_at);
create index goals_regular on wallet.goals (regular_next, id) where regular_next is not null;
create index goals_party on wallet.goals (party, person) where party is not null;
grant select, insert on wallet.goals to suanpan_app;
grant update (target, due, regular_every, regular_amount, regular_next, regular_day, party, key,
  name_sealed) on wallet.goals to suanpan_app;

-- Money that went into a goal and out of it, each written with its posting.
create table wallet.goal_moves (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  id text collate "C" not null,
  goal text collate "C" not null,
  person text collate "C" not null,
  asset text collate "C" not null,
  way text not null,
  -- True for what was put aside by itself.
  regular boolean not null,
  constraint goal_moves_pkey primary key (id),
  constraint goal_moves_goal_fkey foreign key (goal) references wallet.goals (id),
  constraint goal_moves_amount check (amount > 0),
  constraint goal_moves_way check (way in ('in', 'out'))
);
create index goal_moves_person on wallet.goal_moves (person, occurred_at, id);
create index goal_moves_goal on wallet.goal_moves (goal, occurred_at, id);
grant select, insert on wallet.goal_moves to suanpan_app;

-- A goal that is over, written with the posting that emptied and closed its account.
create table wallet.goal_ends (
  seq bigint not null,
  occurred_at timestamptz not null,
  booked_at timestamptz not null,
  goal text collate "C" not null,
  person text collate "C" not null,
  constraint goal_ends_pkey primary key (goal),
  constraint goal_ends_goal_fkey foreign key (goal) references wallet.goals (id)
);
grant select, insert on wallet.goal_ends to suanpan_app;
