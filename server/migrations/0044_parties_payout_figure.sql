-- From which amount on a withdrawal waits for an operator; a figure like the others, with source and history.
insert into parties.limit_values
  (class, kind, value, source, changed_at, changed_by, reason, effective_from)
values ('any', 'payout_review_above', 5000000,
  '本平台默认：单笔提现超过 50,000 元须由运营人员复核后才提交银行',
  '2026-01-01T00:00:00Z', 'migration', 'seed', '2026-01-01T00:00:00Z');
