-- +goose Up
-- Who assesses: in which languages and how much, for which programs, and when
-- they can. What qualifies them is kept with those who teach (qualification).

create table assessor_profile (
  tenant_id     uuid not null,
  id            uuid not null, -- the membership's
  languages     text not null default '' check (languages ~ '^([a-z]{2}( [a-z]{2})*)?$'), -- ISO 639-1
  monthly_limit integer not null default 0 check (monthly_limit between 0 and 200), -- of new assessments; 0: none
  updated_at    timestamptz not null,
  updated_by    uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references membership
);
call app.organisation_side('assessor_profile');

create table assessor_appointment (
  tenant_id     uuid not null,
  id            uuid not null,
  membership_id uuid not null,
  program_id    uuid not null,
  grounds       text not null check (length(grounds) between 10 and 500),
  appointed_at  timestamptz not null,
  appointed_by  uuid not null,
  ended_at      timestamptz,
  ended_by      uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references membership,
  foreign key (tenant_id, program_id) references program,
  check (appointed_by <> membership_id),
  check ((ended_at is null) = (ended_by is null))
);
create unique index assessor_appointment_once on assessor_appointment (tenant_id, membership_id, program_id) where ended_at is null;
call app.organisation_side('assessor_appointment');

create table assessor_time (
  tenant_id     uuid not null,
  id            uuid not null,
  membership_id uuid not null,
  kind          text not null check (kind in ('free', 'away')),
  from_on       date not null,
  until_on      date not null, -- the last day
  added_at      timestamptz not null,
  added_by      uuid,
  removed_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references membership,
  check (until_on between from_on and from_on + 366)
);
create index assessor_time_of on assessor_time (tenant_id, membership_id, until_on) where removed_at is null;
call app.organisation_side('assessor_time');

-- +goose StatementBegin
create function app.assessor_appointment_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.ended_at is not null or (to_jsonb(new) - array['ended_at','ended_by']) is distinct from (to_jsonb(old) - array['ended_at','ended_by']) then
      raise exception 'appointment % stays as it is', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if new.ended_at is not null then
    raise exception 'an appointment begins open' using errcode = 'restrict_violation';
  end if;
  if not exists (select 1 from program p where p.tenant_id = new.tenant_id and p.id = new.program_id and p.kind <> 'CMTP' and p.closed_at is null) then
    raise exception 'program % takes no assessors', new.program_id using errcode = 'restrict_violation';
  end if;
  if not exists (select 1 from membership m join membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id and r.role = 'assessor'
    where m.tenant_id = new.tenant_id and m.id = new.membership_id and m.ended_at is null) then
    raise exception 'membership % does not assess', new.membership_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function app.assessor_time_moves() returns trigger language plpgsql as $$
begin
  if old.removed_at is not null or (to_jsonb(new) - 'removed_at') is distinct from (to_jsonb(old) - 'removed_at') then
    raise exception 'time % stays as it was noted', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on assessor_appointment for each row execute function app.assessor_appointment_moves();
create trigger moves before update on assessor_time for each row execute function app.assessor_time_moves();
