-- +goose Up
-- Whoever waits for a place has a claim to it: nobody is enrolled past them,
-- unless a program manager says why, and that stays with the enrolment.

alter table enrolment add column passing_reason text not null default '' check (length(passing_reason) <= 500);

-- +goose StatementBegin
create or replace function app.enrolment_moves() returns trigger language plpgsql as $$
declare
  seats integer;
  taken integer;
begin
  if tg_op = 'UPDATE' then
    if new.candidate_id <> old.candidate_id then
      raise exception 'enrolment % is one candidate''s', old.id using errcode = 'restrict_violation';
    end if;
    if exists (select 1 from completion c where c.tenant_id = old.tenant_id and c.enrolment_id = old.id) then
      raise exception 'enrolment % was completed', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  if new.withdrawn_at is null and (tg_op = 'INSERT' or old.withdrawn_at is not null) then
    select capacity into seats from cohort c where c.tenant_id = new.tenant_id and c.id = new.cohort_id;
    select count(*) into taken from enrolment e where e.tenant_id = new.tenant_id and e.cohort_id = new.cohort_id and e.withdrawn_at is null and e.id <> new.id;
    if taken >= seats then
      raise exception 'cohort % is full', new.cohort_id using errcode = 'restrict_violation';
    end if;
    if new.passing_reason = ''
      and taken + (select count(*) from waiting w where w.tenant_id = new.tenant_id and w.cohort_id = new.cohort_id and w.left_at is null and w.candidate_id <> new.candidate_id) >= seats
      and not exists (select 1 from waiting w where w.tenant_id = new.tenant_id and w.cohort_id = new.cohort_id and w.candidate_id = new.candidate_id and w.left_how = 'placed') then
      raise exception 'somebody waits for a place in cohort %', new.cohort_id using errcode = 'restrict_violation', constraint = 'nobody_passed';
    end if;
  end if;
  return new;
end $$;
-- +goose StatementEnd
