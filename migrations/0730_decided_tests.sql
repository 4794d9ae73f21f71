-- +goose Up
-- What a decision knew of the knowledge test stays with it, and with what the
-- candidate is told; and who marked a script stays with what it came to.

alter table knowledge_script add column markers jsonb not null default '[]'; -- their names, in order: whose marks it was settled by
alter table assessment add column decided_test jsonb, add constraint assessment_decided_test check (decided_test is null or decided_at is not null);
alter table result add column test jsonb;

-- +goose StatementBegin
create function app.markers_of(s knowledge_script) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(g.marker_name order by g.place), '[]') from knowledge_marking g
  where g.tenant_id = s.tenant_id and g.script_id = s.id and g.removed_at is null and g.submitted_at is not null
$$;

-- After "holds", which lets nobody write the names.
create function app.script_names_markers() returns trigger language plpgsql as $$
begin
  new.markers := app.markers_of(new);
  return new;
end $$;

-- The test as a decision knows it.
create function app.test_result(of_tenant uuid, of_assessment uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('test_id', t.id, 'version', t.number, 'title', t.title, 'label', t.label, 'pass_mark', t.pass_mark, 'sat_on', s.sat_on,
    'doubled', s.doubled, 'of', s.of_marks, 'passed', s.passed, 'settled_by', s.settled_by, 'markers', s.markers, 'minute', s.minute, 'minute_by', s.minute_by_name)
  from knowledge_script s join knowledge_test t on t.tenant_id = s.tenant_id and t.id = s.test_id
  where s.tenant_id = of_tenant and s.assessment_id = of_assessment and s.removed_at is null and s.settled_at is not null
$$;

-- As in 0698; and the decision keeps the test's result.
create or replace function app.decision_asks_test() returns trigger language plpgsql as $$
begin
  new.decided_test := null;
  if app.test_asked(new) then
    new.decided_test := app.test_result(new.tenant_id, new.id);
    if new.decided_test is null then
      raise exception 'the knowledge test of assessment % is not settled', new.id using errcode = 'restrict_violation';
    end if;
    if new.rule_outcome = 'passed' and not (new.decided_test ->> 'passed')::boolean then
      raise exception 'the knowledge test of assessment % is not passed', new.id using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;

-- As in 0650; a candidate is told of the test what the decision knew, not who marked it.
create or replace function app.result_holds() returns trigger language plpgsql as $$
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
  new.test := (select a.decided_test - array['settled_by', 'markers', 'minute', 'minute_by'] from assessment a where a.tenant_id = new.tenant_id and a.id = new.id);
  return new;
end $$;
-- +goose StatementEnd

create trigger names_markers before update of settled_at on knowledge_script for each row when (old.settled_at is null and new.settled_at is not null) execute function app.script_names_markers();

-- What was settled and decided before.
alter table knowledge_script disable trigger holds;
update knowledge_script s set markers = app.markers_of(s) where s.settled_at is not null;
alter table knowledge_script enable trigger holds;
alter table assessment disable trigger holds;
update assessment a set decided_test = app.test_result(a.tenant_id, a.id) where a.decided_at is not null and app.test_asked(a);
alter table assessment enable trigger holds;
