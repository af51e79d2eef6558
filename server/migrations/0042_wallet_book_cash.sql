-- Cash that one member gave another, as one of the two wrote it down. It moves no money: it counts in the
-- book once the other of the two has confirmed it, and it ends once. Between two one waits at a time.
create table wallet.book_cash (
  amount bigint not null,
  written_at timestamptz not null,
  ended_at timestamptz,
  id text collate "C" not null,
  book text collate "C" not null,
  payer text collate "C" not null,
  payee text collate "C" not null,
  author text collate "C" not null,
  state text collate "C" not null,
  constraint book_cash_pkey primary key (id),
  constraint book_cash_book_fkey foreign key (book) references wallet.shared_books (id),
  constraint book_cash_amount check (amount > 0),
  constraint book_cash_sides check (payer <> payee and author in (payer, payee)),
  constraint book_cash_state check (state in ('waiting', 'confirmed', 'denied', 'withdrawn')),
  constraint book_cash_ended check ((state = 'waiting') = (ended_at is null))
);
create unique index book_cash_one_waits
  on wallet.book_cash (book, least(payer, payee), greatest(payer, payee)) where state = 'waiting';
create index book_cash_book on wallet.book_cash (book, written_at, id);
grant select, insert on wallet.book_cash to suanpan_app;
grant update (state, ended_at) on wallet.book_cash to suanpan_app;
