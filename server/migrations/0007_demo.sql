-- The demo town: remembered so that a seeding that was cut short goes on at the next start.
create schema demo;
grant usage on schema demo to suanpan_app;

-- At most one town an installation; which one it is follows from these columns alone.
create table demo.towns (
  sole boolean not null default true,
  seed text not null,
  people integer not null,
  days integer not null,
  until date not null,
  finished boolean not null default false,
  constraint towns_pkey primary key (sole),
  constraint towns_sole check (sole)
);
grant select, insert, update on demo.towns to suanpan_app;
