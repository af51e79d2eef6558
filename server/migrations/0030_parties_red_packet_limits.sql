-- What somebody may put into red packets a day, and take out of them; by name, as the rest of money is.
insert into parties.limit_values
  (class, kind, value, source, changed_at, changed_by, reason, effective_from)
select class, kind, value, source, '2026-01-01T00:00:00Z', 'migration', 'seed',
  '2026-01-01T00:00:00Z'::timestamptz from (values
  ('any', 'red_packet_day', 200000, '本平台默认：发红包单日累计不超过 2,000 元'),
  ('unverified', 'red_packet_in_day', 0, '非银行支付机构网络支付业务管理办法：开立支付账户须实名'),
  ('I', 'red_packet_in_day', 50000, '本平台默认：Ⅰ类收红包单日累计不超过 500 元'),
  ('II', 'red_packet_in_day', 200000, '本平台默认：收红包单日累计不超过 2,000 元'),
  ('III', 'red_packet_in_day', 200000, '本平台默认：收红包单日累计不超过 2,000 元')
) as seed (class, kind, value, source);
