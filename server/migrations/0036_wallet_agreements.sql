-- Agreements for automatic deduction: what merchants offer, who signed it, what was announced and taken.

-- What a merchant offers to sign, to one person or to many; its terms never change.
create table wallet.agreement_offers (
  per_deduction bigint not null,
  per_period bigint not null,
  offered_at timestamptz not null,
  notice_hours int4 not null,
  id text collate "C" not null,
  merchant text collate "C" not null,
  asset text collate "C" not null,
  period text collate "C" not null,
  purpose text not null,
  -- The merchant's own name for it, such as a customer's number.
  reference text,
  constraint agreement_offers_pkey primary key (id),
  constraint agreement_offers_limits check (per_deduction > 0 and per_period >= per_deduction),
  constraint agreement_offers_notice check (notice_hours between 0 and 720),
  constraint agreement_offers_period check (period in ('day', 'week', 'month', 'year'))
);
create index agreement_offers_merchant on wallet.agreement_offers (merchant, offered_at, id);
grant select, insert on wallet.agreement_offers to suanpan_app;

-- That a person signed an offer, once at a time; its end is written by the posting that ends it.
create table wallet.agreements (
  signed_at timestamptz not null,
  ended_at timestamptz,
  id text collate "C" not null,
  offer text collate "C" not null,
  person text collate "C" not null,
  -- Where it was signed.
  device text collate "C" not null,
  -- Who ended it: the person or the merchant.
  ended_by text collate "C",
  constraint agreements_pkey primary key (id),
  constraint agreements_offer_fkey foreign key (offer) references wallet.agreement_offers (id),
  constraint agreements_end check ((ended_at is null) = (ended_by is null)),
  constraint agreements_ended_by check (ended_by in ('person', 'merchant'))
);
create unique index agreements_once on wallet.agreements (person, offer) where ended_at is null;
create index agreements_person on wallet.agreements (person, signed_at, id);
create index agreements_offer on wallet.agreements (offer, signed_at, id);
grant select, insert on wallet.agreements to suanpan_app;
grant update (ended_at, ended_by) on wallet.agreements to suanpan_app;

-- A deduction that a merchant announced: it may be taken from due_at on, once, for this amount.
create table wallet.deduction_notices (
  amount bigint not null,
  announced_at timestamptz not null,
  due_at timestamptz not null,
  id text collate "C" not null,
  agreement text collate "C" not null,
  constraint deduction_notices_pkey primary key (id),
  constraint deduction_notices_agreement_fkey foreign key (agreement) references wallet.agreements (id),
  constraint deduction_notices_amount check (amount > 0),
  constraint deduction_notices_due check (due_at >= announced_at)
);
create index deduction_notices_agreement on wallet.deduction_notices (agreement, due_at, id);
grant select, insert on wallet.deduction_notices to suanpan_app;

-- A payment that was taken under an agreement, written with the posting of the payment.
create table wallet.deductions (
  seq bigint not null,
  amount bigint not null,
  occurred_at timestamptz not null,
  payment text collate "C" not null,
  agreement text collate "C" not null,
  notice text collate "C",
  constraint deductions_pkey primary key (payment),
  constraint deductions_notice_key unique (notice),
  constraint deductions_agreement_fkey foreign key (agreement) references wallet.agreements (id),
  constraint deductions_notice_fkey foreign key (notice) references wallet.deduction_notices (id)
);
create index deductions_agreement on wallet.deductions (agreement, occurred_at, payment);
grant select, insert on wallet.deductions to suanpan_app;
