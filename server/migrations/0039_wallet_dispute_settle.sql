-- A dispute ends by itself when its payment was refunded wholly in another way.
alter table wallet.dispute_steps
  drop constraint dispute_steps_act,
  add constraint dispute_steps_act check (act in ('open', 'evidence', 'answer', 'escalate', 'decide',
    'withdraw', 'lapse', 'settle'));
