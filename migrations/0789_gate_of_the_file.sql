-- +goose Up
-- The gate behind the row policies (0731) held the record, the logbook and the
-- documents. What else is kept of a candidate stands behind it too, for whoever
-- does nothing but assess; and the sheets, notes, minutes and marks of what they
-- were never asked about.

-- +goose StatementBegin
-- Assessments that the person judges, moderates or hears the appeal of.
create function app.judging() returns setof uuid language sql stable as $$
  select g.assessment_id from assessor_assignment g where g.tenant_id = app.tenant() and g.membership_id = any(app.person_memberships()) and g.removed_at is null
  union all
  select d.assessment_id from disagreement d where d.tenant_id = app.tenant() and d.moderator_id = any(app.person_memberships())
  union all
  select p.assessment_id from panellist p where p.tenant_id = app.tenant() and p.membership_id = any(app.person_memberships())
    and p.declared_at is not null and p.out_at is null and p.ended_at is null
$$;
create function app.marking() returns setof uuid language sql stable as $$
  select g.script_id from knowledge_marking g where g.tenant_id = app.tenant() and g.membership_id = any(app.person_memberships()) and g.removed_at is null
$$;

do $$
declare t text;
begin
  foreach t in array array['adjustment', 'exemption', 'identity_check', 'recording_consent', 'acknowledgement', 'candidate_contact', 'candidate_access', 'referee_request', 'referee_item', 'application'] loop
    execute format('create policy gate on %I as restrictive for select to accord_member using (not (select app.gated()) or candidate_id = any(array(select app.opened_to_assessor())))', t);
  end loop;
  foreach t in array array['score_sheet', 'score', 'assessment_note'] loop
    execute format('create policy gate on %I as restrictive for select to accord_member using (not (select app.gated()) or membership_id = any((select app.person_memberships())::uuid[]) or assessment_id = any(array(select app.judging())))', t);
  end loop;
  foreach t in array array['moderation', 'moderation_point'] loop
    execute format('create policy gate on %I as restrictive for select to accord_member using (not (select app.gated()) or assessment_id = any(array(select app.judging())))', t);
  end loop;
end $$;
-- +goose StatementEnd
create policy gate on knowledge_mark as restrictive for select to accord_member using (
  not (select app.gated()) or membership_id = any((select app.person_memberships())::uuid[]) or script_id = any(array(select app.marking())) or assessment_id = any(array(select app.judging())));
