-- +goose Up
-- The marks of those who mark first open together, as sheets do: before both are
-- in, each marker's are theirs alone, whoever asks.

-- +goose StatementBegin
-- Scripts of which fewer than two markers' marks are in.
create function app.half_marked() returns setof uuid language plpgsql stable as $$
begin
  return query select s.id from knowledge_script s where s.tenant_id = app.tenant() and s.settled_at is null and s.apart_at is null and s.removed_at is null
    and (select count(*) from knowledge_marking g where g.tenant_id = s.tenant_id and g.script_id = s.id and g.removed_at is null and g.submitted_at is not null) < 2;
end $$;
-- +goose StatementEnd
create policy together on knowledge_mark as restrictive for select to accord_member using (
  membership_id = any((select app.person_memberships())::uuid[]) or script_id <> all(array(select app.half_marked())));
