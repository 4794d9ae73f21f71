-- +goose Up
-- Who judges, marks, moderates or hears an appeal holds the role for it at that
-- moment: when they are asked, when they declare, and when they write. A role that
-- is being taken away, or a membership that ends, is waited for, and waits.

-- +goose StatementBegin
create function app.asks_role() returns trigger language plpgsql as $$
declare who uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; asked text[] := string_to_array(tg_argv[1], ' ');
begin
  if who is null then
    return new;
  end if;
  perform from membership m where m.tenant_id = new.tenant_id and m.id = who and m.ended_at is null for share;
  if not found or not exists (select from membership_role r where r.tenant_id = new.tenant_id and r.membership_id = who and r.role = any(asked)) then
    raise exception 'membership % does not hold the role that % asks for', who, tg_table_name using errcode = 'restrict_violation', constraint = 'role_asked';
  end if;
  return new;
end $$;

create function app.role_goes() returns trigger language plpgsql as $$
begin
  perform from membership m where m.tenant_id = old.tenant_id and m.id = old.membership_id for no key update;
  return old;
end $$;
-- +goose StatementEnd

create trigger goes before delete on membership_role for each row execute function app.role_goes();
create trigger asks_role before insert on assessor_assignment for each row execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role_still before update on assessor_assignment for each row
  when (old.declared_at is null and new.declared_at is not null) execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role before insert on score_sheet for each row execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role_still before update on score_sheet for each row
  when (new.revision is distinct from old.revision or new.submitted_at is distinct from old.submitted_at) execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role before insert on knowledge_marking for each row execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role_still before update on knowledge_marking for each row
  when (old.declared_at is distinct from new.declared_at or new.revision is distinct from old.revision or new.submitted_at is distinct from old.submitted_at)
  execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role before insert on panellist for each row execute function app.asks_role('membership_id', 'organisation_admin program_manager trainer assessor');
create trigger asks_role_still before update on panellist for each row
  when (old.declared_at is null and new.declared_at is not null) execute function app.asks_role('membership_id', 'organisation_admin program_manager trainer assessor');
create trigger asks_role before update on appeal for each row
  when (old.decided_by is null and new.decided_by is not null) execute function app.asks_role('decided_by', 'organisation_admin program_manager trainer assessor');
create trigger asks_role before update on disagreement for each row
  when (new.moderator_id is distinct from old.moderator_id) execute function app.asks_role('moderator_id', 'organisation_admin program_manager trainer assessor');
create trigger asks_role before insert on moderation for each row execute function app.asks_role('held_by', 'organisation_admin program_manager trainer assessor');
create trigger asks_role before insert on slot_part for each row when (new.part = 'assessor') execute function app.asks_role('membership_id', 'assessor');
create trigger asks_role before insert on assessment_note for each row execute function app.asks_role('membership_id', 'assessor');
