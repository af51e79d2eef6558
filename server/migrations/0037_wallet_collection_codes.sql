-- How often somebody renewed their collection code: codes of an earlier generation are void. Whoever never
-- did has no row and generation 0.
create table wallet.collection_codes (
  renewed_at timestamptz not null,
  generation int4 not null,
  person text collate "C" not null,
  constraint collection_codes_pkey primary key (person),
  constraint collection_codes_generation check (generation between 1 and 999999)
);
grant select, insert, update on wallet.collection_codes to suanpan_app;
