-- Importing purchase histories. Nothing here is the truth about anything: what was imported is in
-- the books; these tables only remember how far a file has come and what was not taken.
create schema import;
grant usage on schema import to suanpan_app;

-- One row for each file read in one way (its content, its columns, its asset): the same again
-- continues where it stopped, or says that it is done.
create table import.runs (
  begun_at timestamptz not null,
  id text collate "C" not null,
  file_name text not null,
  file_sha256 text collate "C" not null,
  layout text not null,
  asset text collate "C" not null,
  -- Purchases and people of one source know each other across files.
  source text not null,
  state text not null default 'staging',
  -- Into empty books the business date goes with the purchases; otherwise it is today's.
  dated_as_history boolean not null,
  purchases bigint not null default 0,
  lines_rejected bigint not null default 0,
  unrecorded_items bigint not null default 0,
  empty_baskets bigint not null default 0,
  -- How the books stood before the first purchase, and the report once all is done.
  before jsonb not null,
  report jsonb,
  -- All purchases up to this place in the order of time are in the books, or refused by them.
  done_at timestamptz,
  done_line bigint,
  constraint runs_pkey primary key (id),
  constraint runs_state check (state in ('staging', 'posting', 'done')),
  constraint runs_done_place check ((done_at is null) = (done_line is null))
);
create index runs_file on import.runs (file_sha256);
grant select, insert, update on import.runs to suanpan_app;

-- The purchases of files that are being imported, read once, then taken in the order of time.
-- Unlogged: after a crash the file is read again. Emptied when the run is done.
create unlogged table import.rows (
  line bigint not null,
  at timestamptz not null,
  amount bigint not null,
  run text collate "C" not null,
  person text collate "C" not null,
  merchant text collate "C" not null,
  category text collate "C" not null,
  items jsonb,
  constraint rows_pkey primary key (run, line),
  constraint rows_amount check (amount >= 0)
);
grant select, insert, delete on import.rows to suanpan_app;

-- Whom the file's names for people and merchants mean, while a run lasts.
create unlogged table import.parties (
  run text collate "C" not null,
  kind text collate "C" not null,
  name text collate "C" not null,
  id text collate "C" not null,
  constraint parties_pkey primary key (run, kind, name),
  constraint parties_kind check (kind in ('person', 'merchant'))
);
grant select, insert, delete on import.parties to suanpan_app;

-- Purchases that the books refused, with the code; kept so that a run that goes on still counts them.
create table import.refused (
  line bigint not null,
  amount bigint not null,
  run text collate "C" not null,
  code text collate "C" not null,
  constraint refused_pkey primary key (run, line),
  constraint refused_run_fkey foreign key (run) references import.runs (id)
);
grant select, insert on import.refused to suanpan_app;

-- What the planner knows of tables that an import has just filled is hours old to it: autovacuum
-- looks once a minute, and by then a plan made for empty tables has cost more than the import.
-- Only the owner may gather statistics, so this does it in the owner's name.
create function import.refresh_statistics() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
  execute 'analyze';
end $$;
revoke all on function import.refresh_statistics() from public;
grant execute on function import.refresh_statistics() to suanpan_app;
