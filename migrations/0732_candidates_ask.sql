-- +goose Up
-- A candidate asks for an adjustment themselves, from their own file, and sees
-- what became of it; they decide nothing of it.

alter table adjustment add column by_candidate boolean not null default false; -- asked for by the candidate, signed in to their own file
create index adjustment_asked on adjustment (tenant_id, asked_at desc, id desc) where state = 'asked';

call app.candidates_own('adjustment', 'candidate_id = any((select app.own_candidates())::uuid[])',
  $$candidate_id = any((select app.own_candidates())::uuid[]) and state = 'asked' and by_candidate and asked_by = any((select app.own_memberships())::uuid[])$$);
