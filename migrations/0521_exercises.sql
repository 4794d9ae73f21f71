-- +goose Up
-- Exercises and role-plays: a program's catalogue of them with every version
-- of their scenario, the rounds that a session plans, who sat at which table in
-- which role, and the feedback of its coach.

create table exercise (
  tenant_id  uuid not null,
  id         uuid not null,
  program_id uuid not null,
  kind       text not null check (kind in ('exercise', 'role_play')),
  title      text not null check (length(title) between 1 and 200), -- of its latest version
  version    integer not null check (version > 0),
  created_at timestamptz not null,
  created_by uuid,
  retired_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program
);
create index exercise_title on exercise (tenant_id, title, id);
call app.organisation_side('exercise');

create table exercise_version (
  tenant_id   uuid not null,
  id          uuid not null,
  exercise_id uuid not null,
  number      integer not null check (number > 0),
  title       text not null check (length(title) between 1 and 200),
  scenario    text not null check (length(scenario) between 1 and 10000),
  mediators   integer not null check (mediators between 0 and 3), -- at each table
  roles       text not null default '' check (length(roles) <= 1000), -- the others at each table, a line each
  minutes     integer not null check (minutes between 5 and 600),
  method      text not null check (method in ('exercises', 'role_plays', 'discussion', 'other')),
  created_at  timestamptz not null,
  created_by  uuid,
  primary key (tenant_id, id),
  constraint exercise_version_number unique (tenant_id, exercise_id, number),
  foreign key (tenant_id, exercise_id) references exercise
);
call app.organisation_side('exercise_version', null, 'select, insert'); -- what was played stays

create table exercise_round (
  tenant_id           uuid not null,
  id                  uuid not null,
  cohort_id           uuid not null,
  training_session_id uuid not null,
  exercise_id         uuid not null,
  version_id          uuid not null,
  seed                bigint not null default 0, -- of the last proposal; 0: by hand
  revision            integer not null default 1 check (revision > 0),
  revised_at          timestamptz not null,
  revised_by_name     text not null default '',
  planned_at          timestamptz not null,
  planned_by          uuid,
  cancelled_at        timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, training_session_id) references training_session,
  foreign key (tenant_id, exercise_id) references exercise,
  foreign key (tenant_id, version_id) references exercise_version
);
create index exercise_round_session on exercise_round (tenant_id, cohort_id, training_session_id);
call app.organisation_side('exercise_round');

create table exercise_group (
  tenant_id  uuid not null,
  id         uuid not null,
  cohort_id  uuid not null,
  round_id   uuid not null,
  number     integer not null check (number > 0),
  coach_id   uuid,
  removed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, round_id) references exercise_round,
  foreign key (tenant_id, coach_id) references membership
);
create unique index exercise_group_number on exercise_group (tenant_id, round_id, number) where removed_at is null;
create index exercise_group_coach on exercise_group (tenant_id, coach_id) where removed_at is null and coach_id is not null;
call app.organisation_side('exercise_group');

create table exercise_seat (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  round_id     uuid not null,
  group_id     uuid not null,
  enrolment_id uuid not null,
  trainee      text not null check (length(trainee) between 1 and 200), -- as they were called when the tables were set: a coach does not read their file
  role         text not null check (length(role) between 1 and 100),
  mediates     boolean not null,
  removed_at   timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, round_id) references exercise_round,
  foreign key (tenant_id, group_id) references exercise_group,
  foreign key (tenant_id, enrolment_id) references enrolment
);
create unique index exercise_seat_once on exercise_seat (tenant_id, round_id, enrolment_id) where removed_at is null;
create index exercise_seat_enrolment on exercise_seat (tenant_id, enrolment_id) where removed_at is null;
create index exercise_seat_cohort on exercise_seat (tenant_id, cohort_id) where removed_at is null;
call app.organisation_side('exercise_seat');

create table feedback (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  round_id     uuid not null,
  group_id     uuid not null,
  seat_id      uuid not null,
  enrolment_id uuid not null,
  exercise     text not null,
  role         text not null,
  held_on      timestamptz not null, -- when its session began
  coach_name   text not null,
  draft        jsonb not null default '[]' check (jsonb_typeof(draft) = 'array'),
  revision     integer not null check (revision > 0),
  saved_at     timestamptz not null,
  saved_by     uuid,
  number       integer not null default 0 check (number >= 0), -- of the version that was given last
  given_at     timestamptz,
  primary key (tenant_id, id),
  constraint feedback_once unique (tenant_id, seat_id),
  foreign key (tenant_id, round_id) references exercise_round,
  foreign key (tenant_id, group_id) references exercise_group,
  foreign key (tenant_id, seat_id) references exercise_seat,
  foreign key (tenant_id, enrolment_id) references enrolment,
  check ((given_at is null) = (number = 0)),
  check (given_at is null or draft = '[]') -- what is given stands in its versions
);
create index feedback_enrolment on feedback (tenant_id, enrolment_id);
create index feedback_round on feedback (tenant_id, round_id);
call app.organisation_side('feedback');

create table feedback_version (
  tenant_id    uuid not null,
  id           uuid not null,
  feedback_id  uuid not null,
  cohort_id    uuid not null,
  group_id     uuid not null,
  enrolment_id uuid not null,
  number       integer not null check (number > 0),
  notes        jsonb not null check (jsonb_typeof(notes) = 'array'),
  reason       text not null default '' check (length(reason) <= 500), -- why it was amended; "" for the first
  given_at     timestamptz not null,
  given_by     uuid,
  given_by_name text not null,
  primary key (tenant_id, id),
  constraint feedback_version_number unique (tenant_id, feedback_id, number),
  foreign key (tenant_id, feedback_id) references feedback,
  check ((number = 1) = (reason = ''))
);
create index feedback_version_enrolment on feedback_version (tenant_id, enrolment_id);
call app.organisation_side('feedback_version', null, 'select, insert'); -- what was given stays given

create trigger cohort_open before insert or update on exercise_round for each row execute function app.cohort_open();
create trigger cohort_open before insert or update on exercise_group for each row execute function app.cohort_open();
create trigger cohort_open before insert or update on exercise_seat for each row execute function app.cohort_open();
create trigger of_session_of_cohort before insert or update on exercise_round for each row execute function app.of_session_of_cohort();

-- +goose StatementBegin
create function app.exercise_round_moves() returns trigger language plpgsql as $$
begin
  if old.cancelled_at is not null or (new.training_session_id, new.exercise_id, new.version_id) is distinct from (old.training_session_id, old.exercise_id, old.version_id) then
    raise exception 'round % stays as it was planned', old.id using errcode = 'restrict_violation';
  end if;
  if new.cancelled_at is not null and exists (select from feedback f where f.tenant_id = old.tenant_id and f.round_id = old.id and f.given_at is not null) then
    raise exception 'round % has feedback', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function app.exercise_seat_holds() returns trigger language plpgsql as $$
begin
  if not exists (select from exercise_group g where g.tenant_id = new.tenant_id and g.id = new.group_id and g.round_id = new.round_id and g.cohort_id = new.cohort_id)
    or not exists (select from enrolment e where e.tenant_id = new.tenant_id and e.id = new.enrolment_id and e.cohort_id = new.cohort_id) then
    raise exception 'this seat is at a table of another round' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and (new.enrolment_id <> old.enrolment_id or exists (select from feedback f where f.tenant_id = old.tenant_id and f.seat_id = old.id)
    and (new.group_id, new.role, new.mediates, new.removed_at) is distinct from (old.group_id, old.role, old.mediates, old.removed_at)) then
    raise exception 'there is feedback for seat %', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function app.feedback_moves() returns trigger language plpgsql as $$
begin
  if (new.seat_id, new.group_id, new.round_id, new.enrolment_id) is distinct from (old.seat_id, old.group_id, old.round_id, old.enrolment_id) then
    raise exception 'feedback % is for one seat', old.id using errcode = 'restrict_violation';
  end if;
  if old.given_at is not null and (new.given_at <> old.given_at or new.number <> old.number + 1) then
    raise exception 'feedback % was given: it is amended, not changed', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger exercise_round_moves before update on exercise_round for each row execute function app.exercise_round_moves();
create trigger exercise_seat_holds before insert or update on exercise_seat for each row execute function app.exercise_seat_holds();
create trigger feedback_moves before update on feedback for each row execute function app.feedback_moves();
