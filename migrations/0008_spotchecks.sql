-- +goose Up
create table document_request (
  tenant_id      uuid not null references organisation,   -- the addressee
  id             uuid not null,
  reference      text not null,
  credential_id  uuid not null,
  submission_id  uuid not null,
  holder         text not null,
  kind           text not null check (kind in ('routine','for_cause','urgent')),
  reason         text not null check (length(reason) between 1 and 2000),  -- read by the organisation
  issued_at      timestamptz not null,
  issued_by      uuid,
  issued_by_name text not null,
  due_at         timestamptz not null,
  readable_until timestamptz not null,
  closed_at      timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, reference),
  foreign key (tenant_id, credential_id) references credential,
  foreign key (tenant_id, submission_id) references submission,
  check (readable_until >= due_at)
);
create index document_request_open on document_request (due_at, id) where closed_at is null;
call app.oversight_side('document_request');

create table demand (
  tenant_id  uuid not null,
  id         uuid not null,
  request_id uuid not null,
  position   integer not null,
  kind       text not null,        -- a kind of document
  note       text not null default '' check (length(note) <= 1000),
  primary key (tenant_id, id),
  unique (tenant_id, request_id, position),
  foreign key (tenant_id, request_id) references document_request
);
call app.oversight_side('demand', true, 'select, insert');

create table finding (
  tenant_id  uuid not null,
  id         uuid not null,
  request_id uuid not null,
  outcome    text not null check (outcome in ('satisfactory','satisfactory_with_actions','unsatisfactory','not_supplied')),
  summary    text not null check (length(summary) <= 4000),
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, request_id),
  foreign key (tenant_id, request_id) references document_request
);
call app.oversight_side('finding', true, 'select, insert');
