-- +goose Up
-- What is counted of decisions that stand is read from indexes alone: the rates of
-- a year, and who passed and is not put forward.
create index assessment_rates on assessment (tenant_id, decided_at) include (program_id, outcome, id) where decided_at is not null and fell_at is null;
drop index assessment_passed;
create index assessment_passed on assessment (tenant_id, decided_at, id) include (candidate_id, program_id) where outcome = 'passed' and fell_at is null;
