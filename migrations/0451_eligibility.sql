-- +goose Up
-- What a program asks above IMI's floor. A new row takes over from the one
-- before it; 0 is as IMI asks. It can only raise: the higher of the two counts.
create table program_floor (
  tenant_id   uuid not null,
  id          uuid not null,
  program_id  uuid not null,
  mediations  integer not null default 0 check (mediations between 0 and 1000),
  hours       integer not null default 0 check (hours between 0 and 10000),
  set_at      timestamptz not null,
  set_by      uuid,
  set_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program
);
create index program_floor_program on program_floor (tenant_id, program_id, set_at desc, id desc);
call app.organisation_side('program_floor', null, 'select, insert');

-- A reasoned exception to a rule of eligibility, for one candidate under one program.
create table exemption (
  tenant_id         uuid not null,
  id                uuid not null,
  candidate_id      uuid not null,
  program_id        uuid not null,
  citation          text not null check (citation ~ '^IMI-[A-Z]{2}-[0-9]{2}$'),
  reason            text not null check (length(reason) between 1 and 2000),
  decided_at        timestamptz not null,
  decided_by        uuid,
  decided_by_name   text not null check (decided_by_name <> ''),
  withdrawn_at      timestamptz,
  withdrawn_by_name text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  check ((withdrawn_at is null) = (withdrawn_by_name = ''))
);
create unique index exemption_open on exemption (tenant_id, candidate_id, program_id, citation) where withdrawn_at is null;
create index exemption_program on exemption (tenant_id, program_id);
call app.organisation_side('exemption');

-- +goose StatementBegin
create function app.exemption_moves() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null
    or (new.candidate_id, new.program_id, new.citation, new.reason, new.decided_at, new.decided_by, new.decided_by_name)
      is distinct from (old.candidate_id, old.program_id, old.citation, old.reason, old.decided_at, old.decided_by, old.decided_by_name) then
    raise exception 'exemption % stays as it was decided', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before update on exemption for each row execute function app.exemption_moves();
