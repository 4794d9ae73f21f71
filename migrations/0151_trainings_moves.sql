-- +goose Up
-- The moves of a cohort and of what is in it, held in the database too. The
-- verbs say why in a sentence; this is what holds when somebody forgets.

create index cohort_title on cohort (tenant_id, title, id);
create index cohort_trainer_member on cohort_trainer (tenant_id, membership_id, cohort_id) where removed_at is null;
create index attendance_enrolment on attendance (tenant_id, enrolment_id);
create index completion_cohort on completion (tenant_id, cohort_id);
create index completion_candidate on completion (tenant_id, candidate_id);
create index training_session_start on training_session (tenant_id, starts_at) where cancelled_at is null;

-- +goose StatementBegin
create function app.cohort_moves() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'cohort % is closed', old.id using errcode = 'restrict_violation';
  end if;
  if new.program_id <> old.program_id and exists (select 1 from enrolment e where e.tenant_id = old.tenant_id and e.cohort_id = old.id) then
    raise exception 'cohort % has people enrolled in its program', old.id using errcode = 'restrict_violation';
  end if;
  if (new.required_hours, new.attendance_floor) is distinct from (old.required_hours, old.attendance_floor)
    and exists (select 1 from completion c where c.tenant_id = old.tenant_id and c.cohort_id = old.id) then
    raise exception 'cohort % has completions under its rule', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger cohort_moves before update on cohort for each row execute function app.cohort_moves();

-- Nothing is written into a closed cohort.
-- +goose StatementBegin
create function app.cohort_open() returns trigger language plpgsql as $$
begin
  if exists (select 1 from cohort c where c.tenant_id = new.tenant_id and c.id = new.cohort_id and c.closed_at is not null) then
    raise exception 'cohort % is closed', new.cohort_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and new.cohort_id <> old.cohort_id then
    raise exception '% belongs to one cohort', tg_table_name using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger cohort_open before insert or update on cohort_trainer for each row execute function app.cohort_open();
create trigger cohort_open before insert or update on training_session for each row execute function app.cohort_open();
create trigger cohort_open before insert or update on enrolment for each row execute function app.cohort_open();
create trigger cohort_open before insert or update on attendance for each row execute function app.cohort_open();
create trigger cohort_open before insert or update on completion for each row execute function app.cohort_open();

-- +goose StatementBegin
create function app.training_session_moves() returns trigger language plpgsql as $$
begin
  if old.cancelled_at is not null then
    raise exception 'session % was cancelled', old.id using errcode = 'restrict_violation';
  end if;
  if new.number <> old.number then
    raise exception 'session % keeps its number', old.id using errcode = 'restrict_violation';
  end if;
  if new.cancelled_at is not null and exists (select 1 from attendance a where a.tenant_id = old.tenant_id and a.training_session_id = old.id) then
    raise exception 'session % took place', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger training_session_moves before update on training_session for each row execute function app.training_session_moves();

-- +goose StatementBegin
create function app.enrolment_moves() returns trigger language plpgsql as $$
declare
  seats integer;
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
    if (select count(*) from enrolment e where e.tenant_id = new.tenant_id and e.cohort_id = new.cohort_id and e.withdrawn_at is null and e.id <> new.id) >= seats then
      raise exception 'cohort % is full', new.cohort_id using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger enrolment_moves before insert or update on enrolment for each row execute function app.enrolment_moves();

-- +goose StatementBegin
create function app.attendance_moves() returns trigger language plpgsql as $$
declare
  s training_session;
begin
  if tg_op = 'UPDATE' and (new.training_session_id, new.enrolment_id) is distinct from (old.training_session_id, old.enrolment_id) then
    raise exception 'attendance % is of one person at one session', old.id using errcode = 'restrict_violation';
  end if;
  select * into s from training_session t where t.tenant_id = new.tenant_id and t.id = new.training_session_id;
  if s.cohort_id <> new.cohort_id
    or not exists (select 1 from enrolment e where e.tenant_id = new.tenant_id and e.id = new.enrolment_id and e.cohort_id = new.cohort_id) then
    raise exception 'attendance is of one cohort' using errcode = 'restrict_violation';
  end if;
  if s.cancelled_at is not null or s.starts_at > coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) then
    raise exception 'session % was not held', s.id using errcode = 'restrict_violation';
  end if;
  if new.hours > s.hours or (new.mark in ('absent', 'excused') and new.hours <> 0)
    or (new.mark = 'present' and new.hours <> s.hours) or (new.mark = 'part' and (new.hours = 0 or new.hours = s.hours)) then
    raise exception 'the hours do not fit the mark' using errcode = 'restrict_violation';
  end if;
  if exists (select 1 from completion c where c.tenant_id = new.tenant_id and c.enrolment_id = new.enrolment_id) then
    raise exception 'a completion stands on this attendance' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger attendance_moves before insert or update on attendance for each row execute function app.attendance_moves();

-- +goose StatementBegin
create function app.completion_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'completion % never changes', old.id using errcode = 'restrict_violation';
  end if;
  if not exists (select 1 from enrolment e join cohort c on c.tenant_id = e.tenant_id and c.id = e.cohort_id
    where e.tenant_id = new.tenant_id and e.id = new.enrolment_id and e.cohort_id = new.cohort_id and e.candidate_id = new.candidate_id
      and c.program_id = new.program_id and e.withdrawn_at is null) then
    raise exception 'this completion is of nobody enrolled' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger completion_moves before insert or update on completion for each row execute function app.completion_moves();
