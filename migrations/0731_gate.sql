-- +goose Up
-- The gate, behind the row policies too (IMI-QA-13). Whoever does nothing but
-- assess reads a candidate's record, logbook and documents once they have
-- declared that no conflict exists, until the decision. Whoever is asked to
-- judge, and is something else as well, keeps the record, without which no
-- program is run; the logbook and the documents are closed to them too until
-- they have declared. What triggers hold they hold of every row.

-- +goose StatementBegin
create function app.gated() returns boolean language sql stable as $$ select pg_trigger_depth() = 0 and app.only_assesses() $$;

-- Candidates whom the person is to judge, or whose appeal they are to hear, and has declared nothing of as yet.
create function app.unopened() returns setof uuid language sql stable as $$
  select g.candidate_id from membership m
  join assessor_assignment g on g.tenant_id = m.tenant_id and g.membership_id = m.id and g.removed_at is null and g.declared_at is null
  join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id and a.decided_at is null
  where pg_trigger_depth() = 0 and m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid
    and g.candidate_id not in (select app.opened_to_assessor())
  union
  select p.candidate_id from membership m
  join panellist p on p.tenant_id = m.tenant_id and p.membership_id = m.id and p.declared_at is null and p.out_at is null and p.ended_at is null
  where pg_trigger_depth() = 0 and m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid
    and p.candidate_id not in (select app.opened_to_assessor())
$$;

-- Scripts that the person is to mark, and has declared nothing of as yet.
create function app.unopened_scripts() returns setof uuid language sql stable as $$
  select s.document_version_id from membership m
  join knowledge_marking g on g.tenant_id = m.tenant_id and g.membership_id = m.id and g.removed_at is null and g.declared_at is null
  join knowledge_script s on s.tenant_id = g.tenant_id and s.id = g.script_id and s.settled_at is null
  where pg_trigger_depth() = 0 and m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid
$$;
-- +goose StatementEnd

create policy gate on candidate as restrictive for select to accord_member using (not (select app.gated()) or id = any(array(select app.opened_to_assessor())));
create policy gate on logbook_entry as restrictive for select to accord_member using (
  (not (select app.gated()) or candidate_id = any(array(select app.opened_to_assessor()))) and candidate_id <> all(array(select app.unopened())));
drop policy gate on document;
create policy gate on document as restrictive for select to accord_member using (
  candidate_id is null or (not (select app.gated()) or candidate_id = any(array(select app.opened_to_assessor()))) and candidate_id <> all(array(select app.unopened())));
drop policy gate on document_version;
create policy gate on document_version as restrictive for select to accord_member using (
  candidate_id is null or (not (select app.gated()) or candidate_id = any(array(select app.opened_to_assessor())) or id = any(array(select app.scripts_opened())))
    and candidate_id <> all(array(select app.unopened())) and id <> all(array(select app.unopened_scripts())));
