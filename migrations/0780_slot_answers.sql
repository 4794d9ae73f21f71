-- +goose Up
-- What a slot's candidate says of their invitation: that they come, or that they
-- cannot, and why. It is of the hour and place that they were told: a slot that
-- moves has another revision, and asks anew.

create table slot_answer (
  tenant_id   uuid not null,
  id          uuid not null,
  slot_id     uuid not null,
  revision    integer not null,       -- the slot's, when they answered
  comes       boolean not null,
  reason      text not null default '' check (length(reason) <= 300),
  answered_at timestamptz not null,
  kept_at     timestamptz,            -- whoever plans keeps the slot although they cannot come
  kept_by     uuid,
  primary key (tenant_id, id),
  unique (tenant_id, slot_id, revision),
  foreign key (tenant_id, slot_id) references day_slot,
  check (comes = (reason = '')),
  check (not comes or kept_at is null)
);
call app.organisation_side('slot_answer');

-- +goose StatementBegin
-- The candidate answers, while they are invited and until the slot begins, and
-- nobody for them; whoever plans notes that it is kept, and nothing else.
create function app.slot_answer_moves() returns trigger language plpgsql as $$
declare s day_slot;
begin
  select * into s from day_slot where tenant_id = new.tenant_id and id = new.slot_id for update;
  if s.state is distinct from 'invited' or s.revision <> new.revision or s.starts_at <= app.now() then
    raise exception 'slot % asks for no answer', new.slot_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and (new.slot_id, new.revision) is distinct from (old.slot_id, old.revision) then
    raise exception 'answer % stays of its slot', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' or (new.comes, new.reason, new.answered_at) is distinct from (old.comes, old.reason, old.answered_at) then
    if new.kept_at is not null then
      raise exception 'slot % is kept after its answer', new.slot_id using errcode = 'restrict_violation';
    end if;
    if not exists (select from candidate c where c.tenant_id = s.tenant_id and c.id = s.candidate_id and c.person_id = nullif(current_setting('app.person_id', true), '')::uuid) then
      raise exception 'only its candidate answers to slot %', new.slot_id using errcode = 'restrict_violation';
    end if;
  elsif old.kept_at is not null then
    raise exception 'slot % is kept already', new.slot_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

do $$
declare own text := 'slot_id = any((select app.own_slots())::uuid[])';
begin
  call app.candidates_own('slot_answer', own, own || ' and kept_at is null');
end $$;
-- +goose StatementEnd

create trigger moves before insert or update on slot_answer for each row execute function app.slot_answer_moves();
