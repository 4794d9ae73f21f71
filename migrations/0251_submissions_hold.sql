-- +goose Up
-- What holds of a submission whoever writes. Both sides move it, so each
-- check takes the lock that the verbs take, and reads again behind it.

-- +goose StatementBegin
create function app.lock(subject uuid) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(subject::text, 0))
$$;

create function app.submission_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.submitted_at is not null or new.withdrawn_at is not null then
      raise exception 'a submission begins as a draft' using errcode = 'restrict_violation';
    end if;
    if new.previous_id is not null and not exists (select from submission s join decision d on d.tenant_id = s.tenant_id and d.submission_id = s.id
        where s.tenant_id = new.tenant_id and s.id = new.previous_id and d.outcome = 'returned'
          and s.candidate_id = new.candidate_id and s.program_id = new.program_id) then
      raise exception 'submission % was not returned', new.previous_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  perform app.lock(new.id);
  if (new.reference, new.candidate_id, new.program_id, new.certification, new.created_at, new.created_by, new.previous_id)
    is distinct from (old.reference, old.candidate_id, old.program_id, old.certification, old.created_at, old.created_by, old.previous_id) then
    raise exception 'submission % stays about what it was about', old.id using errcode = 'restrict_violation';
  end if;
  if old.submitted_at is null then
    if new.submitted_at is null then
      return new;
    end if;
    if not exists (select from submission_fact f where f.tenant_id = new.tenant_id and f.submission_id = new.id)
      or not exists (select from submission_item i where i.tenant_id = new.tenant_id and i.submission_id = new.id) then
      raise exception 'submission % holds nothing', new.id using errcode = 'restrict_violation';
    end if;
    if exists (select from submission_item i join document_version v on v.tenant_id = i.tenant_id and v.id = i.document_version_id
        where i.tenant_id = new.tenant_id and i.submission_id = new.id and (v.state <> 'typed' or v.sha256 <> i.sha256)) then
      raise exception 'a version of submission % is not typed', new.id using errcode = 'restrict_violation';
    end if;
    if not exists (select from recognition r where r.tenant_id = new.tenant_id and r.program_id = new.program_id and r.withdrawn_at is null) then
      raise exception 'the program of submission % is not recognised', new.id using errcode = 'restrict_violation'; -- IMI-SU-01
    end if;
    return new;
  end if;
  if (new.holder, new.rule_set, new.reason, new.declaration, new.submitted_at, new.submitted_by, new.submitted_by_name)
    is distinct from (old.holder, old.rule_set, old.reason, old.declaration, old.submitted_at, old.submitted_by, old.submitted_by_name)
    or old.withdrawn_at is not null then
    raise exception 'submission % stays as it was submitted', old.id using errcode = 'restrict_violation';
  end if;
  if new.withdrawn_at is not null and exists (select from decision d where d.tenant_id = new.tenant_id and d.submission_id = new.id) then
    raise exception 'submission % is decided', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.submission_submitted() returns trigger language plpgsql as $$
begin
  update submission_item set submitted_at = new.submitted_at where tenant_id = new.tenant_id and submission_id = new.id;
  return null;
end $$;

create function app.submission_item_holds() returns trigger language plpgsql as $$
declare item submission_item; submitted timestamptz;
begin
  if tg_op = 'DELETE' then item := old; else item := new; end if;
  select s.submitted_at into submitted from submission s where s.tenant_id = item.tenant_id and s.id = item.submission_id;
  if tg_op = 'UPDATE' then
    if old.submitted_at is not null or new.submitted_at is distinct from submitted
      or (new.submission_id, new.document_version_id, new.kind, new.title, new.sha256) is distinct from
         (old.submission_id, old.document_version_id, old.kind, old.title, old.sha256) then
      raise exception 'item % stays as it was chosen', old.id using errcode = 'restrict_violation';
    end if;
  elsif submitted is not null then
    raise exception 'the manifest of submission % is fixed', item.submission_id using errcode = 'restrict_violation';
  end if;
  return item;
end $$;

create function app.submission_fact_holds() returns trigger language plpgsql as $$
begin
  if exists (select from submission s where s.tenant_id = new.tenant_id and s.id = new.submission_id and s.submitted_at is not null) then
    raise exception 'the facts of submission % are fixed', new.submission_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Facts are there for what was submitted and for nothing else, so that IMI may read every one.
create function app.submission_fact_submitted() returns trigger language plpgsql as $$
begin
  if not exists (select from submission s where s.tenant_id = new.tenant_id and s.id = new.submission_id and s.submitted_at is not null) then
    raise exception 'a fact of a draft' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create function app.decision_holds() returns trigger language plpgsql as $$
begin
  perform app.lock(new.submission_id);
  if not exists (select from submission s where s.tenant_id = new.tenant_id and s.id = new.submission_id
      and s.submitted_at is not null and s.withdrawn_at is null) then
    raise exception 'submission % is not there to decide', new.submission_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- A submission opens its manifest's versions and no others.
create function app.disclosure_of_manifest() returns trigger language plpgsql as $$
begin
  if not exists (select from submission s join submission_item i on i.tenant_id = s.tenant_id and i.submission_id = s.id
      where s.tenant_id = new.tenant_id and s.id = new.submission_id and s.submitted_at is not null and s.withdrawn_at is null
        and i.document_version_id = new.document_version_id
        and not exists (select from decision d where d.tenant_id = s.tenant_id and d.submission_id = s.id)) then
    raise exception 'the version is not in the manifest of an open submission' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.credential_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.revoked_at is not null or not exists (select from decision d join submission s on s.tenant_id = d.tenant_id and s.id = d.submission_id
        where d.tenant_id = new.tenant_id and d.submission_id = new.submission_id and d.outcome = 'accepted'
          and s.program_id = new.program_id and s.certification = new.certification and s.holder = new.holder) then
      raise exception 'a credential comes of an accepted submission' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.submission_id, new.program_id, new.number, new.holder, new.certification, new.awarded_on, new.awarded_by)
    is distinct from (old.submission_id, old.program_id, old.number, old.holder, old.certification, old.awarded_on, old.awarded_by)
    or old.revoked_at is not null then
    raise exception 'credential % stays as it was awarded', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.published_credential_holds() returns trigger language plpgsql as $$
begin
  if not exists (select from credential c where c.tenant_id = new.tenant_id and c.id = new.id and c.number = new.number and c.holder = new.holder
      and c.certification = new.certification and c.awarded_on = new.awarded_on and (c.revoked_at is null) = (new.revoked_on is null)) then
    raise exception 'what is published of % is not what was awarded', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update on submission for each row execute function app.submission_holds();
create trigger submitted after update of submitted_at on submission for each row when (new.submitted_at is not null and old.submitted_at is null) execute function app.submission_submitted();
create trigger holds before insert or update or delete on submission_item for each row execute function app.submission_item_holds();
create trigger holds before insert on submission_fact for each row execute function app.submission_fact_holds();
create constraint trigger submitted after insert on submission_fact deferrable initially deferred for each row execute function app.submission_fact_submitted();
create trigger manifest before insert on disclosure for each row when (new.submission_id is not null) execute function app.disclosure_of_manifest();
create trigger holds before insert on decision for each row execute function app.decision_holds();
create trigger holds before insert or update on credential for each row execute function app.credential_holds();
create trigger holds before insert or update on published_credential for each row execute function app.published_credential_holds();

revoke delete on published_credential from accord_overseer;
