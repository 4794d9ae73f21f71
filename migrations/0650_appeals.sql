-- +goose Up
-- What follows a decision: the candidate is told of it, and may contest it
-- before people who had no part in it.

create table result (
  tenant_id      uuid not null,
  id             uuid not null,               -- the assessment's
  candidate_id   uuid not null,
  candidate_name text not null,               -- this and the next: as they stood
  program_title  text not null,
  outcome        text not null check (outcome in ('passed','failed')),
  words          text not null check (length(words) between 1 and 4000), -- to the candidate; the minute is the organisation's
  email          text not null check (length(email) between 3 and 254 and email = lower(email)),
  language       text not null check (language in ('en','es')),
  link_id        uuid not null,
  told_at        timestamptz not null,
  told_by        uuid,
  told_by_name   text not null,
  appeal_until   timestamptz check (appeal_until > told_at),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references assessment,
  foreign key (tenant_id, candidate_id) references candidate,
  check ((outcome = 'failed') = (appeal_until is not null))
);
create index result_candidate on result (tenant_id, candidate_id);
call app.organisation_side('result'); -- what was said stays: a trigger holds it
call app.merges('result', 'result_tenant_id_candidate_id_fkey', 54, 'refuses'); -- its letter names them

create table appeal (
  tenant_id       uuid not null,
  id              uuid not null,
  assessment_id   uuid not null,
  candidate_id    uuid not null,
  ground          text not null check (ground in ('procedure','conflict','facts','circumstances')),
  statement       text not null check (length(statement) between 1 and 4000),
  by_candidate    boolean not null,            -- by their link; otherwise somebody noted it for them
  lodged_at       timestamptz not null,
  lodged_by       uuid,
  state           text not null check (state in ('lodged','withdrawn','allowed','dismissed','inadmissible')),
  ended_at        timestamptz,
  decided_by      uuid,
  decided_by_name text not null default '',
  minute          text not null default '' check (length(minute) <= 4000),
  answer          text not null default '' check (length(answer) <= 4000), -- to the candidate
  primary key (tenant_id, id),
  foreign key (tenant_id, assessment_id) references result,
  foreign key (tenant_id, candidate_id) references candidate,
  check ((state = 'lodged') = (ended_at is null)),
  check ((state in ('allowed','dismissed','inadmissible')) = (decided_by is not null)),
  check ((decided_by is not null) = (minute <> '') and (decided_by is not null) = (answer <> '') and (decided_by is not null) = (decided_by_name <> ''))
);
create unique index appeal_once on appeal (tenant_id, assessment_id) where state <> 'withdrawn';
create index appeal_queue on appeal (tenant_id, lodged_at desc, id desc);
create index appeal_candidate on appeal (tenant_id, candidate_id);
call app.organisation_side('appeal');
call app.merges('appeal', 'appeal_tenant_id_candidate_id_fkey', 55, 'refuses');

create table panellist (
  tenant_id     uuid not null,
  id            uuid not null,
  appeal_id     uuid not null,
  assessment_id uuid not null,
  candidate_id  uuid not null,
  candidate_name text not null,               -- as it stood: all that is read before declaring
  membership_id uuid not null,
  name          text not null,
  named_at      timestamptz not null,
  named_by      uuid,
  declared_at   timestamptz,                  -- that no conflict exists
  out_at        timestamptz,
  conflict      text not null default '' check (length(conflict) <= 1000), -- in the words of who stepped down
  ended_at      timestamptz,                  -- the appeal's: who has not declared cannot read that
  primary key (tenant_id, id),
  foreign key (tenant_id, appeal_id) references appeal,
  foreign key (tenant_id, assessment_id) references assessment,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, membership_id) references membership,
  check (conflict = '' or out_at is not null)
);
create unique index panellist_once on panellist (tenant_id, appeal_id, membership_id) where out_at is null;
create index panellist_member on panellist (tenant_id, membership_id) where out_at is null;
call app.organisation_side('panellist');
call app.merges('panellist', 'panellist_tenant_id_candidate_id_fkey', 56, 'refuses');

-- A decision that an appeal has set aside. The candidate is judged again, by others.
create table fallen_assessment (
  tenant_id    uuid not null,
  id           uuid not null,                 -- the assessment's
  candidate_id uuid not null,
  program_id   uuid not null,
  appeal_id    uuid not null,
  fell_at      timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references assessment,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, program_id) references program,
  foreign key (tenant_id, appeal_id) references appeal
);
create index fallen_assessment_of on fallen_assessment (tenant_id, candidate_id, program_id);
call app.organisation_side('fallen_assessment');
call app.merges('fallen_assessment', 'fallen_assessment_tenant_id_candidate_id_fkey', 57, 'refuses');

-- Whether a membership, or another of the same person, had a part in a decision:
-- by judging or having been asked to, by moderating, by deciding, or by having trained the candidate.
-- +goose StatementBegin
create function app.took_part(of_tenant uuid, of_membership uuid, of_assessment uuid) returns boolean language sql stable as $$
  with theirs as (
    select m.id from membership m join membership p on p.tenant_id = m.tenant_id and p.id = of_membership
    where m.tenant_id = of_tenant and (m.id = p.id or m.person_id = p.person_id))
  select exists (select from assessor_assignment g where g.tenant_id = of_tenant and g.assessment_id = of_assessment and g.membership_id in (select id from theirs))
    or exists (select from assessment a where a.tenant_id = of_tenant and a.id = of_assessment and (a.decided_by in (select id from theirs) or app.trained(of_tenant, of_membership, a.candidate_id)))
    or exists (select from disagreement d where d.tenant_id = of_tenant and d.assessment_id = of_assessment and d.moderator_id in (select id from theirs))
    or exists (select from moderation m where m.tenant_id = of_tenant and m.assessment_id = of_assessment and m.held_by in (select id from theirs))
    or exists (select from result r where r.tenant_id = of_tenant and r.id = of_assessment and r.told_by in (select id from theirs))
$$;

create function app.result_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'what was told of assessment % stays', old.id using errcode = 'restrict_violation';
  end if;
  if not exists (select from assessment a where a.tenant_id = new.tenant_id and a.id = new.id and a.candidate_id = new.candidate_id and a.outcome = new.outcome) then
    raise exception 'assessment % was not decided so', new.id using errcode = 'restrict_violation';
  end if;
  if not exists (select from link l where l.tenant_id = new.tenant_id and l.id = new.link_id and l.act = 'result' and l.subject_id = new.id and l.email = new.email) then
    raise exception 'result % has no link of its own', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.appeal_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'lodged' then
      raise exception 'an appeal begins as it is lodged' using errcode = 'restrict_violation';
    end if;
    if not exists (select from result r where r.tenant_id = new.tenant_id and r.id = new.assessment_id and r.candidate_id = new.candidate_id and r.appeal_until >= app.now()) then
      raise exception 'the decision of assessment % cannot be contested', new.assessment_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state <> 'lodged' then
    raise exception 'appeal % has ended', old.id using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - array['state','ended_at','decided_by','decided_by_name','minute','answer']) is distinct from (to_jsonb(old) - array['state','ended_at','decided_by','decided_by_name','minute','answer']) then
    raise exception 'appeal % stays as it was lodged', old.id using errcode = 'restrict_violation';
  end if;
  if new.decided_by is not null and (
    not exists (select from panellist p where p.tenant_id = new.tenant_id and p.appeal_id = new.id and p.membership_id = new.decided_by and p.declared_at is not null and p.out_at is null)
    or exists (select from panellist p where p.tenant_id = new.tenant_id and p.appeal_id = new.id and p.declared_at is null and p.out_at is null)
    or (select count(*) from panellist p where p.tenant_id = new.tenant_id and p.appeal_id = new.id and p.out_at is null) < 2) then
    raise exception 'appeal % is its panel''s to decide', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.panellist_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.ended_at is distinct from old.ended_at then
    if (to_jsonb(new) - 'ended_at') is distinct from (to_jsonb(old) - 'ended_at') or not exists (select from appeal a
      where a.tenant_id = new.tenant_id and a.id = new.appeal_id and a.ended_at = new.ended_at) then
      raise exception 'panellist % stays as it was', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  perform from appeal a where a.tenant_id = new.tenant_id and a.id = new.appeal_id and a.state = 'lodged' for update;
  if not found then
    raise exception 'appeal % has ended', new.appeal_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.declared_at is not null or new.out_at is not null then
      raise exception 'a panellist begins undeclared' using errcode = 'restrict_violation';
    end if;
    if not exists (select from appeal a where a.tenant_id = new.tenant_id and a.id = new.appeal_id and a.assessment_id = new.assessment_id and a.candidate_id = new.candidate_id) then
      raise exception 'the appeal is of another assessment' using errcode = 'restrict_violation';
    end if;
  elsif old.out_at is not null or old.declared_at is not null and new.declared_at is distinct from old.declared_at
    or (to_jsonb(new) - array['declared_at','out_at','conflict']) is distinct from (to_jsonb(old) - array['declared_at','out_at','conflict']) then
    raise exception 'panellist % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  if new.out_at is null and app.took_part(new.tenant_id, new.membership_id, new.assessment_id) then
    raise exception 'the panellist had a part in the decision' using errcode = 'restrict_violation';
  end if;
  if new.out_at is null and exists (select from membership m join candidate c on c.tenant_id = m.tenant_id
      where m.tenant_id = new.tenant_id and m.id = new.membership_id and c.id = new.candidate_id and (c.person_id = m.person_id or c.email = m.email)) then
    raise exception 'the panellist is the candidate' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and exists (select from panellist p where p.tenant_id = new.tenant_id and p.appeal_id = new.appeal_id and p.membership_id = new.membership_id and p.conflict <> '') then
    raise exception 'the panellist has declared a conflict' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.appeal_ended() returns trigger language plpgsql as $$
begin
  update panellist set ended_at = new.ended_at where tenant_id = new.tenant_id and appeal_id = new.id and out_at is null;
  return null;
end $$;

create function app.fallen_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'the decision of assessment % has fallen', old.id using errcode = 'restrict_violation';
  end if;
  if not exists (select from appeal p join assessment a on a.tenant_id = p.tenant_id and a.id = p.assessment_id
      where p.tenant_id = new.tenant_id and p.id = new.appeal_id and p.assessment_id = new.id and p.state = 'allowed' and a.candidate_id = new.candidate_id and a.program_id = new.program_id) then
    raise exception 'no appeal has set assessment % aside', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Who judged what has fallen does not judge again.
create function app.judged_before() returns trigger language plpgsql as $$
begin
  if exists (select from fallen_assessment f join assessment a on a.tenant_id = f.tenant_id and a.candidate_id = f.candidate_id and a.program_id = f.program_id
      where a.tenant_id = new.tenant_id and a.id = new.assessment_id and f.id <> a.id and app.took_part(new.tenant_id, new.membership_id, f.id)) then
    raise exception 'the assessor had a part in a decision that has fallen' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger holds before insert or update on result for each row execute function app.result_holds();
create trigger moves before insert or update on appeal for each row execute function app.appeal_moves();
create trigger ended after update of ended_at on appeal for each row when (new.ended_at is not null) execute function app.appeal_ended();
create trigger moves before insert or update on panellist for each row execute function app.panellist_moves();
create trigger holds before insert or update on fallen_assessment for each row execute function app.fallen_holds();
create trigger judged_before before insert on assessor_assignment for each row execute function app.judged_before();
