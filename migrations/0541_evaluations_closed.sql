-- +goose Up
-- An evaluation that somebody closes is closed from their commit on, whatever
-- the hour at which an answer under way began.

alter table evaluation
  add column closed_at timestamptz, -- none where its last day ends it
  add check (closed_at is null or closes_at <= closed_at);

-- +goose StatementBegin
create or replace function app.evaluation_moves() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['opens_at','closes_at','closed_at','answered']) is distinct from (to_jsonb(old) - array['opens_at','closes_at','closed_at','answered']) then
    raise exception 'evaluation % asks what it asks', old.id using errcode = 'restrict_violation';
  end if;
  if (new.opens_at, new.closes_at, new.closed_at) is distinct from (old.opens_at, old.closes_at, old.closed_at)
    and (old.closed_at is not null or old.closes_at <= app.now()) then
    raise exception 'evaluation % has closed', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

-- The count is an update of the evaluation's row: it waits for a closing that
-- is under way, and then looks at the row again.
-- +goose StatementBegin
create or replace function app.evaluation_answered() returns trigger language plpgsql as $$
begin
  update evaluation e set answered = answered + 1
    where e.tenant_id = new.tenant_id and e.id = new.evaluation_id
      and e.opens_at <= app.now() and e.closes_at > app.now() and e.closed_at is null
      and exists (select 1 from enrolment n where n.tenant_id = e.tenant_id and n.cohort_id = e.cohort_id and n.id = new.enrolment_id and n.withdrawn_at is null);
  if not found then
    raise exception 'evaluation % is not open to them', new.evaluation_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

drop policy closed on evaluation_answer;
create policy closed on evaluation_answer as restrictive for select to accord_member
  using (evaluation_id = any(array(select e.id from evaluation e where e.closes_at <= app.now() or e.closed_at is not null)));
