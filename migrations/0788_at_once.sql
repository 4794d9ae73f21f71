-- +goose Up
-- What two people do at one time, one after the other.

-- +goose StatementBegin
-- As in 0695; who is taken off an assessment at this moment does not join its
-- slot: the assignment is waited for, before the slot, as taking off does.
create or replace function app.slot_part_moves() returns trigger language plpgsql as $$
declare s day_slot; assigned boolean := false;
begin
  if tg_op = 'INSERT' and new.part = 'assessor' then
    perform from assessor_assignment g where g.tenant_id = new.tenant_id and g.membership_id = new.membership_id and g.removed_at is null
      and g.assessment_id = (select x.assessment_id from day_slot x where x.tenant_id = new.tenant_id and x.id = new.slot_id) for share;
    assigned := found;
  end if;
  select * into s from day_slot where tenant_id = new.tenant_id and id = new.slot_id for update;
  if tg_op = 'INSERT' then
    if s.state not in ('planned', 'invited') or s.assessment_id is null or new.out_at is not null or new.absent then
      raise exception 'nobody joins slot %', new.slot_id using errcode = 'restrict_violation';
    end if;
    if new.part = 'assessor' and not assigned then
      raise exception 'the assessor is not assigned to the assessment' using errcode = 'restrict_violation';
    end if;
  else
    if (to_jsonb(new) - array['starts_at','ends_at','active','absent','out_at']) is distinct from (to_jsonb(old) - array['starts_at','ends_at','active','absent','out_at']) then
      raise exception 'part % stays as it was', old.id using errcode = 'restrict_violation';
    end if;
    if new.out_at is distinct from old.out_at and (old.out_at is not null or s.state not in ('planned', 'invited')) then
      raise exception 'part % stays as it was', old.id using errcode = 'restrict_violation';
    end if;
    if new.absent is distinct from old.absent and (old.out_at is not null or s.state = 'planned' or s.starts_at > app.now()) then
      raise exception 'nobody was missing from slot % yet', new.slot_id using errcode = 'restrict_violation';
    end if;
  end if;
  new.starts_at := s.starts_at;
  new.ends_at := s.ends_at;
  new.active := new.out_at is null and s.state <> 'cancelled';
  return new;
end $$;

-- Before it is asked what came since: a decision, or a submission, that is on its way is waited for.
create function app.merge_awaits() returns trigger language plpgsql as $$
begin
  perform from candidate c where c.tenant_id = new.tenant_id and c.id in (new.kept_id, new.merged_id) order by c.id for update;
  perform from assessment a where a.tenant_id = new.tenant_id and a.candidate_id = new.kept_id order by a.id for update;
  perform from submission s where s.tenant_id = new.tenant_id and s.candidate_id = new.kept_id order by s.id for update;
  return new;
end $$;
-- +goose StatementEnd
create trigger awaits before update on candidate_merge for each row when (old.state = 'merged' and new.state = 'undoing') execute function app.merge_awaits();
