-- +goose Up
-- A message that was scheduled goes out for who confirmed it. When they have
-- left at its hour, or may no longer write to its cohort, it is a draft again.

alter table message
  add column confirmed_by      uuid, -- their membership; none for reminders
  add column confirmed_by_name text not null default '',
  add column returned_at       timestamptz, -- when its hour came, and it did not go out
  add column returned_why      text check (returned_why in ('left', 'rights')),
  add check ((returned_at is null) = (returned_why is null)),
  add check (returned_at is null or (send_at is null and started_at is null));

-- Those that wait now: the journal knows who confirmed them.
alter table message disable trigger message_moves;
update message m set confirmed_by = a.membership_id, confirmed_by_name = a.actor
  from audit_log a
  where a.tenant_id = m.tenant_id and a.subject_id = m.id and a.action = 'message.scheduled'
    and m.send_at is not null and m.started_at is null and m.cancelled_at is null;
alter table message enable trigger message_moves;

-- +goose StatementBegin
create or replace function app.message_moves() returns trigger language plpgsql as $$
declare
  moves constant text[] := array['send_at','started_at','finished_at','cancelled_at','cancelled_by','confirmed_by','confirmed_by_name','returned_at','returned_why'];
begin
  if (to_jsonb(new) - moves) is distinct from (to_jsonb(old) - moves) then
    raise exception 'message % says what it says', old.id using errcode = 'restrict_violation';
  end if;
  if old.cancelled_at is not null
    or (old.started_at is not null and (new.started_at, new.send_at) is distinct from (old.started_at, old.send_at)) then
    raise exception 'message % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  if (old.send_at is not null and new.send_at is null) is distinct from (old.returned_at is null and new.returned_at is not null) then
    raise exception 'message % is a draft again only when it is given back', old.id using errcode = 'restrict_violation';
  end if;
  if (new.confirmed_by, new.confirmed_by_name) is distinct from (old.confirmed_by, old.confirmed_by_name)
    and (old.send_at is not null or new.send_at is null) then
    raise exception 'message % was confirmed by who confirmed it', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
