-- +goose Up
-- What pages of a large organisation read most. Whose rows somebody may see is
-- asked by their memberships, ended ones too; a search looks at one column in
-- plain letters; who completed when is counted from the index alone, with what
-- the candidates' wall asks.
create index membership_of on membership (tenant_id, person_id);

alter table certificate add column found_plain text generated always as (app.plain(holder || ' ' || number || ' ' || course)) stored;

drop index completion_day;
create index completion_day on completion (tenant_id, completed_on) include (candidate_id);
