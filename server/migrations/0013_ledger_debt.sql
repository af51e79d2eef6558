-- What a person owes when a bank takes back money that they have spent: an asset of the house, so
-- that a person's own balance never falls below zero.
insert into ledger.chart (code, class, title_zh, title_en, clearing) values
  ('person.debt', 'asset', '用户欠款', 'Owed by people', false);
