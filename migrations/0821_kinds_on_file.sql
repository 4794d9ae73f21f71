-- +goose Up
-- That a document of a kind which a candidate brings is on file, and since when:
-- they read this of what others filed too, and of the document nothing. It is kept
-- by the documents' own trigger, and by nobody else.

create table kind_on_file (
  tenant_id    uuid not null,
  id           uuid not null,
  candidate_id uuid not null,
  kind         text not null,
  since        timestamptz,                   -- null: it was, and is no more
  primary key (tenant_id, id),
  unique (tenant_id, candidate_id, kind),
  foreign key (tenant_id, candidate_id) references candidate
);
call app.organisation_side('kind_on_file');
call app.candidates_own('kind_on_file', 'candidate_id = any((select app.own_candidates())::uuid[])');
create policy gate on kind_on_file as restrictive for select to accord_member using (not (select app.gated()) or candidate_id = any(array(select app.opened_to_assessor())));
call app.merges('kind_on_file', 'kind_on_file_tenant_id_candidate_id_fkey', 86, 'stays'); -- the documents move, and it follows them

-- +goose StatementBegin
-- The kinds that a candidate brings, but for what is called anything else.
create function app.kinds_shared() returns text[] language sql immutable as
  $$ select array['identity_check', 'code_of_conduct', 'training_certificate', 'logbook_verification', 'recording_consent'] $$;

create function app.keep_kind(of_tenant uuid, of_candidate uuid, of_kind text) returns void language plpgsql as $$
declare at timestamptz;
begin
  if of_candidate is null or of_kind <> all(app.kinds_shared()) then return; end if;
  select min(v.created_at) into at from document_version v
    where v.tenant_id = of_tenant and v.candidate_id = of_candidate and v.kind = of_kind and v.state = 'typed' and v.superseded_at is null;
  update kind_on_file k set since = at
    where k.tenant_id = of_tenant and k.candidate_id = of_candidate and k.kind = of_kind and k.since is distinct from at;
  if not found and at is not null then
    insert into kind_on_file (tenant_id, id, candidate_id, kind, since) values (of_tenant, gen_random_uuid(), of_candidate, of_kind, at)
      on conflict (tenant_id, candidate_id, kind) do update set since = excluded.since where kind_on_file.since is distinct from excluded.since;
  end if;
end $$;

create function app.version_kept() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then perform app.keep_kind(old.tenant_id, old.candidate_id, old.kind); end if;
  if tg_op = 'INSERT' or tg_op = 'UPDATE' and (new.candidate_id, new.kind) is distinct from (old.candidate_id, old.kind) then
    perform app.keep_kind(new.tenant_id, new.candidate_id, new.kind);
  end if;
  return null;
end $$;

create function app.kind_on_file_holds() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'what is on file the documents say' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

insert into kind_on_file (tenant_id, id, candidate_id, kind, since)
  select tenant_id, gen_random_uuid(), candidate_id, kind, min(created_at) from document_version
  where candidate_id is not null and kind = any(app.kinds_shared()) and state = 'typed' and superseded_at is null group by tenant_id, candidate_id, kind;
create trigger holds before insert or update on kind_on_file for each row execute function app.kind_on_file_holds();
create trigger kept after insert on document_version for each row when (new.state = 'typed') execute function app.version_kept();
create trigger kept_since after update of state, superseded_at, candidate_id on document_version for each row execute function app.version_kept();
create trigger kept_no_more after delete on document_version for each row execute function app.version_kept();
