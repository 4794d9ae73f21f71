-- +goose Up
-- The journal's trees. A sequencer gives every event a place in its
-- organisation's Merkle tree, in the order in which transactions began to
-- write, and the trees' heads a tree of their own, whose root is signed. What
-- an event says of people stands behind a salted commitment (sealed), so that
-- it can be erased one day and its leaf stays.

alter table audit_log
  add column salt      bytea check (length(salt) = 32),
  add column sealed    bytea check (length(sealed) = 32),   -- null: written before there were commitments
  add column txid      xid8 not null default '0';
-- From here on the database says which transaction wrote an event, and nobody else:
-- one that named an older would be passed over by the sequencer.
alter table audit_log alter column txid set default pg_current_xact_id();
revoke insert on audit_log from accord_member, accord_overseer, accord_self, accord_gate, accord_clerk;
grant insert (tenant_id, id, at, door, person_id, membership_id, actor, roles, request_id, purpose, action, resource, subject_id, case_id, detail, leaf, told, salt, sealed)
  on audit_log to accord_member, accord_overseer, accord_self, accord_gate, accord_clerk;
create index audit_log_written on audit_log (txid, id);
-- The sequencer reads ids and leaves, no content.
create policy clerk on audit_log for select to accord_clerk using (true);
grant select (tenant_id, id, txid, leaf) on audit_log to accord_clerk;

-- An event's place. hash is the tree's leaf: over the event's leaf and the
-- moment it was entered, so that what is written today with yesterday's date shows.
create table journal_leaf (
  tenant_id  uuid not null,
  position   bigint not null check (position >= 0),
  event_id   uuid not null,
  entered_at timestamptz not null,
  hash       bytea not null check (length(hash) = 32),
  primary key (tenant_id, position),
  unique (tenant_id, event_id)
);
-- What stands above the leaves, as they are completed: never changed.
create table journal_node (
  tenant_id uuid not null,
  level     smallint not null check (level > 0),
  place     bigint not null check (place >= 0),
  hash      bytea not null check (length(hash) = 32),
  primary key (tenant_id, level, place)
);
-- How far a tree has come.
create table journal_tree (
  tenant_id  uuid primary key,
  size       bigint not null check (size >= 0),
  root       bytea not null check (length(root) = 32),
  entered_at timestamptz not null
);
-- The last event that was entered, of all organisations.
create table journal_mark (
  tenant_id uuid primary key check (tenant_id = app.oversight()),
  txid      xid8 not null,
  event_id  uuid not null
);
-- The roots that were signed: over the heads of all trees, in the order of their tenants.
create table journal_checkpoint (
  tenant_id uuid not null check (tenant_id = app.oversight()),
  number    bigint not null check (number > 0),
  signed_at timestamptz not null,
  trees     bigint not null,
  root      bytea not null check (length(root) = 32),
  note      text not null,
  keys      text[] not null,          -- the public halves of those that signed
  kept_at   timestamptz,               -- when the store had it
  primary key (tenant_id, number)
);
-- An organisation's head as a checkpoint holds it: what proves to it, and to
-- whoever it shows it to, that its tree was under that signature.
create table journal_head (
  tenant_id uuid not null,
  number    bigint not null,
  size      bigint not null,
  root      bytea not null check (length(root) = 32),
  place     bigint not null,           -- among the heads
  proof     bytea not null,            -- the hashes from there to the root, 32 bytes each
  note      text not null,
  keys      text[] not null,
  primary key (tenant_id, number)
);

call app.walled('journal_leaf', 'kernel');
call app.walled('journal_node', 'kernel');
call app.walled('journal_tree', 'kernel');
call app.walled('journal_mark', 'kernel');
call app.walled('journal_checkpoint', 'kernel');
call app.walled('journal_head', 'kernel');

-- +goose StatementBegin
do $$
declare t text;
begin
  foreach t in array array['journal_leaf', 'journal_node', 'journal_tree', 'journal_mark', 'journal_checkpoint', 'journal_head'] loop
    execute format('create policy clerk on %s for all to accord_clerk using (true) with check (true)', t);
    execute format('grant select, insert on %s to accord_clerk', t);
    execute format('create trigger append_only_truncate before truncate on %s for each statement execute function app.append_only()', t);
  end loop;
  foreach t in array array['journal_leaf', 'journal_node', 'journal_tree', 'journal_head'] loop
    execute format('create policy wall on %s as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()))', t);
    execute format('create policy open on %s for select to accord_member using (true)', t);
    execute format('create policy imi on %s for select to accord_overseer using (tenant_id = app.oversight())', t);
    execute format('grant select on %s to accord_member, accord_overseer', t);
    execute format('call app.candidates_own(%L)', t);
  end loop;
  foreach t in array array['journal_leaf', 'journal_node', 'journal_head'] loop
    execute format('create trigger append_only before update or delete on %s for each row execute function app.append_only()', t);
  end loop;
end $$;

-- Trees grow, and the mark moves on.
create function app.journal_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.tenant_id <> old.tenant_id or new.size <= old.size then
    raise exception 'append only: a tree of the journal grows' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function app.journal_moves_on() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.tenant_id <> old.tenant_id then
    raise exception 'append only: the mark of the journal moves on' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- A checkpoint is kept by the store, once; nothing else of it changes.
create function app.checkpoint_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.kept_at is not null or (to_jsonb(new) - 'kept_at') <> (to_jsonb(old) - 'kept_at') then
    raise exception 'append only: a checkpoint stays as it was signed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger grows before update or delete on journal_tree for each row execute function app.journal_grows();
create trigger moves_on before update or delete on journal_mark for each row execute function app.journal_moves_on();
create trigger kept before update or delete on journal_checkpoint for each row execute function app.checkpoint_kept();
grant update (size, root, entered_at) on journal_tree to accord_clerk;
grant update (txid, event_id) on journal_mark to accord_clerk;
grant update (kept_at) on journal_checkpoint to accord_clerk;
create policy imi on journal_checkpoint for select to accord_overseer using (true);
grant select on journal_checkpoint to accord_overseer;
insert into journal_mark (tenant_id, txid, event_id) values (app.oversight(), '0', '00000000-0000-0000-0000-000000000000');
