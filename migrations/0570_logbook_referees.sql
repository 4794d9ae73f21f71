-- +goose Up
-- A referee says of mediations in a logbook whether they took place as written.
-- They have no account: they come by a link, once, and read what they are asked
-- about as it stood when they were asked, and nothing else.

create table referee_request (
  tenant_id      uuid not null,
  id             uuid not null,
  candidate_id   uuid not null,
  candidate_name text not null check (length(candidate_name) between 1 and 200), -- as it stood: all that a referee reads of them
  link_id        uuid not null,
  name           text not null check (length(name) between 1 and 200),
  email          text not null check (length(email) between 3 and 254 and email = lower(email)),
  relation       text not null check (length(relation) between 1 and 100), -- as whoever asks says
  language       text not null check (language in ('en','es')),
  by_candidate   boolean not null,
  state          text not null check (state in ('asked','answered','withdrawn','lapsed')),
  asked_at       timestamptz not null,
  asked_by       uuid,
  lapses_at      timestamptz not null check (lapses_at > asked_at),
  reminded_at    timestamptz,
  declared       text not null default '' check (length(declared) <= 300), -- their relation, in the referee's own words
  ended_at       timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  check ((state = 'asked') = (ended_at is null)),
  check ((state = 'answered') = (declared <> ''))
);
create index referee_request_candidate on referee_request (tenant_id, candidate_id, asked_at desc, id desc);
call app.organisation_side('referee_request');

create table referee_item (
  tenant_id  uuid not null,
  id         uuid not null,
  request_id uuid not null,
  candidate_id uuid not null, -- the request's and the entry's
  entry_id   uuid not null,
  held_on    date not null, -- this and the next six: the entry as it stood
  role       text not null,
  medium     text not null,
  hours      numeric(6,2) not null,
  field      text not null,
  parties    integer not null,
  settled    text not null,
  state      text not null check (state in ('asked','confirmed','disputed','withdrawn','lapsed')),
  reason     text not null default '' check (length(reason) <= 500),
  primary key (tenant_id, id),
  unique (tenant_id, request_id, entry_id),
  foreign key (tenant_id, request_id) references referee_request,
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, entry_id) references logbook_entry,
  check ((state = 'disputed') = (reason <> ''))
);
create unique index referee_item_open on referee_item (tenant_id, entry_id) where state = 'asked'; -- one referee at a time
create index referee_item_entry on referee_item (tenant_id, entry_id);
call app.organisation_side('referee_item');

alter table logbook_entry add column referee_id uuid, add column referee_name text not null default '', add column disputed_at timestamptz;
alter table logbook_entry add constraint logbook_entry_referee foreign key (tenant_id, referee_id) references referee_request;
alter table logbook_entry add constraint logbook_entry_answered check (
  num_nonnulls(verified_at, disputed_at) <= 1 and (referee_id is null) = (referee_name = '')
  and (disputed_at is null or referee_id is not null) and (referee_id is null or num_nonnulls(verified_at, disputed_at) = 1));
create index logbook_entry_referee on logbook_entry (tenant_id, referee_id) where referee_id is not null;

-- One mailbox, however it is written: what follows a plus sign is a folder of it.
create function app.mailbox(address text) returns text language sql immutable as $$
  select regexp_replace(split_part(lower(address), '@', 1), '\+.*$', '') || '@' || split_part(lower(address), '@', 2)
$$;

-- +goose StatementBegin
create function app.referee_request_moves() returns trigger language plpgsql as $$
declare
  theirs text;
begin
  if tg_op = 'UPDATE' then
    if old.state <> 'asked' then
      raise exception 'referee request % is over', old.id using errcode = 'restrict_violation';
    end if;
    if (to_jsonb(new) - array['state','reminded_at','declared','ended_at']) is distinct from (to_jsonb(old) - array['state','reminded_at','declared','ended_at']) then
      raise exception 'referee request % asks what it asks', old.id using errcode = 'restrict_violation';
    end if;
    if new.state = 'answered' and new.lapses_at <= app.now() or new.state = 'lapsed' and new.lapses_at > app.now() then
      raise exception 'referee request % lapses at its time', old.id using errcode = 'restrict_violation';
    end if;
    if new.state <> 'asked' and exists (select 1 from referee_item i where i.tenant_id = new.tenant_id and i.request_id = new.id and i.state = 'asked') then
      raise exception 'referee request % leaves something open', old.id using errcode = 'restrict_violation';
    end if;
  elsif new.state <> 'asked' or not exists (select 1 from link l where l.tenant_id = new.tenant_id and l.id = new.link_id
      and l.act = 'referee' and l.subject_id = new.id and l.email = new.email and not l.standing) then
    raise exception 'referee request % has no link of its own', new.id using errcode = 'restrict_violation';
  end if;
  -- Nobody is their own referee.
  if tg_op = 'INSERT' or new.state = 'answered' then
    select c.email into theirs from candidate c where c.tenant_id = new.tenant_id and c.id = new.candidate_id for share;
    if app.mailbox(theirs) = app.mailbox(new.email) then
      raise exception 'referee request % goes to its candidate', new.id using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on referee_request for each row execute function app.referee_request_moves();

-- +goose StatementBegin
create function app.referee_item_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.state <> 'asked' or (to_jsonb(new) - array['state','reason']) is distinct from (to_jsonb(old) - array['state','reason']) then
      raise exception 'what a referee was asked stays: %', old.id using errcode = 'restrict_violation';
    end if;
  elsif new.state <> 'asked' or not exists (select 1 from logbook_entry e join referee_request r on r.tenant_id = e.tenant_id and r.candidate_id = e.candidate_id
      where e.tenant_id = new.tenant_id and e.id = new.entry_id and r.id = new.request_id and r.candidate_id = new.candidate_id
        and e.removed_at is null and e.verified_at is null and e.disputed_at is null
        and (e.held_on, e.role, e.medium, e.hours, e.field, e.parties, e.settled) = (new.held_on, new.role, new.medium, new.hours, new.field, new.parties, new.settled)) then
    raise exception 'logbook entry % is nothing to ask a referee about', new.entry_id using errcode = 'restrict_violation';
  end if;
  if not exists (select 1 from referee_request r where r.tenant_id = new.tenant_id and r.id = new.request_id and r.state = 'asked') then
    raise exception 'referee request % is over', new.request_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on referee_item for each row execute function app.referee_item_moves();

-- What a referee said is of the entry as it stood; what they are being asked
-- about stays as it is.
-- +goose StatementBegin
create function app.logbook_entry_refereed() returns trigger language plpgsql as $$
declare
  same boolean;
begin
  if tg_op = 'INSERT' then
    if new.referee_id is not null then
      raise exception 'no referee was asked about logbook entry %', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  same := (new.held_on, new.role, new.medium, new.hours, new.field, new.parties, new.settled)
    is not distinct from (old.held_on, old.role, old.medium, old.hours, old.field, old.parties, old.settled);
  if (not same or new.removed_at is not null or new.verified_at is distinct from old.verified_at)
    and exists (select 1 from referee_item i where i.tenant_id = new.tenant_id and i.entry_id = new.id and i.state = 'asked') then
    raise exception 'a referee is being asked about logbook entry %', new.id using errcode = 'restrict_violation';
  end if;
  if old.disputed_at is not null and new.removed_at is null and (new.disputed_at is null) = same then
    raise exception 'logbook entry % was disputed as it stood', new.id using errcode = 'restrict_violation';
  end if;
  if new.referee_id is not null and new.removed_at is null and (not same or (new.referee_id, new.referee_name) is distinct from (old.referee_id, old.referee_name))
    and not exists (select 1 from referee_item i join referee_request r on r.tenant_id = i.tenant_id and r.id = i.request_id
      where i.tenant_id = new.tenant_id and i.entry_id = new.id and i.request_id = new.referee_id and r.name = new.referee_name
        and i.state = case when new.verified_at is not null then 'confirmed' else 'disputed' end
        and (i.held_on, i.role, i.medium, i.hours, i.field, i.parties, i.settled) = (new.held_on, new.role, new.medium, new.hours, new.field, new.parties, new.settled)) then
    raise exception 'no referee said so of logbook entry %', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger refereed before insert or update on logbook_entry for each row execute function app.logbook_entry_refereed();
