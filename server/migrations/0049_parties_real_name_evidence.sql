-- What was handed in as files for a real-name class is erased when the attempt fails, and kept until this
-- instant when it passed; null where there are none, or no longer.
alter table parties.real_name_checks
  add column evidence_until timestamptz,
  add constraint real_name_checks_evidence check (evidence_until is null or state = 'passed');
create index real_name_checks_evidence on parties.real_name_checks (evidence_until) where evidence_until is not null;
grant update (evidence_until) on parties.real_name_checks to suanpan_app;
