-- +goose Up
-- Rows that name two others name two that belong together. Where what hangs on
-- them may part later, as merges part what stays, it is held when the row comes.

-- +goose StatementBegin
create function app.version_of_document() returns trigger language plpgsql as $$
begin
  if not exists (select from document d where d.tenant_id = new.tenant_id and d.id = new.document_id
      and (d.candidate_id, d.program_id, d.cohort_id, d.kind) is not distinct from (new.candidate_id, new.program_id, new.cohort_id, new.kind)) then
    raise exception 'document % is about somebody else', new.document_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Whoever comes on file by their application, in one transaction: what they said and showed is of that application.
create function app.of_own_application() returns trigger language plpgsql as $$
begin
  if not exists (select from application a where a.tenant_id = new.tenant_id and a.id = new.application_id and a.candidate_id = new.candidate_id) then
    raise exception 'application % is not of candidate %', new.application_id, new.candidate_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create function app.waits_for_own() returns trigger language plpgsql as $$
begin
  if not exists (select from waiting w where w.tenant_id = new.tenant_id and w.id = new.waiting_id and w.candidate_id = new.candidate_id) then
    raise exception 'candidate % does not wait there', new.candidate_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create function app.access_has_link() returns trigger language plpgsql as $$
begin
  if not exists (select from link l where l.tenant_id = new.tenant_id and l.id = new.link_id and l.act = 'file' and l.subject_id = new.id and l.email = new.email) then
    raise exception 'access % has no link of its own', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- By what an assessment is judged is there before anybody is asked to judge, and is of its version of the design.
create function app.criterion_of_design() returns trigger language plpgsql as $$
begin
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id) then
    raise exception 'assessment % is judged by the criteria it was opened with', new.assessment_id using errcode = 'restrict_violation';
  end if;
  if not exists (select from assessment a join design_criterion c on c.tenant_id = a.tenant_id and c.design_id = a.design_id
      where a.tenant_id = new.tenant_id and a.id = new.assessment_id and c.id = new.design_criterion_id) then
    raise exception 'the design of assessment % does not have criterion %', new.assessment_id, new.design_criterion_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger of_document before insert on document_version for each row execute function app.version_of_document();
create constraint trigger of_own_application after insert on acknowledgement deferrable initially deferred for each row
  when (new.application_id is not null) execute function app.of_own_application();
create constraint trigger of_own_application after insert on identity_check deferrable initially deferred for each row
  when (new.application_id is not null and new.candidate_id is not null) execute function app.of_own_application();
create constraint trigger waits_for_own after update of waiting_id on application deferrable initially deferred for each row
  when (new.waiting_id is not null and old.waiting_id is distinct from new.waiting_id) execute function app.waits_for_own();
create trigger has_link before insert on candidate_access for each row execute function app.access_has_link();
create trigger of_design before insert on assessment_criterion for each row execute function app.criterion_of_design();
