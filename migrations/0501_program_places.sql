-- +goose Up
-- Where a program is held, in which languages, and how it is taught.
--
-- A program has several places now (program_location) and several languages.
-- The columns city, country, online and language stay for what reads them; the
-- database derives them, and nothing else writes them any more.

alter table program
  alter language set default '',
  add column languages text not null default '' check (languages ~ '^([a-z]{2}( [a-z]{2})*)?$'), -- ISO 639-1, the first one first
  add column method_lecture smallint not null default 0 check (method_lecture between 0 and 100), -- percent of the teaching
  add column method_exercises smallint not null default 0 check (method_exercises between 0 and 100),
  add column method_role_plays smallint not null default 0 check (method_role_plays between 0 and 100),
  add column method_discussion smallint not null default 0 check (method_discussion between 0 and 100),
  add column method_other smallint not null default 0 check (method_other between 0 and 100),
  add constraint program_methods check (method_lecture + method_exercises + method_role_plays + method_discussion + method_other in (0, 100));

create table program_location (
  tenant_id  uuid not null,
  id         uuid not null,
  program_id uuid not null,
  name       text not null check (length(name) between 1 and 120), -- of the house or the platform
  address    text not null default '' check (length(address) <= 200),
  city       text not null default '' check (length(city) <= 100),
  country    text not null default '' check (country ~ '^([A-Z]{2})?$'),
  time_zone  text not null check (time_zone <> ''),
  online     boolean not null default false,
  added_at   timestamptz not null,
  added_by   uuid,
  shown_at   timestamptz,  -- with its program, or later on its own: from then on IMI reads it
  ended_at   timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references program
);
create index program_location_program on program_location (tenant_id, program_id, added_at, id);
call app.organisation_side('program_location', 'shown_at is not null', 'select, insert, update, delete');

insert into program_location (tenant_id, id, program_id, name, city, country, time_zone, online, added_at, added_by, shown_at)
  select p.tenant_id, gen_random_uuid(), p.id, case when p.city <> '' then p.city else p.country end, p.city, p.country, o.time_zone, false, p.created_at, p.created_by, p.proposed_at
  from program p join organisation o on o.tenant_id = p.tenant_id where p.city <> '' or (p.country <> '' and not p.online);
insert into program_location (tenant_id, id, program_id, name, country, time_zone, online, added_at, added_by, shown_at)
  select p.tenant_id, gen_random_uuid(), p.id, 'Online', p.country, o.time_zone, true, p.created_at, p.created_by, p.proposed_at
  from program p join organisation o on o.tenant_id = p.tenant_id where p.online;

-- A program as it was proposed is not changed; where it is held may, once it is
-- recognised, and then what is derived of it follows.
-- +goose StatementBegin
create or replace function app.program_moves() returns trigger language plpgsql as $$
declare
  follows text[] := array['closed_at', 'city', 'country', 'online'];
begin
  if old.proposed_at is not null and new.proposed_at is not distinct from old.proposed_at
    and (to_jsonb(new) - follows) is distinct from (to_jsonb(old) - follows)
  then raise exception 'a proposed program is not changed' using errcode = 'restrict_violation'; end if;
  if old.proposed_at is not null and new.proposed_at is distinct from old.proposed_at
    and exists (select 1 from recognition r where r.tenant_id = old.tenant_id and r.program_id = old.id)
  then raise exception 'a recognised program stays proposed' using errcode = 'restrict_violation'; end if;
  if old.closed_at is not null and new.closed_at is distinct from old.closed_at
  then raise exception 'a closed program stays closed' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
-- +goose StatementEnd

-- +goose StatementBegin
create function app.program_derives() returns trigger language plpgsql as $$
declare
  house program_location;
begin
  if new.languages = '' or (tg_op = 'UPDATE' and new.language <> old.language and new.languages = old.languages) then
    new.languages := new.language; -- written by a version that knows one language
  end if;
  new.language := split_part(new.languages, ' ', 1);
  if exists (select 1 from program_location l where l.tenant_id = new.tenant_id and l.program_id = new.id) then
    select * into house from program_location l where l.tenant_id = new.tenant_id and l.program_id = new.id and l.ended_at is null
      order by l.online, l.added_at, l.id limit 1;
    new.city := case when house.online then '' else coalesce(house.city, '') end;
    new.country := coalesce(house.country, '');
    new.online := exists (select 1 from program_location l where l.tenant_id = new.tenant_id and l.program_id = new.id and l.ended_at is null and l.online);
  end if;
  return new;
end $$;
-- +goose StatementEnd
update program set languages = language;
create trigger derives before insert or update on program for each row execute function app.program_derives();

-- +goose StatementBegin
create function app.program_location_moves() returns trigger language plpgsql as $$
declare
  p program;
  row_tenant uuid := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
  row_program uuid := case when tg_op = 'DELETE' then old.program_id else new.program_id end;
  recognised boolean;
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'shown_at') is not distinct from (to_jsonb(old) - 'shown_at') then return new; end if;
    if new.program_id <> old.program_id then
      raise exception 'a place belongs to one program' using errcode = 'restrict_violation';
    end if;
  end if;
  select * into p from program where tenant_id = row_tenant and id = row_program;
  recognised := exists (select 1 from recognition r where r.tenant_id = row_tenant and r.program_id = row_program and r.withdrawn_at is null);
  if p.closed_at is not null or (p.proposed_at is not null and not recognised) then
    raise exception 'the places of this program are not changed' using errcode = 'restrict_violation';
  end if;
  if p.proposed_at is not null then -- recognised: places are added and ended, and stay as they were shown
    if tg_op = 'DELETE' then
      raise exception 'a place that was shown stays' using errcode = 'restrict_violation';
    end if;
    if tg_op = 'INSERT' and new.shown_at is null then
      raise exception 'IMI reads a new place of a recognised program' using errcode = 'restrict_violation';
    end if;
    if tg_op = 'UPDATE' and (old.ended_at is not null or (to_jsonb(new) - 'ended_at') is distinct from (to_jsonb(old) - 'ended_at')) then
      raise exception 'a place that was shown stays as it was shown' using errcode = 'restrict_violation';
    end if;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update or delete on program_location for each row execute function app.program_location_moves();

-- +goose StatementBegin
create function app.program_location_tells() returns trigger language plpgsql as $$
begin
  update program set city = '', country = '', online = false
    where tenant_id = coalesce(new.tenant_id, old.tenant_id) and id = coalesce(new.program_id, old.program_id);
  return null;
end $$;
-- +goose StatementEnd
create trigger tells after insert or update of city, country, online, ended_at or delete on program_location for each row execute function app.program_location_tells();

-- What everybody may read of a program, and where it is held.
alter table published_program
  add column languages text not null default '',
  add column description text not null default '',
  add column course_hours numeric(6,2) not null default 0,
  add column method_lecture smallint not null default 0,
  add column method_exercises smallint not null default 0,
  add column method_role_plays smallint not null default 0,
  add column method_discussion smallint not null default 0,
  add column method_other smallint not null default 0,
  add column time_zone text not null default 'UTC', -- the organisation's
  add column closed_on date,
  add column published_at timestamptz;
update published_program set languages = language;
update published_program w set description = p.description, course_hours = p.course_hours, time_zone = o.time_zone
  from program p, organisation o where p.tenant_id = w.tenant_id and p.id = w.id and o.tenant_id = w.tenant_id;

create table published_location (
  tenant_id  uuid not null,
  id         uuid not null,
  program_id uuid not null,
  name       text not null,
  address    text not null,
  city       text not null,
  country    text not null,
  time_zone  text not null,
  online     boolean not null,
  added_at   timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references published_program
);
create index published_location_program on published_location (program_id, added_at, id);
call app.published_side('published_location');
insert into published_location (tenant_id, id, program_id, name, address, city, country, time_zone, online, added_at)
  select l.tenant_id, l.id, l.program_id, l.name, l.address, l.city, l.country, l.time_zone, l.online, l.added_at
  from program_location l join published_program w on w.tenant_id = l.tenant_id and w.id = l.program_id;
