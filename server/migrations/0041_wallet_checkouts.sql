-- Checkout links: what merchants ask to be paid by a link, and how each of them ended.

-- What a link says, once for each id; it never changes.
create table wallet.checkouts (
  amount bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  id text collate "C" not null,
  merchant text collate "C" not null,
  asset text collate "C" not null,
  -- What is paid for, as its payer reads it.
  title text not null,
  description text,
  -- The merchant's own name for the order.
  reference text,
  -- A page of the merchant's that whoever paid may go back to.
  return_url text,
  constraint checkouts_pkey primary key (id),
  constraint checkouts_amount check (amount > 0),
  constraint checkouts_expiry check (expires_at > created_at and expires_at <= created_at + interval '30 days'),
  constraint checkouts_return check (return_url like 'https://%')
);
create index checkouts_merchant on wallet.checkouts (merchant, created_at, id);
grant select, insert on wallet.checkouts to suanpan_app;

-- How a checkout ended, once: written by the posting that took its only place, so none is paid and cancelled or expired.
create table wallet.checkout_ends (
  seq bigint not null,
  occurred_at timestamptz not null,
  checkout text collate "C" not null,
  state text collate "C" not null,
  payment text collate "C",
  constraint checkout_ends_pkey primary key (checkout),
  constraint checkout_ends_payment_key unique (payment),
  constraint checkout_ends_checkout_fkey foreign key (checkout) references wallet.checkouts (id),
  constraint checkout_ends_state check (state in ('paid', 'cancelled', 'expired')),
  constraint checkout_ends_payment check ((state = 'paid') = (payment is not null))
);
grant select, insert on wallet.checkout_ends to suanpan_app;

-- The checkouts without an end, for whoever looks for those whose time is up; a row goes when its end is written.
create table wallet.checkouts_open (
  expires_at timestamptz not null,
  checkout text collate "C" not null,
  constraint checkouts_open_pkey primary key (checkout),
  constraint checkouts_open_checkout_fkey foreign key (checkout) references wallet.checkouts (id)
);
create index checkouts_open_expiry on wallet.checkouts_open (expires_at, checkout);
grant select, insert, delete on wallet.checkouts_open to suanpan_app;
