-- A person chooses for each kind whether they are told in the app, by a note to their browsers, by SMS.
alter table notices.preferences
  drop constraint preferences_channel,
  add constraint preferences_channel check (channel in ('alert', 'push', 'sms'));

-- Which notices have left the house, so that a letter that comes twice is sent once; forgotten after a week.
create table notices.sent_out (
  at timestamptz not null,
  id text collate "C" not null,
  constraint sent_out_pkey primary key (id)
);
create index sent_out_at on notices.sent_out (at);
grant select, insert, delete on notices.sent_out to suanpan_app;
