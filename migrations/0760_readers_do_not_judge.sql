-- +goose Up
-- Whoever runs programs reads what has come in. So they are asked to judge, or
-- to mark a script, before anything is in, or not at all: also where they were
-- asked before and gave it back. And a sheet that is in is not taken out by
-- somebody from whom it is hidden.

-- +goose StatementBegin
create function app.runs_programs(of_tenant uuid, of_membership uuid) returns boolean language sql stable as $$
  select exists (select from membership m join membership b on b.tenant_id = m.tenant_id and (b.id = m.id or b.person_id = m.person_id)
    join membership_role r on r.tenant_id = b.tenant_id and r.membership_id = b.id and r.role in ('organisation_admin', 'program_manager')
    where m.tenant_id = of_tenant and m.id = of_membership)
$$;

create function app.assessor_has_not_read() returns trigger language plpgsql as $$
begin
  if app.runs_programs(new.tenant_id, new.membership_id) and exists (select from assessor_assignment g
      where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id and g.removed_at is null and g.sheet_in_at is not null) then
    raise exception 'the assessor can read the sheet that is in' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.marker_has_not_read() returns trigger language plpgsql as $$
begin
  if app.runs_programs(new.tenant_id, new.membership_id) and exists (select from knowledge_marking g
      where g.tenant_id = new.tenant_id and g.script_id = new.script_id and g.removed_at is null and g.submitted_at is not null) then
    raise exception 'the marker can read the marks that are in' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.sheet_stays_in() returns trigger language plpgsql as $$
begin
  raise exception 'the score sheet of assignment % is in', old.id using errcode = 'restrict_violation';
end $$;
-- +goose StatementEnd

create trigger has_not_read before insert on assessor_assignment for each row execute function app.assessor_has_not_read();
create trigger has_not_read before insert on knowledge_marking for each row execute function app.marker_has_not_read();
create trigger stays_in before update on assessor_assignment for each row
  when (old.sheet_in_at is not null and new.sheet_in_at is distinct from old.sheet_in_at or old.sheet_in_at is not null and new.removed_at is not null) execute function app.sheet_stays_in();
