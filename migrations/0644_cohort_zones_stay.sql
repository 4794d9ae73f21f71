-- +goose Up
-- Whoever planned a session meant its hours in the cohort's time zone: it stays
-- from then on.
-- +goose StatementBegin
create or replace function app.cohort_zoned() returns trigger language plpgsql as $$
begin
  if new.time_zone = '' then -- written by a version that knows the organisation's alone
    select o.time_zone into new.time_zone from organisation o where o.tenant_id = new.tenant_id;
  end if;
  perform now() at time zone new.time_zone; -- a name that the database knows
  if tg_op = 'UPDATE' and new.time_zone <> old.time_zone
    and exists (select 1 from training_session s where s.tenant_id = new.tenant_id and s.cohort_id = new.id and s.cancelled_at is null) then
    raise exception 'the sessions of cohort % are planned in its time zone', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
