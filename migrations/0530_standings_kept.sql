-- +goose Up
-- How an enrolment stands, and what a session's marks add up to, kept beside
-- them: a list over all cohorts reads rows instead of every mark.
create table enrolment_standing (
  tenant_id    uuid not null,
  id           uuid not null,              -- the enrolment's
  cohort_id    uuid not null,
  candidate_id uuid not null,
  program_id   uuid not null,
  attended     numeric(8,2) not null check (attended >= 0),
  expected     numeric(8,2) not null check (expected >= 0),
  excused      numeric(8,2) not null check (excused >= 0),
  to_come      numeric(8,2) not null check (to_come >= 0),
  missed       integer not null check (missed >= 0),
  share        integer not null check (share between -1 and 100), -- percent; -1 before anything was recorded
  status       text not null check (status in ('on_track','at_risk','ready','completed','withdrawn')),
  changed_at   timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references enrolment,
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program
);
create index enrolment_standing_share on enrolment_standing (tenant_id, status, share, id);
create index enrolment_standing_all on enrolment_standing (tenant_id, share, id);
create index enrolment_standing_cohort on enrolment_standing (tenant_id, cohort_id);
call app.organisation_side('enrolment_standing');

create table session_tally (
  tenant_id uuid not null,
  id        uuid not null,                 -- the session's
  cohort_id uuid not null,
  starts_at timestamptz not null,
  attended  numeric(9,2) not null check (attended >= 0),
  expected  numeric(9,2) not null check (expected >= 0),
  unmarked  integer not null check (unmarked >= 0),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references training_session,
  foreign key (tenant_id, cohort_id) references cohort
);
create index session_tally_start on session_tally (tenant_id, starts_at, id);
create index session_tally_unmarked on session_tally (tenant_id, starts_at) where unmarked > 0;
create index session_tally_cohort on session_tally (tenant_id, cohort_id);
call app.organisation_side('session_tally');
create index completion_day on completion (tenant_id, completed_on);

-- What is kept, worked out from the rows, of all organisations or of one: the
-- owner's, for what was there before these tables and for rows that come by no verb. The
-- rule is the program's words in app/trainings/standing.go; a test holds the two
-- against each other.
-- +goose StatementBegin
create procedure app.stand_again(of_tenant uuid default null) language plpgsql as $$
begin
  delete from enrolment_standing where of_tenant is null or tenant_id = of_tenant;
  delete from session_tally where of_tenant is null or tenant_id = of_tenant;
  insert into enrolment_standing
  select e.tenant_id, e.id, e.cohort_id, e.candidate_id, c.program_id, s.attended, s.expected, s.excused, s.to_come, s.missed,
    case when s.expected > 0 then floor(s.attended / s.expected * 100) else -1 end,
    case
      when exists (select 1 from completion d where d.tenant_id = e.tenant_id and d.enrolment_id = e.id) then 'completed'
      when e.withdrawn_at is not null then 'withdrawn'
      when s.attended >= c.required_hours and not (s.expected > 0 and floor(s.attended / s.expected * 100) < c.attendance_floor) then 'ready'
      when (s.expected > 0 and floor(s.attended / s.expected * 100) < greatest(c.attendance_floor, coalesce(r.warn_below, 0)))
        or (coalesce(r.missed, 0) > 0 and s.missed >= r.missed)
        or s.attended + s.to_come + greatest(0, c.required_hours - p.planned) < c.required_hours then 'at_risk'
      else 'on_track'
    end, coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
  from enrolment e
  join cohort c on c.tenant_id = e.tenant_id and c.id = e.cohort_id
  left join at_risk_rule r on r.tenant_id = c.tenant_id and r.id = c.program_id
  cross join lateral (
    select coalesce(sum(t.hours), 0) planned from training_session t
    where t.tenant_id = e.tenant_id and t.cohort_id = e.cohort_id and t.cancelled_at is null) p
  left join lateral (
    select coalesce(sum(a.hours) filter (where a.mark <> 'excused'), 0) attended,
      coalesce(sum(t.hours) filter (where a.mark <> 'excused'), 0) expected,
      coalesce(sum(t.hours) filter (where a.mark = 'excused'), 0) excused,
      p.planned - coalesce(sum(t.hours), 0) to_come,
      count(*) filter (where a.mark = 'absent') missed
    from attendance a join training_session t on t.tenant_id = a.tenant_id and t.id = a.training_session_id
    where a.tenant_id = e.tenant_id and a.enrolment_id = e.id and t.cancelled_at is null) s on true
  where of_tenant is null or e.tenant_id = of_tenant;
  insert into session_tally
  select t.tenant_id, t.id, t.cohort_id, t.starts_at, coalesce(a.attended, 0), coalesce(a.expected, 0),
    case when t.cancelled_at is null then u.under_way - coalesce(a.marked, 0) else 0 end
  from training_session t
  cross join lateral (
    select count(*) under_way from enrolment_standing s
    where s.tenant_id = t.tenant_id and s.cohort_id = t.cohort_id and s.status not in ('withdrawn', 'completed')) u
  left join lateral (
    select sum(m.hours) filter (where m.mark <> 'excused') attended,
      count(*) filter (where m.mark <> 'excused') * t.hours expected,
      count(*) filter (where s.status <> 'completed') marked
    from attendance m join enrolment_standing s on s.tenant_id = m.tenant_id and s.id = m.enrolment_id
    where m.tenant_id = t.tenant_id and m.training_session_id = t.id and s.status <> 'withdrawn' and t.cancelled_at is null) a on true
  where of_tenant is null or t.tenant_id = of_tenant;
end $$;
-- +goose StatementEnd
revoke execute on procedure app.stand_again(uuid) from public;
call app.stand_again();
