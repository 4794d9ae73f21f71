-- +goose Up
-- Two papers of one kind that are established at one moment each saw the other's
-- missing, and what was kept could be the later's date, or none: the second waits
-- for the first, and reads again.
-- +goose StatementBegin
create or replace function app.keep_kind(of_tenant uuid, of_candidate uuid, of_kind text) returns void language plpgsql as $$
declare at timestamptz;
begin
  if of_candidate is null or of_kind <> all(app.kinds_shared()) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(of_candidate::text || of_kind, 0));
  select min(v.created_at) into at from document_version v
    where v.tenant_id = of_tenant and v.candidate_id = of_candidate and v.kind = of_kind and v.state = 'typed' and v.superseded_at is null;
  update kind_on_file k set since = at
    where k.tenant_id = of_tenant and k.candidate_id = of_candidate and k.kind = of_kind and k.since is distinct from at;
  if not found and at is not null then
    insert into kind_on_file (tenant_id, id, candidate_id, kind, since) values (of_tenant, gen_random_uuid(), of_candidate, of_kind, at)
      on conflict (tenant_id, candidate_id, kind) do update set since = excluded.since where kind_on_file.since is distinct from excluded.since;
  end if;
end $$;
-- +goose StatementEnd
