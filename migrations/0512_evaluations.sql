-- +goose Up
-- What a cohort thought of its course. An answer carries nobody's name, no
-- enrolment and no time; that somebody answered stands in another row.

create table evaluation_questionnaire (
  tenant_id  uuid not null,
  id         uuid not null,
  program_id uuid not null,
  number     integer not null check (number > 0),
  questions  jsonb not null,
  saved_at   timestamptz not null,
  saved_by   uuid,
  primary key (tenant_id, id),
  unique (tenant_id, program_id, number),
  foreign key (tenant_id, program_id) references program
);
call app.organisation_side('evaluation_questionnaire', null, 'select, insert'); -- what was asked stays

create table evaluation (
  tenant_id  uuid not null,
  id         uuid not null,
  cohort_id  uuid not null,
  program_id uuid not null,
  questions  jsonb not null, -- as they were when it was opened
  opens_at   timestamptz not null,
  closes_at  timestamptz not null check (closes_at > opens_at),
  opened_at  timestamptz not null,
  opened_by  uuid,
  answered   integer not null default 0 check (answered >= 0),
  primary key (tenant_id, id),
  unique (tenant_id, cohort_id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, program_id) references program
);
create index evaluation_closes on evaluation (tenant_id, closes_at desc, id desc);
call app.organisation_side('evaluation');

create table evaluation_answered (
  tenant_id     uuid not null,
  id            uuid not null,
  evaluation_id uuid not null,
  enrolment_id  uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, evaluation_id, enrolment_id), -- once each
  foreign key (tenant_id, evaluation_id) references evaluation,
  foreign key (tenant_id, enrolment_id) references enrolment
);
call app.organisation_side('evaluation_answered', null, 'select, insert');

create table evaluation_answer (
  tenant_id     uuid not null,
  id            uuid not null,
  evaluation_id uuid not null,
  cohort_id     uuid not null,
  answers       jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, evaluation_id) references evaluation
);
create index evaluation_answer_of on evaluation_answer (tenant_id, evaluation_id);
call app.organisation_side('evaluation_answer', null, 'select, insert');
-- Whoever sees results grow by one answer sees whose it is: none is read before
-- the evaluation has closed.
create policy closed on evaluation_answer as restrictive for select to accord_member
  using (evaluation_id = any(array(select e.id from evaluation e where e.closes_at <= app.now())));

-- +goose StatementBegin
create function app.evaluation_moves() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - array['opens_at','closes_at','answered']) is distinct from (to_jsonb(old) - array['opens_at','closes_at','answered']) then
    raise exception 'evaluation % asks what it asks', old.id using errcode = 'restrict_violation';
  end if;
  if (new.opens_at, new.closes_at) is distinct from (old.opens_at, old.closes_at) and old.closes_at <= app.now() then
    raise exception 'evaluation % has closed', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger evaluation_moves before update on evaluation for each row execute function app.evaluation_moves();

-- Answers come from those enrolled, while it is open, and are counted.
-- +goose StatementBegin
create function app.evaluation_answered() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from evaluation e join enrolment n on n.tenant_id = e.tenant_id and n.cohort_id = e.cohort_id
      where e.tenant_id = new.tenant_id and e.id = new.evaluation_id and n.id = new.enrolment_id and n.withdrawn_at is null
        and e.opens_at <= app.now() and e.closes_at > app.now()) then
    raise exception 'evaluation % is not open to them', new.evaluation_id using errcode = 'restrict_violation';
  end if;
  update evaluation set answered = answered + 1 where tenant_id = new.tenant_id and id = new.evaluation_id;
  return new;
end $$;
-- +goose StatementEnd
create trigger evaluation_answered before insert on evaluation_answered for each row execute function app.evaluation_answered();
