-- +goose Up
create table candidate (
  tenant_id  uuid not null references organisation,
  id         uuid not null,
  person_id  uuid,
  name       text not null check (length(name) between 1 and 200),
  email      text not null check (email = lower(email) and length(email) <= 254),
  language   text not null default 'en',
  country    text not null default '',
  reference  text not null default '',      -- the organisation's own number
  created_at timestamptz not null,
  created_by uuid,
  primary key (tenant_id, id)
);
create unique index candidate_email on candidate (tenant_id, email);
create index candidate_name on candidate (tenant_id, name, id);
call app.organisation_side('candidate');

create table cohort (
  tenant_id        uuid not null,
  id               uuid not null,
  program_id       uuid not null,
  code             text not null check (length(code) between 1 and 40),
  title            text not null check (length(title) between 1 and 200),
  language         text not null,
  place            text not null default '',
  starts_on        date not null,
  ends_on          date not null,
  capacity         integer not null check (capacity between 1 and 1000),
  required_hours   numeric(6,2) not null check (required_hours > 0),
  attendance_floor integer not null check (attendance_floor between 0 and 100),
  created_at       timestamptz not null,
  created_by       uuid,
  closed_at        timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, program_id) references program,
  check (ends_on >= starts_on)
);
create index cohort_start on cohort (tenant_id, starts_on desc, id desc);
call app.organisation_side('cohort');

create table cohort_trainer (
  tenant_id     uuid not null,
  id            uuid not null,
  cohort_id     uuid not null,
  membership_id uuid not null,
  added_at      timestamptz not null,
  removed_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, membership_id) references membership
);
create unique index cohort_trainer_once on cohort_trainer (tenant_id, cohort_id, membership_id) where removed_at is null;
call app.organisation_side('cohort_trainer');

create table training_session (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  number       integer not null,
  title        text not null check (length(title) between 1 and 200),
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  hours        numeric(5,2) not null check (hours > 0 and hours <= 24),
  place        text not null default '',
  created_at   timestamptz not null,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, cohort_id, number),
  foreign key (tenant_id, cohort_id) references cohort,
  check (ends_at > starts_at)
);
call app.organisation_side('training_session');

create table enrolment (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  candidate_id uuid not null,
  enrolled_at  timestamptz not null,
  enrolled_by  uuid,
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, cohort_id, candidate_id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate
);
create index enrolment_candidate on enrolment (tenant_id, candidate_id);
call app.organisation_side('enrolment');

create table attendance (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  training_session_id uuid not null,
  enrolment_id uuid not null,
  mark         text not null check (mark in ('present','part','absent','excused')),
  hours        numeric(5,2) not null check (hours >= 0),
  recorded_at  timestamptz not null,
  recorded_by  uuid,
  primary key (tenant_id, id),
  unique (tenant_id, training_session_id, enrolment_id),
  foreign key (tenant_id, training_session_id) references training_session,
  foreign key (tenant_id, enrolment_id) references enrolment,
  foreign key (tenant_id, cohort_id) references cohort
);
create index attendance_cohort on attendance (tenant_id, cohort_id);
call app.organisation_side('attendance');

create table completion (
  tenant_id        uuid not null,
  id               uuid not null,
  enrolment_id     uuid not null,
  cohort_id        uuid not null,
  candidate_id     uuid not null,
  program_id       uuid not null,
  hours            numeric(6,2) not null,
  completed_on     date not null,
  exception_reason text not null default '',  -- why, when the hours fall short
  confirmed_by     uuid,
  confirmed_at     timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, enrolment_id),
  foreign key (tenant_id, enrolment_id) references enrolment,
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program
);
call app.organisation_side('completion');
