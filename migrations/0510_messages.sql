-- +goose Up
-- Messages to a cohort: an organisation's templates with their versions, what
-- was written to whom, and when a cohort is reminded of its sessions.

create table message_template (
  tenant_id   uuid not null references organisation,
  id          uuid not null,
  kind        text not null check (kind in ('joining', 'materials', 'reminder', 'evaluation', 'general')),
  name        text not null check (length(name) between 1 and 120),
  version     integer not null check (version > 0), -- the one in use
  created_at  timestamptz not null,
  created_by  uuid,
  archived_at timestamptz,
  primary key (tenant_id, id)
);
create unique index message_template_name on message_template (tenant_id, lower(name)) where archived_at is null;
call app.organisation_side('message_template');

create table message_template_version (
  tenant_id           uuid not null,
  id                  uuid not null,
  message_template_id uuid not null,
  number              integer not null check (number > 0),
  fallback            text not null check (fallback in ('en', 'es')),
  subject_en          text not null check (length(subject_en) <= 150),
  body_en             text not null check (length(body_en) <= 5000),
  subject_es          text not null check (length(subject_es) <= 150),
  body_es             text not null check (length(body_es) <= 5000),
  saved_at            timestamptz not null,
  saved_by            uuid,
  saved_by_name       text not null default '',
  primary key (tenant_id, id),
  unique (tenant_id, message_template_id, number),
  foreign key (tenant_id, message_template_id) references message_template,
  check ((subject_en = '') = (body_en = '')),
  check ((subject_es = '') = (body_es = '')),
  check (case fallback when 'en' then subject_en else subject_es end <> '')
);
call app.organisation_side('message_template_version', null, 'select, insert'); -- what was saved stays

create table message (
  tenant_id           uuid not null,
  id                  uuid not null,
  cohort_id           uuid not null,
  message_template_id uuid,    -- what it was made of; none: a default
  template_version    integer not null default 0,
  training_session_id uuid,    -- what it reminds of
  kind                text not null check (kind in ('joining', 'materials', 'reminder', 'evaluation', 'general')),
  name                text not null check (length(name) between 1 and 120),
  fallback            text not null check (fallback in ('en', 'es')),
  subject_en          text not null,
  body_en             text not null,
  subject_es          text not null,
  body_es             text not null,
  audience            text not null check (audience in ('enrolled', 'at_risk', 'missing_hours', 'waiting', 'chosen')),
  created_at          timestamptz not null,
  created_by          uuid,
  created_by_name     text not null default '',
  send_at             timestamptz, -- confirmed to be sent then
  started_at          timestamptz,
  finished_at         timestamptz,
  cancelled_at        timestamptz,
  cancelled_by        uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, message_template_id) references message_template,
  foreign key (tenant_id, training_session_id) references training_session,
  check (started_at is null or send_at is not null),
  check (finished_at is null or started_at is not null),
  check (cancelled_at is null or started_at is null)
);
create index message_latest on message (tenant_id, created_at desc, id desc);
create index message_cohort on message (tenant_id, cohort_id, created_at desc);
create index message_session on message (tenant_id, training_session_id) where training_session_id is not null;
call app.organisation_side('message');

create table message_delivery (
  tenant_id    uuid not null,
  id           uuid not null,
  message_id   uuid not null,
  cohort_id    uuid not null,
  candidate_id uuid not null,
  enrolment_id uuid,             -- none for who waits for a place
  name         text not null,    -- as it was then
  state        text not null check (state in ('queued', 'sent', 'failed', 'left')),
  reason       text not null default '', -- why it failed, a key of the catalogue
  tries        integer not null default 0 check (tries >= 0),
  locale       text not null default '' check (locale in ('', 'en', 'es')),
  subject      text not null default '', -- as it was sent, without the link that is theirs alone
  body         text not null default '',
  settled_at   timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, message_id, candidate_id), -- two tabs, a job run again: one mail to each
  foreign key (tenant_id, message_id) references message,
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, enrolment_id) references enrolment,
  check ((state = 'queued') = (settled_at is null)),
  check ((state = 'failed') = (reason <> ''))
);
create index message_delivery_candidate on message_delivery (tenant_id, candidate_id);
call app.organisation_side('message_delivery');

create table session_reminder (
  tenant_id           uuid not null,
  id                  uuid not null, -- the cohort's
  days_before         integer not null check (days_before between 0 and 14), -- 0: off
  message_template_id uuid,
  updated_at          timestamptz not null,
  updated_by          uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references cohort,
  foreign key (tenant_id, message_template_id) references message_template
);
call app.organisation_side('session_reminder');

-- +goose StatementBegin
create function app.message_moves() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['send_at','started_at','finished_at','cancelled_at','cancelled_by'])
    is distinct from (to_jsonb(old) - array['send_at','started_at','finished_at','cancelled_at','cancelled_by']) then
    raise exception 'message % says what it says', old.id using errcode = 'restrict_violation';
  end if;
  if old.cancelled_at is not null
    or (old.started_at is not null and (new.started_at, new.send_at) is distinct from (old.started_at, old.send_at)) then
    raise exception 'message % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger message_moves before update on message for each row execute function app.message_moves();

-- +goose StatementBegin
create function app.message_delivery_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from message m where m.tenant_id = new.tenant_id and m.id = new.message_id and m.cohort_id = new.cohort_id) then
      raise exception 'this is of a message of another cohort' using errcode = 'restrict_violation';
    end if;
    if new.enrolment_id is not null and not exists (select 1 from enrolment e where e.tenant_id = new.tenant_id and e.id = new.enrolment_id
      and e.cohort_id = new.cohort_id and e.candidate_id = new.candidate_id) then
      raise exception 'this is of an enrolment of another cohort' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.message_id, new.cohort_id, new.candidate_id, new.enrolment_id, new.name) is distinct from (old.message_id, old.cohort_id, old.candidate_id, old.enrolment_id, old.name)
    or old.state in ('sent', 'left') then
    raise exception 'delivery % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger message_delivery_moves before insert or update on message_delivery for each row execute function app.message_delivery_moves();
