-- +goose Up
-- A search among trainees finds the people first, and then how they stand.
create index enrolment_standing_candidate on enrolment_standing (tenant_id, candidate_id);

-- The overview counts and adds up from the indexes alone.
drop index enrolment_standing_cohort;
create index enrolment_standing_cohort on enrolment_standing (tenant_id, cohort_id, status);
drop index session_tally_start;
create index session_tally_start on session_tally (tenant_id, starts_at, id) include (attended, expected);
