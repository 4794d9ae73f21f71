-- +goose Up
-- A table is kept as it came, with what each of its columns is taken for; what
-- becomes of people who are on file already is chosen. Tables that were waiting
-- in the old form are forgotten: they lived for a day.
update candidate_import set forgotten_at = now(), rows = '[]' where committed_at is null and forgotten_at is null;
alter table candidate_import
  add column mapping  jsonb   not null default '{}',    -- column -> place in the table, from 0
  add column language text    not null default '',      -- of rows that name none
  add column on_file  text    not null default 'keep' check (on_file in ('keep', 'update', 'refuse')),
  add column chosen   boolean not null default false,   -- somebody has looked at the mapping
  add column updated  integer not null default 0 check (updated >= 0);
