-- +goose Up
-- Knowledge tests: a program's test in versions, a candidate's script of one,
-- and the marks of two markers who do not see each other's.

create table knowledge_test (
  tenant_id      uuid not null,
  id             uuid not null,
  program_id     uuid not null,
  number         integer check (number > 0),   -- null: a draft
  title          text not null default '' check (length(title) <= 200),
  label          text not null default '' check (length(label) <= 60), -- what is printed on the paper
  pass_mark      integer not null check (pass_mark >= 0),
  apart          integer not null check (apart >= 0), -- how many marks two totals may be apart
  revision       integer not null check (revision > 0),
  created_at     timestamptz not null,
  created_by     uuid,
  saved_at       timestamptz not null,
  published_at   timestamptz,
  published_by   uuid,
  published_by_name text not null default '',
  primary key (tenant_id, id),
  constraint knowledge_test_number unique (tenant_id, program_id, number),
  unique (tenant_id, id, program_id),
  foreign key (tenant_id, program_id) references program,
  check ((number is null) = (published_at is null)),
  check (number is null or title <> '' and label <> '')
);
create unique index knowledge_test_draft on knowledge_test (tenant_id, program_id) where published_at is null;
call app.organisation_side('knowledge_test');

create table knowledge_question (
  tenant_id    uuid not null,
  id           uuid not null,
  test_id      uuid not null,
  position     integer not null check (position > 0),
  words        text not null check (length(words) between 1 and 1000),
  marks        integer not null check (marks between 1 and 100), -- at most
  published_at timestamptz,                    -- the test's: a trigger copies it
  primary key (tenant_id, id),
  unique (tenant_id, test_id, id),
  foreign key (tenant_id, test_id) references knowledge_test
);
create index knowledge_question_order on knowledge_question (tenant_id, test_id, position);
call app.organisation_side('knowledge_question', null, 'select, insert, update, delete');

create table knowledge_script (
  tenant_id      uuid not null,
  id             uuid not null,
  assessment_id  uuid not null,
  program_id     uuid not null,
  candidate_name text not null,                -- as it stood
  test_id        uuid not null,
  document_version_id uuid not null,
  sat_on         date not null,
  filed_at       timestamptz not null,
  filed_by       uuid,
  removed_at     timestamptz,
  apart_at       timestamptz,                  -- when both markers' marks were in and too far apart
  settled_at     timestamptz,
  settled_by     text not null default '' check (settled_by in ('','markers','third','minute')),
  doubled        integer check (doubled >= 0), -- the marks reached, twice: two totals have a half between them
  of_marks       integer,                      -- the test's
  passed         boolean,
  minute         text not null default '' check (length(minute) <= 4000),
  minute_by      uuid,
  minute_by_name text not null default '',
  primary key (tenant_id, id),
  unique (tenant_id, id, assessment_id),
  unique (tenant_id, id, test_id),
  foreign key (tenant_id, assessment_id) references assessment,
  foreign key (tenant_id, test_id, program_id) references knowledge_test (tenant_id, id, program_id),
  foreign key (tenant_id, document_version_id) references document_version,
  check (num_nonnulls(settled_at, doubled, of_marks, passed) in (0, 4)),
  check ((settled_at is null) = (settled_by = '')),
  check (removed_at is null or settled_at is null),
  check ((settled_by = 'minute') = (minute <> '') and (settled_by = 'minute') = (minute_by is not null)),
  check (settled_by not in ('third','minute') or apart_at is not null)
);
create unique index knowledge_script_one on knowledge_script (tenant_id, assessment_id) where removed_at is null;
call app.organisation_side('knowledge_script');

-- Who marks a script: the first and the second, and a third where they are too far apart.
create table knowledge_marking (
  tenant_id     uuid not null,
  id            uuid not null,
  script_id     uuid not null,
  assessment_id uuid not null,
  membership_id uuid not null,
  marker_name   text not null,                 -- as it stood
  place         integer not null check (place between 1 and 3),
  assigned_at   timestamptz not null,
  assigned_by   uuid,
  declared_at   timestamptz,                   -- that no conflict exists
  removed_at    timestamptz,
  conflict      text not null default '' check (length(conflict) <= 1000),
  revision      integer not null default 0,    -- counts the savings of marks
  saved_key     text not null default '' check (length(saved_key) <= 100),
  saved_at      timestamptz,
  submitted_at  timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, id, script_id, assessment_id, membership_id),
  foreign key (tenant_id, script_id, assessment_id) references knowledge_script (tenant_id, id, assessment_id),
  foreign key (tenant_id, membership_id) references membership,
  check (conflict = '' or removed_at is not null),
  check (submitted_at is null or declared_at is not null and removed_at is null)
);
create unique index knowledge_marking_place on knowledge_marking (tenant_id, script_id, place) where removed_at is null;
create unique index knowledge_marking_once on knowledge_marking (tenant_id, script_id, membership_id) where removed_at is null;
create index knowledge_marking_member on knowledge_marking (tenant_id, membership_id) where removed_at is null;
call app.organisation_side('knowledge_marking');

create table knowledge_mark (
  tenant_id     uuid not null,
  id            uuid not null,
  marking_id    uuid not null,
  script_id     uuid not null,                 -- this to the member: the marking's, for the row policy
  assessment_id uuid not null,
  membership_id uuid not null,
  test_id       uuid not null,
  question_id   uuid not null,
  marks         integer check (marks >= 0),    -- null: not marked as yet
  note          text not null default '' check (length(note) <= 2000),
  submitted_at  timestamptz,                   -- the marking's: a trigger copies it
  primary key (tenant_id, id),
  unique (tenant_id, marking_id, question_id),
  foreign key (tenant_id, marking_id, script_id, assessment_id, membership_id) references knowledge_marking (tenant_id, id, script_id, assessment_id, membership_id),
  foreign key (tenant_id, script_id, test_id) references knowledge_script (tenant_id, id, test_id),
  foreign key (tenant_id, test_id, question_id) references knowledge_question (tenant_id, test_id, id)
);
create index knowledge_mark_script on knowledge_mark (tenant_id, script_id);
call app.organisation_side('knowledge_mark');

-- Hidden whoever asks: a draft is its marker's, and whoever has yet to mark a
-- script sees no marks of it but their own; nobody marks in another's name.
create policy apart on knowledge_mark as restrictive for select to accord_member using (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid))
  or submitted_at is not null and script_id <> all(array(
    select g.script_id from knowledge_marking g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
    where g.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid and g.removed_at is null and g.submitted_at is null)));
create policy own_new on knowledge_mark as restrictive for insert to accord_member with check (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid)));
create policy own_changed on knowledge_mark as restrictive for update to accord_member using (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid)));

-- As in 0671; a marker who has declared reads the script, until it is settled.
-- +goose StatementBegin
create function app.scripts_opened() returns setof uuid language sql stable as $$
  select s.document_version_id from membership m
  join knowledge_marking g on g.tenant_id = m.tenant_id and g.membership_id = m.id and g.removed_at is null and g.declared_at is not null
  join knowledge_script s on s.tenant_id = g.tenant_id and s.id = g.script_id and s.settled_at is null
  where m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid
$$;
-- +goose StatementEnd
drop policy gate on document_version;
create policy gate on document_version as restrictive for select to accord_member using (
  candidate_id is null or not (select app.only_assesses()) or candidate_id = any(array(select app.opened_to_assessor())) or id = any(array(select app.scripts_opened())));

-- +goose StatementBegin
create function app.knowledge_test_holds() returns trigger language plpgsql as $$
declare last integer; most integer;
begin
  if tg_op = 'INSERT' then
    if new.published_at is not null then
      raise exception 'a test begins as a draft' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.published_at is not null then
    raise exception 'test % is published', old.id using errcode = 'restrict_violation';
  end if;
  if new.program_id <> old.program_id then
    raise exception 'test % stays its program''s', old.id using errcode = 'restrict_violation';
  end if;
  if new.published_at is not null then
    select coalesce(max(t.number), 0) into last from knowledge_test t where t.tenant_id = new.tenant_id and t.program_id = new.program_id;
    select sum(q.marks) into most from knowledge_question q where q.tenant_id = new.tenant_id and q.test_id = new.id;
    if new.number <> last + 1 or most is null or new.pass_mark > most then
      raise exception 'test % cannot be published so', new.id using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;

create function app.knowledge_test_published() returns trigger language plpgsql as $$
begin
  update knowledge_question set published_at = new.published_at where tenant_id = new.tenant_id and test_id = new.id;
  return null;
end $$;

create function app.knowledge_question_holds() returns trigger language plpgsql as $$
declare published timestamptz; one knowledge_question;
begin
  if tg_op = 'INSERT' then one := new; else one := old; end if;
  select t.published_at into published from knowledge_test t where t.tenant_id = one.tenant_id and t.id = one.test_id for share;
  if published is not null and not (tg_op = 'UPDATE' and one.published_at is null and to_jsonb(new) - 'published_at' = to_jsonb(old) - 'published_at' and new.published_at = published) then
    raise exception 'test % is published', one.test_id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if published is null and new.published_at is not null then
    raise exception 'test % is not published', one.test_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- What a marker's marks add up to.
create function app.marks_total(of_tenant uuid, of_script uuid, at_place integer) returns integer language sql stable as $$
  select sum(k.marks)::integer from knowledge_marking g join knowledge_mark k on k.tenant_id = g.tenant_id and k.marking_id = g.id
  where g.tenant_id = of_tenant and g.script_id = of_script and g.place = at_place and g.removed_at is null and g.submitted_at is not null
$$;

create function app.knowledge_script_holds() returns trigger language plpgsql as $$
declare t knowledge_test; most integer; one integer; two integer; three integer; is_apart boolean;
begin
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  select * into t from knowledge_test x where x.tenant_id = new.tenant_id and x.id = new.test_id;
  if tg_op = 'INSERT' then
    if new.removed_at is not null or new.apart_at is not null or new.settled_at is not null then
      raise exception 'a script begins unmarked' using errcode = 'restrict_violation';
    end if;
    if t.published_at is null or not exists (select from assessment a join document_version v on v.tenant_id = a.tenant_id and v.candidate_id = a.candidate_id
        where a.tenant_id = new.tenant_id and a.id = new.assessment_id and a.program_id = new.program_id and v.id = new.document_version_id and v.state = 'typed') then
      raise exception 'the script is not of this candidate and a published test of the program' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.settled_at is not null or old.removed_at is not null then
    raise exception 'script % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  if to_jsonb(new) - array['removed_at','apart_at','settled_at','settled_by','doubled','of_marks','passed','minute','minute_by','minute_by_name']
    is distinct from to_jsonb(old) - array['removed_at','apart_at','settled_at','settled_by','doubled','of_marks','passed','minute','minute_by','minute_by_name'] then
    raise exception 'script % stays as it was filed', old.id using errcode = 'restrict_violation';
  end if;
  if new.removed_at is not null then
    if exists (select from knowledge_marking g where g.tenant_id = new.tenant_id and g.script_id = new.id and g.submitted_at is not null) then
      raise exception 'marks of script % are in', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  one := app.marks_total(new.tenant_id, new.id, 1);
  two := app.marks_total(new.tenant_id, new.id, 2);
  three := app.marks_total(new.tenant_id, new.id, 3);
  select sum(q.marks) into most from knowledge_question q where q.tenant_id = new.tenant_id and q.test_id = new.test_id;
  is_apart := abs(one - two) > t.apart or (one >= t.pass_mark) <> (two >= t.pass_mark);
  if one is null or two is null or (new.apart_at is not null) <> is_apart or old.apart_at is not null and new.apart_at <> old.apart_at then
    raise exception 'the markers of script % do not stand so', new.id using errcode = 'restrict_violation';
  end if;
  if new.settled_at is null then
    return new;
  end if;
  if new.of_marks <> most or new.passed <> (new.doubled >= 2 * t.pass_mark) or not (case new.settled_by
    when 'markers' then not is_apart and new.doubled = one + two
    when 'third' then is_apart and new.doubled = 2 * three
    when 'minute' then is_apart and new.doubled % 2 = 0 and new.doubled <= 2 * most
      and not exists (select from knowledge_marking g where g.tenant_id = new.tenant_id and g.script_id = new.id and g.place = 3 and g.removed_at is null)
      and not exists (select from knowledge_marking g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id join membership b on b.tenant_id = m.tenant_id and b.id = new.minute_by
        where g.tenant_id = new.tenant_id and g.script_id = new.id and (m.id = b.id or m.person_id = b.person_id))
      and not exists (select from assessment a where a.tenant_id = new.tenant_id and a.id = new.assessment_id and app.trained(a.tenant_id, new.minute_by, a.candidate_id))
    end) then
    raise exception 'script % is not settled so', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.knowledge_marking_holds() returns trigger language plpgsql as $$
declare s knowledge_script;
begin
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  select * into s from knowledge_script x where x.tenant_id = new.tenant_id and x.id = new.script_id for update;
  if s.removed_at is not null or s.settled_at is not null then
    raise exception 'script % is not marked any more', s.id using errcode = 'restrict_violation';
  end if;
  if exists (select from assessment a where a.tenant_id = new.tenant_id and a.id = new.assessment_id and app.trained(a.tenant_id, new.membership_id, a.candidate_id))
    and new.removed_at is null then
    raise exception 'the marker has trained the candidate' using errcode = 'restrict_violation'; -- IMI-QA-09
  end if;
  if tg_op = 'INSERT' then
    if new.declared_at is not null or new.removed_at is not null or new.submitted_at is not null or new.revision <> 0 then
      raise exception 'a marking begins undeclared' using errcode = 'restrict_violation';
    end if;
    if (new.place = 3) <> (s.apart_at is not null) then
      raise exception 'a third marks where two are too far apart, and only there' using errcode = 'restrict_violation';
    end if;
    if exists (select from assessment a join candidate c on c.tenant_id = a.tenant_id and c.id = a.candidate_id join membership m on m.tenant_id = a.tenant_id and m.id = new.membership_id
        where a.tenant_id = new.tenant_id and a.id = new.assessment_id and (c.person_id = m.person_id or c.email = m.email)) then
      raise exception 'the marker is the candidate' using errcode = 'restrict_violation';
    end if;
    if exists (select from knowledge_marking g where g.tenant_id = new.tenant_id and g.script_id = new.script_id and g.membership_id = new.membership_id and g.conflict <> '') then
      raise exception 'the marker has declared a conflict' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.submitted_at is not null or old.removed_at is not null
    or to_jsonb(new) - array['declared_at','removed_at','conflict','revision','saved_key','saved_at','submitted_at'] is distinct from to_jsonb(old) - array['declared_at','removed_at','conflict','revision','saved_key','saved_at','submitted_at']
    or old.declared_at is not null and new.declared_at is distinct from old.declared_at
    or new.revision <> old.revision and new.declared_at is null then
    raise exception 'marking % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  if new.submitted_at is not null and exists (select from knowledge_question q where q.tenant_id = new.tenant_id and q.test_id = s.test_id
      and not exists (select from knowledge_mark k where k.tenant_id = q.tenant_id and k.marking_id = new.id and k.question_id = q.id and k.marks is not null)) then
    raise exception 'marking % lacks a mark', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.knowledge_mark_holds() returns trigger language plpgsql as $$
declare g knowledge_marking; most integer;
begin
  select * into g from knowledge_marking x where x.tenant_id = new.tenant_id and x.id = new.marking_id;
  if tg_op = 'UPDATE' and (old.submitted_at is not null or new.submitted_at is not null and to_jsonb(new) - 'submitted_at' is distinct from to_jsonb(old) - 'submitted_at')
    or new.submitted_at is distinct from g.submitted_at or tg_op = 'INSERT' and g.submitted_at is not null then
    raise exception 'marks of marking % are in', new.marking_id using errcode = 'restrict_violation';
  end if;
  if g.declared_at is null or g.removed_at is not null then
    raise exception 'no conflict was declared away' using errcode = 'restrict_violation'; -- IMI-QA-13
  end if;
  select q.marks into most from knowledge_question q where q.tenant_id = new.tenant_id and q.id = new.question_id;
  if new.marks > most then
    raise exception '% marks of %', new.marks, most using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Marks that come in settle the script, or show that two are too far apart.
create function app.knowledge_marked() returns trigger language plpgsql as $$
declare s knowledge_script; t knowledge_test; one integer; two integer; most integer; three integer;
begin
  update knowledge_mark set submitted_at = new.submitted_at where tenant_id = new.tenant_id and marking_id = new.id;
  select * into s from knowledge_script x where x.tenant_id = new.tenant_id and x.id = new.script_id for update;
  select * into t from knowledge_test x where x.tenant_id = s.tenant_id and x.id = s.test_id;
  select sum(q.marks) into most from knowledge_question q where q.tenant_id = s.tenant_id and q.test_id = s.test_id;
  one := app.marks_total(s.tenant_id, s.id, 1);
  two := app.marks_total(s.tenant_id, s.id, 2);
  if new.place = 3 then
    three := app.marks_total(s.tenant_id, s.id, 3);
    update knowledge_script set settled_at = new.submitted_at, settled_by = 'third', doubled = 2 * three, of_marks = most, passed = three >= t.pass_mark where tenant_id = s.tenant_id and id = s.id;
  elsif one is null or two is null then
    return null;
  elsif abs(one - two) > t.apart or (one >= t.pass_mark) <> (two >= t.pass_mark) then
    update knowledge_script set apart_at = new.submitted_at where tenant_id = s.tenant_id and id = s.id;
  else
    update knowledge_script set settled_at = new.submitted_at, settled_by = 'markers', doubled = one + two, of_marks = most, passed = one + two >= 2 * t.pass_mark where tenant_id = s.tenant_id and id = s.id;
  end if;
  return null;
end $$;

-- Whether a test is asked for: the design names one, and the program had
-- published a version when the assessment was opened, or a script is filed.
create function app.test_asked(a assessment) returns boolean language sql stable as $$
  select exists (select from knowledge_script s where s.tenant_id = a.tenant_id and s.assessment_id = a.id and s.removed_at is null)
    or exists (select from assessment_design d where d.tenant_id = a.tenant_id and d.id = a.design_id and d.methods @> '[{"name": "knowledge_test"}]')
      and exists (select from knowledge_test t where t.tenant_id = a.tenant_id and t.program_id = a.program_id and t.published_at <= a.opened_at)
$$;

create function app.decision_asks_test() returns trigger language plpgsql as $$
declare has_passed boolean;
begin
  if app.test_asked(new) then
    select s.passed into has_passed from knowledge_script s where s.tenant_id = new.tenant_id and s.assessment_id = new.id and s.removed_at is null and s.settled_at is not null;
    if has_passed is null then
      raise exception 'the knowledge test of assessment % is not settled', new.id using errcode = 'restrict_violation';
    end if;
    if new.rule_outcome = 'passed' and not has_passed then
      raise exception 'the knowledge test of assessment % is not passed', new.id using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update on knowledge_test for each row execute function app.knowledge_test_holds();
create trigger published after update of published_at on knowledge_test for each row when (new.published_at is not null) execute function app.knowledge_test_published();
create trigger holds before insert or update or delete on knowledge_question for each row execute function app.knowledge_question_holds();
create trigger holds before insert or update on knowledge_script for each row execute function app.knowledge_script_holds();
create trigger holds before insert or update on knowledge_marking for each row execute function app.knowledge_marking_holds();
create trigger marked after update of submitted_at on knowledge_marking for each row when (new.submitted_at is not null) execute function app.knowledge_marked();
create trigger holds before insert or update on knowledge_mark for each row execute function app.knowledge_mark_holds();
create trigger asks_test before update of decided_at on assessment for each row when (old.decided_at is null and new.decided_at is not null) execute function app.decision_asks_test();
