-- What may leave a person's wallet: figures, real-name classes, the person's own locks, freezes.

-- Every figure of limits and step-up with its source; the newest row of a class and kind holds, the earlier ones say what held before.
create table parties.limit_values (
  revision bigint generated always as identity,
  class text collate "C" not null,
  kind text collate "C" not null,
  -- Minor units of CNY/2, a count, hours or percent, as the kind says.
  value int8 not null,
  source text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  reason text not null,
  constraint limit_values_pkey primary key (revision),
  constraint limit_values_class check (class in ('any', 'unverified', 'I', 'II', 'III')),
  constraint limit_values_value check (value >= 0)
);
create index limit_values_newest on parties.limit_values (class, kind, revision desc);

insert into parties.limit_values (class, kind, value, source, changed_at, changed_by, reason)
select class, kind, value, source, '2026-01-01T00:00:00Z', 'migration', 'seed' from (values
  ('unverified', 'balance_ever', 0, '非银行支付机构网络支付业务管理办法：开立支付账户须实名'),
  ('I', 'balance_ever', 100000, '非银行支付机构网络支付业务管理办法 第十一条：Ⅰ类余额付款自开立起累计不超过 1,000 元'),
  ('II', 'balance_year', 10000000, '非银行支付机构网络支付业务管理办法 第十一条：Ⅱ类余额付款年累计不超过 10 万元'),
  ('III', 'balance_year', 20000000, '非银行支付机构网络支付业务管理办法 第十一条：Ⅲ类余额付款年累计不超过 20 万元'),
  ('any', 'static_code_day', 50000, '条码支付业务规范：静态条码单日累计不超过 500 元'),
  ('any', 'one_factor_day', 100000, '条码支付业务规范：不足两类要素单日累计不超过 1,000 元'),
  ('any', 'two_factors_day', 500000, '条码支付业务规范：两类（含）以上要素单日累计不超过 5,000 元'),
  ('any', 'signed_day', 5000000, '条码支付业务规范：数字证书或电子签名的限额由协议约定（本平台默认 50,000 元）'),
  ('any', 'free_of_pin_amount', 20000, '本平台默认：免密单笔 200 元，可由本人调整至 0'),
  ('any', 'free_of_pin_amount_max', 100000, '条码支付业务规范：不足两类要素单日累计不超过 1,000 元'),
  ('any', 'free_of_pin_times', 10, '本平台默认：免密每日 10 笔'),
  ('any', 'cooling_off_percent', 50, '本平台默认：新设备 24 小时内限额减半'),
  ('any', 'step_up_large', 500000, '条码支付业务规范：两类要素以上单日 5,000 元，更大额须数字签名'),
  ('any', 'step_up_new_payee', 100000, '本平台默认：首次向对方转账满 1,000 元须通行密钥'),
  ('any', 'step_up_delay', 2000000, '本平台默认：首次向对方转账满 20,000 元延迟到账'),
  ('any', 'people_per_id_number', 1, '本平台默认：一个证件号码只用于一个账户')
) as seed (class, kind, value, source);

-- What is known of a person's real name: the class that holds now. Name and number are sealed; the number is found by blind index.
create table parties.real_names (
  person text collate "C" not null,
  class text collate "C" not null,
  provider text collate "C" not null,
  verified_at timestamptz not null,
  key bytea,
  name_sealed bytea,
  id_number_sealed bytea,
  id_number_index bytea,
  constraint real_names_pkey primary key (person),
  constraint real_names_person_fkey foreign key (person) references parties.people (id),
  constraint real_names_class check (class in ('I', 'II', 'III')),
  constraint real_names_sealed_with_key
    check (key is not null or (name_sealed is null and id_number_sealed is null))
);
create index real_names_id_number on parties.real_names (id_number_index) where id_number_index is not null;

-- Every attempt to be verified with how it ended: who wanted which class, when, and the provider's own reference; nothing personal.
create table parties.real_name_checks (
  id text collate "C" not null,
  person text collate "C" not null,
  wanted text collate "C" not null,
  state text collate "C" not null,
  reason text collate "C",
  provider text collate "C" not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  ended_by text collate "C",
  -- What was handed in, sealed, until the attempt has ended; then it is dropped.
  key bytea,
  submission_sealed bytea,
  constraint real_name_checks_pkey primary key (id),
  constraint real_name_checks_person_fkey foreign key (person) references parties.people (id),
  constraint real_name_checks_wanted check (wanted in ('I', 'II', 'III')),
  constraint real_name_checks_state check (state in ('pending', 'review', 'passed', 'failed')),
  constraint real_name_checks_ended check ((ended_at is null) = (state in ('pending', 'review')))
);
create index real_name_checks_person on parties.real_name_checks (person, id);
create unique index real_name_checks_open on parties.real_name_checks (person) where ended_at is null;

-- A lock that a person put on their own wallet, until they lift it; one of a kind at a time.
create table parties.locks (
  id text collate "C" not null,
  person text collate "C" not null,
  kind text collate "C" not null,
  amount int8,
  from_hour int4,
  until_hour int4,
  set_at timestamptz not null,
  set_on text collate "C" not null,
  lifted_at timestamptz,
  lifted_on text collate "C",
  constraint locks_pkey primary key (id),
  constraint locks_person_fkey foreign key (person) references parties.people (id),
  constraint locks_kind check (kind in ('wallet', 'night', 'large_amount', 'new_payee', 'free_of_pin')),
  constraint locks_amount check ((amount is not null) = (kind in ('large_amount', 'free_of_pin')) and amount >= 0),
  constraint locks_hours check (
    (from_hour is not null) = (kind = 'night') and (until_hour is not null) = (kind = 'night')
    and from_hour between 0 and 23 and until_hour between 0 and 23 and from_hour <> until_hour)
);
create unique index locks_one_of_a_kind on parties.locks (person, kind) where lifted_at is null;
create index locks_person on parties.locks (person, id);

-- A freeze by an operator, until it is lifted. The person sees the category, never the reason; several may hold at once.
create table parties.freezes (
  id text collate "C" not null,
  person text collate "C" not null,
  category text collate "C" not null,
  frozen_in boolean not null,
  frozen_out boolean not null,
  reason text not null,
  frozen_at timestamptz not null,
  frozen_by text collate "C" not null,
  lifted_at timestamptz,
  lifted_by text collate "C",
  lift_reason text,
  constraint freezes_pkey primary key (id),
  constraint freezes_person_fkey foreign key (person) references parties.people (id),
  constraint freezes_some_way check (frozen_in or frozen_out),
  constraint freezes_lifted check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create index freezes_person on parties.freezes (person, id);

grant select, insert on parties.limit_values to suanpan_app;
grant select, insert on parties.real_names, parties.real_name_checks to suanpan_app;
grant update (class, provider, verified_at, key, name_sealed, id_number_sealed, id_number_index)
  on parties.real_names to suanpan_app;
grant update (state, reason, ended_at, ended_by, key, submission_sealed) on parties.real_name_checks to suanpan_app;
grant select, insert on parties.locks, parties.freezes to suanpan_app;
grant update (lifted_at, lifted_on) on parties.locks to suanpan_app;
grant update (lifted_at, lifted_by, lift_reason) on parties.freezes to suanpan_app;
