-- +goose Up
-- The time zone in which a cohort's days and hours are meant: its place's, or
-- its organisation's.
alter table cohort add column time_zone text not null default '';
update cohort c set time_zone = o.time_zone from organisation o where o.tenant_id = c.tenant_id;

-- +goose StatementBegin
create function app.cohort_zoned() returns trigger language plpgsql as $$
begin
  if new.time_zone = '' then -- written by a version that knows the organisation's alone
    select o.time_zone into new.time_zone from organisation o where o.tenant_id = new.tenant_id;
  end if;
  perform now() at time zone new.time_zone; -- a name that the database knows
  return new;
end $$;
-- +goose StatementEnd
create trigger zoned before insert or update of time_zone on cohort for each row execute function app.cohort_zoned();
