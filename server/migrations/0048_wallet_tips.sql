-- Tips that somebody has put away, on every device: until a month is over, or for good where none is named.
create table wallet.tips_put_away (
  at timestamptz not null,
  through date,
  person text collate "C" not null,
  tip text collate "C" not null,
  constraint tips_put_away_pkey primary key (person, tip),
  constraint tips_put_away_month check (extract(day from through) = 1)
);
grant select, insert, delete on wallet.tips_put_away to suanpan_app;
grant update (at, through) on wallet.tips_put_away to suanpan_app;
