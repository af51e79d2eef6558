-- When customer care is open, by the installation's clock, on every day; the newest row holds, the earlier ones
-- say what held before.
create table care.hours (
  revision bigint generated always as identity,
  from_hour int4 not null,
  until_hour int4 not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  constraint hours_pkey primary key (revision),
  constraint hours_order check (from_hour >= 0 and until_hour <= 24 and from_hour < until_hour)
);
insert into care.hours (from_hour, until_hour, changed_at, changed_by)
values (9, 21, '2026-01-01T00:00:00Z', 'migration');
grant select, insert on care.hours to suanpan_app;
