-- +goose Up
-- What is entered in the journal can be verified: an event without its seal would
-- be shown by its leaf alone, and its date never held against when it was entered;
-- one without its salt would read as erased; one that is too large for a line of
-- a file, or whose leaf is none, would keep its organisation's file from verifying.
create policy whole on audit_log as restrictive for insert to accord_member, accord_overseer, accord_self, accord_gate, accord_clerk
  with check (salt is not null and sealed is not null and length(leaf) = 32 and pg_column_size(detail) <= 1000000);

-- The mark goes past what is entered alone, and goes back to the beginning: no
-- event is passed over, whoever moves it.
-- +goose StatementBegin
create or replace function app.journal_moves_on() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.tenant_id <> old.tenant_id then
    raise exception 'append only: the mark of the journal moves on' using errcode = 'restrict_violation';
  end if;
  if new.txid <> '0' and (new.txid >= pg_snapshot_xmin(pg_current_snapshot()) or (new.txid, new.event_id) <= (old.txid, old.event_id)
      or exists (select from audit_log a where (a.txid, a.id) > (old.txid, old.event_id) and (a.txid, a.id) <= (new.txid, new.event_id)
        and not exists (select from journal_leaf l where l.tenant_id = a.tenant_id and l.event_id = a.id))) then
    raise exception 'append only: the mark of the journal passes nothing over' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
