-- What a withdrawal used of lifetime limits, `[{key, amount}]`: given back when it fails.
alter table wallet.withdrawals add column limits jsonb not null default '[]';
