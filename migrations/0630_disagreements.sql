-- +goose Up
-- When assessors disagree, and how that is settled. A version of a design says
-- how far apart two sheets may be; beyond that, once every sheet is in, there is
-- a disagreement, and nothing is decided before it is settled: by a third
-- assessor's sheet, or by a moderation minute. Nobody's sheet changes by it.

-- What is published until now marked two points of five as a difference.
alter table assessment_design
  add column marks_apart integer not null default 20 check (marks_apart between 0 and 100),   -- of a criterion's scale, in percent, that two marks may be apart
  add column result_apart integer not null default 20 check (result_apart between 0 and 100); -- points of the percentage reached that two sheets may be apart

create table disagreement (
  tenant_id        uuid not null,
  id               uuid not null,
  assessment_id    uuid not null,
  candidate_id     uuid not null,
  opened_at        timestamptz not null,
  moderator_id     uuid,                        -- a membership: whoever may hold the moderation beside the program managers
  moderator_name   text not null default '',    -- as it stood
  named_at         timestamptz,
  named_by         uuid,
  settled_at       timestamptz,
  settled_by_sheet uuid,                        -- the third assessor's
  moderation_id    uuid,
  primary key (tenant_id, id),
  unique (tenant_id, assessment_id),
  unique (tenant_id, id, assessment_id),
  foreign key (tenant_id, assessment_id, candidate_id) references assessment (tenant_id, id, candidate_id),
  foreign key (tenant_id, moderator_id) references membership,
  foreign key (tenant_id, settled_by_sheet) references score_sheet,
  check ((moderator_id is null) = (named_at is null)),
  check ((settled_at is null) = (settled_by_sheet is null and moderation_id is null)),
  check (settled_by_sheet is null or moderation_id is null)
);
create index disagreement_moderator on disagreement (tenant_id, moderator_id) where moderator_id is not null;
create index disagreement_open on disagreement (tenant_id, opened_at) where settled_at is null;
call app.organisation_side('disagreement');

create table moderation (
  tenant_id       uuid not null,
  id              uuid not null,
  disagreement_id uuid not null,
  assessment_id   uuid not null,
  held_on         date not null,                -- in the organisation's zone
  held_by         uuid not null,                -- a membership: who held it, and writes
  held_by_name    text not null,
  written_at      timestamptz not null,
  reasons         text not null check (length(reasons) between 1 and 4000),
  primary key (tenant_id, id),
  unique (tenant_id, disagreement_id),
  unique (tenant_id, id, disagreement_id, assessment_id),
  foreign key (tenant_id, disagreement_id, assessment_id) references disagreement (tenant_id, id, assessment_id),
  foreign key (tenant_id, held_by) references membership
);
alter table disagreement add foreign key (tenant_id, moderation_id) references moderation;
call app.organisation_side('moderation', null, 'select, insert');

create table moderation_point (
  tenant_id       uuid not null,
  id              uuid not null,
  moderation_id   uuid not null,
  disagreement_id uuid not null,
  assessment_id   uuid not null,
  criterion_id    uuid not null,
  points          integer check (points >= 0),
  not_seen        boolean not null default false, -- agreed: there was no occasion to see it
  note            text not null default '' check (length(note) <= 2000),
  primary key (tenant_id, id),
  unique (tenant_id, moderation_id, criterion_id),
  foreign key (tenant_id, moderation_id, disagreement_id, assessment_id) references moderation (tenant_id, id, disagreement_id, assessment_id),
  foreign key (tenant_id, assessment_id, criterion_id) references assessment_criterion (tenant_id, assessment_id, id),
  check ((points is null) = not_seen)
);
call app.organisation_side('moderation_point', null, 'select, insert');

alter table assessor_assignment
  add column sheet_in_at timestamptz,           -- when the assessor's sheet came in: a trigger copies it
  add column settles uuid,                      -- the disagreement that a third assessor was assigned for
  add foreign key (tenant_id, settles, assessment_id) references disagreement (tenant_id, id, assessment_id);
alter table assessor_assignment disable trigger holds;
update assessor_assignment g set sheet_in_at = s.submitted_at from score_sheet s
  where s.tenant_id = g.tenant_id and s.assessment_id = g.assessment_id and s.membership_id = g.membership_id and s.submitted_at is not null and g.removed_at is null;
alter table assessor_assignment enable trigger holds;
create unique index assessor_assignment_third on assessor_assignment (tenant_id, settles) where removed_at is null;

-- The hiding of sheets, whoever asks: a draft is its assessor's, and whoever
-- has yet to judge sees no sheet but their own. Row policies say more.
create policy apart on score_sheet as restrictive for select to accord_member using (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid))
  or submitted_at is not null and assessment_id <> all(array(
    select g.assessment_id from assessor_assignment g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
    where g.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid and g.removed_at is null and g.sheet_in_at is null))
  or app.merge_under_way(tenant_id, candidate_id)); -- by which a sheet goes with its assessment, whoever merges
create policy apart on score as restrictive for select to accord_member using (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid))
  or submitted_at is not null and assessment_id <> all(array(
    select g.assessment_id from assessor_assignment g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
    where g.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid and g.removed_at is null and g.sheet_in_at is null)));

-- +goose StatementBegin
-- Whether the marks for a criterion are further apart than the design allows.
create function app.marks_apart(of_tenant uuid, of_assessment uuid, of_criterion uuid) returns boolean language sql stable as $$
  select coalesce((max(s.points) - min(s.points)) * 100 > max(d.marks_apart) * max(c.scale_max), false)
  from assessor_assignment g
  join score s on s.tenant_id = g.tenant_id and s.assessment_id = g.assessment_id and s.membership_id = g.membership_id and s.submitted_at is not null
  join assessment_criterion c on c.tenant_id = s.tenant_id and c.id = s.criterion_id
  join assessment a on a.tenant_id = s.tenant_id and a.id = s.assessment_id
  join assessment_design d on d.tenant_id = a.tenant_id and d.id = a.design_id
  where g.tenant_id = of_tenant and g.assessment_id = of_assessment and g.removed_at is null and g.settles is null and s.criterion_id = of_criterion
$$;

-- Whether the sheets of an assessment disagree: on a criterion, or on the
-- result. What package designs computes as fractions is rounded here beyond
-- what any marks can differ by.
create function app.sheets_disagree(of_tenant uuid, of_assessment uuid) returns boolean language sql stable as $$
  with rule as (
    select d.pass_percent, d.may_fall_short, d.result_apart from assessment a join assessment_design d on d.tenant_id = a.tenant_id and d.id = a.design_id
    where a.tenant_id = of_tenant and a.id = of_assessment),
  sheets as (
    select g.id, count(*) filter (where s.points < c.pass_mark) as short, coalesce(sum(c.weight) filter (where s.points is not null), 0) as weights,
      coalesce(sum(c.weight * s.points::numeric / c.scale_max), 0) as reached
    from assessor_assignment g
    join score s on s.tenant_id = g.tenant_id and s.assessment_id = g.assessment_id and s.membership_id = g.membership_id and s.submitted_at is not null
    join assessment_criterion c on c.tenant_id = s.tenant_id and c.id = s.criterion_id
    where g.tenant_id = of_tenant and g.assessment_id = of_assessment and g.removed_at is null and g.settles is null
    group by g.id),
  verdicts as (
    select case when weights > 0 then round(100 * reached / weights, 12) else 0 end as share, weights > 0 and short <= may_fall_short
      and round(100 * reached / nullif(weights, 0), 12) >= pass_percent as passes, result_apart
    from sheets, rule)
  select coalesce((select bool_or(passes) <> bool_and(passes) or max(share) - min(share) > max(result_apart) from verdicts), false)
    or exists (select from assessment_criterion c where c.tenant_id = of_tenant and c.assessment_id = of_assessment and app.marks_apart(of_tenant, of_assessment, c.id))
$$;

-- Whether every sheet of two assessors or more is in.
create function app.sheets_in(of_tenant uuid, of_assessment uuid) returns boolean language sql stable as $$
  select count(*) > 1 and bool_and(g.sheet_in_at is not null) from assessor_assignment g
  where g.tenant_id = of_tenant and g.assessment_id = of_assessment and g.removed_at is null and g.settles is null
$$;

-- Opens the disagreement of an assessment when the last sheet has come in, or
-- whoever had yet to judge is taken off.
create function app.disagreement_opens(of_tenant uuid, of_assessment uuid, at timestamptz) returns void language plpgsql as $$
begin
  if not exists (select from disagreement d where d.tenant_id = of_tenant and d.assessment_id = of_assessment)
    and app.sheets_in(of_tenant, of_assessment) and app.sheets_disagree(of_tenant, of_assessment) then
    insert into disagreement (tenant_id, id, assessment_id, candidate_id, opened_at)
      select a.tenant_id, gen_random_uuid(), a.id, a.candidate_id, at from assessment a where a.tenant_id = of_tenant and a.id = of_assessment;
  end if;
end $$;

create function app.disagreement_holds() returns trigger language plpgsql as $$
declare m moderation;
begin
  if tg_op = 'DELETE' then
    raise exception 'disagreement % stays', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.settled_at is not null or new.moderator_id is not null then
      raise exception 'a disagreement begins unsettled' using errcode = 'restrict_violation';
    end if;
    if not (app.sheets_in(new.tenant_id, new.assessment_id) and app.sheets_disagree(new.tenant_id, new.assessment_id)) then
      raise exception 'the sheets of assessment % do not disagree', new.assessment_id using errcode = 'restrict_violation';
    end if;
    perform app.assessment_open(new.tenant_id, new.assessment_id);
    return new;
  end if;
  if old.settled_at is not null then
    raise exception 'disagreement % is settled', old.id using errcode = 'restrict_violation';
  end if;
  if (new.assessment_id, new.candidate_id, new.opened_at) is distinct from (old.assessment_id, old.candidate_id, old.opened_at) then
    raise exception 'disagreement % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if new.moderator_id is distinct from old.moderator_id and not app.may_moderate(new.tenant_id, new.assessment_id, new.candidate_id, new.moderator_id) then
    raise exception 'the moderator has judged or trained the candidate' using errcode = 'restrict_violation'; -- IMI-QA-09
  end if;
  if new.settled_by_sheet is not null and not exists (select from score_sheet s join assessor_assignment g on g.tenant_id = s.tenant_id and g.assessment_id = s.assessment_id and g.membership_id = s.membership_id
      where s.tenant_id = new.tenant_id and s.id = new.settled_by_sheet and s.submitted_at is not null and g.settles = new.id and g.removed_at is null) then
    raise exception 'the sheet is no third assessor''s' using errcode = 'restrict_violation';
  end if;
  if new.moderation_id is not null then
    select * into m from moderation where tenant_id = new.tenant_id and id = new.moderation_id;
    if m.disagreement_id is distinct from new.id then
      raise exception 'the minute is of another disagreement' using errcode = 'restrict_violation';
    end if;
    if exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.settles = new.id and g.removed_at is null) then
      raise exception 'a third assessor judges' using errcode = 'restrict_violation';
    end if;
    if not app.may_moderate(new.tenant_id, new.assessment_id, new.candidate_id, m.held_by) then
      raise exception 'whoever moderated has judged or trained the candidate' using errcode = 'restrict_violation';
    end if;
    if exists (select from assessment_criterion c where c.tenant_id = new.tenant_id and c.assessment_id = new.assessment_id and app.marks_apart(new.tenant_id, new.assessment_id, c.id)
        and not exists (select from moderation_point p where p.tenant_id = new.tenant_id and p.moderation_id = m.id and p.criterion_id = c.id)) then
      raise exception 'nothing was agreed on a criterion' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;

-- Whoever moderates has not judged, nor trained the candidate, and is not them.
create function app.may_moderate(of_tenant uuid, of_assessment uuid, of_candidate uuid, of_membership uuid) returns boolean language sql stable as $$
  select of_membership is null or not app.trained(of_tenant, of_membership, of_candidate)
    and not exists (select from assessor_assignment g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
      where g.tenant_id = of_tenant and g.assessment_id = of_assessment and (g.removed_at is null or g.conflict <> '')
        and (m.id = of_membership or m.person_id = (select p.person_id from membership p where p.tenant_id = of_tenant and p.id = of_membership)))
    and not exists (select from membership m join candidate c on c.tenant_id = m.tenant_id
      where m.tenant_id = of_tenant and m.id = of_membership and c.id = of_candidate and (c.person_id = m.person_id or c.email = m.email))
$$;

create function app.moderation_holds() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'minute % stays as it was written', old.id using errcode = 'restrict_violation';
  end if;
  perform from disagreement d where d.tenant_id = new.tenant_id and d.id = new.disagreement_id and d.settled_at is null for update;
  if not found then
    raise exception 'disagreement % is settled', new.disagreement_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.moderation_point_holds() returns trigger language plpgsql as $$
declare top integer; may_skip boolean;
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was agreed stays' using errcode = 'restrict_violation';
  end if;
  perform from disagreement d where d.tenant_id = new.tenant_id and d.id = new.disagreement_id and d.settled_at is null for update;
  if not found then
    raise exception 'disagreement % is settled', new.disagreement_id using errcode = 'restrict_violation';
  end if;
  select c.scale_max, c.optional into top, may_skip from assessment_criterion c where c.tenant_id = new.tenant_id and c.id = new.criterion_id;
  if new.points > top or new.not_seen and not may_skip then
    raise exception 'not a mark of criterion %', new.criterion_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- As in 0250; whoever comes once the sheets disagree is the third assessor, who
-- has not been able to read them.
create or replace function app.assignment_holds() returns trigger language plpgsql as $$
declare d disagreement;
begin
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if tg_op = 'INSERT' then
    if new.declared_at is not null or new.removed_at is not null or new.sheet_in_at is not null then
      raise exception 'an assignment begins undeclared' using errcode = 'restrict_violation';
    end if;
    if app.trained(new.tenant_id, new.membership_id, new.candidate_id) then
      raise exception 'the assessor has trained the candidate' using errcode = 'restrict_violation'; -- IMI-QA-09
    end if;
    if exists (select from membership m join candidate c on c.tenant_id = m.tenant_id
        where m.tenant_id = new.tenant_id and m.id = new.membership_id and c.id = new.candidate_id and (c.person_id = m.person_id or c.email = m.email)) then
      raise exception 'the assessor is the candidate' using errcode = 'restrict_violation';
    end if;
    if exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id
        and g.membership_id = new.membership_id and g.conflict <> '') then
      raise exception 'the assessor has declared a conflict' using errcode = 'restrict_violation';
    end if;
    select * into d from disagreement x where x.tenant_id = new.tenant_id and x.assessment_id = new.assessment_id;
    if d.settled_at is not null then
      raise exception 'disagreement % is settled', d.id using errcode = 'restrict_violation';
    end if;
    if new.settles is distinct from d.id then
      raise exception 'whoever is assigned now is the third assessor, and only now' using errcode = 'restrict_violation';
    end if;
    if d.id is not null and (new.membership_id = d.moderator_id or exists (select from membership_role r where r.tenant_id = new.tenant_id
        and r.membership_id = new.membership_id and r.role in ('organisation_admin', 'program_manager'))) then
      raise exception 'the third assessor can read the sheets' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.assessment_id, new.candidate_id, new.membership_id, new.assessor_name, new.assigned_at, new.assigned_by, new.settles)
    is distinct from (old.assessment_id, old.candidate_id, old.membership_id, old.assessor_name, old.assigned_at, old.assigned_by, old.settles)
    or old.removed_at is not null
    or old.declared_at is not null and new.declared_at is distinct from old.declared_at then
    raise exception 'assignment % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  if new.sheet_in_at is distinct from old.sheet_in_at and not exists (select from score_sheet s where s.tenant_id = new.tenant_id
      and s.assessment_id = new.assessment_id and s.membership_id = new.membership_id and s.submitted_at = new.sheet_in_at) then
    raise exception 'no sheet of assignment % came in then', old.id using errcode = 'restrict_violation';
  end if;
  if new.declared_at is not null and old.declared_at is null and app.trained(new.tenant_id, new.membership_id, new.candidate_id) then
    raise exception 'the assessor has trained the candidate' using errcode = 'restrict_violation';
  end if;
  if new.removed_at is not null and exists (select from score_sheet s where s.tenant_id = new.tenant_id
      and s.assessment_id = new.assessment_id and s.membership_id = new.membership_id and s.submitted_at is not null) then
    raise exception 'the score sheet of assignment % is in', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.assignment_removed() returns trigger language plpgsql as $$
begin
  perform app.disagreement_opens(new.tenant_id, new.assessment_id, new.removed_at);
  return null;
end $$;

-- As in 0250; the third assessor's sheet settles what it was asked for.
create or replace function app.score_sheet_submitted() returns trigger language plpgsql as $$
begin
  update score set submitted_at = new.submitted_at where tenant_id = new.tenant_id and score_sheet_id = new.id;
  update assessor_assignment set sheet_in_at = new.submitted_at
    where tenant_id = new.tenant_id and assessment_id = new.assessment_id and membership_id = new.membership_id and removed_at is null;
  perform app.disagreement_opens(new.tenant_id, new.assessment_id, new.submitted_at);
  update disagreement d set settled_at = new.submitted_at, settled_by_sheet = new.id
    from assessor_assignment g
    where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id and g.membership_id = new.membership_id and g.removed_at is null
      and d.tenant_id = g.tenant_id and d.id = g.settles;
  return null;
end $$;

-- As in 0600; nothing is decided while the sheets disagree.
create or replace function app.assessment_holds() returns trigger language plpgsql as $$
begin
  if old.decided_at is not null then
    raise exception 'assessment % is decided', old.id using errcode = 'restrict_violation';
  end if;
  if (new.candidate_id, new.program_id, new.design_id, new.candidate_name, new.rule_set, new.opened_at, new.opened_by)
    is distinct from (old.candidate_id, old.program_id, old.design_id, old.candidate_name, old.rule_set, old.opened_at, old.opened_by) then
    raise exception 'assessment % stays as it was opened', old.id using errcode = 'restrict_violation';
  end if;
  if new.decided_at is null then
    return new;
  end if;
  if new.rule_outcome is null then
    raise exception 'assessment % is decided without its rule', new.id using errcode = 'restrict_violation';
  end if;
  if exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.id and g.removed_at is null
      and not exists (select from score_sheet s where s.tenant_id = g.tenant_id and s.assessment_id = g.assessment_id
        and s.membership_id = g.membership_id and s.submitted_at is not null)) then
    raise exception 'assessment % lacks a score sheet', new.id using errcode = 'restrict_violation';
  end if;
  if exists (select from disagreement d where d.tenant_id = new.tenant_id and d.assessment_id = new.id and d.settled_at is null) then
    raise exception 'the assessors of assessment % disagree', new.id using errcode = 'restrict_violation';
  end if;
  if not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.id and g.removed_at is null
      and not app.trained(g.tenant_id, g.membership_id, g.candidate_id)) then
    raise exception 'assessment % was judged by nobody independent', new.id using errcode = 'restrict_violation'; -- IMI-QA-08
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update or delete on disagreement for each row execute function app.disagreement_holds();
create trigger holds before insert or update or delete on moderation for each row execute function app.moderation_holds();
create trigger holds before insert or update or delete on moderation_point for each row execute function app.moderation_point_holds();
create trigger removed after update of removed_at on assessor_assignment for each row when (new.removed_at is not null) execute function app.assignment_removed();

alter table disagreement alter constraint disagreement_tenant_id_assessment_id_candidate_id_fkey deferrable initially immediate;
call app.merges('disagreement', 'disagreement_tenant_id_assessment_id_candidate_id_fkey', 53, 'moves', along => 'assessment_id', along_of => 'assessment');

-- Assessments that wait for their decision with sheets that disagree.
select app.disagreement_opens(a.tenant_id, a.id, now()) from assessment a where a.decided_at is null;
