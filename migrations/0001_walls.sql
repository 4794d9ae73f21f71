-- +goose Up
-- The claims every transaction carries, and the procedures by which a table
-- declares whose side it is on. Walls and grants follow from the side.

create schema app;
grant usage on schema app to accord_public, accord_member, accord_self, accord_overseer, accord_gate, accord_clerk;
grant usage on schema public to accord_public, accord_member, accord_self, accord_overseer, accord_gate, accord_clerk;
revoke all on all tables in schema public from public;
alter default privileges in schema public revoke all on tables from public;

-- Unset, and the '' that a commit leaves behind, both raise: never a silent empty list.
create function app.tenant() returns uuid language sql stable parallel safe
  as $$ select current_setting('app.tenant_id')::uuid $$;
create function app.person() returns uuid language sql stable parallel safe
  as $$ select current_setting('app.person_id')::uuid $$;
create function app.now() returns timestamptz language sql stable parallel safe
  as $$ select current_setting('app.now')::timestamptz $$;
create function app.oversight() returns uuid language sql immutable parallel safe
  as $$ select '00000000-0000-7000-8000-000000000001'::uuid $$;

-- +goose StatementBegin
create procedure app.walled(t regclass, side text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy owner on %s to accord_owner using (true) with check (true)', t);
  execute format('comment on table %s is %L', t, 'side: ' || side);
end $$;
-- +goose StatementEnd

-- An organisation's rows: the member door writes, the overseer reads what was released (a condition), or nothing.
-- +goose StatementBegin
create procedure app.organisation_side(t regclass, released text default null, operations text default 'select, insert, update') language plpgsql as $$
begin
  call app.walled(t, 'organisation');
  execute format('create policy wall on %s as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()))', t);
  execute format('create policy open on %s for all to accord_member using (true) with check (true)', t);
  execute format('grant %s on %s to accord_member', operations, t);
  if released is not null then
    execute format('create policy imi on %s for select to accord_overseer using (%s)', t, released);
    execute format('grant select on %s to accord_overseer', t);
  end if;
end $$;
-- +goose StatementEnd

-- Oversight's rows: the overseer door writes, an organisation reads those addressed to it.
-- +goose StatementBegin
create procedure app.oversight_side(t regclass, addressed boolean default true, operations text default 'select, insert, update') language plpgsql as $$
begin
  call app.walled(t, 'oversight');
  execute format('create policy imi on %s for all to accord_overseer using (true) with check (true)', t);
  execute format('grant %s on %s to accord_overseer', operations, t);
  if addressed then
    execute format('create policy wall on %s as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()))', t);
    execute format('create policy open on %s for select to accord_member using (true)', t);
    execute format('grant select on %s to accord_member', t);
  end if;
end $$;
-- +goose StatementEnd

-- A person's own rows: the self door writes.
-- +goose StatementBegin
create procedure app.person_side(t regclass, operations text default 'select, insert, update') language plpgsql as $$
begin
  call app.walled(t, 'person');
  execute format('create policy wall on %s as restrictive for all to accord_self using (person_id = (select app.person())) with check (person_id = (select app.person()))', t);
  execute format('create policy open on %s for all to accord_self using (true) with check (true)', t);
  execute format('grant %s on %s to accord_self', operations, t);
end $$;
-- +goose StatementEnd

-- What signing in needs: the gate writes, nobody else sees it.
-- +goose StatementBegin
create procedure app.gate_side(t regclass, operations text default 'select, insert, update') language plpgsql as $$
begin
  call app.walled(t, 'gate');
  execute format('create policy gate on %s for all to accord_gate using (true) with check (true)', t);
  execute format('grant %s on %s to accord_gate', operations, t);
end $$;
-- +goose StatementEnd

-- The register and the directory as the public reads them: the overseer door writes.
-- +goose StatementBegin
create procedure app.published_side(t regclass) language plpgsql as $$
begin
  call app.walled(t, 'published');
  execute format('create policy imi on %s for all to accord_overseer using (true) with check (true)', t);
  execute format('create policy everybody on %s for select to accord_public, accord_member, accord_self using (true)', t);
  execute format('grant select, insert, update, delete on %s to accord_overseer', t);
  execute format('grant select on %s to accord_public, accord_member, accord_self', t);
end $$;
-- +goose StatementEnd
