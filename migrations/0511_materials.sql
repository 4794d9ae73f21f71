-- +goose Up
-- What a cohort is given to read: links, and versions of its own documents.

create table cohort_material (
  tenant_id           uuid not null,
  id                  uuid not null,
  cohort_id           uuid not null,
  title               text not null check (length(title) between 1 and 150),
  note                text not null default '' check (length(note) <= 300),
  address             text not null default '' check (address = '' or (address ~ '^https?://' and length(address) <= 500)),
  document_version_id uuid,
  visible_from        timestamptz not null,
  added_at            timestamptz not null,
  added_by            uuid,
  removed_at          timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, document_version_id) references document_version,
  check ((address = '') = (document_version_id is not null))
);
create index cohort_material_cohort on cohort_material (tenant_id, cohort_id, visible_from) where removed_at is null;
create index cohort_material_version on cohort_material (tenant_id, document_version_id) where document_version_id is not null;
create unique index cohort_material_once on cohort_material (tenant_id, cohort_id, document_version_id) where removed_at is null and document_version_id is not null;
call app.organisation_side('cohort_material');

-- A cohort is given its own documents, and only once what they are is known.
-- +goose StatementBegin
create function app.cohort_material_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.document_version_id is not null and not exists (select 1 from document_version v where v.tenant_id = new.tenant_id and v.id = new.document_version_id
      and v.cohort_id = new.cohort_id and v.state = 'typed') then
      raise exception 'this is no document of the cohort' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.removed_at is not null or (to_jsonb(new) - array['removed_at','visible_from']) is distinct from (to_jsonb(old) - array['removed_at','visible_from']) then
    raise exception 'material % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger cohort_material_moves before insert or update on cohort_material for each row execute function app.cohort_material_moves();
