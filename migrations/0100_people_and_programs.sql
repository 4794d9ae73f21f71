-- +goose Up
-- Browsers in which somebody has signed in before. Guesses from elsewhere are
-- counted apart from theirs, so nobody can lock another out: see people.SignIn.
create table known_device (
  token_hash bytea not null check (length(token_hash) = 32),
  person_id  uuid not null references account,
  created_at timestamptz not null,
  primary key (token_hash, person_id)
);
call app.gate_side('known_device', 'select, insert, delete');
create index sign_in_attempt_at on sign_in_attempt (at);

-- An organisation keeps at least one administrator who accepted.
-- +goose StatementBegin
create function app.keep_administrator() returns trigger language plpgsql as $$
declare
  administrator text := case when old.tenant_id = app.oversight() then 'imi_admin' else 'organisation_admin' end;
begin
  if tg_table_name = 'membership' then
    if old.ended_at is not null or new.ended_at is null or old.accepted_at is null
      or not exists (select 1 from membership_role r where r.tenant_id = old.tenant_id and r.membership_id = old.id and r.role = administrator)
    then return null; end if;
  else
    if old.role <> administrator
      or not exists (select 1 from membership m where m.tenant_id = old.tenant_id and m.id = old.membership_id and m.accepted_at is not null and m.ended_at is null)
    then return null; end if;
  end if;
  if not exists (select 1 from membership m join membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id
    where m.tenant_id = old.tenant_id and m.accepted_at is not null and m.ended_at is null and r.role = administrator)
  then raise exception 'an organisation keeps an administrator' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create constraint trigger keep_administrator after update on membership deferrable initially deferred
  for each row execute function app.keep_administrator();
create constraint trigger keep_administrator after delete on membership_role deferrable initially deferred
  for each row execute function app.keep_administrator();

-- A membership is one person's for good, and what has ended stays so. The one
-- that an invitation of IMI names is the organisation's first.
-- +goose StatementBegin
create function app.membership_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if exists (select 1 from organisation_invitation i where i.tenant_id = new.tenant_id and i.id = new.id)
      and (exists (select 1 from organisation_invitation i where i.tenant_id = new.tenant_id and i.id = new.id and i.withdrawn_at is not null)
        or exists (select 1 from membership m where m.tenant_id = new.tenant_id))
    then raise exception 'an organisation is founded once' using errcode = 'restrict_violation'; end if;
    return new;
  end if;
  if old.ended_at is not null or (old.person_id is not null and new.person_id is distinct from old.person_id)
    or (old.accepted_at is not null and new.accepted_at is distinct from old.accepted_at)
  then raise exception 'a membership does not change hands' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on membership for each row execute function app.membership_moves();

-- +goose StatementBegin
create function app.invite_before_founding() returns trigger language plpgsql as $$
begin
  if exists (select 1 from organisation_profile p where p.tenant_id = new.tenant_id)
  then raise exception 'the organisation has been founded' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert on organisation_invitation for each row execute function app.invite_before_founding();

-- draft → proposed → recognised. What IMI was shown stays as it was shown.
-- +goose StatementBegin
create function app.program_moves() returns trigger language plpgsql as $$
begin
  if old.proposed_at is not null and new.proposed_at is not distinct from old.proposed_at
    and (to_jsonb(new) - 'closed_at') is distinct from (to_jsonb(old) - 'closed_at')
  then raise exception 'a proposed program is not changed' using errcode = 'restrict_violation'; end if;
  if old.proposed_at is not null and new.proposed_at is distinct from old.proposed_at
    and exists (select 1 from recognition r where r.tenant_id = old.tenant_id and r.program_id = old.id)
  then raise exception 'a recognised program stays proposed' using errcode = 'restrict_violation'; end if;
  if old.closed_at is not null and new.closed_at is distinct from old.closed_at
  then raise exception 'a closed program stays closed' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before update on program for each row execute function app.program_moves();

-- +goose StatementBegin
create function app.criterion_moves() returns trigger language plpgsql as $$
declare
  row_program uuid := case when tg_op = 'DELETE' then old.program_id else new.program_id end;
  row_tenant uuid := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'proposed_at') is not distinct from (to_jsonb(old) - 'proposed_at') then return new; end if;
  end if;
  if exists (select 1 from program p where p.tenant_id = row_tenant and p.id = row_program and p.proposed_at is not null)
  then raise exception 'the criteria of a proposed program are not changed' using errcode = 'restrict_violation'; end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update or delete on program_criterion for each row execute function app.criterion_moves();

-- +goose StatementBegin
create function app.recognise_what_is_proposed() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from program p where p.tenant_id = new.tenant_id and p.id = new.program_id and p.proposed_at is not null and p.closed_at is null)
  then raise exception 'the program is not proposed' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert on recognition for each row execute function app.recognise_what_is_proposed();

-- Reading a journal by person and by kind of thing.
create index audit_log_person on audit_log (tenant_id, person_id, id desc) where person_id is not null;
create index audit_log_resource on audit_log (tenant_id, resource, id desc);
