-- +goose Up
-- Whose file an account opens: asked behind every row that a candidate sees.
create index candidate_person on candidate (tenant_id, person_id) where person_id is not null;

-- What waits for a decision, the latest first, among many that have one.
create index assessment_undecided on assessment (tenant_id, opened_at desc, id desc) where decided_at is null;

-- Who was ever asked to judge; what waits for an assessor's sheet; and what they were given since a day.
create index assessor_assignment_of on assessor_assignment (tenant_id, assessment_id);
create index assessor_assignment_waiting on assessor_assignment (tenant_id, membership_id, assessment_id) where removed_at is null and sheet_in_at is null;
drop index assessor_assignment_member;
create index assessor_assignment_member on assessor_assignment (tenant_id, membership_id, assigned_at) where removed_at is null;

-- What an assessor has handed in, the first first.
create index score_sheet_handed_in on score_sheet (tenant_id, membership_id, submitted_at, id) where submitted_at is not null;
