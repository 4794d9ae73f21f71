-- +goose Up
-- Until when an appeal is to be decided. Those that were lodged before get four weeks.
alter table appeal disable trigger user;
alter table appeal add column due_at timestamptz;
update appeal set due_at = lodged_at + interval '28 days';
alter table appeal alter column due_at set not null, add constraint appeal_due check (due_at > lodged_at);
alter table appeal enable trigger user;
create index appeal_due on appeal (tenant_id, due_at) where state = 'lodged';
