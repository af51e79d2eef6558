-- Why a till was refused a shown code, one row a code: the payer reads it on the phone, the till never does.
create table wallet.code_payment_refusals (
  amount bigint not null,
  occurred_at timestamptz not null,
  code text collate "C" not null,
  code_payment text collate "C" not null,
  merchant text collate "C" not null,
  asset text collate "C" not null,
  reason text collate "C" not null,
  constraint code_payment_refusals_pkey primary key (code),
  constraint code_payment_refusals_amount check (amount > 0)
);
grant select, insert on wallet.code_payment_refusals to suanpan_app;
