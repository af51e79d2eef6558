-- A figure holds from an instant on: of a class and kind the row that took effect last. A change by
-- operators has an id, which follows from their approval, so that it is written once.
alter table parties.limit_values
  add column id text collate "C",
  add column effective_from timestamptz,
  add constraint limit_values_id_key unique (id);
update parties.limit_values set effective_from = changed_at;
alter table parties.limit_values alter column effective_from set not null;
drop index parties.limit_values_newest;
create index limit_values_newest on parties.limit_values (class, kind, effective_from desc, revision desc);

-- A verification that waits for a human is found by its age.
create index real_name_checks_review on parties.real_name_checks (asked_at, id) where state = 'review';
