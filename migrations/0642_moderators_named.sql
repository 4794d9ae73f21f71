-- +goose Up
-- Whoever was ever named to moderate a disagreement could read its sheets, and
-- so is never its third assessor, also where somebody else was named since.
alter table disagreement add column named jsonb not null default '[]' check (jsonb_typeof(named) = 'array'); -- memberships
alter table disagreement disable trigger holds;
update disagreement set named = jsonb_build_array(moderator_id) where moderator_id is not null;
alter table disagreement enable trigger holds;

-- +goose StatementBegin
create function app.moderator_named() returns trigger language plpgsql as $$
begin
  new.named := old.named || case when new.moderator_id is null or old.named ? new.moderator_id::text then '[]' else jsonb_build_array(new.moderator_id) end;
  return new;
end $$;

create function app.third_has_not_read() returns trigger language plpgsql as $$
begin
  if exists (select from disagreement d where d.tenant_id = new.tenant_id and d.id = new.settles and d.named ? new.membership_id::text) then
    raise exception 'the third assessor was named to moderate' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger named before update on disagreement for each row when (new.moderator_id is distinct from old.moderator_id or new.named is distinct from old.named) execute function app.moderator_named();
create trigger unread before insert on assessor_assignment for each row when (new.settles is not null) execute function app.third_has_not_read();
