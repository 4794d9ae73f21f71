-- +goose Up
-- Days on which candidates are assessed, their slots, who takes part in each,
-- and what they were told. Nobody and no room is booked twice at one time: the
-- constraints named *_free hold that, whoever writes.

create extension if not exists btree_gist with schema app;

create table assessment_day (
  tenant_id    uuid not null,
  id           uuid not null,
  program_id   uuid not null,
  title        text not null check (length(title) between 1 and 200),
  held_on      date not null,
  time_zone    text not null,               -- the place's
  place        text not null default '' check (length(place) <= 200),
  link         text not null default '' check (link = '' or (link ~ '^https?://' and length(link) <= 500)),
  language     text not null check (language ~ '^[a-z]{2}$'),
  state        text not null check (state in ('planned', 'published', 'closed', 'cancelled')),
  reason       text not null default '' check (length(reason) <= 300), -- why it was cancelled
  created_at   timestamptz not null,
  created_by   uuid,
  published_at timestamptz,
  ended_at     timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program,
  check (place <> '' or link <> ''),
  check (state <> 'published' or published_at is not null),
  check ((state in ('closed', 'cancelled')) = (ended_at is not null)),
  check ((state = 'cancelled') = (reason <> ''))
);
create index assessment_day_on on assessment_day (tenant_id, held_on, id);
call app.organisation_side('assessment_day');

create table day_slot (
  tenant_id        uuid not null,
  id               uuid not null,
  day_id           uuid not null,
  starts_at        timestamptz not null,
  ends_at          timestamptz not null,
  room             text not null default '' check (length(room) <= 100),
  room_key         text not null,              -- the room at the day's place: the database says it
  link             text not null default '' check (link = '' or (link ~ '^https?://' and length(link) <= 500)),
  assessment_id    uuid,                       -- none: it is free
  candidate_id     uuid,
  candidate_name   text not null default '',   -- as it stood
  scenario         text not null default '' check (length(scenario) <= 200),
  scenario_version text not null default '' check (length(scenario_version) <= 40 and (scenario <> '' or scenario_version = '')),
  state            text not null check (state in ('planned', 'invited', 'held', 'no_show', 'cancelled')),
  revision         integer not null default 0 check (revision >= 0), -- how often it moved or was cancelled: iCalendar's SEQUENCE
  note             text not null default '' check (length(note) <= 1000), -- of how it went, or why it was cancelled
  created_at       timestamptz not null,
  changed_at       timestamptz not null,
  settled_at       timestamptz,                -- when it was noted how it went, or cancelled
  settled_by       uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, day_id) references assessment_day,
  foreign key (tenant_id, assessment_id, candidate_id) references assessment (tenant_id, id, candidate_id) deferrable initially immediate,
  check (num_nonnulls(assessment_id, candidate_id) in (0, 2) and (assessment_id is null) = (candidate_name = '')),
  check (state in ('planned', 'cancelled') or assessment_id is not null),
  check (starts_at < ends_at and ends_at <= starts_at + interval '12 hours'),
  check ((state in ('held', 'no_show', 'cancelled')) = (settled_at is not null)),
  check (state <> 'no_show' or note <> ''),
  constraint day_slot_candidate_free exclude using gist (tenant_id with =, candidate_id with =, tstzrange(starts_at, ends_at) with &&)
    where (candidate_id is not null and state <> 'cancelled') deferrable initially immediate,
  constraint day_slot_room_free exclude using gist (tenant_id with =, room_key with =, tstzrange(starts_at, ends_at) with &&)
    where (room_key <> '' and state <> 'cancelled') deferrable initially immediate
);
create index day_slot_day on day_slot (tenant_id, day_id, starts_at, id);
create index day_slot_assessment on day_slot (tenant_id, assessment_id, starts_at);
create index day_slot_candidate on day_slot (tenant_id, candidate_id);
call app.organisation_side('day_slot');

create table slot_part (
  tenant_id     uuid not null,
  id            uuid not null,
  slot_id       uuid not null,
  part          text not null check (part in ('assessor', 'role_player')),
  membership_id uuid,                          -- none: a role-player without an account
  name          text not null check (length(name) between 1 and 200), -- this and the next: as they stood
  email         text not null check (length(email) between 3 and 254 and email = lower(email)),
  starts_at     timestamptz not null,          -- this and the next two: the database copies them from the slot
  ends_at       timestamptz not null,
  active        boolean not null,
  absent        boolean not null default false, -- did not appear
  added_at      timestamptz not null,
  added_by      uuid,
  out_at        timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, slot_id) references day_slot,
  foreign key (tenant_id, membership_id) references membership,
  check (part = 'role_player' or membership_id is not null),
  check (part = 'assessor' or not absent),
  constraint slot_part_free exclude using gist (tenant_id with =, email with =, tstzrange(starts_at, ends_at) with &&)
    where (active) deferrable initially immediate
);
create index slot_part_slot on slot_part (tenant_id, slot_id);
create index slot_part_member on slot_part (tenant_id, membership_id) where out_at is null;
call app.organisation_side('slot_part');

create table slot_notice (
  tenant_id     uuid not null,
  id            uuid not null,
  slot_id       uuid not null,
  kind          text not null check (kind in ('invited', 'moved', 'cancelled')),
  was_starts_at timestamptz not null,
  was_zone      text not null,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  zone          text not null,
  place         text not null default '',
  link          text not null default '',
  reason        text not null check (length(reason) <= 300 and (kind = 'invited' or reason <> '')),
  told          integer not null check (told > 0),
  told_at       timestamptz not null,
  told_by       uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, slot_id) references day_slot
);
create index slot_notice_slot on slot_notice (tenant_id, slot_id);
call app.organisation_side('slot_notice', null, 'select, insert'); -- what was said stays said

-- +goose StatementBegin
create function app.assessment_day_moves() returns trigger language plpgsql as $$
begin
  perform now() at time zone new.time_zone; -- a name that the database knows
  if tg_op = 'INSERT' then
    if new.state <> 'planned' then
      raise exception 'a day begins planned' using errcode = 'restrict_violation';
    end if;
    if not exists (select from program p where p.tenant_id = new.tenant_id and p.id = new.program_id and p.kind <> 'CMTP' and p.closed_at is null) then
      raise exception 'program % assesses nobody', new.program_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.program_id, new.created_at) is distinct from (old.program_id, old.created_at) then
    raise exception 'day % stays of its program', old.id using errcode = 'restrict_violation';
  end if;
  if old.state in ('closed', 'cancelled') then
    raise exception 'day % is over', old.id using errcode = 'restrict_violation';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('planned', 'published'), ('planned', 'cancelled'), ('published', 'closed'), ('published', 'cancelled')) then
    raise exception 'day % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state in ('closed', 'cancelled') and exists (select from day_slot s where s.tenant_id = new.tenant_id and s.day_id = new.id and s.state in ('planned', 'invited')) then
    raise exception 'day % has slots that are not settled', old.id using errcode = 'restrict_violation';
  end if;
  if new.state = 'closed' and new.held_on > (app.now() at time zone new.time_zone)::date then
    raise exception 'day % is still to come', old.id using errcode = 'restrict_violation';
  end if;
  if new.state = 'cancelled' and exists (select from day_slot s where s.tenant_id = new.tenant_id and s.day_id = new.id and s.state in ('held', 'no_show')) then
    raise exception 'day % took place', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- A day is moved with its slots.
create function app.assessment_day_whole() returns trigger language plpgsql as $$
begin
  if exists (select from day_slot s join assessment_day d on d.tenant_id = s.tenant_id and d.id = s.day_id
    where s.tenant_id = new.tenant_id and s.day_id = new.id and s.state <> 'cancelled'
      and ((s.starts_at at time zone d.time_zone)::date <> d.held_on or ((s.ends_at - interval '1 microsecond') at time zone d.time_zone)::date <> d.held_on)) then
    raise exception 'a slot of day % is on another day', new.id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

-- The rooms of a day that goes elsewhere are other rooms.
create function app.assessment_day_elsewhere() returns trigger language plpgsql as $$
begin
  update day_slot set room_key = '' where tenant_id = new.tenant_id and day_id = new.id and state in ('planned', 'invited');
  return null;
end $$;

create function app.day_slot_moves() returns trigger language plpgsql as $$
declare d assessment_day;
begin
  select * into d from assessment_day where tenant_id = new.tenant_id and id = new.day_id for update;
  if d.state in ('closed', 'cancelled') then
    raise exception 'day % is over', new.day_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and new.state <> 'planned' then
    raise exception 'a slot begins planned' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' then
    if new.state <> old.state and (old.state, new.state) not in (('planned', 'invited'), ('planned', 'cancelled'), ('invited', 'held'), ('invited', 'no_show'), ('invited', 'cancelled'), ('held', 'invited'), ('no_show', 'invited')) then
      raise exception 'slot % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
    end if;
    if old.state in ('held', 'no_show', 'cancelled') and (to_jsonb(new) - array['state','note','settled_at','settled_by','changed_at']) is distinct from (to_jsonb(old) - array['state','note','settled_at','settled_by','changed_at'])
      or old.state in ('held', 'no_show', 'cancelled') and new.state = old.state then
      raise exception 'slot % is settled', old.id using errcode = 'restrict_violation';
    end if;
    if old.state in ('held', 'no_show') and old.settled_at <= app.now() - interval '24 hours' then
      raise exception 'slot % was settled for good', old.id using errcode = 'restrict_violation';
    end if;
    if new.assessment_id is distinct from old.assessment_id and (old.assessment_id is not null or old.state <> 'planned') then
      raise exception 'slot % stays its candidate''s', old.id using errcode = 'restrict_violation';
    end if;
    if new.created_at <> old.created_at or new.revision < old.revision
      or new.day_id <> old.day_id and not exists (select from assessment_day w where w.tenant_id = old.tenant_id and w.id = old.day_id and w.program_id = d.program_id and w.state = d.state) then
      raise exception 'slot % stays as it was', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  if new.state in ('planned', 'invited') and (tg_op = 'INSERT' or (new.starts_at, new.ends_at, new.day_id) is distinct from (old.starts_at, old.ends_at, old.day_id)) and ((new.starts_at at time zone d.time_zone)::date <> d.held_on
    or ((new.ends_at - interval '1 microsecond') at time zone d.time_zone)::date <> d.held_on) then
    raise exception 'slot % is on another day', new.id using errcode = 'restrict_violation';
  end if;
  if new.assessment_id is not null and (tg_op = 'INSERT' or old.assessment_id is null) and not exists (select from assessment a
    where a.tenant_id = new.tenant_id and a.id = new.assessment_id and a.program_id = d.program_id and a.decided_at is null) then
    raise exception 'assessment % is not open under the day''s program', new.assessment_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'UPDATE' and old.state = 'planned' and new.state = 'invited' and (d.state <> 'published' or new.starts_at <= app.now()
    or not exists (select from slot_part p where p.tenant_id = new.tenant_id and p.slot_id = new.id and p.part = 'assessor' and p.out_at is null)) then
    raise exception 'slot % invites nobody yet', old.id using errcode = 'restrict_violation';
  end if;
  if new.state in ('held', 'no_show') and new.starts_at > app.now() then
    raise exception 'slot % is still to come', old.id using errcode = 'restrict_violation';
  end if;
  if new.state = 'held' and not exists (select from slot_part p where p.tenant_id = new.tenant_id and p.slot_id = new.id and p.part = 'assessor' and p.out_at is null and not p.absent) then
    raise exception 'slot % had no assessor', old.id using errcode = 'restrict_violation';
  end if;
  new.room_key := case when app.name_key(new.room) = '' then '' else app.name_key(d.place) || ' / ' || app.name_key(new.room) end;
  return new;
end $$;

-- Who takes part is booked for as long as the slot is. One statement for all
-- that changed, so that two slots can change their hours.
create function app.day_slot_books() returns trigger language plpgsql as $$
begin
  update slot_part p set starts_at = n.starts_at, ends_at = n.ends_at, active = p.out_at is null and n.state <> 'cancelled'
    from fresh n where p.tenant_id = n.tenant_id and p.slot_id = n.id
      and (p.starts_at, p.ends_at, p.active) is distinct from (n.starts_at, n.ends_at, p.out_at is null and n.state <> 'cancelled');
  return null;
end $$;

create function app.slot_part_moves() returns trigger language plpgsql as $$
declare s day_slot;
begin
  select * into s from day_slot where tenant_id = new.tenant_id and id = new.slot_id for update;
  if tg_op = 'INSERT' then
    if s.state not in ('planned', 'invited') or s.assessment_id is null or new.out_at is not null or new.absent then
      raise exception 'nobody joins slot %', new.slot_id using errcode = 'restrict_violation';
    end if;
    if new.part = 'assessor' and not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = s.assessment_id
      and g.membership_id = new.membership_id and g.removed_at is null) then
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

-- Who judges an assessment no more is not expected at its slots.
create function app.assignment_leaves_slots() returns trigger language plpgsql as $$
begin
  update slot_part p set out_at = new.removed_at from day_slot s
    where p.tenant_id = new.tenant_id and p.membership_id = new.membership_id and p.part = 'assessor' and p.out_at is null
      and s.tenant_id = p.tenant_id and s.id = p.slot_id and s.assessment_id = new.assessment_id and s.state in ('planned', 'invited');
  return null;
end $$;
-- +goose StatementEnd

create trigger moves before insert or update on assessment_day for each row execute function app.assessment_day_moves();
create constraint trigger whole after update on assessment_day deferrable initially deferred for each row
  when ((old.held_on, old.time_zone) is distinct from (new.held_on, new.time_zone)) execute function app.assessment_day_whole();
create trigger elsewhere after update of place on assessment_day for each row
  when (old.place is distinct from new.place) execute function app.assessment_day_elsewhere();
create trigger moves before insert or update on day_slot for each row execute function app.day_slot_moves();
create trigger books after update on day_slot referencing new table as fresh for each statement execute function app.day_slot_books();
create trigger moves before insert or update on slot_part for each row execute function app.slot_part_moves();
create trigger leaves_slots after update on assessor_assignment for each row
  when (old.removed_at is null and new.removed_at is not null) execute function app.assignment_leaves_slots();

call app.merges('day_slot', 'day_slot_tenant_id_assessment_id_candidate_id_fkey', 71, 'moves',
  -- one person cannot be in two slots at once
  refuses => $$r.state <> 'cancelled' and exists (select from day_slot k where k.tenant_id = r.tenant_id and k.candidate_id = g.kept_id and k.state <> 'cancelled'
    and tstzrange(k.starts_at, k.ends_at) && tstzrange(r.starts_at, r.ends_at))$$, along => 'assessment_id', along_of => 'assessment');
