-- +goose Up
-- What is half judged or half marked is asked once and looked up, row by row: an
-- array is searched from its beginning for each row, and thousands of sheets are
-- read for figures of quality. Which first sheets are in is read from an index.
create index assessor_assignment_first_in on assessor_assignment (tenant_id, assessment_id) where removed_at is null and settles is null and sheet_in_at is not null;
alter policy together on score_sheet using (assessment_id not in (select app.half_judged()) or membership_id = any((select app.person_memberships())::uuid[]) or app.merge_under_way(tenant_id, candidate_id));
alter policy together on score using (assessment_id not in (select app.half_judged()) or membership_id = any((select app.person_memberships())::uuid[]));
alter policy together on assessment_note using (assessment_id not in (select app.half_judged()) or membership_id = any((select app.person_memberships())::uuid[]));
alter policy together on knowledge_mark using (script_id not in (select app.half_marked()) or membership_id = any((select app.person_memberships())::uuid[]));
