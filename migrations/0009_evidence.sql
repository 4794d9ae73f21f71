-- +goose Up
create table document (
  tenant_id    uuid not null,
  id           uuid not null,
  candidate_id uuid,
  program_id   uuid,
  cohort_id    uuid,
  kind         text not null check (kind <> ''),
  title        text not null check (length(title) between 1 and 200),
  created_at   timestamptz not null,
  created_by   uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  foreign key (tenant_id, cohort_id) references cohort,
  check (num_nonnulls(candidate_id, program_id, cohort_id) = 1)
);
create index document_candidate on document (tenant_id, candidate_id);
call app.organisation_side('document');

create table document_version (
  tenant_id     uuid not null,
  id            uuid not null,
  document_id   uuid not null,
  candidate_id  uuid,                           -- whom or what it is about: the document's, copied
  program_id    uuid,
  cohort_id     uuid,
  number        integer not null check (number >= 1),
  kind          text not null,
  title         text not null,
  why           text not null default '' check (length(why) <= 500),  -- why there is a new version
  file_name     text not null check (length(file_name) between 1 and 255),
  size          bigint not null check (size between 1 and 21474836480),
  declared_type text not null,
  media_type    text not null default '',       -- as the bytes say, once typed
  sha256        bytea,                          -- as a job read them
  store_key     text not null,
  store_version text not null default '',
  upload_id     text not null default '',
  origin        text not null check (origin in ('upload','record')),
  record_of     text not null default '',       -- which record of Accord this renders: "score_sheet:" and its id
  record_hash   bytea,                          -- of what it renders, so that an unchanged record is not sealed twice
  state         text not null check (state in ('uploading','received','typed','refused','abandoned')),
  refusal       text not null default '',       -- a catalogue key
  created_at    timestamptz not null,
  created_by    uuid,
  created_by_name text not null,
  received_at   timestamptz,
  typed_at      timestamptz,                    -- when its type was established, or refused
  superseded_at timestamptz,                    -- when a newer version of the document was typed
  primary key (tenant_id, id),
  unique (tenant_id, document_id, number),
  foreign key (tenant_id, document_id) references document,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  foreign key (tenant_id, cohort_id) references cohort,
  check (num_nonnulls(candidate_id, program_id, cohort_id) = 1),
  check ((origin = 'record') = (record_of <> '' and record_hash is not null)),
  check (state in ('uploading','abandoned') or store_version <> ''),
  check (state <> 'typed' or (length(sha256) = 32 and media_type <> '')),
  check ((state = 'refused') = (refusal <> ''))
);
create index document_version_created on document_version (tenant_id, created_at desc, id desc);
create index document_version_candidate on document_version (tenant_id, candidate_id, created_at desc, id desc);
create index document_version_record on document_version (tenant_id, record_of, number desc) where record_of <> '';

-- The manifest: exactly these versions were put forward.
create table submission_item (
  tenant_id           uuid not null,
  id                  uuid not null,
  submission_id       uuid not null,
  document_version_id uuid not null,
  kind                text not null,
  title               text not null,
  sha256              bytea not null,
  chosen_at           timestamptz not null,
  submitted_at        timestamptz,          -- the submission's
  primary key (tenant_id, id),
  unique (tenant_id, submission_id, document_version_id),
  foreign key (tenant_id, submission_id) references submission,
  foreign key (tenant_id, document_version_id) references document_version
);
call app.organisation_side('submission_item', 'submitted_at is not null', 'select, insert, update, delete');

-- The only opening of a document to IMI: one version, for one basis, while that is open.
create table disclosure (
  tenant_id           uuid not null,
  id                  uuid not null,
  document_version_id uuid not null,
  submission_id       uuid,
  request_id          uuid,
  basis               text not null generated always as (case when request_id is null then 'submission' else 'request' end) stored,
  basis_id            uuid not null generated always as (coalesce(request_id, submission_id)) stored,
  disclosed_at        timestamptz not null,
  disclosed_by        uuid,
  withdrawn_at        timestamptz,
  withdrawn_reason    text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, document_version_id) references document_version,
  foreign key (tenant_id, submission_id) references submission,
  foreign key (tenant_id, request_id) references document_request,
  check (num_nonnulls(submission_id, request_id) = 1)
);
create unique index disclosure_once on disclosure (tenant_id, document_version_id, basis_id) where withdrawn_at is null;
create index disclosure_basis on disclosure (basis_id);
call app.organisation_side('disclosure', $$
  withdrawn_at is null and (
    basis = 'submission' and basis_id = any(array(
      select s.id from submission s where s.submitted_at is not null and s.withdrawn_at is null
        and not exists (select from decision d where d.tenant_id = s.tenant_id and d.submission_id = s.id)))
    or basis = 'request' and basis_id = any(array(
      select r.id from document_request r where r.closed_at is null and r.readable_until > (select app.now()))))$$);
call app.organisation_side('document_version', 'id = any(array(select d.document_version_id from disclosure d))');

-- What the organisation answers, per demand.
create table request_proposal (
  tenant_id           uuid not null,
  id                  uuid not null,
  request_id          uuid not null,
  demand_id           uuid not null,
  document_version_id uuid,
  record              text not null default '' check (record in ('','score_sheet','attendance','logbook','decision_minute')),
  record_id           uuid,                -- the score sheet, the assessment, the cohort, the candidate
  why                 text not null,       -- a catalogue key
  proposed_at         timestamptz not null,
  proposed_by         uuid,                -- null: the matching job
  removed_at          timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references document_request,
  foreign key (tenant_id, demand_id) references demand,
  foreign key (tenant_id, document_version_id) references document_version,
  check ((record = '') = (record_id is null)),
  check (document_version_id is not null or record <> '') -- a record becomes a version once it is sealed
);
create unique index request_proposal_once on request_proposal (tenant_id, demand_id, document_version_id, record, record_id) nulls not distinct where removed_at is null;
create index request_proposal_request on request_proposal (tenant_id, request_id);
call app.organisation_side('request_proposal');

create table demand_answer (
  tenant_id   uuid not null,
  id          uuid not null,
  request_id  uuid not null,
  demand_id   uuid not null,
  explanation text not null check (length(explanation) between 1 and 2000),  -- why there is no document
  answered_at timestamptz not null,
  answered_by uuid,
  sent_at     timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, demand_id),
  foreign key (tenant_id, request_id) references document_request,
  foreign key (tenant_id, demand_id) references demand
);
call app.organisation_side('demand_answer', 'sent_at is not null', 'select, insert, update, delete');

create table release (
  tenant_id        uuid not null,
  id               uuid not null,
  request_id       uuid not null,
  statement        text not null check (length(statement) between 1 and 2000),
  released_at      timestamptz not null,
  released_by      uuid,
  released_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references document_request
);
call app.organisation_side('release', 'true', 'select, insert');

create table release_item (
  tenant_id           uuid not null,
  id                  uuid not null,
  release_id          uuid not null,
  request_id          uuid not null,
  demand_id           uuid not null,
  document_version_id uuid not null,
  title               text not null,
  sha256              bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, release_id, demand_id, document_version_id),
  foreign key (tenant_id, release_id) references release,
  foreign key (tenant_id, request_id) references document_request,
  foreign key (tenant_id, demand_id) references demand,
  foreign key (tenant_id, document_version_id) references document_version
);
call app.organisation_side('release_item', 'true', 'select, insert');
