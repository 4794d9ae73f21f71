-- +goose Up
-- What pages of a large organisation read most. Whose rows somebody may see is
-- asked by their memberships, ended ones too; a search looks at one column in
-- plain letters; who completed when is counted from the index alone, with what
-- the candidates' wall asks.
create index membership_of on membership (tenant_id, person_id);

alter table certificate add column found_plain text generated always as (app.plain(holder || ' ' || number || ' ' || course)) stored;

-- As before, but for the kept column: what is generated is not there yet before the row is written.
-- +goose StatementBegin
create or replace function app.certificate_moves() returns trigger language plpgsql as $$
declare
  moves constant text[] := array['replaced_at','replaced_by_id','replaced_reason','revoked_at','revoked_on','revoked_by','revoked_reason','document_version_id','sealed_at','found_plain'];
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from completion c where c.tenant_id = new.tenant_id and c.id = new.completion_id and c.enrolment_id = new.enrolment_id
      and c.cohort_id = new.cohort_id and c.candidate_id = new.candidate_id and c.program_id = new.program_id and c.hours = new.hours and c.completed_on = new.completed_on) then
      raise exception 'this certificate is of no completion' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (to_jsonb(new) - moves) is distinct from (to_jsonb(old) - moves) then
    raise exception 'certificate % says what it says', old.id using errcode = 'restrict_violation';
  end if;
  if (old.replaced_at is not null and (new.replaced_at, new.replaced_by_id, new.replaced_reason) is distinct from (old.replaced_at, old.replaced_by_id, old.replaced_reason))
    or (old.revoked_at is not null and (new.revoked_at, new.revoked_on, new.revoked_by, new.revoked_reason) is distinct from (old.revoked_at, old.revoked_on, old.revoked_by, old.revoked_reason))
    or (old.sealed_at is not null and (new.sealed_at, new.document_version_id) is distinct from (old.sealed_at, old.document_version_id)) then
    raise exception 'certificate % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

drop index completion_day;
create index completion_day on completion (tenant_id, completed_on) include (candidate_id);

-- What is not decided, by its id: whose sheet waits is asked of each.
create index assessment_pending on assessment (tenant_id, id) where decided_at is null;
