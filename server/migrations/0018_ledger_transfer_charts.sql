-- What is on its way between people is owed to them still: in transit, and in red packets.
insert into ledger.chart (code, class, title_zh, title_en, clearing) values
  ('transfer.transit', 'liability', '在途转账', 'Transfers in transit', false),
  ('redpacket.money', 'liability', '红包', 'Money in red packets', false);
