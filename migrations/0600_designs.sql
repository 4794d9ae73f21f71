-- +goose Up
-- By what a program assesses, in versions: a draft, which is published under
-- the next number and never changes from then on. What was published last is
-- in force; the one before it is superseded by it.
create table assessment_design (
  tenant_id      uuid not null,
  id             uuid not null,
  program_id     uuid not null,
  number         integer check (number > 0),       -- null: a draft
  methods        jsonb not null default '[]' check (jsonb_typeof(methods) = 'array'),
  pass_percent   integer not null check (pass_percent between 0 and 100), -- of the weighted points; 0: no share is asked
  may_fall_short integer not null check (may_fall_short between 0 and 100), -- how many criteria may stay under their floors
  note           text not null default '' check (length(note) <= 2000), -- what changed, and why
  revision       integer not null check (revision > 0), -- counts the changes of a draft
  created_at     timestamptz not null,
  created_by     uuid,
  saved_at       timestamptz not null,
  published_at   timestamptz,
  published_by   uuid,
  published_by_name text not null default '',
  primary key (tenant_id, id),
  constraint assessment_design_number unique (tenant_id, program_id, number),
  unique (tenant_id, id, program_id),
  foreign key (tenant_id, program_id) references program,
  check ((number is null) = (published_at is null))
);
create unique index assessment_design_draft on assessment_design (tenant_id, program_id) where published_at is null;
call app.organisation_side('assessment_design', null, 'select, insert, update, delete');

create table design_criterion (
  tenant_id    uuid not null,
  id           uuid not null,
  design_id    uuid not null,
  lineage      uuid not null,                     -- the same in every version that keeps the criterion
  heading      text not null check (heading in ('experience','knowledge','skills','cultural_frameworks','self_awareness','perspectives','communication','preparation','process')),
  position     integer not null,
  title_en     text not null default '' check (length(title_en) <= 300),
  title_es     text not null default '' check (length(title_es) <= 300),
  benchmark_en text not null default '' check (length(benchmark_en) <= 2000),
  benchmark_es text not null default '' check (length(benchmark_es) <= 2000),
  scale_max    integer not null check (scale_max between 1 and 100),
  levels       jsonb not null default '[]' check (jsonb_typeof(levels) = 'array'),
  weight       integer not null check (weight between 0 and 1000),
  floor        integer not null check (floor between 0 and scale_max), -- 0: none
  optional     boolean not null default false,    -- an assessor may say that there was no occasion to see it
  methods      text not null default '' check (length(methods) <= 200), -- by which it is seen, with blanks between
  revision     integer not null check (revision > 0),
  published_at timestamptz,                       -- the design's: a trigger copies it
  primary key (tenant_id, id),
  unique (tenant_id, design_id, lineage),
  foreign key (tenant_id, design_id) references assessment_design,
  check (title_en <> '' or title_es <> '')
);
call app.organisation_side('design_criterion', null, 'select, insert, update, delete');

-- What programs judged by until now: in force where IMI has recognised them, a
-- draft where not. Each criterion weighed as many points as its scale has, and
-- had its pass mark for a floor.
insert into assessment_design (tenant_id, id, program_id, number, pass_percent, may_fall_short, revision, created_at, created_by, saved_at, published_at)
  select p.tenant_id, p.id, p.id, case when r.at is null then null else 1 end, 0, 0, 1, p.created_at, p.created_by, p.created_at, r.at
  from program p
  left join lateral (select min(c.recognised_at) at from recognition c where c.tenant_id = p.tenant_id and c.program_id = p.id) r on true
  where p.kind <> 'CMTP' and exists (select from program_criterion c where c.tenant_id = p.tenant_id and c.program_id = p.id);
insert into design_criterion (tenant_id, id, design_id, lineage, heading, position, title_en, title_es, benchmark_en, benchmark_es, scale_max, weight, floor, revision, published_at)
  select c.tenant_id, c.id, c.program_id, c.id,
    case when p.kind <> 'ICQAP' then c.heading else coalesce(case
      when lower(c.title) in ('cultural frameworks', 'marcos culturales') then 'cultural_frameworks'
      when lower(c.title) in ('self-awareness', 'autoconciencia') then 'self_awareness'
      when lower(c.title) in ('multi-cultural perspectives', 'perspectivas multiculturales') then 'perspectives'
      when lower(c.title) in ('communication', 'comunicación') then 'communication'
      when lower(c.title) in ('preparation', 'preparación') then 'preparation'
      when lower(c.title) in ('managing the process', 'gestión del proceso') then 'process' end, c.heading) end,
    c.position, case when p.language = 'es' then '' else c.title end, case when p.language = 'es' then c.title else '' end,
    case when p.language = 'es' then '' else left(c.benchmark, 2000) end, case when p.language = 'es' then left(c.benchmark, 2000) else '' end,
    c.scale_max, c.scale_max, c.pass_mark, 1, d.published_at
  from program_criterion c
  join program p on p.tenant_id = c.tenant_id and p.id = c.program_id
  join assessment_design d on d.tenant_id = c.tenant_id and d.id = c.program_id;

-- An assessment is judged by one version, whatever becomes of the program; a
-- decision that differs from what the version's rule says has a reason.
alter table assessment add column design_id uuid,
  add column rule_outcome text check (rule_outcome in ('passed', 'failed')), -- what the rule said when it was decided
  add column differs_because text not null default '' check (length(differs_because) <= 2000);
alter table assessment disable trigger holds;
update assessment set design_id = program_id;
alter table assessment enable trigger holds;
alter table assessment alter column design_id set not null,
  add foreign key (tenant_id, design_id, program_id) references assessment_design (tenant_id, id, program_id),
  add constraint assessment_differs check (rule_outcome is null or (rule_outcome is distinct from outcome) = (differs_because <> ''));

alter table assessment_criterion add column design_criterion_id uuid, add column texts jsonb not null default '{}',
  add column weight integer not null default 0 check (weight >= 0), add column optional boolean not null default false,
  alter column program_criterion_id drop not null,
  drop constraint assessment_criterion_heading_check;
update assessment_criterion set design_criterion_id = program_criterion_id, weight = scale_max;
alter table assessment_criterion alter column design_criterion_id set not null, alter column weight drop default,
  add unique (tenant_id, assessment_id, design_criterion_id),
  add foreign key (tenant_id, design_criterion_id) references design_criterion;

alter table score add column not_seen boolean not null default false, -- there was no occasion to see it
  add check (not (not_seen and points is not null));

-- +goose StatementBegin
-- The headings under which a program of a kind must have criteria (IMI-QA-01 to
-- 03; IMI-IC-02).
create function app.design_headings(kind text) returns text[] language sql immutable as $$
  select case kind when 'ICQAP' then array['cultural_frameworks','self_awareness','perspectives','communication','preparation','process']
    else array['experience','knowledge','skills'] end
$$;

create function app.design_holds() returns trigger language plpgsql as $$
declare uncovered text; last integer;
begin
  if tg_op = 'INSERT' then
    if new.published_at is not null then
      raise exception 'a design begins as a draft' using errcode = 'restrict_violation';
    end if;
    if not exists (select from program p where p.tenant_id = new.tenant_id and p.id = new.program_id and p.kind <> 'CMTP') then
      raise exception 'the program of design % does not assess', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.published_at is not null then
    raise exception 'design % is published', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if (new.program_id, new.created_at, new.created_by) is distinct from (old.program_id, old.created_at, old.created_by) then
    raise exception 'design % stays its program''s', old.id using errcode = 'restrict_violation';
  end if;
  if new.published_at is null then
    return new;
  end if;
  select coalesce(max(d.number), 0) into last from assessment_design d where d.tenant_id = new.tenant_id and d.program_id = new.program_id;
  if new.number <> last + 1 then
    raise exception 'version % follows upon version %', new.number, last using errcode = 'restrict_violation';
  end if;
  select h into uncovered from program p, unnest(app.design_headings(p.kind)) h
    where p.tenant_id = new.tenant_id and p.id = new.program_id
      and not exists (select from design_criterion c where c.tenant_id = new.tenant_id and c.design_id = new.id and c.heading = h) limit 1;
  if uncovered is not null then
    raise exception 'design % has no criterion under %', new.id, uncovered using errcode = 'restrict_violation';
  end if;
  if not exists (select from design_criterion c where c.tenant_id = new.tenant_id and c.design_id = new.id and c.weight > 0) then
    raise exception 'nothing weighs in design %', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.design_published() returns trigger language plpgsql as $$
begin
  update design_criterion set published_at = new.published_at where tenant_id = new.tenant_id and design_id = new.id;
  return null;
end $$;

create function app.design_criterion_holds() returns trigger language plpgsql as $$
declare
  of_tenant uuid := case when tg_op = 'INSERT' then new.tenant_id else old.tenant_id end;
  of_design uuid := case when tg_op = 'INSERT' then new.design_id else old.design_id end;
  published timestamptz;
begin
  select d.published_at into published from assessment_design d where d.tenant_id = of_tenant and d.id = of_design for share;
  if published is not null then
    if tg_op = 'UPDATE' then
      if old.published_at is null and new.published_at = published and to_jsonb(new) - 'published_at' = to_jsonb(old) - 'published_at' then
        return new;
      end if;
    end if;
    raise exception 'design % is published', of_design using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if new.published_at is not null or tg_op = 'UPDATE' and (new.design_id, new.lineage) is distinct from (old.design_id, old.lineage) then
    raise exception 'criterion % stays its design''s', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.assessment_begins() returns trigger language plpgsql as $$
begin
  if not exists (select from assessment_design d where d.tenant_id = new.tenant_id and d.id = new.design_id and d.program_id = new.program_id and d.published_at is not null
      and not exists (select from assessment_design l where l.tenant_id = d.tenant_id and l.program_id = d.program_id and l.number > d.number)) then
    raise exception 'assessment % is not by the version in force', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- As in 0250, and the version stays; what the rule says is noted with a decision.
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
  if not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.id and g.removed_at is null
      and not app.trained(g.tenant_id, g.membership_id, g.candidate_id)) then
    raise exception 'assessment % was judged by nobody independent', new.id using errcode = 'restrict_violation'; -- IMI-QA-08
  end if;
  return new;
end $$;

-- As in 0250; a criterion that may be left out can be marked as not seen.
create or replace function app.score_sheet_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.submitted_at is not null then
      raise exception 'score sheet % is submitted', old.id using errcode = 'restrict_violation'; -- IMI-QA-14
    end if;
    if (new.assessment_id, new.candidate_id, new.membership_id, new.started_at)
      is distinct from (old.assessment_id, old.candidate_id, old.membership_id, old.started_at) then
      raise exception 'score sheet % stays its assessor''s', old.id using errcode = 'restrict_violation';
    end if;
  elsif new.submitted_at is not null then
    raise exception 'a score sheet begins as a draft' using errcode = 'restrict_violation';
  end if;
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id
      and g.membership_id = new.membership_id and g.declared_at is not null and g.removed_at is null) then
    raise exception 'no conflict was declared away' using errcode = 'restrict_violation'; -- IMI-QA-13
  end if;
  if new.submitted_at is not null and exists (select from assessment_criterion c where c.tenant_id = new.tenant_id and c.assessment_id = new.assessment_id
      and not exists (select from score s where s.tenant_id = c.tenant_id and s.score_sheet_id = new.id and s.criterion_id = c.id and (s.points is not null or s.not_seen))) then
    raise exception 'score sheet % lacks a mark', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create or replace function app.score_holds() returns trigger language plpgsql as $$
declare submitted timestamptz; top integer; may_skip boolean;
begin
  select s.submitted_at into submitted from score_sheet s where s.tenant_id = new.tenant_id and s.id = new.score_sheet_id;
  if new.submitted_at is distinct from submitted
    or submitted is not null and (tg_op = 'INSERT' or old.submitted_at is not null or (new.points, new.note, new.not_seen) is distinct from (old.points, old.note, old.not_seen)) then
    raise exception 'the score sheet of score % is submitted', new.id using errcode = 'restrict_violation'; -- IMI-QA-14
  end if;
  select c.scale_max, c.optional into top, may_skip from assessment_criterion c where c.tenant_id = new.tenant_id and c.id = new.criterion_id;
  if new.points > top then
    raise exception '% points on a scale to %', new.points, top using errcode = 'check_violation';
  end if;
  if new.not_seen and not may_skip then
    raise exception 'criterion % is judged by everybody', new.criterion_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update or delete on assessment_design for each row execute function app.design_holds();
create trigger published after update of published_at on assessment_design for each row when (new.published_at is not null) execute function app.design_published();
create trigger holds before insert or update or delete on design_criterion for each row execute function app.design_criterion_holds();
create trigger begins before insert on assessment for each row execute function app.assessment_begins();
