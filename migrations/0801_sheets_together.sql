-- +goose Up
-- The sheets of those who judge first open together: before all of them are in,
-- each is its assessor's alone, whoever asks. Whoever runs programs sees that one
-- is in, and not what it says, so that they can still moderate and decide.

create index assessor_assignment_missing on assessor_assignment (tenant_id, assessment_id) where removed_at is null and settles is null and sheet_in_at is null;

-- +goose StatementBegin
-- Assessments of which some first sheets are in, and others are not.
create function app.half_judged() returns setof uuid language plpgsql stable as $$
begin
  return query select g.assessment_id from assessor_assignment g
    where g.tenant_id = app.tenant() and g.removed_at is null and g.settles is null and g.sheet_in_at is null
      and exists (select from assessor_assignment o where o.tenant_id = g.tenant_id and o.assessment_id = g.assessment_id
        and o.removed_at is null and o.settles is null and o.sheet_in_at is not null);
end $$;

do $$
declare t text;
begin
  foreach t in array array['score_sheet', 'score', 'assessment_note'] loop
    execute format('create policy together on %I as restrictive for select to accord_member using (membership_id = any((select app.person_memberships())::uuid[]) or assessment_id <> all(array(select app.half_judged()))%s)',
      t, case t when 'score_sheet' then ' or app.merge_under_way(tenant_id, candidate_id)' else '' end);
  end loop;
end $$;
-- +goose StatementEnd
