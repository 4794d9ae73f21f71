-- +goose Up
-- The kernel's tables: every door inserts; state columns of the outbox and of
-- deadlines are all that is ever updated.

create table outbox (
  tenant_id   uuid not null,
  id          uuid not null,
  kind        text not null check (kind <> ''),
  queue       text not null check (queue in ('deadline','fanout','collect','notify','webhook','bundle','bulk')),
  door        text not null check (door in ('member','overseer')), -- the door its handler enters by
  args        jsonb not null default '{}',                          -- ids only, never content, never a secret
  person_id   uuid,                                                 -- for whom it acts; the handler admits them again
  case_id     uuid,                                                 -- the timeline it belongs to
  dedupe_key  text,
  created_at  timestamptz not null,
  due_at      timestamptz not null,
  next_at     timestamptz not null,                                 -- when the relay looks at it next
  state       text not null default 'open' check (state in ('open','done','dead','cancelled')),
  generation  integer not null default 0,
  dispatched  boolean not null default false,
  attempts    integer not null default 0,
  last_error  text,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create unique index outbox_dedupe on outbox (tenant_id, dedupe_key) where dedupe_key is not null;
-- The relay walks these: from tenant to tenant what is due, what got lost on its way, and how much of a tenant's is on it.
create index outbox_due on outbox (tenant_id, next_at) where state = 'open' and not dispatched;
create index outbox_lost on outbox (next_at) where state = 'open' and dispatched;
create index outbox_on_its_way on outbox (tenant_id) where state = 'open' and dispatched;
create index outbox_dead on outbox (tenant_id, finished_at) where state = 'dead';
call app.walled('outbox', 'kernel');
create policy wall on outbox as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
create policy open on outbox for all to accord_member using (true) with check (true);
create policy imi_insert on outbox for insert to accord_overseer with check (true);
-- What failed is the operator's to see and to replay, whosever it is: ids, and the fault's key.
create policy imi on outbox for select to accord_overseer using (door = 'overseer' or tenant_id = app.oversight() or last_error is not null);
create policy imi_update on outbox for update to accord_overseer using (door = 'overseer' or tenant_id = app.oversight() or state = 'dead') with check (true);
create policy self on outbox for insert to accord_self with check (person_id = (select app.person()));
create policy gate on outbox for insert to accord_gate with check (tenant_id = app.oversight() and door = 'overseer');
create policy clerk on outbox for all to accord_clerk using (true) with check (true);
grant select, insert on outbox to accord_member, accord_overseer;
grant update (state, finished_at, attempts, last_error) on outbox to accord_member, accord_overseer;
grant update (next_at, generation, dispatched) on outbox to accord_overseer; -- replay
grant insert on outbox to accord_self, accord_gate;
grant select (tenant_id, id, kind, queue, door, next_at, state, generation, dispatched, attempts) on outbox to accord_clerk;
grant insert (tenant_id, id, kind, queue, door, args, case_id, dedupe_key, created_at, due_at, next_at) on outbox to accord_clerk;
grant update (next_at, state, generation, dispatched, attempts, last_error, finished_at) on outbox to accord_clerk;

create table deadline (
  tenant_id    uuid not null,
  id           uuid not null,
  subject_id   uuid not null,
  kind         text not null check (kind <> ''),   -- the job that runs when it falls due
  queue        text not null default 'deadline',
  stage        text not null,                      -- which reminder, or the escalation
  door         text not null check (door in ('member','overseer')),
  due_at       timestamptz not null,
  created_at   timestamptz not null,
  fired_at     timestamptz,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, subject_id, kind, stage)
);
create index deadline_due on deadline (due_at) where fired_at is null and cancelled_at is null;
call app.walled('deadline', 'kernel');
create policy wall on deadline as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
create policy open on deadline for all to accord_member using (true) with check (true);
create policy imi on deadline for all to accord_overseer using (true) with check (true);
create policy clerk on deadline for all to accord_clerk using (true) with check (true);
grant select, insert on deadline to accord_member, accord_overseer;
grant update (due_at, cancelled_at) on deadline to accord_member, accord_overseer;
grant select on deadline to accord_clerk;
grant update (fired_at) on deadline to accord_clerk;

create table audit_log (
  tenant_id     uuid not null,          -- whose journal it stands in
  id            uuid not null,
  at            timestamptz not null,
  door          text not null,
  person_id     uuid,
  membership_id uuid,
  actor         text not null,          -- the name as it was, or the job's kind
  roles         text[] not null,
  request_id    text not null,
  purpose       text,                   -- oversight states one
  action        text not null,
  resource      text not null,
  subject_id    uuid,
  case_id       uuid,                   -- the timeline it belongs to
  detail        jsonb not null default '{}',
  leaf          bytea not null,         -- SHA-256 over the row's canonical form, computed at insert
  primary key (tenant_id, id)
);
create index audit_log_case on audit_log (tenant_id, case_id, id desc) where case_id is not null;
create index audit_log_subject on audit_log (tenant_id, subject_id, id desc) where subject_id is not null;
call app.walled('audit_log', 'kernel');
create policy wall on audit_log as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
create policy open on audit_log for select to accord_member using (true);
create policy insert_member on audit_log for insert to accord_member with check (door = 'member');
create policy insert_imi on audit_log for insert to accord_overseer with check (door = 'overseer');
create policy imi on audit_log for select to accord_overseer using (door = 'overseer' or tenant_id = app.oversight());
create policy insert_self on audit_log for insert to accord_self with check (door = 'self' and person_id = (select app.person()));
create policy insert_gate on audit_log for insert to accord_gate with check (door = 'gate');
create policy insert_clerk on audit_log for insert to accord_clerk with check (door = 'clerk');
grant select, insert on audit_log to accord_member, accord_overseer;
grant insert on audit_log to accord_self, accord_gate, accord_clerk;
-- +goose StatementBegin
create function app.append_only() returns trigger language plpgsql as $$
begin
  raise exception 'append only: % of % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
-- +goose StatementEnd
create trigger append_only before update or delete on audit_log for each row execute function app.append_only();
create trigger append_only_truncate before truncate on audit_log for each statement execute function app.append_only();

create table idempotency (
  tenant_id  uuid not null,
  person_id  uuid not null,
  key        text not null check (length(key) between 8 and 100),
  route      text not null,
  created_at timestamptz not null,
  status     integer,
  location   text,
  body       bytea,
  primary key (tenant_id, person_id, key)
);
call app.walled('idempotency', 'kernel');
create policy wall on idempotency as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
create policy open on idempotency for all to accord_member using (true) with check (true);
create policy imi on idempotency for all to accord_overseer using (tenant_id = app.oversight()) with check (tenant_id = app.oversight());
create policy self on idempotency for all to accord_self using (person_id = (select app.person())) with check (person_id = (select app.person()));
grant select, insert on idempotency to accord_member, accord_overseer, accord_self;
grant update (status, location, body) on idempotency to accord_member, accord_overseer, accord_self;

-- One-use links. The token is derived from the id by a key that the database
-- never holds; only its hash is here.
create table link (
  tenant_id  uuid not null,
  id         uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  act        text not null,
  subject_id uuid not null,
  email      text not null,
  name       text not null default '',
  locale     text not null default 'en',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (token_hash)
);
call app.walled('link', 'kernel');
create policy wall on link as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()));
create policy open on link for all to accord_member using (true) with check (true);
create policy imi on link for all to accord_overseer using (true) with check (true);
create policy gate on link for all to accord_gate using (true) with check (true);
grant select, insert on link to accord_member, accord_overseer, accord_gate;
create index link_subject on link (tenant_id, subject_id, created_at desc);
