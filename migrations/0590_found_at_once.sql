-- +goose Up
-- What a search of applications looks in, kept in plain letters as a candidate's is (0532).
alter table application add column found_by text generated always as (app.plain(name || ' ' || email)) stored;

-- As in 0503; a generated column has no value yet where a row is about to be written.
-- +goose StatementBegin
create or replace function app.application_moves() returns trigger language plpgsql as $$
declare
  own text[] := array['cohort_id', 'locale', 'name', 'language', 'country', 'profession', 'motivation', 'training', 'notice', 'notice_at', 'saved_at', 'submitted_at'];
  beside text[] := array['link_id', 'link_until', 'found_by'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an application begins as a draft' using errcode = 'restrict_violation';
    end if;
    if not app.takes_applications(new.tenant_id, new.program_id) then
      raise exception 'program % takes no applications', new.program_id using errcode = 'restrict_violation';
    end if;
  else
    if (new.program_id, new.email, new.started_at) is distinct from (old.program_id, old.email, old.started_at) then
      raise exception 'application % is one address''s to one program', old.id using errcode = 'restrict_violation';
    end if;
    if new.state <> old.state and not (
         (old.state = 'draft' and new.state in ('received', 'withdrawn'))
      or (old.state = 'received' and new.state in ('asked', 'admitted', 'waiting', 'declined', 'withdrawn'))
      or (old.state = 'asked' and new.state in ('received', 'admitted', 'waiting', 'declined', 'withdrawn'))
      or (old.state = 'waiting' and new.state = 'admitted')) then
      raise exception 'application % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
    end if;
    if old.state <> 'draft' then
      if new.state in ('admitted', 'waiting') and old.state in ('received', 'asked') then
        own := array_remove(own, 'cohort_id'); -- who admits may choose another cohort
      end if;
      if exists (select 1 from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key) where n.key = any(own) and n.value <> o.value) then
        raise exception 'application % stays as it was submitted', old.id using errcode = 'restrict_violation';
      end if;
    end if;
    if old.state in ('admitted', 'declined', 'withdrawn') and (to_jsonb(new) - beside) is distinct from (to_jsonb(old) - beside) then
      raise exception 'application % is decided', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  if not exists (select 1 from cohort c where c.tenant_id = new.tenant_id and c.id = new.cohort_id and c.program_id = new.program_id) then
    raise exception 'the cohort is of another program' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

-- The sessions of a month are found where they begin: none is longer than a day.
drop index training_session_start;
create index training_session_start on training_session (tenant_id, starts_at, id);
alter table training_session add constraint training_session_day check (ends_at - starts_at <= interval '24 hours');

-- Feedback that was given is counted from the indexes alone.
create index feedback_given on feedback (tenant_id, cohort_id, enrolment_id) where given_at is not null;
drop index feedback_round;
create index feedback_round on feedback (tenant_id, round_id) include (given_at);
