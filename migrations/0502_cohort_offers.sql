-- +goose Up
-- Cohorts that an organisation publishes for applications, and the link by
-- which somebody applies.

-- What of a cohort is everybody's to know: written by its organisation, and
-- made known by IMI's clerk.
create table cohort_offer (
  tenant_id    uuid not null,
  id           uuid not null, -- the cohort's
  program_id   uuid not null,
  title        text not null,
  language     text not null,
  place        text not null,
  starts_on    date not null,
  ends_on      date not null,
  fee_note     text not null,
  free         integer not null check (free >= 0),  -- places that nobody has or waits for
  opens_at     timestamptz not null,
  closes_at    timestamptz not null,
  offered_at   timestamptz not null,
  offered_by   uuid,
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references cohort,
  foreign key (tenant_id, program_id) references program,
  check (closes_at > opens_at)
);
create index cohort_offer_program on cohort_offer (tenant_id, program_id);
call app.organisation_side('cohort_offer', 'true');

-- +goose StatementBegin
create function app.cohort_offer_moves() returns trigger language plpgsql as $$
begin
  if new.withdrawn_at is null and not exists (select 1 from cohort c where c.tenant_id = new.tenant_id and c.id = new.id and c.program_id = new.program_id and c.closed_at is null) then
    raise exception 'cohort % takes no applications', new.id using errcode = 'restrict_violation';
  end if;
  if tg_op = 'INSERT' and not exists (select 1 from program p join recognition r on r.tenant_id = p.tenant_id and r.program_id = p.id and r.withdrawn_at is null
    where p.tenant_id = new.tenant_id and p.id = new.program_id and p.closed_at is null) then
    raise exception 'program % is not recognised', new.program_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on cohort_offer for each row execute function app.cohort_offer_moves();

create table published_cohort (
  tenant_id    uuid not null,
  id           uuid not null,
  program_id   uuid not null,
  title        text not null,
  language     text not null,
  place        text not null,
  starts_on    date not null,
  ends_on      date not null,
  fee_note     text not null,
  free         integer not null,
  opens_at     timestamptz not null,
  closes_at    timestamptz not null,
  published_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references published_program
);
create index published_cohort_program on published_cohort (program_id, starts_on, id);
call app.published_side('published_cohort');

-- A program takes applications while it is recognised and not closed, and a
-- cohort of it is published and open to them.
create function app.takes_applications(tenant uuid, program uuid) returns boolean language sql stable as $$
  select exists (select 1 from published_program p join published_cohort c on c.tenant_id = p.tenant_id and c.program_id = p.id
    where p.tenant_id = tenant and p.id = program and p.withdrawn_on is null and p.closed_on is null
      and c.opens_at <= app.now() and c.closes_at > app.now())
$$;

-- Whoever applies is nobody yet, so it is signing in's login that makes their
-- link. It made oversight's links only. It makes one kind of another
-- organisation's now: to apply to a program that takes applications, of whose
-- published row the organisation is. And it enqueues one kind of job there: the
-- letter with that link.
create policy gate on published_program for select to accord_gate using (true);
create policy gate on published_cohort for select to accord_gate using (true);
grant select on published_program, published_cohort to accord_gate;
create policy gate_applies on link as restrictive for insert to accord_gate
  with check (tenant_id = app.oversight() or (act = 'apply' and app.takes_applications(tenant_id, subject_id)));
drop policy gate on outbox;
create policy gate on outbox for insert to accord_gate
  with check ((tenant_id = app.oversight() and door = 'overseer')
    or (door = 'member' and kind = 'mail' and person_id is null and args->>'letter' = 'application_link'
      and exists (select 1 from link l where l.tenant_id = outbox.tenant_id and l.id = (args->>'link')::uuid and l.act = 'apply')));
