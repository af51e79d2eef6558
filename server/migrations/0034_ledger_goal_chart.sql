-- Money that somebody put aside is theirs as before; each goal is an account of its own.
insert into ledger.chart (code, class, title_zh, title_en, clearing) values
  ('person.goal', 'liability', '用户攒钱', 'Customers'' savings', false);
