-- +goose Up
-- A table of mediations waits to be brought into one logbook, for a day at most.

create table logbook_import (
  tenant_id    uuid not null,
  id           uuid not null,
  candidate_id uuid not null,
  file_name    text not null check (length(file_name) between 1 and 200),
  rows         jsonb not null,
  mapping      jsonb not null default '{}',   -- column -> place in the table, from 0
  days         text not null check (days in ('', 'day_first', 'month_first')), -- '': it can be read both ways
  chosen       boolean not null default false, -- somebody has looked at the mapping
  created_at   timestamptz not null,
  created_by   uuid,
  committed_at timestamptz,
  forgotten_at timestamptz,
  added        integer not null default 0 check (added >= 0),
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  check (num_nonnulls(committed_at, forgotten_at) <= 1),
  check (num_nonnulls(committed_at, forgotten_at) = 0 or rows = '[]'),
  check (committed_at is not null or added = 0),
  check (committed_at is null or days <> '')
);
create index logbook_import_candidate on logbook_import (tenant_id, candidate_id);
call app.organisation_side('logbook_import');

-- What is over stays as it is, whoever asks.
-- +goose StatementBegin
create function app.logbook_import_moves() returns trigger language plpgsql as $$
begin
  if old.committed_at is not null or old.forgotten_at is not null then
    raise exception 'import % is over', old.id using errcode = 'restrict_violation';
  end if;
  if (new.candidate_id, new.file_name, new.created_at, new.created_by) is distinct from (old.candidate_id, old.file_name, old.created_at, old.created_by) then
    raise exception 'import % cannot become another', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before update on logbook_import for each row execute function app.logbook_import_moves();
call app.merges('logbook_import', 'logbook_import_tenant_id_candidate_id_fkey', 44, 'moves');
