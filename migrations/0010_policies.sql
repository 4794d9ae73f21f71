-- +goose Up
-- Policy lines beside those the program brings along: an organisation's lines
-- stand in its own domain, those of oversight in the domain imi. Nobody writes
-- them yet. They hold no content, so the narrow logins read them on every
-- replica; package policies checks each before it counts.
create table policy_line (
  tenant_id  uuid not null references organisation,
  id         uuid not null,
  role       text not null,
  resource   text not null,
  action     text not null,
  condition  text not null check (length(condition) between 1 and 2000),
  effect     text not null check (effect in ('allow','deny')),
  created_at timestamptz not null,
  created_by uuid,
  primary key (tenant_id, id)
);
call app.organisation_side('policy_line', null, 'select');

-- One row an organisation; the sum tells the replicas that something changed.
create table policy_revision (
  tenant_id uuid primary key references organisation,
  number    bigint not null
);
call app.organisation_side('policy_revision', null, 'select');

create policy gate on policy_line for select to accord_gate using (true);
create policy clerk on policy_line for select to accord_clerk using (true);
create policy gate on policy_revision for select to accord_gate using (true);
create policy clerk on policy_revision for select to accord_clerk using (true);
grant select on policy_line, policy_revision to accord_gate, accord_clerk;

-- +goose StatementBegin
create function app.revise_policies() returns trigger language plpgsql as $$
begin
  insert into policy_revision as r (tenant_id, number)
    select tenant_id, 1 from changed group by tenant_id order by tenant_id
    on conflict (tenant_id) do update set number = r.number + 1;
  perform pg_notify('policy_revision', '');
  return null;
end $$;
-- +goose StatementEnd
create trigger revise_inserted after insert on policy_line referencing new table as changed for each statement execute function app.revise_policies();
create trigger revise_deleted after delete on policy_line referencing old table as changed for each statement execute function app.revise_policies();
create trigger revise_updated after update on policy_line referencing new table as changed for each statement execute function app.revise_policies();
