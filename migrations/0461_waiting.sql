-- +goose Up
-- Who waits for a place in a full cohort, in their order; and what a cohort
-- costs, as a note.

alter table cohort add column fee_note text not null default '' check (length(fee_note) <= 500);

create table waiting (
  tenant_id    uuid not null,
  id           uuid not null,
  cohort_id    uuid not null,
  candidate_id uuid not null,
  since        timestamptz not null,
  added_by     uuid,
  left_at      timestamptz,
  left_how     text not null default '' check (left_how in ('', 'placed', 'removed')),
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, candidate_id) references candidate,
  check ((left_at is null) = (left_how = ''))
);
create unique index waiting_once on waiting (tenant_id, cohort_id, candidate_id) where left_at is null;
create index waiting_order on waiting (tenant_id, cohort_id, since, id) where left_at is null;
create index waiting_candidate on waiting (tenant_id, candidate_id);
call app.organisation_side('waiting');

-- +goose StatementBegin
create function app.waiting_moves() returns trigger language plpgsql as $$
begin
  if old.left_at is not null or (new.cohort_id, new.candidate_id, new.since) is distinct from (old.cohort_id, old.candidate_id, old.since) then
    raise exception 'place % in the waiting list stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger waiting_moves before update on waiting for each row execute function app.waiting_moves();
create trigger cohort_open before insert or update on waiting for each row execute function app.cohort_open();
