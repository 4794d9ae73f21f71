-- +goose Up
-- What may become of a request, kept by the database too: see app/spotchecks.

-- A request says what it said; only its times move, and it closes once.
-- +goose StatementBegin
create function app.document_request_moves() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception 'a closed request does not change' using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(old) - '{due_at,readable_until,closed_at}'::text[]) is distinct from (to_jsonb(new) - '{due_at,readable_until,closed_at}'::text[]) then
    raise exception 'what a request asks does not change' using errcode = 'restrict_violation';
  end if;
  if new.due_at < old.due_at or new.readable_until < old.readable_until then
    raise exception 'a deadline is extended, never brought forward' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before update on document_request for each row execute function app.document_request_moves();

-- Nothing is prepared, explained or released for a request that is closed.
-- +goose StatementBegin
create function app.request_is_open() returns trigger language plpgsql as $$
begin
  if not exists (select from document_request r where r.tenant_id = new.tenant_id and r.id = new.request_id and r.closed_at is null) then
    raise exception 'the request is closed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger request_is_open before insert or update on request_proposal for each row execute function app.request_is_open();
create trigger request_is_open before insert or update on demand_answer for each row execute function app.request_is_open();
create trigger request_is_open before insert on release for each row execute function app.request_is_open();
create trigger request_is_open before insert on release_item for each row execute function app.request_is_open();

-- An explanation that was sent stays as it was read.
-- +goose StatementBegin
create function app.demand_answer_moves() returns trigger language plpgsql as $$
begin
  if old.sent_at is not null then
    raise exception 'an explanation that was sent does not change' using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
-- +goose StatementEnd
create trigger moves before update or delete on demand_answer for each row execute function app.demand_answer_moves();

-- What is released or found stays.
create trigger append_only before update or delete on release for each row execute function app.append_only();
create trigger append_only before update or delete on release_item for each row execute function app.append_only();
create trigger append_only before update or delete on finding for each row execute function app.append_only();
create trigger append_only before update or delete on demand for each row execute function app.append_only();
