-- +goose Up
-- What a version of a document may become, kept by the database too.
--
--   uploading -> received -> typed
--             \           \-> refused
--              -> abandoned
--
-- What was said of it when it was made never changes.

-- +goose StatementBegin
create function app.document_version_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if not (new.state = 'uploading' and new.origin = 'upload' or new.state = 'typed' and new.origin = 'record') then
      raise exception 'a version begins as an upload, or is a record' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (to_jsonb(old) - '{state,store_version,media_type,sha256,refusal,received_at,typed_at,superseded_at}'::text[])
      is distinct from (to_jsonb(new) - '{state,store_version,media_type,sha256,refusal,received_at,typed_at,superseded_at}'::text[]) then
    raise exception 'what was said of a version does not change' using errcode = 'restrict_violation';
  end if;
  if old.superseded_at is not null and new.superseded_at is distinct from old.superseded_at then
    raise exception 'a version is superseded once' using errcode = 'restrict_violation';
  end if;
  if old.state = new.state and old.state = 'typed' and (to_jsonb(old) - 'superseded_at') = (to_jsonb(new) - 'superseded_at') then
    return new; -- a newer one has been typed
  end if;
  if not ((old.state = 'uploading' and new.state in ('received', 'abandoned'))
       or (old.state = 'received' and new.state in ('typed', 'refused')
           and old.store_version = new.store_version and old.received_at = new.received_at)) then
    raise exception 'a version does not go from % to %', old.state, new.state using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on document_version for each row execute function app.document_version_moves();

-- Only what was looked at is disclosed, and only to a request that is open. A disclosure is withdrawn once, and
-- nothing else about it changes (what the database derives is not there yet before the row is written).
-- +goose StatementBegin
create function app.disclosure_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.withdrawn_at is not null then
      raise exception 'a disclosure is not born withdrawn' using errcode = 'restrict_violation';
    end if;
    if not exists (select from document_version v where v.tenant_id = new.tenant_id and v.id = new.document_version_id and v.state = 'typed') then
      raise exception 'only a typed version is disclosed' using errcode = 'restrict_violation';
    end if;
    if new.request_id is not null and not exists (select from document_request r
        where r.tenant_id = new.tenant_id and r.id = new.request_id and r.closed_at is null and r.readable_until > app.now()) then
      raise exception 'the request is not open' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.withdrawn_at is not null or new.withdrawn_at is null
      or (to_jsonb(old) - '{withdrawn_at,withdrawn_reason,basis,basis_id}'::text[]) is distinct from (to_jsonb(new) - '{withdrawn_at,withdrawn_reason,basis,basis_id}'::text[]) then
    raise exception 'a disclosure is only ever withdrawn, once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on disclosure for each row execute function app.disclosure_moves();
