-- +goose Up
-- Certificates of completion: how an organisation's look, which were issued,
-- and what everybody may read of them.

create table certificate_logo (
  tenant_id uuid not null references organisation,
  id        uuid not null,
  png       bytea not null check (octet_length(png) between 1 and 1048576),
  width     integer not null check (width between 1 and 4000),
  height    integer not null check (height between 1 and 4000),
  added_at  timestamptz not null,
  added_by  uuid,
  primary key (tenant_id, id)
);
call app.organisation_side('certificate_logo', null, 'select, insert'); -- what was printed stays as it was printed

create table certificate_design (
  tenant_id       uuid not null references organisation,
  id              uuid not null check (id = tenant_id), -- one for an organisation
  logo_id         uuid,
  signatory       text not null default '' check (length(signatory) <= 120),
  signatory_title text not null default '' check (length(signatory_title) <= 120),
  wording_en      text not null check (length(wording_en) between 1 and 600),
  wording_es      text not null check (length(wording_es) between 1 and 600),
  updated_at      timestamptz not null,
  updated_by      uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, logo_id) references certificate_logo
);
call app.organisation_side('certificate_design');

create table certificate_run (
  tenant_id  uuid not null,
  id         uuid not null,
  cohort_id  uuid not null,
  total      integer not null check (total > 0),
  started_at timestamptz not null,
  started_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort
);
call app.organisation_side('certificate_run', null, 'select, insert');

create table certificate (
  tenant_id       uuid not null,
  id              uuid not null,
  completion_id   uuid not null,
  enrolment_id    uuid not null,
  cohort_id       uuid not null,
  candidate_id    uuid not null,
  program_id      uuid not null,
  run_id          uuid,
  number          text not null,
  holder          text not null check (length(holder) between 1 and 200),
  organisation    text not null,
  program         text not null,
  course          text not null,
  hours           numeric(6,2) not null check (hours >= 0),
  starts_on       date not null,
  completed_on    date not null,
  wording_en      text not null,
  wording_es      text not null,
  signatory       text not null,
  signatory_title text not null,
  logo_id         uuid,
  issued_on       date not null,
  issued_at       timestamptz not null,
  issued_by       uuid,
  replaces_id     uuid,
  replaced_at     timestamptz,
  replaced_by_id  uuid,
  replaced_reason text not null default '',
  revoked_at      timestamptz,
  revoked_on      date,
  revoked_by      uuid,
  revoked_reason  text not null default '',
  document_version_id uuid,
  sealed_at       timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, completion_id) references completion,
  foreign key (tenant_id, enrolment_id) references enrolment,
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  foreign key (tenant_id, run_id) references certificate_run,
  foreign key (tenant_id, logo_id) references certificate_logo,
  foreign key (tenant_id, replaces_id) references certificate,
  foreign key (tenant_id, replaced_by_id) references certificate deferrable initially deferred,
  foreign key (tenant_id, document_version_id) references document_version,
  check ((replaced_at is null) = (replaced_by_id is null)),
  check ((replaced_at is null) = (replaced_reason = '')),
  check ((revoked_at is null) = (revoked_on is null)),
  check ((revoked_at is null) = (revoked_reason = '')),
  check ((sealed_at is null) = (document_version_id is null)),
  check (replaced_at is null or revoked_at is null)
);
-- Two tabs, a double click, a job run again: one certificate in force for a completion.
create unique index certificate_in_force on certificate (tenant_id, completion_id) where replaced_at is null;
create unique index certificate_replaces on certificate (tenant_id, replaces_id) where replaces_id is not null;
create index certificate_latest on certificate (tenant_id, issued_at desc, id desc);
create index certificate_holder on certificate (tenant_id, holder, id);
create index certificate_cohort on certificate (tenant_id, cohort_id);
create index certificate_candidate on certificate (tenant_id, candidate_id);
create index certificate_of_run on certificate (tenant_id, run_id) where run_id is not null;
-- What a certificate says is public to whoever holds its number; IMI's clerk publishes it.
call app.organisation_side('certificate', 'true');

-- +goose StatementBegin
create function app.certificate_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select 1 from completion c where c.tenant_id = new.tenant_id and c.id = new.completion_id and c.enrolment_id = new.enrolment_id
      and c.cohort_id = new.cohort_id and c.candidate_id = new.candidate_id and c.program_id = new.program_id and c.hours = new.hours and c.completed_on = new.completed_on) then
      raise exception 'this certificate is of no completion' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (to_jsonb(new) - array['replaced_at','replaced_by_id','replaced_reason','revoked_at','revoked_on','revoked_by','revoked_reason','document_version_id','sealed_at'])
    is distinct from (to_jsonb(old) - array['replaced_at','replaced_by_id','replaced_reason','revoked_at','revoked_on','revoked_by','revoked_reason','document_version_id','sealed_at']) then
    raise exception 'certificate % says what it says', old.id using errcode = 'restrict_violation';
  end if;
  if (old.replaced_at is not null and (new.replaced_at, new.replaced_by_id, new.replaced_reason) is distinct from (old.replaced_at, old.replaced_by_id, old.replaced_reason))
    or (old.revoked_at is not null and (new.revoked_at, new.revoked_on, new.revoked_by, new.revoked_reason) is distinct from (old.revoked_at, old.revoked_on, old.revoked_by, old.revoked_reason))
    or (old.sealed_at is not null and (new.sealed_at, new.document_version_id) is distinct from (old.sealed_at, old.document_version_id)) then
    raise exception 'certificate % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger certificate_moves before insert or update on certificate for each row execute function app.certificate_moves();

create table published_certificate (
  tenant_id    uuid not null,
  id           uuid not null,
  number       text not null unique,
  holder       text not null,
  organisation text not null,
  program      text not null,
  course       text not null,
  hours        numeric(6,2) not null,
  starts_on    date not null,
  completed_on date not null,
  issued_on    date not null,
  replaced_by  text not null default '', -- the number that counts instead
  revoked_on   date,
  published_at timestamptz not null,
  primary key (tenant_id, id)
);
call app.published_side('published_certificate');
