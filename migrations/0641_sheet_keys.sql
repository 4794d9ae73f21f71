-- +goose Up
-- The key by which a page last saved a sheet. A page that never heard whether a
-- saving arrived says which it has tried: where the last one is of them, it
-- overwrites nothing that it has not seen.
alter table score_sheet add column saved_key text not null default '' check (length(saved_key) <= 100);
