-- +goose Up
-- Whoever comes early checks in before the session begins. When it is then
-- cancelled, or moved to another time, nobody was at it: such marks, and no
-- others, are taken away. The journal tells of each.
grant delete on attendance to accord_member;
create policy unbegun on attendance as restrictive for delete to accord_member using (
  recorded_by is null
  and exists (select 1 from training_session s join cohort c on c.tenant_id = s.tenant_id and c.id = s.cohort_id
    where s.tenant_id = attendance.tenant_id and s.id = attendance.training_session_id
      and s.starts_at > app.now() and s.cancelled_at is null and c.closed_at is null)
  and not exists (select 1 from completion d where d.tenant_id = attendance.tenant_id and d.enrolment_id = attendance.enrolment_id));
