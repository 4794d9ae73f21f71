-- +goose Up
-- A table of candidates between its upload and its commit. Its rows are
-- people's data: the commit, or a day without one, erases them.
create table candidate_import (
  tenant_id    uuid not null references organisation,
  id           uuid not null,
  cohort_id    uuid,
  file_name    text not null check (length(file_name) between 1 and 200),
  rows         jsonb not null,
  created_at   timestamptz not null,
  created_by   uuid,
  committed_at timestamptz,
  forgotten_at timestamptz,
  added        integer not null default 0 check (added >= 0),
  enrolled     integer not null default 0 check (enrolled >= 0),
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  check (num_nonnulls(committed_at, forgotten_at) <= 1),
  check (num_nonnulls(committed_at, forgotten_at) = 0 or rows = '[]')
);
call app.organisation_side('candidate_import');
create index candidate_import_cohort on candidate_import (tenant_id, cohort_id) where cohort_id is not null;

create index candidate_added on candidate (tenant_id, created_at desc, id desc);

-- What is over stays as it is, whoever asks.
-- +goose StatementBegin
create function app.candidate_import_moves() returns trigger language plpgsql as $$
begin
  if old.committed_at is not null or old.forgotten_at is not null then
    raise exception 'import % is over', old.id using errcode = 'restrict_violation';
  end if;
  if (new.cohort_id, new.created_at, new.created_by) is distinct from (old.cohort_id, old.created_at, old.created_by) then
    raise exception 'import % cannot become another', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger candidate_import_moves before update on candidate_import for each row execute function app.candidate_import_moves();

-- +goose StatementBegin
create function app.logbook_entry_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.removed_at is not null then
      raise exception 'logbook entry % was removed', old.id using errcode = 'restrict_violation';
    end if;
    if new.candidate_id <> old.candidate_id then
      raise exception 'logbook entry % belongs to one candidate', old.id using errcode = 'restrict_violation';
    end if;
    if old.verified_at is not null and new.verified_at is not null and new.removed_at is null
      and (new.held_on, new.role, new.medium, new.hours, new.field, new.parties, new.settled)
      is distinct from (old.held_on, old.role, old.medium, old.hours, old.field, old.parties, old.settled) then
      raise exception 'logbook entry % was verified as it stood', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  -- A day ahead somewhere on earth is at most 14 hours ahead of UTC.
  if new.held_on > (coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) at time zone 'UTC' + interval '14 hours')::date then
    raise exception 'logbook entry % lies in the future', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger logbook_entry_moves before insert or update on logbook_entry for each row execute function app.logbook_entry_moves();
