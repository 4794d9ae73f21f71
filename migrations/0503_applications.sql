-- +goose Up
-- Applications to a program, from its public page to its cohort.

create table application (
  tenant_id      uuid not null references organisation,
  id             uuid not null,
  program_id     uuid not null,
  cohort_id      uuid not null,
  email          text not null check (email = lower(email) and length(email) between 3 and 254),
  link_id        uuid not null,         -- by which the applicant comes back
  link_until     timestamptz not null,
  locale         text not null check (locale in ('en', 'es')), -- of the letters to them
  name           text not null default '' check (length(name) <= 200),
  language       text not null default '' check (length(language) <= 2),
  country        text not null default '' check (country ~ '^([A-Z]{2})?$'),
  profession     text not null default '' check (length(profession) <= 200),
  motivation     text not null default '' check (length(motivation) <= 4000),
  training       text not null default '' check (length(training) <= 4000), -- in mediation, before
  notice         text not null default '' check (length(notice) <= 20),     -- the version of the privacy notice they accepted
  notice_at      timestamptz,
  state          text not null check (state in ('draft', 'received', 'asked', 'admitted', 'waiting', 'declined', 'withdrawn')),
  started_at     timestamptz not null,
  saved_at       timestamptz not null,
  submitted_at   timestamptz,
  decided_at     timestamptz,
  decided_by     uuid,
  decided_by_name text not null default '',
  reason         text not null default '' check (length(reason) <= 1000),
  withdrawn_at   timestamptz,
  candidate_id   uuid,
  waiting_id     uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program,
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, waiting_id) references waiting,
  check (state = 'draft' or submitted_at is not null or state = 'withdrawn'),
  check (submitted_at is null or (name <> '' and language <> '' and notice <> '' and notice_at is not null)),
  check ((state in ('admitted', 'waiting', 'declined')) = (decided_at is not null)),
  check ((state in ('admitted', 'waiting')) = (candidate_id is not null)),
  check (state <> 'declined' or reason <> ''),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
-- Two tabs, a double click, two links: one open application of an address to a program.
create unique index application_open on application (tenant_id, program_id, email) where state in ('draft', 'received', 'asked');
create index application_latest on application (tenant_id, submitted_at desc, id desc) where submitted_at is not null;
create index application_name on application (tenant_id, name, id) where submitted_at is not null;
create index application_state on application (tenant_id, state, submitted_at desc, id desc);
create index application_cohort on application (tenant_id, cohort_id);
create index application_candidate on application (tenant_id, candidate_id) where candidate_id is not null;
create index application_email on application (tenant_id, email, program_id);
create index application_waiting on application (tenant_id, waiting_id) where waiting_id is not null;
call app.organisation_side('application');

create table application_question (
  tenant_id      uuid not null,
  id             uuid not null,
  application_id uuid not null,
  question       text not null check (length(question) between 1 and 2000),
  asked_at       timestamptz not null,
  asked_by       uuid,
  asked_by_name  text not null,
  answer         text not null default '' check (length(answer) <= 4000),
  answered_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, application_id) references application,
  check ((answered_at is null) = (answer = ''))
);
create unique index application_question_open on application_question (tenant_id, application_id) where answered_at is null;
create index application_question_of on application_question (tenant_id, application_id, asked_at, id);
call app.organisation_side('application_question');

-- draft ─▶ received ⇄ asked ─▶ admitted | waiting | declined; withdrawn by the applicant until then
-- +goose StatementBegin
create function app.application_moves() returns trigger language plpgsql as $$
declare
  own text[] := array['cohort_id', 'locale', 'name', 'language', 'country', 'profession', 'motivation', 'training', 'notice', 'notice_at', 'saved_at', 'submitted_at'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an application begins as a draft' using errcode = 'restrict_violation';
    end if;
    if not app.takes_applications(new.tenant_id, new.program_id) then
      raise exception 'program % takes no applications', new.program_id using errcode = 'restrict_violation';
    end if;
  else
    if (new.program_id, new.email, new.started_at) is distinct from (old.program_id, old.email, old.started_at) then
      raise exception 'application % is one address''s to one program', old.id using errcode = 'restrict_violation';
    end if;
    if new.state <> old.state and not (
         (old.state = 'draft' and new.state in ('received', 'withdrawn'))
      or (old.state = 'received' and new.state in ('asked', 'admitted', 'waiting', 'declined', 'withdrawn'))
      or (old.state = 'asked' and new.state in ('received', 'admitted', 'waiting', 'declined', 'withdrawn'))
      or (old.state = 'waiting' and new.state = 'admitted')) then
      raise exception 'application % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
    end if;
    if old.state <> 'draft' then
      if new.state in ('admitted', 'waiting') and old.state in ('received', 'asked') then
        own := array_remove(own, 'cohort_id'); -- who admits may choose another cohort
      end if;
      if exists (select 1 from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key) where n.key = any(own) and n.value <> o.value) then
        raise exception 'application % stays as it was submitted', old.id using errcode = 'restrict_violation';
      end if;
    end if;
    if old.state in ('admitted', 'declined', 'withdrawn') and (to_jsonb(new) - array['link_id', 'link_until']) is distinct from (to_jsonb(old) - array['link_id', 'link_until']) then
      raise exception 'application % is decided', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  if not exists (select 1 from cohort c where c.tenant_id = new.tenant_id and c.id = new.cohort_id and c.program_id = new.program_id) then
    raise exception 'the cohort is of another program' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on application for each row execute function app.application_moves();

-- +goose StatementBegin
create function app.application_question_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.answered_at is not null
    or (new.application_id, new.question, new.asked_at, new.asked_by) is distinct from (old.application_id, old.question, old.asked_at, old.asked_by)) then
    raise exception 'question % stays as it was asked and answered', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before update on application_question for each row execute function app.application_question_moves();

-- Who is given a place from the waiting list is admitted to it.
-- +goose StatementBegin
create function app.application_placed() returns trigger language plpgsql as $$
begin
  if old.left_at is null and new.left_how = 'placed' then
    update application set state = 'admitted' where tenant_id = new.tenant_id and waiting_id = new.id and state = 'waiting';
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger placed after update on waiting for each row execute function app.application_placed();
