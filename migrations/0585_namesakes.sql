-- +goose Up
-- Namesakes are found in plain letters, also among many: a kept column can be
-- looked up by an index under row security, an expression cannot.
alter table candidate add column name_plain text generated always as (app.plain(name)) stored;
create index candidate_name_plain on candidate (tenant_id, name_plain);
