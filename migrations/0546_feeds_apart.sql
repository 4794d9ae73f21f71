-- +goose Up
-- A calendar's address goes to others' servers. It is a link of its own kind,
-- and the table takes no other: a feed's key is never a personal link's
-- (0545_addresses_corrected.sql holds the same of those).
-- +goose StatementBegin
create function app.calendar_feed_apart() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from link l where l.tenant_id = new.tenant_id and l.id = new.id
      and l.act = case when new.enrolment_id is null then 'calendar' else 'attend_calendar' end
      and l.subject_id = coalesce(new.enrolment_id, new.membership_id)) then
    raise exception 'calendar feed % is another key', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger apart before insert on calendar_feed for each row execute function app.calendar_feed_apart();
