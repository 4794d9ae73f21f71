-- +goose Up
-- What holds of an assessment whoever writes: its state machine, the
-- independence of its assessors, and that what was submitted stays.

-- Whoever has taught a cohort has trained those enrolled in it, under whichever
-- membership of theirs: taking a trainer off a cohort after its first session
-- does not make an independent assessor. The policy value "trained" says the
-- same for the one who asks.
-- +goose StatementBegin
create function app.trained(of_tenant uuid, of_membership uuid, of_candidate uuid) returns boolean language sql stable as $$
  select exists (
    select from enrolment e
    join cohort_trainer t on t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id
    join membership m on m.tenant_id = t.tenant_id and m.id = t.membership_id
    where e.tenant_id = of_tenant and e.candidate_id = of_candidate
      and (m.id = of_membership or m.person_id = (select p.person_id from membership p where p.tenant_id = of_tenant and p.id = of_membership))
      and (t.removed_at is null or exists (select from training_session s
        where s.tenant_id = t.tenant_id and s.cohort_id = t.cohort_id and s.cancelled_at is null and s.starts_at < t.removed_at)))
$$;

-- Locks an assessment until the transaction ends and says no when it is decided.
create function app.assessment_open(of_tenant uuid, of_assessment uuid) returns void language plpgsql as $$
declare decided timestamptz;
begin
  select a.decided_at into decided from assessment a where a.tenant_id = of_tenant and a.id = of_assessment for update;
  if decided is not null then
    raise exception 'assessment % is decided', of_assessment using errcode = 'restrict_violation';
  end if;
end $$;

create function app.assessment_holds() returns trigger language plpgsql as $$
begin
  if old.decided_at is not null then
    raise exception 'assessment % is decided', old.id using errcode = 'restrict_violation';
  end if;
  if (new.candidate_id, new.program_id, new.candidate_name, new.rule_set, new.opened_at, new.opened_by)
    is distinct from (old.candidate_id, old.program_id, old.candidate_name, old.rule_set, old.opened_at, old.opened_by) then
    raise exception 'assessment % stays as it was opened', old.id using errcode = 'restrict_violation';
  end if;
  if new.decided_at is null then
    return new;
  end if;
  if exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.id and g.removed_at is null
      and not exists (select from score_sheet s where s.tenant_id = g.tenant_id and s.assessment_id = g.assessment_id
        and s.membership_id = g.membership_id and s.submitted_at is not null)) then
    raise exception 'assessment % lacks a score sheet', new.id using errcode = 'restrict_violation';
  end if;
  if not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.id and g.removed_at is null
      and not app.trained(g.tenant_id, g.membership_id, g.candidate_id)) then
    raise exception 'assessment % was judged by nobody independent', new.id using errcode = 'restrict_violation'; -- IMI-QA-08
  end if;
  return new;
end $$;

create function app.assignment_holds() returns trigger language plpgsql as $$
begin
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if tg_op = 'INSERT' then
    if new.declared_at is not null or new.removed_at is not null then
      raise exception 'an assignment begins undeclared' using errcode = 'restrict_violation';
    end if;
    if app.trained(new.tenant_id, new.membership_id, new.candidate_id) then
      raise exception 'the assessor has trained the candidate' using errcode = 'restrict_violation'; -- IMI-QA-09
    end if;
    if exists (select from membership m join candidate c on c.tenant_id = m.tenant_id
        where m.tenant_id = new.tenant_id and m.id = new.membership_id and c.id = new.candidate_id and (c.person_id = m.person_id or c.email = m.email)) then
      raise exception 'the assessor is the candidate' using errcode = 'restrict_violation';
    end if;
    if exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id
        and g.membership_id = new.membership_id and g.conflict <> '') then
      raise exception 'the assessor has declared a conflict' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.assessment_id, new.candidate_id, new.membership_id, new.assessor_name, new.assigned_at, new.assigned_by)
    is distinct from (old.assessment_id, old.candidate_id, old.membership_id, old.assessor_name, old.assigned_at, old.assigned_by)
    or old.removed_at is not null
    or old.declared_at is not null and new.declared_at is distinct from old.declared_at then
    raise exception 'assignment % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  if new.declared_at is not null and old.declared_at is null and app.trained(new.tenant_id, new.membership_id, new.candidate_id) then
    raise exception 'the assessor has trained the candidate' using errcode = 'restrict_violation';
  end if;
  if new.removed_at is not null and exists (select from score_sheet s where s.tenant_id = new.tenant_id
      and s.assessment_id = new.assessment_id and s.membership_id = new.membership_id and s.submitted_at is not null) then
    raise exception 'the score sheet of assignment % is in', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.score_sheet_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.submitted_at is not null then
      raise exception 'score sheet % is submitted', old.id using errcode = 'restrict_violation'; -- IMI-QA-14
    end if;
    if (new.assessment_id, new.candidate_id, new.membership_id, new.started_at)
      is distinct from (old.assessment_id, old.candidate_id, old.membership_id, old.started_at) then
      raise exception 'score sheet % stays its assessor''s', old.id using errcode = 'restrict_violation';
    end if;
  elsif new.submitted_at is not null then
    raise exception 'a score sheet begins as a draft' using errcode = 'restrict_violation';
  end if;
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id
      and g.membership_id = new.membership_id and g.declared_at is not null and g.removed_at is null) then
    raise exception 'no conflict was declared away' using errcode = 'restrict_violation'; -- IMI-QA-13
  end if;
  if new.submitted_at is not null and exists (select from assessment_criterion c where c.tenant_id = new.tenant_id and c.assessment_id = new.assessment_id
      and not exists (select from score s where s.tenant_id = c.tenant_id and s.score_sheet_id = new.id and s.criterion_id = c.id and s.points is not null)) then
    raise exception 'score sheet % lacks a mark', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.score_sheet_submitted() returns trigger language plpgsql as $$
begin
  update score set submitted_at = new.submitted_at where tenant_id = new.tenant_id and score_sheet_id = new.id;
  return null;
end $$;

create function app.score_holds() returns trigger language plpgsql as $$
declare submitted timestamptz; top integer;
begin
  select s.submitted_at into submitted from score_sheet s where s.tenant_id = new.tenant_id and s.id = new.score_sheet_id;
  if new.submitted_at is distinct from submitted
    or submitted is not null and (tg_op = 'INSERT' or old.submitted_at is not null or (new.points, new.note) is distinct from (old.points, old.note)) then
    raise exception 'the score sheet of score % is submitted', new.id using errcode = 'restrict_violation'; -- IMI-QA-14
  end if;
  select c.scale_max into top from assessment_criterion c where c.tenant_id = new.tenant_id and c.id = new.criterion_id;
  if new.points > top then
    raise exception '% points on a scale to %', new.points, top using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before update on assessment for each row execute function app.assessment_holds();
create trigger holds before insert or update on assessor_assignment for each row execute function app.assignment_holds();
create trigger holds before insert or update on score_sheet for each row execute function app.score_sheet_holds();
create trigger submitted after update of submitted_at on score_sheet for each row when (new.submitted_at is not null) execute function app.score_sheet_submitted();
create trigger holds before insert or update on score for each row execute function app.score_holds();
