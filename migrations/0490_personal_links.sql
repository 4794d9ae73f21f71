-- +goose Up
-- A trainee's own page has a link that stays: it is mailed again as it is, and
-- so does not count against how many links may be made.

alter table link add column standing boolean not null default false;

create table personal_link (
  tenant_id    uuid not null,
  id           uuid not null, -- the link's
  cohort_id    uuid not null,
  enrolment_id uuid not null,
  made_at      timestamptz not null,
  made_by      uuid,
  sent_at      timestamptz,
  sent         integer not null default 0 check (sent >= 0), -- letters
  ended_at     timestamptz,
  ended_how    text not null default '' check (ended_how in ('', 'replaced', 'withdrawn')),
  primary key (tenant_id, id),
  foreign key (tenant_id, cohort_id) references cohort,
  foreign key (tenant_id, enrolment_id) references enrolment,
  check ((ended_at is null) = (ended_how = '')),
  check ((sent_at is null) = (sent = 0))
);
create unique index personal_link_one on personal_link (tenant_id, enrolment_id) where ended_at is null;
create index personal_link_cohort on personal_link (tenant_id, cohort_id) where ended_at is null;
call app.organisation_side('personal_link');

-- +goose StatementBegin
create function app.personal_link_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.ended_at is not null
    or (new.enrolment_id, new.cohort_id, new.made_at) is distinct from (old.enrolment_id, old.cohort_id, old.made_at)) then
    raise exception 'personal link % stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and not exists (select 1 from enrolment e where e.tenant_id = new.tenant_id and e.id = new.enrolment_id
    and e.cohort_id = new.cohort_id and e.withdrawn_at is null) then
    raise exception 'nobody is enrolled as %', new.enrolment_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger personal_link_moves before insert or update on personal_link for each row execute function app.personal_link_moves();

-- Whoever withdraws has no page any more; readmitted, they get a new link.
-- +goose StatementBegin
create function app.personal_link_ends() returns trigger language plpgsql as $$
begin
  update personal_link set ended_at = new.withdrawn_at, ended_how = 'withdrawn'
    where tenant_id = new.tenant_id and enrolment_id = new.id and ended_at is null;
  return null;
end $$;
-- +goose StatementEnd
create trigger personal_link_ends after update on enrolment for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function app.personal_link_ends();
