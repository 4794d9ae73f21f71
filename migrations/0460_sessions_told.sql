-- +goose Up
-- Who trains a session, where it takes place online, and what those concerned
-- were told when it moved or was cancelled.

alter table training_session add column link text not null default '' check (link = '' or (link ~ '^https?://' and length(link) <= 500));
alter table training_session add column revision integer not null default 0 check (revision >= 0); -- how often it moved or was cancelled: iCalendar's SEQUENCE

create table session_trainer (
  tenant_id           uuid not null,
  id                  uuid not null,
  cohort_id           uuid not null,
  training_session_id uuid not null,
  membership_id       uuid not null,
  added_at            timestamptz not null,
  removed_at          timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, training_session_id) references training_session,
  foreign key (tenant_id, membership_id) references membership
);
create unique index session_trainer_once on session_trainer (tenant_id, training_session_id, membership_id) where removed_at is null;
create index session_trainer_cohort on session_trainer (tenant_id, cohort_id) where removed_at is null;
create index session_trainer_member on session_trainer (tenant_id, membership_id) where removed_at is null;
call app.organisation_side('session_trainer');

create table session_notice (
  tenant_id           uuid not null,
  id                  uuid not null,
  cohort_id           uuid not null,
  training_session_id uuid not null,
  kind                text not null check (kind in ('moved', 'cancelled')),
  title               text not null,
  was_starts_at       timestamptz not null,
  starts_at           timestamptz not null,
  ends_at             timestamptz not null,
  place               text not null default '',
  link                text not null default '',
  reason              text not null check (length(reason) between 1 and 300),
  told                integer not null check (told > 0),
  told_at             timestamptz not null,
  told_by             uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, training_session_id) references training_session
);
create index session_notice_session on session_notice (tenant_id, training_session_id);
call app.organisation_side('session_notice', null, 'select, insert'); -- what was said stays said

create trigger cohort_open before insert or update on session_trainer for each row execute function app.cohort_open();
create trigger cohort_open before insert on session_notice for each row execute function app.cohort_open();

-- +goose StatementBegin
create function app.of_session_of_cohort() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from training_session s where s.tenant_id = new.tenant_id and s.id = new.training_session_id and s.cohort_id = new.cohort_id) then
    raise exception 'this is of a session of another cohort' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger of_session_of_cohort before insert or update on session_trainer for each row execute function app.of_session_of_cohort();
create trigger of_session_of_cohort before insert on session_notice for each row execute function app.of_session_of_cohort();
