-- +goose Up
-- Who sits on a panel reads who dissents, and so takes nobody else off it: those
-- who are left would decide. And a draft or a vote bears the name of whose it is.

-- +goose StatementBegin
create or replace function app.leaves_with_reason() returns trigger language plpgsql as $$
begin
  if current_user = 'accord_member' and new.membership_id = any(app.person_memberships()) then
    raise exception 'panellist % steps down with a reason', new.id using errcode = 'restrict_violation';
  end if;
  if current_user = 'accord_member' and exists (select from panellist p where p.tenant_id = new.tenant_id and p.appeal_id = new.appeal_id
      and p.membership_id = any(app.person_memberships()) and p.out_at is null) then
    raise exception 'panellist % is taken off by nobody of the panel', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.panel_named() returns trigger language plpgsql as $$
begin
  if not exists (select from panellist p where p.tenant_id = new.tenant_id and p.id = new.panellist_id and p.name = new.name) then
    raise exception '% % bears another''s name', tg_table_name, new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger named before insert on ruling for each row execute function app.panel_named();
create trigger named before insert on panel_vote for each row execute function app.panel_named();
