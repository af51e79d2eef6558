-- The ground: letters and who reads them. The schema and platform.migrations are made by the
-- migration runner itself, before the first file.

create sequence platform.letter_seq;

-- A letter is written in the transaction that made its news true; the order of seq is the order of
-- commit, because the number is drawn under a lock that is held until then.
create table platform.letters (
  seq int8 not null default nextval('platform.letter_seq'),
  day date not null default (clock_timestamp() at time zone 'UTC')::date,
  written_at timestamptz not null default clock_timestamp(),
  id text collate "C" not null,
  type text collate "C" not null,
  party text collate "C" not null,
  at timestamptz not null,
  sandbox boolean not null,
  body jsonb not null,
  constraint letters_pk primary key (seq, day)
) partition by range (day);

-- The net under the day partitions: a letter always finds a place, even on a day nobody prepared.
create table platform.letters_default partition of platform.letters default;

-- One row a day partition; passed_on is the first day on which every cursor was seen beyond it.
create table platform.letter_days (
  day date constraint letter_days_pk primary key,
  passed_on date
);

-- One row a subscriber: every letter up to its cursor was handled or parked, and, when it joined
-- late, what came before is fetched from backfill_after to backfill_up_to.
create table platform.subscribers (
  name text collate "C" constraint subscribers_pk primary key,
  cursor int8 not null,
  backfill_after int8,
  backfill_up_to int8,
  registered_at timestamptz not null default clock_timestamp(),
  constraint subscribers_cursor_not_negative check (cursor >= 0),
  constraint subscribers_backfill_whole check ((backfill_after is null) = (backfill_up_to is null))
);

-- A letter that kept failing for a subscriber, kept whole, followed in order by the later letters of
-- the same party; a row leaves only when its letter was handled.
create table platform.parked (
  id int8 generated always as identity constraint parked_pk primary key,
  subscriber text collate "C" not null
    constraint parked_subscriber_known references platform.subscribers (name) on delete cascade,
  party text collate "C" not null,
  letter_id text collate "C" not null,
  seq int8 not null,
  type text collate "C" not null,
  at timestamptz not null,
  sandbox boolean not null,
  body jsonb not null,
  attempts int4 not null,
  error text,
  parked_at timestamptz not null,
  retry_requested_at timestamptz,
  constraint parked_once unique (subscriber, letter_id),
  constraint parked_failure_told check ((attempts = 0) = (error is null))
);

create index parked_by_party on platform.parked (subscriber, party, id);

-- Makes the partitions from the first to the last day, and of days whose letters fell into the net:
-- they move into their day. Security definer: the server's role may not define tables. It waits five
-- seconds for its lock, because whoever writes a letter waits behind it.
create function platform.ensure_letter_days(first date, last date) returns int4
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  wanted date;
  made int4 := 0;
begin
  if last - first > 400 then
    raise exception 'more than 400 days at once: % to %', first, last;
  end if;
  -- One caller at a time, before anything below is locked for reading: two would deadlock.
  lock table platform.letter_days in share row exclusive mode;
  for wanted in
    select day from (
      select d::date as day from generate_series(first::timestamp, last::timestamp, '1 day') as d
      union select day from platform.letters_default
    ) as days
    where day not in (select day from platform.letter_days)
    order by day
  loop
    -- Keeps writers out of the net while the day is cut from it.
    lock table platform.letters in access exclusive mode;
    execute format(
      'create table platform.letters_%s (like platform.letters including defaults including constraints)',
      to_char(wanted, 'YYYYMMDD'));
    execute format(
      'with moved as (delete from platform.letters_default where day = %L returning *)
       insert into platform.letters_%s select * from moved',
      wanted, to_char(wanted, 'YYYYMMDD'));
    execute format(
      'alter table platform.letters attach partition platform.letters_%s for values from (%L) to (%L)',
      to_char(wanted, 'YYYYMMDD'), wanted, wanted + 1);
    insert into platform.letter_days (day) values (wanted);
    made := made + 1;
  end loop;
  return made;
end $$;

-- Drops the days that every cursor had passed before the given day. Whatever passed_on says, a day
-- with a letter that some subscriber has not read stays.
create function platform.drop_letter_days(before date) returns int4
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  old date;
  unread boolean;
  slowest int8 := (select min(cursor) from platform.subscribers);
  dropped int4 := 0;
begin
  lock table platform.letter_days in share row exclusive mode;
  for old in
    select day from platform.letter_days where passed_on < before order by day
  loop
    execute format('select exists (select from platform.letters_%s where seq > %L)',
      to_char(old, 'YYYYMMDD'), slowest) into unread;
    continue when unread;
    execute format('drop table platform.letters_%s', to_char(old, 'YYYYMMDD'));
    delete from platform.letter_days where day = old;
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

revoke all on function platform.ensure_letter_days(date, date) from public;
revoke all on function platform.drop_letter_days(date) from public;

grant usage on schema platform to suanpan_app;
grant select on platform.migrations to suanpan_app;
grant select, insert on platform.letters to suanpan_app;
grant usage, select on sequence platform.letter_seq to suanpan_app;
grant select, update on platform.letter_days to suanpan_app;
grant select, insert, update on platform.subscribers to suanpan_app;
grant select, insert, update, delete on platform.parked to suanpan_app;
grant execute on function platform.ensure_letter_days(date, date) to suanpan_app;
grant execute on function platform.drop_letter_days(date) to suanpan_app;
