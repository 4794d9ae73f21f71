-- +goose Up
-- How many marks a session has at all, so that a cohort's page tells a session
-- nobody was enrolled for from one that is recorded without reading its marks.
alter table session_tally add column marks integer not null default 0 check (marks >= 0);
alter table session_tally alter column marks drop default;

-- As in 0530, and the marks counted.
-- +goose StatementBegin
create or replace procedure app.stand_again(of_tenant uuid default null) language plpgsql as $$
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
    case when t.cancelled_at is null then u.under_way - coalesce(a.marked, 0) else 0 end,
    (select count(*) from attendance m where m.tenant_id = t.tenant_id and m.training_session_id = t.id)
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
call app.stand_again();
