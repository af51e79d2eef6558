-- Which merchants an operator works for (null: all of them) and whether they may see what is masked.
alter table parties.operators
  add column merchants text[],
  add column reveals boolean not null default true,
  add constraint operators_merchants check (merchants is null or cardinality(merchants) between 1 and 200);
grant update (merchants, reveals) on parties.operators to suanpan_app;
