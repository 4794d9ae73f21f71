-- +goose Up
-- A draft that was never sent is its writer's alone, and nobody's once the link
-- to it is over: it is erased, whole. Nothing that was sent is.
grant delete on application to accord_member;
create policy forgotten on application as restrictive for delete to accord_member
  using (submitted_at is null and link_until <= app.now());

insert into deadline (tenant_id, id, subject_id, kind, stage, door, due_at, created_at)
  select tenant_id, gen_random_uuid(), id, 'application.forget', link_id::text, 'member', link_until, started_at
  from application where submitted_at is null;
