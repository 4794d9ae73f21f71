-- +goose Up
-- What a result's letter says beside its words, as it stood when the candidate
-- was told: whose it is, who decided, each criterion with what it came to, and
-- what is left. Like all of a result it stays (0650). Those told before have none.
alter table result add column particulars jsonb check (jsonb_typeof(particulars) = 'object');
