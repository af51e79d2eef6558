-- A large withdrawal waits for an operator before the bank hears of it: until when at the latest, and how
-- that ended. What was given back never went to the bank.
alter table wallet.withdrawals
  add column review_until timestamptz,
  add column review_end text,
  add column review_category text,
  add column review_ended_at timestamptz,
  drop constraint withdrawals_state,
  add constraint withdrawals_state check (state in
    ('review', 'requested', 'processing', 'succeeded', 'failed', 'reversed', 'given_back')),
  add constraint withdrawals_review check (
    (review_end is null or review_until is not null) and
    (review_end is null) = (review_ended_at is null) and
    (state <> 'review' or (review_until is not null and review_end is null)) and
    (state <> 'given_back' or review_end in ('cancelled', 'rejected', 'expired')) and
    (review_category is null or review_end = 'rejected'));
grant update (expected_at, review_end, review_category, review_ended_at) on wallet.withdrawals to suanpan_app;
