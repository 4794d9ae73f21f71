-- +goose Up
create table organisation (
  tenant_id  uuid primary key,
  slug       text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  name       text collate "und-x-icu" not null check (length(name) between 1 and 200), -- sorted as people sort names
  country    text not null check (country ~ '^[A-Z]{2}$'),
  time_zone  text not null,
  created_at timestamptz not null,
  closed_at  timestamptz
);
call app.oversight_side('organisation');
create policy gate on organisation for select to accord_gate using (true);
grant select on organisation to accord_gate;

insert into organisation (tenant_id, slug, name, country, time_zone, created_at)
  values (app.oversight(), 'imi', 'International Mediation Institute', 'NL', 'Europe/Amsterdam', now());

-- IMI's invitation of the person who founds an organisation here. Its id
-- becomes the id of that first membership, so it founds once.
create table organisation_invitation (
  tenant_id    uuid not null references organisation,
  id           uuid not null,
  name         text not null check (length(name) between 1 and 200),
  email        text not null check (email = lower(email) and length(email) <= 254),
  locale       text not null default 'en',
  invited_at   timestamptz not null,
  invited_by   uuid,
  withdrawn_at timestamptz,
  primary key (tenant_id, id)
);
create unique index organisation_invitation_open on organisation_invitation (tenant_id) where withdrawn_at is null;
call app.oversight_side('organisation_invitation');

-- Made when the organisation is founded: that it is there tells IMI that the invitation was accepted.
create table organisation_profile (
  tenant_id     uuid primary key references organisation,
  founded_by    uuid,
  about_en      text not null default '' check (length(about_en) <= 4000),
  about_es      text not null default '' check (length(about_es) <= 4000),
  website       text not null default '',
  contact_name  text not null default '',
  contact_email text not null default '',
  updated_at    timestamptz not null,
  foreign key (tenant_id, founded_by) references organisation_invitation
);
call app.organisation_side('organisation_profile', 'true');

create table membership (
  tenant_id   uuid not null references organisation,
  id          uuid not null,
  person_id   uuid,                       -- known once accepted
  name        text collate "und-x-icu" not null check (length(name) between 1 and 200),
  email       text not null check (email = lower(email) and length(email) <= 254),
  locale      text not null default 'en',
  created_at  timestamptz not null,
  created_by  uuid,
  accepted_at timestamptz,
  ended_at    timestamptz,
  primary key (tenant_id, id)
);
create unique index membership_email on membership (tenant_id, email) where ended_at is null;
create unique index membership_person on membership (tenant_id, person_id) where ended_at is null and person_id is not null;
create index membership_of_person on membership (person_id) where ended_at is null;
call app.organisation_side('membership');
create policy gate on membership for select to accord_gate using (true);
grant select on membership to accord_gate;
create policy self on membership for select to accord_self using (person_id = (select app.person()));
grant select on membership to accord_self;

create table membership_role (
  tenant_id     uuid not null,
  membership_id uuid not null,
  role          text not null,
  given_at      timestamptz not null,
  given_by      uuid,
  primary key (tenant_id, membership_id, role),
  foreign key (tenant_id, membership_id) references membership,
  check (case when tenant_id = '00000000-0000-7000-8000-000000000001'
    then role in ('imi_admin','imi_reviewer','imi_spot_checker','imi_appraiser')
    else role in ('organisation_admin','program_manager','trainer','assessor','candidate') end)
);
call app.organisation_side('membership_role', null, 'select, insert, delete');
create policy gate on membership_role for select to accord_gate using (true);
grant select on membership_role to accord_gate;

-- A bearer token belongs to one membership and carries at most its rights.
create table api_token (
  tenant_id     uuid not null,
  id            uuid not null,
  membership_id uuid not null,
  name          text not null check (length(name) between 1 and 100),
  token_hash    bytea not null check (length(token_hash) = 32),
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  revoked_at    timestamptz,
  primary key (tenant_id, id),
  unique (token_hash),
  foreign key (tenant_id, membership_id) references membership
);
call app.organisation_side('api_token');
create policy gate on api_token for select to accord_gate using (true);
grant select on api_token to accord_gate;

create table program (
  tenant_id        uuid not null references organisation,
  id               uuid not null,
  kind             text not null check (kind in ('CMTP','QAP','MAQAP','ICQAP','ODRQAP')),
  title            text collate "und-x-icu" not null check (length(title) between 1 and 200),
  language         text not null,
  city             text not null default '',
  country          text not null default '',
  online           boolean not null default false,
  course_hours     numeric(6,2) not null default 0 check (course_hours >= 0),
  attendance_floor integer not null default 90 check (attendance_floor between 0 and 100), -- percent, the program's own
  website          text not null default '',
  description      text not null default '' check (length(description) <= 4000),
  created_at       timestamptz not null,
  created_by       uuid,
  proposed_at      timestamptz,  -- put forward to IMI for recognition
  closed_at        timestamptz,
  primary key (tenant_id, id)
);
call app.organisation_side('program', 'proposed_at is not null');

create table program_criterion (
  tenant_id  uuid not null,
  id         uuid not null,
  program_id uuid not null,
  heading    text not null check (heading in ('experience','knowledge','skills')),
  title      text not null check (length(title) between 1 and 300),
  benchmark  text not null default '',
  position   integer not null,
  scale_max  integer not null default 5 check (scale_max between 1 and 100),
  pass_mark  integer not null default 3,
  proposed_at timestamptz,                -- with its program: from then on IMI reads it
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program,
  check (pass_mark between 0 and scale_max)
);
call app.organisation_side('program_criterion', 'proposed_at is not null', 'select, insert, update, delete');

create table recognition (
  tenant_id     uuid not null,
  id            uuid not null,
  program_id    uuid not null,
  recognised_at timestamptz not null,
  recognised_by uuid,
  next_audit_on date not null,
  withdrawn_at  timestamptz,
  reason        text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program
);
create unique index recognition_program on recognition (tenant_id, program_id) where withdrawn_at is null;
call app.oversight_side('recognition');
