-- +goose Up
-- What a member who trains, coaches or assesses is qualified by: the training
-- they completed, their registration where the law asks for one, and the
-- mediations they have done. No party's name is among it.

create table qualification (
  tenant_id       uuid not null,
  id              uuid not null,
  membership_id   uuid not null,
  training        text not null default '' check (length(training) <= 200),
  provider        text not null default '' check (length(provider) <= 200),
  trained_on      date,
  training_confirmed_at     timestamptz,
  training_confirmed_by     uuid,
  law             text not null default '' check (law in ('', 'asks', 'does_not')), -- '': nobody has said
  register        text not null default '' check (length(register) <= 200),
  number          text not null default '' check (length(number) <= 60),
  registered_until date,
  registration_confirmed_at timestamptz,
  registration_confirmed_by uuid,
  updated_at      timestamptz not null,
  updated_by      uuid,
  primary key (tenant_id, id),
  constraint qualification_once unique (tenant_id, membership_id),
  foreign key (tenant_id, membership_id) references membership,
  check ((trained_on is null) = (training = '')),
  check ((training_confirmed_at is null) = (training_confirmed_by is null)),
  check ((registration_confirmed_at is null) = (registration_confirmed_by is null)),
  check (training_confirmed_at is null or trained_on is not null),
  check (registration_confirmed_at is null or law <> ''),
  check (training_confirmed_by is distinct from membership_id and registration_confirmed_by is distinct from membership_id)
);
call app.organisation_side('qualification');

create table practice (
  tenant_id     uuid not null,
  id            uuid not null,
  membership_id uuid not null,
  held_on       date not null,
  hours         numeric(6,2) not null check (hours > 0),
  role          text not null check (role in ('mediator', 'co_mediator')),
  field         text not null check (length(field) between 1 and 100),
  created_at    timestamptz not null,
  created_by    uuid,
  confirmed_at  timestamptz,
  confirmed_by  uuid,
  removed_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references membership,
  check ((confirmed_at is null) = (confirmed_by is null)),
  check (confirmed_by is distinct from membership_id)
);
create index practice_of on practice (tenant_id, membership_id, held_on desc, id) where removed_at is null;
call app.organisation_side('practice');

-- Whose it is stays; a confirmed fact that changes is confirmed no longer.
-- +goose StatementBegin
create function app.qualification_moves() returns trigger language plpgsql as $$
begin
  if new.membership_id <> old.membership_id then
    raise exception 'qualification % stays its member''s', old.id using errcode = 'restrict_violation';
  end if;
  if old.training_confirmed_at is not null and new.training_confirmed_at is not distinct from old.training_confirmed_at
    and (new.training, new.provider, new.trained_on) is distinct from (old.training, old.provider, old.trained_on) then
    raise exception 'the training of qualification % was confirmed as it was', old.id using errcode = 'restrict_violation';
  end if;
  if old.registration_confirmed_at is not null and new.registration_confirmed_at is not distinct from old.registration_confirmed_at
    and (new.law, new.register, new.number, new.registered_until) is distinct from (old.law, old.register, old.number, old.registered_until) then
    raise exception 'the registration of qualification % was confirmed as it was', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function app.practice_moves() returns trigger language plpgsql as $$
begin
  if old.removed_at is not null or new.membership_id <> old.membership_id then
    raise exception 'practice % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  if old.confirmed_at is not null and new.confirmed_at is not distinct from old.confirmed_at
    and (new.held_on, new.hours, new.role, new.field) is distinct from (old.held_on, old.hours, old.role, old.field) then
    raise exception 'practice % was confirmed as it was', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger qualification_moves before update on qualification for each row execute function app.qualification_moves();
create trigger practice_moves before update on practice for each row execute function app.practice_moves();

-- Whoever teaches a cohort does so as a trainer or as a coach, who gives
-- feedback in exercises. Both have trained its candidates.
alter table cohort_trainer add column capacity text not null default 'trainer' check (capacity in ('trainer', 'coach'));

-- Somebody who does not meet what is asked of trainers on a session's date
-- teaches it by a reasoned exception: for certain rules, up to a date.
create table teaching_exception (
  tenant_id     uuid not null,
  id            uuid not null,
  cohort_id     uuid not null,
  membership_id uuid not null,
  rules         text not null check (length(rules) between 1 and 200), -- their numbers, with blanks between
  until         date not null,
  reason        text not null check (length(reason) between 1 and 500),
  decided_at    timestamptz not null,
  decided_by    uuid not null,
  decided_by_name text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, membership_id) references membership,
  check (decided_by <> membership_id) -- nobody excepts themselves
);
create index teaching_exception_cohort on teaching_exception (tenant_id, cohort_id);
call app.organisation_side('teaching_exception', null, 'select, insert'); -- what was decided stays decided
create trigger cohort_open before insert on teaching_exception for each row execute function app.cohort_open();

-- The rule sets that ask trainers to practise say what they ask in figures
-- too. It is what each of them asked before: nothing is asked anew.
alter table rule_set disable trigger holds;
update rule_set set content = jsonb_set(jsonb_set(content, '{trainers}', '{"citation":"IMI-TR-02","mediations":2,"hours":4,"years":3}'),
    '{obligations}', (content -> 'obligations') || '["IMI-TR-04"]')
  where certification = 'qualified_mediator' and content -> 'obligations' ? 'IMI-TR-02' and not content ? 'trainers';
alter table rule_set enable trigger holds;
