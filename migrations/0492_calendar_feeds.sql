-- +goose Up
-- The private address of a person's calendar. It is a link that stays: its hash
-- is at rest, and it opens nothing but the sessions.
create table calendar_feed (
  tenant_id     uuid not null,
  id            uuid not null, -- the link's
  membership_id uuid,
  person_id     uuid,          -- whose that membership is
  enrolment_id  uuid,
  everything    boolean not null default false, -- all sessions that its holder may see, not only those they train
  made_at       timestamptz not null,
  ended_at      timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references membership,
  foreign key (tenant_id, enrolment_id) references enrolment,
  check ((membership_id is null) <> (enrolment_id is null)),
  check ((membership_id is null) = (person_id is null))
);
create unique index calendar_feed_member on calendar_feed (tenant_id, membership_id) where ended_at is null;
create unique index calendar_feed_trainee on calendar_feed (tenant_id, enrolment_id) where ended_at is null;
call app.organisation_side('calendar_feed');

-- +goose StatementBegin
create function app.calendar_feed_moves() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null or (new.membership_id, new.person_id, new.enrolment_id, new.everything, new.made_at)
    is distinct from (old.membership_id, old.person_id, old.enrolment_id, old.everything, old.made_at) then
    raise exception 'calendar feed % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger calendar_feed_moves before update on calendar_feed for each row execute function app.calendar_feed_moves();

-- Whoever saw a trainee's page saw their calendar's address: both end together.
-- +goose StatementBegin
create function app.calendar_feed_ends() returns trigger language plpgsql as $$
begin
  update calendar_feed set ended_at = new.ended_at where tenant_id = new.tenant_id and enrolment_id = new.enrolment_id and ended_at is null;
  return null;
end $$;
-- +goose StatementEnd
create trigger calendar_feed_ends after update on personal_link for each row
  when (old.ended_at is null and new.ended_at is not null) execute function app.calendar_feed_ends();

-- When a session was last changed in any way: iCalendar's LAST-MODIFIED.
alter table training_session add column changed_at timestamptz;
update training_session set changed_at = coalesce(cancelled_at, created_at);
-- +goose StatementBegin
create function app.session_changes() returns trigger language plpgsql as $$
begin
  new.changed_at := coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());
  return new;
end $$;
-- +goose StatementEnd
create trigger session_changes before insert or update on training_session for each row execute function app.session_changes();
create index training_session_starts on training_session (tenant_id, starts_at);
