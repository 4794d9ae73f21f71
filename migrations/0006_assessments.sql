-- +goose Up
create table logbook_entry (
  tenant_id    uuid not null,
  id           uuid not null,
  candidate_id uuid not null,
  held_on      date not null,
  role         text not null check (role in ('mediator','co_mediator','adviser','advocate','observer')),
  medium       text not null check (medium in ('in_person','online','hybrid')),
  hours        numeric(6,2) not null check (hours > 0 and hours <= 1000),
  field        text not null check (length(field) between 1 and 100),
  parties      integer not null check (parties between 2 and 1000),
  settled      text not null check (settled in ('yes','no','partly')),
  created_at   timestamptz not null,
  created_by   uuid,
  verified_at  timestamptz,
  verified_by  uuid,
  removed_at   timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate
);
create index logbook_entry_candidate on logbook_entry (tenant_id, candidate_id, held_on desc);
call app.organisation_side('logbook_entry');

create table assessment (
  tenant_id       uuid not null,
  id              uuid not null,
  candidate_id    uuid not null,
  program_id      uuid not null,
  candidate_name  text not null,               -- as it stood: an assessor reads it before declaring, the file only after
  rule_set        text not null,               -- the rule set in force on the day it was opened
  opened_at       timestamptz not null,
  opened_by       uuid,
  decided_at      timestamptz,
  decided_by      uuid,
  decided_by_name text not null default '',
  outcome         text check (outcome in ('passed','failed')),
  decision_minute text not null default '' check (length(decision_minute) <= 4000),
  primary key (tenant_id, id),
  unique (tenant_id, id, candidate_id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  check ((decided_at is null) = (outcome is null)),
  check (decided_at is null or decision_minute <> '')
);
create unique index assessment_open on assessment (tenant_id, candidate_id, program_id) where decided_at is null;
create index assessment_candidate on assessment (tenant_id, candidate_id, opened_at desc);
create index assessment_queue on assessment (tenant_id, opened_at desc, id desc);
call app.organisation_side('assessment');

-- The criteria as they stood when the assessment was opened: a program that
-- changes its criteria later changes nothing in what was judged by them.
create table assessment_criterion (
  tenant_id            uuid not null,
  id                   uuid not null,
  assessment_id        uuid not null,
  program_criterion_id uuid not null,
  heading              text not null check (heading in ('experience','knowledge','skills')),
  title                text not null,
  benchmark            text not null default '',
  position             integer not null,
  scale_max            integer not null check (scale_max between 1 and 100),
  pass_mark            integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, assessment_id, id),
  unique (tenant_id, assessment_id, program_criterion_id),
  foreign key (tenant_id, assessment_id) references assessment,
  foreign key (tenant_id, program_criterion_id) references program_criterion,
  check (pass_mark between 0 and scale_max)
);
call app.organisation_side('assessment_criterion', null, 'select, insert');

create table assessor_assignment (
  tenant_id     uuid not null,
  id            uuid not null,
  assessment_id uuid not null,
  candidate_id  uuid not null,
  membership_id uuid not null,
  assessor_name text not null,                -- as it stood
  assigned_at   timestamptz not null,
  assigned_by   uuid,
  declared_at   timestamptz,                  -- the assessor's declaration that no conflict exists
  removed_at    timestamptz,
  conflict      text not null default '' check (length(conflict) <= 1000), -- the assessor's words, who declined for a conflict
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id, candidate_id) references assessment (tenant_id, id, candidate_id),
  foreign key (tenant_id, membership_id) references membership
);
create unique index assessor_assignment_once on assessor_assignment (tenant_id, assessment_id, membership_id) where removed_at is null;
create index assessor_assignment_member on assessor_assignment (tenant_id, membership_id) where removed_at is null;
call app.organisation_side('assessor_assignment');

create table score_sheet (
  tenant_id     uuid not null,
  id            uuid not null,
  assessment_id uuid not null,
  candidate_id  uuid not null,
  membership_id uuid not null,  -- the assessor
  started_at    timestamptz not null,
  submitted_at  timestamptz,
  saved_at      timestamptz not null,
  revision      integer not null,             -- counts the savings: one that starts from an older sheet is refused
  comment       text not null default '' check (length(comment) <= 4000),
  primary key (tenant_id, id),
  unique (tenant_id, assessment_id, membership_id),
  unique (tenant_id, id, assessment_id, membership_id),
  foreign key (tenant_id, assessment_id, candidate_id) references assessment (tenant_id, id, candidate_id),
  foreign key (tenant_id, membership_id) references membership
);
call app.organisation_side('score_sheet');

create table score (
  tenant_id      uuid not null,
  id             uuid not null,
  score_sheet_id uuid not null,
  assessment_id  uuid not null,                -- the sheet's, and its assessor's, for the row policy
  membership_id  uuid not null,
  criterion_id   uuid not null,
  points         integer check (points >= 0),  -- null: a note without a mark as yet
  note           text not null default '' check (length(note) <= 2000),
  submitted_at   timestamptz,                  -- the sheet's: a trigger copies it
  primary key (tenant_id, id),
  unique (tenant_id, score_sheet_id, criterion_id),
  foreign key (tenant_id, score_sheet_id, assessment_id, membership_id) references score_sheet (tenant_id, id, assessment_id, membership_id),
  foreign key (tenant_id, assessment_id, criterion_id) references assessment_criterion (tenant_id, assessment_id, id)
);
create index score_assessment on score (tenant_id, assessment_id);
call app.organisation_side('score');
