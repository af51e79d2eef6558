-- A merchant takes an offer back: nobody signs it any more, and what was signed stays or ends as the
-- merchant said. Its terms never change, so the end is a row of its own, once.
create table wallet.agreement_offer_ends (
  withdrawn_at timestamptz not null,
  offer text collate "C" not null,
  signed text collate "C" not null,
  constraint agreement_offer_ends_pkey primary key (offer),
  constraint agreement_offer_ends_offer_fkey foreign key (offer) references wallet.agreement_offers (id),
  constraint agreement_offer_ends_signed check (signed in ('stay', 'end'))
);
grant select, insert on wallet.agreement_offer_ends to suanpan_app;

-- An operator ends an agreement too, for a reason that stands in the audit trail.
alter table wallet.agreements
  drop constraint agreements_ended_by,
  add constraint agreements_ended_by check (ended_by in ('person', 'merchant', 'operator'));
