-- Whoever asked takes back what they asked for while nobody has decided: it is the one decision of the
-- approval, so it and another's cannot both come. A rejection may say by a category what the one
-- concerned is told.
alter table oversight.decisions
  add column category text collate "C",
  drop constraint decisions_verdict,
  drop constraint decisions_own,
  add constraint decisions_verdict check (verdict in ('approved', 'rejected', 'withdrawn')),
  add constraint decisions_own check ((verdict = 'withdrawn') = (by = maker)),
  add constraint decisions_category check (category is null or verdict = 'rejected');
