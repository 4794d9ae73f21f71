-- +goose Up
-- How an organisation looks after its own assessing: by what plan it draws
-- sheets and reviews them, and the minutes of the meetings in which its
-- assessors agree on what marks mean. How far they agree is read from the sheets.

create table sampling_plan (
  tenant_id      uuid not null,
  id             uuid not null,
  program_id     uuid not null,
  from_on        date not null,               -- this and the next: days of decision, where the organisation is
  until_on       date not null,               -- the last day
  percent        integer not null check (percent between 1 and 100), -- of each assessor's sheets
  least          integer not null check (least between 0 and 50),    -- of each assessor, where there are as many
  first_cases    integer not null check (first_cases between 0 and 50), -- of an assessor's first cases every one; 0: none
  note           text not null default '' check (length(note) <= 2000),
  seed           bigint not null check (seed >= 0), -- by which a draw can be repeated
  opened_at      timestamptz not null,
  opened_by      uuid not null,
  opened_by_name text not null,
  ended_at       timestamptz,
  ended_by       uuid,
  primary key (tenant_id, id),
  unique (tenant_id, id, program_id),
  foreign key (tenant_id, program_id) references program,
  check (until_on between from_on and from_on + 1100),
  check ((ended_at is null) = (ended_by is null))
);
create unique index sampling_plan_in_force on sampling_plan (tenant_id, program_id) where ended_at is null;
create index sampling_plan_list on sampling_plan (tenant_id, opened_at desc, id desc);
call app.organisation_side('sampling_plan');

create table quality_check (
  tenant_id        uuid not null,
  id               uuid not null,
  plan_id          uuid not null,
  program_id       uuid not null,
  score_sheet_id   uuid not null,
  assessment_id    uuid not null,
  candidate_id     uuid not null,
  membership_id    uuid not null,             -- the sheet's assessor
  assessor_name    text not null,             -- as it stood
  drawn_at         timestamptz not null,
  drawn_by         uuid not null,
  reviewed_at      timestamptz,
  reviewed_by      uuid,
  reviewed_by_name text not null default '',
  outcome          text check (outcome in ('sound','advice','unsound')),
  note             text not null default '' check (length(note) <= 4000),
  primary key (tenant_id, id),
  foreign key (tenant_id, plan_id, program_id) references sampling_plan (tenant_id, id, program_id),
  foreign key (tenant_id, score_sheet_id, assessment_id, membership_id) references score_sheet (tenant_id, id, assessment_id, membership_id),
  foreign key (tenant_id, assessment_id, candidate_id) references assessment (tenant_id, id, candidate_id) deferrable initially immediate,
  foreign key (tenant_id, membership_id) references membership,
  check ((reviewed_at is null) = (reviewed_by is null) and (reviewed_at is null) = (outcome is null) and (reviewed_at is null) = (reviewed_by_name = '')),
  check (outcome is null and note = '' or outcome = 'sound' or note <> '')
);
create unique index quality_check_once on quality_check (tenant_id, score_sheet_id);
create index quality_check_list on quality_check (tenant_id, drawn_at desc, id desc);
create index quality_check_plan on quality_check (tenant_id, plan_id);
create index quality_check_assessor on quality_check (tenant_id, membership_id, drawn_at desc, id desc);
create index quality_check_candidate on quality_check (tenant_id, candidate_id);
call app.organisation_side('quality_check');

create table standardisation (
  tenant_id        uuid not null,
  id               uuid not null,
  held_on          date not null,             -- where the organisation is
  title            text not null check (length(title) between 1 and 200),
  minute           text not null check (length(minute) between 1 and 8000),
  actions          text not null default '' check (length(actions) <= 4000),
  corrects         uuid,                      -- the record that this one takes the place of
  recorded_at      timestamptz not null,
  recorded_by      uuid not null,
  recorded_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, corrects) references standardisation,
  check (corrects <> id)
);
create unique index standardisation_corrects on standardisation (tenant_id, corrects) where corrects is not null;
create index standardisation_list on standardisation (tenant_id, held_on desc, id desc);
call app.organisation_side('standardisation', null, 'select, insert');

create table standardisation_program ( -- none: all programs
  tenant_id          uuid not null,
  id                 uuid not null,
  standardisation_id uuid not null,
  program_id         uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, standardisation_id, program_id),
  foreign key (tenant_id, standardisation_id) references standardisation,
  foreign key (tenant_id, program_id) references program
);
call app.organisation_side('standardisation_program', null, 'select, insert');

create table standardisation_member (
  tenant_id          uuid not null,
  id                 uuid not null,
  standardisation_id uuid not null,
  membership_id      uuid not null,
  name               text not null,           -- as it stood
  primary key (tenant_id, id),
  unique (tenant_id, standardisation_id, membership_id),
  foreign key (tenant_id, standardisation_id) references standardisation,
  foreign key (tenant_id, membership_id) references membership
);
create index standardisation_member_of on standardisation_member (tenant_id, membership_id);
call app.organisation_side('standardisation_member', null, 'select, insert');

-- What agreement is counted over: the decided assessments of a program, the latest first.
create index assessment_decided on assessment (tenant_id, program_id, decided_at desc, id desc) where decided_at is not null;

-- +goose StatementBegin
-- Whether a membership, or another of the same person, was ever asked to judge.
create function app.asked_to_judge(of_tenant uuid, of_membership uuid, of_assessment uuid) returns boolean language sql stable as $$
  select exists (select from assessor_assignment g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
    where g.tenant_id = of_tenant and g.assessment_id = of_assessment
      and (m.id = of_membership or m.person_id = (select p.person_id from membership p where p.tenant_id = of_tenant and p.id = of_membership)))
$$;

create function app.day_at_home(of_tenant uuid, at timestamptz) returns date language sql stable as $$
  select (at at time zone o.time_zone)::date from organisation o where o.tenant_id = of_tenant
$$;

create function app.sampling_plan_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.ended_at is not null or (to_jsonb(new) - array['ended_at','ended_by']) is distinct from (to_jsonb(old) - array['ended_at','ended_by']) then
      raise exception 'plan % stays as it is', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if new.ended_at is not null then
    raise exception 'a plan begins in force' using errcode = 'restrict_violation';
  end if;
  if not exists (select from program p where p.tenant_id = new.tenant_id and p.id = new.program_id and p.kind <> 'CMTP' and p.closed_at is null) then
    raise exception 'program % assesses nobody', new.program_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.quality_check_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.reviewed_at is not null then
      raise exception 'a check begins as it is drawn' using errcode = 'restrict_violation';
    end if;
    perform from sampling_plan p join assessment a on a.tenant_id = p.tenant_id and a.id = new.assessment_id and a.program_id = p.program_id and a.decided_at is not null
      join score_sheet s on s.tenant_id = p.tenant_id and s.id = new.score_sheet_id and s.submitted_at is not null
      where p.tenant_id = new.tenant_id and p.id = new.plan_id and p.ended_at is null and app.day_at_home(p.tenant_id, a.decided_at) between p.from_on and p.until_on;
    if not found then
      raise exception 'plan % does not draw from sheet %', new.plan_id, new.score_sheet_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.reviewed_at is not null then
    raise exception 'check % is reviewed', old.id using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - array['reviewed_at','reviewed_by','reviewed_by_name','outcome','note']) is distinct from (to_jsonb(old) - array['reviewed_at','reviewed_by','reviewed_by_name','outcome','note']) then
    raise exception 'check % stays as it was drawn', old.id using errcode = 'restrict_violation';
  end if;
  if new.reviewed_by is not null and app.asked_to_judge(new.tenant_id, new.reviewed_by, new.assessment_id) then
    raise exception 'the reviewer of check % was asked to judge', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.standardisation_holds() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'minute % stays as it was recorded', old.id using errcode = 'restrict_violation';
  end if;
  if new.held_on > app.day_at_home(new.tenant_id, app.now()) then
    raise exception 'a meeting is recorded after it was held' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.standardisation_part_holds() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was recorded stays' using errcode = 'restrict_violation';
  end if;
  perform from standardisation s where s.tenant_id = new.tenant_id and s.id = new.standardisation_id and s.recorded_at = app.now();
  if not found then
    raise exception 'meeting % is recorded', new.standardisation_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on sampling_plan for each row execute function app.sampling_plan_moves();
create trigger moves before insert or update on quality_check for each row execute function app.quality_check_moves();
create trigger holds before insert or update or delete on standardisation for each row execute function app.standardisation_holds();
create trigger holds before insert or update or delete on standardisation_program for each row execute function app.standardisation_part_holds();
create trigger holds before insert or update or delete on standardisation_member for each row execute function app.standardisation_part_holds();

call app.merges('quality_check', 'quality_check_tenant_id_assessment_id_candidate_id_fkey', 100, 'moves', along => 'assessment_id', along_of => 'assessment');
