-- +goose Up
-- Who sits on a panel decides with it, and does not end the appeal by taking it
-- back for the candidate.

-- +goose StatementBegin
create function app.withdrawn_by_other() returns trigger language plpgsql as $$
begin
  if current_user = 'accord_member' and exists (select from panellist p where p.tenant_id = new.tenant_id and p.appeal_id = new.id
      and p.membership_id = any(app.person_memberships()) and p.out_at is null) then
    raise exception 'appeal % is not withdrawn by one of its panel', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger withdrawn_by_other before update on appeal for each row
  when (old.state = 'lodged' and new.state = 'withdrawn') execute function app.withdrawn_by_other();
