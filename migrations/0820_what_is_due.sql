-- +goose Up
-- What a dashboard counts is found among what is open, however much has been
-- done before: scripts without a result, drawn sheets without a review, and who
-- passed and is not put forward.
create index knowledge_script_open on knowledge_script (tenant_id, filed_at, id) where settled_at is null and removed_at is null;
create index knowledge_script_list on knowledge_script (tenant_id, filed_at, id) where removed_at is null;
create index quality_check_open on quality_check (tenant_id, drawn_at desc, id desc) where reviewed_at is null;
create index assessment_passed on assessment (tenant_id, decided_at, id) include (candidate_id, program_id) where outcome = 'passed';
create index submission_stands on submission (tenant_id, candidate_id, program_id) include (id) where submitted_at is not null and withdrawn_at is null;
