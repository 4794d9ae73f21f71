-- +goose Up
create table submission (
  tenant_id     uuid not null,
  id            uuid not null,
  reference     text not null,
  candidate_id  uuid not null,
  program_id    uuid not null,
  certification text not null,
  holder        text not null,              -- the candidate's name as it was put forward
  rule_set      text not null default '',   -- in force on the day it was submitted
  reason        text not null default '' check (length(reason) <= 2000), -- for a completion before the recognition
  declaration   text not null default '',   -- the words that were declared
  created_at    timestamptz not null,
  created_by    uuid,
  submitted_at  timestamptz,
  submitted_by  uuid,
  submitted_by_name text not null default '', -- who declared
  withdrawn_at  timestamptz,
  previous_id   uuid,                       -- the returned submission that this one follows
  primary key (tenant_id, id),
  unique (tenant_id, reference),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  foreign key (tenant_id, previous_id) references submission,
  check (submitted_at is null or (rule_set <> '' and declaration <> '' and submitted_by_name <> '')),
  check (withdrawn_at is null or submitted_at is not null)
);
create unique index submission_draft on submission (tenant_id, candidate_id, program_id) where submitted_at is null;
create unique index submission_follows on submission (tenant_id, previous_id) where previous_id is not null;
create index submission_submitted on submission (submitted_at desc, id desc) where submitted_at is not null;
create index submission_tenant on submission (tenant_id, created_at desc, id desc);
call app.organisation_side('submission', 'submitted_at is not null');

-- What IMI sees of a candidate: a copy that never changes.
create table submission_fact (
  tenant_id     uuid not null,
  id            uuid not null,
  submission_id uuid not null,
  position      integer not null,
  kind          text not null,    -- holder, eligibility, training, assessor, trainer, score, decision
  label         text not null,    -- a catalogue key
  value         jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, submission_id, position),
  foreign key (tenant_id, submission_id) references submission
);
call app.organisation_side('submission_fact', 'submission_id = any(array(select s.id from submission s where s.submitted_at is not null))', 'select, insert');

create table decision (
  tenant_id     uuid not null,
  id            uuid not null,
  submission_id uuid not null,
  outcome       text not null check (outcome in ('accepted','returned','refused')),
  points        jsonb not null default '[]',  -- the points of the review that were wrong, with what was noted
  reasons       text not null default '' check (length(reasons) <= 4000),
  decided_at    timestamptz not null,
  decided_by    uuid,
  decided_by_name text not null,
  primary key (tenant_id, id),
  unique (tenant_id, submission_id),
  foreign key (tenant_id, submission_id) references submission,
  check (outcome = 'accepted' or reasons <> '' or points <> '[]')
);
create index decision_decided on decision (decided_at desc, id desc);
call app.oversight_side('decision', true, 'select, insert');

-- What a reviewer notes while reading. It is IMI's own until a decision copies what was wrong.
create table review_point (
  tenant_id     uuid not null,
  id            uuid not null,
  submission_id uuid not null,
  point         text not null check (point <> ''),
  verdict       text not null check (verdict in ('right','wrong')),
  note          text not null default '' check (length(note) <= 1000),
  noted_at      timestamptz not null,
  noted_by      uuid,
  primary key (tenant_id, id),
  unique (tenant_id, submission_id, point),
  foreign key (tenant_id, submission_id) references submission
);
call app.oversight_side('review_point', false);

-- A person of IMI who has a conflict with a program sees nothing of its submissions.
create table conflict_of_interest (
  tenant_id     uuid not null,
  id            uuid not null,
  program_id    uuid not null,
  membership_id uuid not null,
  declared_by_name text not null,
  reason        text not null check (length(reason) between 1 and 1000),
  declared_at   timestamptz not null,
  ended_at      timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program
);
create unique index conflict_of_interest_once on conflict_of_interest (tenant_id, program_id, membership_id) where ended_at is null;
create index conflict_of_interest_member on conflict_of_interest (membership_id) where ended_at is null;
call app.oversight_side('conflict_of_interest', false);

create table credential (
  tenant_id     uuid not null,
  id            uuid not null,
  submission_id uuid not null,
  program_id    uuid not null,
  person_id     uuid,
  number        text not null,
  holder        text not null,
  certification text not null,
  awarded_on    date not null,
  awarded_by    uuid,
  revoked_at    timestamptz,
  revoked_by    uuid,
  revoked_reason text not null default '' check (length(revoked_reason) <= 2000),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, submission_id),
  foreign key (tenant_id, submission_id) references submission,
  foreign key (tenant_id, program_id) references program
);
create index credential_awarded on credential (tenant_id, awarded_on desc, id desc);
create index credential_latest on credential (awarded_on desc, id desc);
call app.oversight_side('credential');
create policy self on credential for select to accord_self using (person_id = (select app.person()));
grant select on credential to accord_self;

create table published_credential (
  tenant_id     uuid not null,
  id            uuid not null,
  number        text not null unique,
  holder        text not null,
  holder_key    text not null,   -- folded: lower case, no accents, single spaces
  holder_words  tsvector not null generated always as (to_tsvector('simple', holder_key)) stored,
  certification text not null,
  organisation  text not null,
  program       text not null,
  country       text not null,
  awarded_on    date not null,
  revoked_on    date,
  published_at  timestamptz not null,
  primary key (tenant_id, id)
);
create index published_credential_holder on published_credential (holder_key, id);
create index published_credential_words on published_credential using gin (holder_words);
call app.published_side('published_credential');

create table published_program (
  tenant_id     uuid not null,
  id            uuid not null,
  kind          text not null,
  title         text not null,
  organisation  text not null,
  organisation_slug text not null,
  city          text not null,
  country       text not null,
  language      text not null,
  online        boolean not null,
  website       text not null,
  recognised_on date not null,
  withdrawn_on  date,
  primary key (tenant_id, id)
);
call app.published_side('published_program');

-- A person's own: what they say of themselves, kept even after leaving every organisation.
create table profile (
  person_id    uuid primary key,
  biography_en text not null default '' check (length(biography_en) <= 4000),
  biography_es text not null default '' check (length(biography_es) <= 4000),
  website      text not null default '',
  updated_at   timestamptz not null
);
call app.person_side('profile');
