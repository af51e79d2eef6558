-- A file that somebody sent: a picture or a document, sealed under a key of its own. Dropping the
-- key erases it. What it is was told from its bytes; until it belongs to something it waits a day.
create table platform.files (
  id text collate "C" not null,
  owner text collate "C" not null,
  -- The step or message that it belongs to.
  subject text collate "C",
  media_type text collate "C" not null,
  size_bytes int4 not null,
  uploaded_at timestamptz not null,
  -- Keyed hash of the content, so that the same request is known again.
  digest bytea not null,
  key bytea,
  content_sealed bytea,
  constraint files_pkey primary key (id),
  constraint files_media_type
    check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  constraint files_size check (size_bytes between 1 and 3145728),
  constraint files_sealed_with_key check (key is not null or content_sealed is null)
);
create index files_owner on platform.files (owner, uploaded_at);
create index files_subject on platform.files (subject) where subject is not null;
create index files_loose on platform.files (uploaded_at) where subject is null;
grant select, insert, delete on platform.files to suanpan_app;
grant update (subject, key, content_sealed) on platform.files to suanpan_app;
