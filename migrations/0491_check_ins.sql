-- +goose Up
-- A trainer opens a session's check-in, and trainees say themselves that they
-- have come, by a code that is shown in the room.

create table check_in (
  tenant_id           uuid not null,
  id                  uuid not null, -- the codes are derived from it: one that is opened again has others
  cohort_id           uuid not null,
  training_session_id uuid not null,
  opened_at           timestamptz not null,
  opened_by           uuid,
  closed_at           timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, training_session_id) references training_session
);
create unique index check_in_open on check_in (tenant_id, training_session_id) where closed_at is null;
create index check_in_cohort on check_in (tenant_id, cohort_id) where closed_at is null;
call app.organisation_side('check_in');

-- +goose StatementBegin
create function app.check_in_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.closed_at is not null or (new.training_session_id, new.cohort_id, new.opened_at) is distinct from (old.training_session_id, old.cohort_id, old.opened_at)) then
    raise exception 'check-in % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and exists (select 1 from training_session s where s.tenant_id = new.tenant_id and s.id = new.training_session_id and s.cancelled_at is not null) then
    raise exception 'session % was cancelled', new.training_session_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger check_in_moves before insert or update on check_in for each row execute function app.check_in_moves();
create trigger of_session_of_cohort before insert on check_in for each row execute function app.of_session_of_cohort();
create trigger cohort_open before insert on check_in for each row execute function app.cohort_open();

-- Codes that were wrong, so that nobody guesses on.
create table check_in_try (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  enrolment_id uuid not null,
  tried_at     timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, enrolment_id) references enrolment
);
create index check_in_try_lately on check_in_try (tenant_id, enrolment_id, tried_at desc);
call app.organisation_side('check_in_try', null, 'select, insert');

-- How a mark was made: by staff, or by the trainee's own check-in.
alter table attendance_change add column how text not null default '' check (how in ('', 'check_in'));

-- People come before a session begins: its first half-hour ahead counts.
-- +goose StatementBegin
create or replace function app.attendance_moves() returns trigger language plpgsql as $$
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
  if s.cancelled_at is not null or s.starts_at - interval '30 minutes' > coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) then
    raise exception 'session % was not held', s.id using errcode = 'restrict_violation';
  end if;
  if new.hours > s.hours or (new.mark in ('absent', 'excused') and new.hours <> 0)
    or (new.mark in ('present', 'late') and new.hours <> s.hours) or (new.mark = 'part' and (new.hours = 0 or new.hours = s.hours)) then
    raise exception 'the hours do not fit the mark' using errcode = 'restrict_violation';
  end if;
  if exists (select 1 from completion c where c.tenant_id = new.tenant_id and c.enrolment_id = new.enrolment_id) then
    raise exception 'a completion stands on this attendance' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
