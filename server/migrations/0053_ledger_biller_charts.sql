-- What somebody pays to a biller is theirs until the biller has said yes, then owed to the biller.
insert into ledger.chart (code, class, title_zh, title_en, clearing) values
  ('biller.transit', 'liability', '在途缴费', 'Bill payments in transit', false),
  ('biller.payable', 'liability', '应付缴费机构', 'Owed to billers', false);
