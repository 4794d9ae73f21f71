-- +goose Up
-- A program that assesses takes applications too: for itself, for it has no
-- cohorts. Its organisation says from when until when, and how many it admits.

create table program_offer (
  tenant_id    uuid not null,
  id           uuid not null, -- the program's
  languages    text not null check (languages ~ '^[a-z]{2}( [a-z]{2})*$'), -- in which one is assessed
  fee_note     text not null default '' check (length(fee_note) <= 500),
  places       integer check (places between 1 and 10000), -- none: however many
  admitted     integer not null default 0 check (admitted >= 0), -- since applications opened
  opens_at     timestamptz not null,
  closes_at    timestamptz not null,
  offered_at   timestamptz not null,
  offered_by   uuid,
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references program,
  check (closes_at > opens_at),
  constraint program_offer_places check (admitted <= places)
);
call app.organisation_side('program_offer', 'true');

-- +goose StatementBegin
create function app.program_offer_moves() returns trigger language plpgsql as $$
begin
  if new.withdrawn_at is null and not exists (select 1 from program p
    where p.tenant_id = new.tenant_id and p.id = new.id and p.kind <> 'CMTP' and p.closed_at is null) then
    raise exception 'program % takes no applications of its own', new.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and not exists (select 1 from recognition r where r.tenant_id = new.tenant_id and r.program_id = new.id and r.withdrawn_at is null) then
    raise exception 'program % is not recognised', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on program_offer for each row execute function app.program_offer_moves();

-- What everybody may know of it stands with the program.
alter table published_program
  add column offer_languages text not null default '',
  add column offer_fee_note  text not null default '',
  add column offer_free      integer check (offer_free >= 0),
  add column offer_opens_at  timestamptz,
  add column offer_closes_at timestamptz,
  add constraint published_program_offer check (offer_opens_at is null or kind <> 'CMTP');

-- As in 0502; a program that assesses, while it is offered and a place is free.
create or replace function app.takes_applications(tenant uuid, program uuid) returns boolean language sql stable as $$
  select exists (select 1 from published_program p
    where p.tenant_id = tenant and p.id = program and p.withdrawn_on is null and p.closed_on is null
      and (p.offer_opens_at <= app.now() and p.offer_closes_at > app.now() and p.offer_free is distinct from 0
        or p.kind = 'CMTP' and exists (select 1 from published_cohort c where c.tenant_id = p.tenant_id and c.program_id = p.id
          and c.opens_at <= app.now() and c.closes_at > app.now())))
$$;

alter table application alter column cohort_id drop not null;

-- As in 0590; an application has a cohort where its program has cohorts, and
-- nowhere else. Without one nobody waits for a place.
-- +goose StatementBegin
create or replace function app.application_moves() returns trigger language plpgsql as $$
declare
  own text[] := array['cohort_id', 'locale', 'name', 'language', 'country', 'profession', 'motivation', 'training', 'notice', 'notice_at', 'saved_at', 'submitted_at'];
  beside text[] := array['link_id', 'link_until', 'found_by'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'an application begins as a draft' using errcode = 'restrict_violation';
    end if;
    if not app.takes_applications(new.tenant_id, new.program_id) then
      raise exception 'program % takes no applications', new.program_id using errcode = 'restrict_violation';
    end if;
  else
    if (new.program_id, new.email, new.started_at) is distinct from (old.program_id, old.email, old.started_at) then
      raise exception 'application % is one address''s to one program', old.id using errcode = 'restrict_violation';
    end if;
    if new.state <> old.state and not (
         (old.state = 'draft' and new.state in ('received', 'withdrawn'))
      or (old.state = 'received' and new.state in ('asked', 'admitted', 'waiting', 'declined', 'withdrawn'))
      or (old.state = 'asked' and new.state in ('received', 'admitted', 'waiting', 'declined', 'withdrawn'))
      or (old.state = 'waiting' and new.state = 'admitted')) then
      raise exception 'application % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
    end if;
    if old.state <> 'draft' then
      if new.state in ('admitted', 'waiting') and old.state in ('received', 'asked') then
        own := array_remove(own, 'cohort_id'); -- who admits may choose another cohort
      end if;
      if exists (select 1 from jsonb_each(to_jsonb(new)) n join jsonb_each(to_jsonb(old)) o using (key) where n.key = any(own) and n.value <> o.value) then
        raise exception 'application % stays as it was submitted', old.id using errcode = 'restrict_violation';
      end if;
    end if;
    if old.state in ('admitted', 'declined', 'withdrawn') and (to_jsonb(new) - beside) is distinct from (to_jsonb(old) - beside) then
      raise exception 'application % is decided', old.id using errcode = 'restrict_violation';
    end if;
  end if;
  if exists (select 1 from program p where p.tenant_id = new.tenant_id and p.id = new.program_id and p.kind <> 'CMTP') then
    if new.cohort_id is not null or new.state = 'waiting' then
      raise exception 'program % has no cohorts', new.program_id using errcode = 'restrict_violation';
    end if;
  elsif not exists (select 1 from cohort c where c.tenant_id = new.tenant_id and c.id = new.cohort_id and c.program_id = new.program_id) then
    raise exception 'the cohort is of another program' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
