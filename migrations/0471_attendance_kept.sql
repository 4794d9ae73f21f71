-- +goose Up
-- Late is a mark of its own: the hours count, and that somebody came late is
-- seen. And what a mark was before a correction is kept beside it.
alter table attendance drop constraint attendance_mark_check;
alter table attendance add constraint attendance_mark_check check (mark in ('present','late','part','absent','excused'));

create table attendance_change (
  tenant_id           uuid not null,
  id                  uuid not null,
  cohort_id           uuid not null,
  training_session_id uuid not null,
  enrolment_id        uuid not null,
  was_mark            text not null default '' check (was_mark in ('','present','late','part','absent','excused')), -- '' for the first
  was_hours           numeric(5,2) not null default 0,
  mark                text not null check (mark in ('present','late','part','absent','excused')),
  hours               numeric(5,2) not null,
  at                  timestamptz not null,
  by                  uuid,
  by_name             text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, training_session_id) references training_session,
  foreign key (tenant_id, enrolment_id) references enrolment
);
create index attendance_change_cohort on attendance_change (tenant_id, cohort_id);
create index attendance_change_cell on attendance_change (tenant_id, training_session_id, enrolment_id);
call app.organisation_side('attendance_change', null, 'select, insert');

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
  if s.cancelled_at is not null or s.starts_at > coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) then
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
