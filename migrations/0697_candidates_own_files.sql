-- +goose Up
-- A candidate signs in to their own file: who was invited to, and may; and a
-- wall behind which they see their own rows, whatever the policy lines say.

create table candidate_access (
  tenant_id       uuid not null,
  id              uuid not null,              -- of the membership too, where they come to have one by it
  candidate_id    uuid not null,
  email           text not null check (length(email) between 3 and 254 and email = lower(email)),
  language        text not null check (language in ('en', 'es')),
  link_id         uuid not null,
  invited_at      timestamptz not null,
  invited_by      uuid,
  invited_by_name text not null,
  until           timestamptz not null check (until > invited_at),
  accepted_at     timestamptz,
  person_id       uuid,
  membership_id   uuid,
  ended_at        timestamptz,
  ended_how       text not null default '' check (ended_how in ('', 'replaced', 'revoked')),
  ended_by_name   text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, membership_id) references membership,
  check (num_nonnulls(accepted_at, person_id, membership_id) in (0, 3)),
  check ((ended_at is null) = (ended_how = ''))
);
create unique index candidate_access_open on candidate_access (tenant_id, candidate_id) where ended_at is null;
create unique index candidate_access_person on candidate_access (tenant_id, person_id) where ended_at is null and accepted_at is not null;
create index candidate_access_of on candidate_access (tenant_id, candidate_id, invited_at desc);
call app.organisation_side('candidate_access');

-- How a candidate is reached and in what they can be spoken with: theirs to keep.
create table candidate_contact (
  tenant_id    uuid not null,
  id           uuid not null,
  candidate_id uuid not null,
  phone        text not null default '' check (phone ~ '^(\+?[0-9 ]{5,30})?$'),
  languages    text not null default '' check (languages ~ '^([a-z]{2}( [a-z]{2}){0,9})?$'), -- beside the one of their letters
  saved_at     timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, candidate_id),
  foreign key (tenant_id, candidate_id) references candidate
);
call app.organisation_side('candidate_contact');

-- +goose StatementBegin
-- invited ─▶ accepted ─▶ ended (revoked); invited ─▶ ended (replaced, revoked)
create function app.candidate_access_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.accepted_at is not null or new.ended_at is not null then
      raise exception 'an access begins as an invitation' using errcode = 'restrict_violation';
    end if;
    if not exists (select from candidate c where c.tenant_id = new.tenant_id and c.id = new.candidate_id and c.email = new.email) then
      raise exception 'an invitation goes to the candidate''s address' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.ended_at is not null
    or (to_jsonb(new) - array['accepted_at','person_id','membership_id','ended_at','ended_how','ended_by_name']) is distinct from (to_jsonb(old) - array['accepted_at','person_id','membership_id','ended_at','ended_how','ended_by_name'])
    or old.accepted_at is not null and (new.accepted_at, new.person_id, new.membership_id) is distinct from (old.accepted_at, old.person_id, old.membership_id)
    or old.accepted_at is not null and new.ended_how = 'replaced'
    or old.accepted_at is null and new.accepted_at is not null and (new.ended_at is not null or new.accepted_at >= old.until) then
    raise exception 'access % does not go there', old.id using errcode = 'restrict_violation';
  end if;
  if old.accepted_at is null and new.accepted_at is not null and not exists (
      select from membership m join candidate c on c.tenant_id = m.tenant_id and c.id = new.candidate_id and c.email = new.email
      where m.tenant_id = new.tenant_id and m.id = new.membership_id and m.person_id = new.person_id and m.ended_at is null) then
    raise exception 'access % is for its address''s own member', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Whose account a file is: by an access that they accepted, by a merge, or nobody's.
create function app.candidate_person_holds() returns trigger language plpgsql as $$
begin
  if app.merge_under_way(new.tenant_id, new.id) then return new; end if;
  if exists (select from candidate_access a where a.tenant_id = new.tenant_id and a.candidate_id = new.id and a.ended_at is null and a.accepted_at is not null
      and a.person_id is distinct from new.person_id)
    or new.person_id is not null and not exists (select from candidate_access a where a.tenant_id = new.tenant_id and a.candidate_id = new.id and a.ended_at is null and a.person_id = new.person_id) then
    raise exception 'whose account candidate % has, their access says', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- What a candidate changes of their own record: their language and country, and their name until their identity is checked by it.
create function app.candidate_edits_own() returns trigger language plpgsql as $$
begin
  if (new.email, new.reference, new.person_id, new.merged_into, new.created_at, new.created_by) is distinct from (old.email, old.reference, old.person_id, old.merged_into, old.created_at, old.created_by)
    or new.name is distinct from old.name and exists (select from identity_check i where i.tenant_id = new.tenant_id and i.candidate_id = new.id and i.outcome = 'done') then
    raise exception 'this of candidate % is not theirs to change', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- The account of who acts and is a candidate here, and nothing else; null for
-- everybody else, and for the database's own triggers: what they hold they hold
-- of all of an organisation, also while a candidate acts.
create function app.candidate() returns uuid language sql stable parallel safe
  as $$ select case when pg_trigger_depth() = 0 then nullif(current_setting('app.candidate', true), '')::uuid end $$;

create function app.own_candidates() returns uuid[] language sql stable as
  $$ select array(select c.id from candidate c where c.tenant_id = app.tenant() and c.person_id = app.candidate() and c.merged_into is null) $$;
create function app.own_memberships() returns uuid[] language sql stable as
  $$ select array(select m.id from membership m where m.tenant_id = app.tenant() and m.person_id = app.candidate()) $$;
create function app.own_enrolments() returns uuid[] language sql stable as
  $$ select array(select e.id from enrolment e where e.tenant_id = app.tenant() and e.candidate_id = any(app.own_candidates())) $$;
create function app.own_cohorts() returns uuid[] language sql stable as
  $$ select array(select e.cohort_id from enrolment e where e.tenant_id = app.tenant() and e.candidate_id = any(app.own_candidates())) $$;
create function app.own_submissions() returns uuid[] language sql stable as
  $$ select array(select s.id from submission s where s.tenant_id = app.tenant() and s.candidate_id = any(app.own_candidates()) and s.submitted_at is not null) $$;
create function app.own_days() returns uuid[] language sql stable as
  $$ select array(select s.day_id from day_slot s where s.tenant_id = app.tenant() and s.candidate_id = any(app.own_candidates())) $$;
create function app.own_slots() returns uuid[] language sql stable as
  $$ select array(select s.id from day_slot s where s.tenant_id = app.tenant() and s.candidate_id = any(app.own_candidates())) $$;
create function app.own_papers() returns uuid[] language sql stable as
  $$ select array(select c.document_version_id from certificate c where c.tenant_id = app.tenant() and c.candidate_id = any(app.own_candidates()) and c.document_version_id is not null) $$;

-- Says which rows of a table a candidate sees, and which they write: none, unless it is said.
create procedure app.candidates_own(t regclass, sees text default 'false', writes text default 'false') language plpgsql as $$
begin
  execute format('drop policy if exists candidate on %s', t);
  execute format('drop policy if exists candidate_deletes on %s', t);
  execute format('create policy candidate on %s as restrictive for all to accord_member using ((select app.candidate()) is null or (%s)) with check ((select app.candidate()) is null or (%s))', t, sees, writes);
  execute format('create policy candidate_deletes on %s as restrictive for delete to accord_member using ((select app.candidate()) is null)', t);
end $$;

-- As they were, and closed to candidates until a migration opens what is theirs.
create or replace procedure app.organisation_side(t regclass, released text default null, operations text default 'select, insert, update') language plpgsql as $$
begin
  call app.walled(t, 'organisation');
  execute format('create policy wall on %s as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()))', t);
  execute format('create policy open on %s for all to accord_member using (true) with check (true)', t);
  execute format('grant %s on %s to accord_member', operations, t);
  if released is not null then
    execute format('create policy imi on %s for select to accord_overseer using (%s)', t, released);
    execute format('grant select on %s to accord_overseer', t);
  end if;
  call app.candidates_own(t);
end $$;

create or replace procedure app.oversight_side(t regclass, addressed boolean default true, operations text default 'select, insert, update') language plpgsql as $$
begin
  call app.walled(t, 'oversight');
  execute format('create policy imi on %s for all to accord_overseer using (true) with check (true)', t);
  execute format('grant %s on %s to accord_overseer', operations, t);
  if addressed then
    execute format('create policy wall on %s as restrictive for all to accord_member using (tenant_id = (select app.tenant())) with check (tenant_id = (select app.tenant()))', t);
    execute format('create policy open on %s for select to accord_member using (true)', t);
    execute format('grant select on %s to accord_member', t);
    call app.candidates_own(t);
  end if;
end $$;

do $$
declare t regclass; own text := 'candidate_id = any((select app.own_candidates())::uuid[])';
begin
  for t in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and obj_description(c.oid) in ('side: organisation', 'side: oversight') and has_any_column_privilege('accord_member', c.oid, 'select') loop
    call app.candidates_own(t);
  end loop;
  call app.candidates_own('candidate', 'person_id = (select app.candidate()) and merged_into is null', 'person_id = (select app.candidate())');
  call app.candidates_own('membership', 'person_id = (select app.candidate())');
  call app.candidates_own('membership_role', 'membership_id = any((select app.own_memberships())::uuid[])');
  foreach t in array array['organisation', 'organisation_profile', 'program_floor', 'recognition', 'rule_set', 'notice']::regclass[] loop
    call app.candidates_own(t, 'true');
  end loop;
  call app.candidates_own('program', 'proposed_at is not null');
  call app.candidates_own('program_criterion', 'proposed_at is not null');
  call app.candidates_own('program_location', 'shown_at is not null');
  foreach t in array array['identity_check', 'exemption', 'result', 'completion', 'enrolment', 'certificate', 'candidate_access']::regclass[] loop
    call app.candidates_own(t, own);
  end loop;
  foreach t in array array['acknowledgement', 'recording_consent', 'logbook_entry', 'referee_request', 'referee_item', 'appeal', 'candidate_contact']::regclass[] loop
    call app.candidates_own(t, own, own);
  end loop;
  call app.candidates_own('logbook_import', own || ' and created_by = any((select app.own_memberships())::uuid[])', own);
  call app.candidates_own('document', own || ' and created_by = any((select app.own_memberships())::uuid[])', own);
  call app.candidates_own('document_version', own || ' and (created_by = any((select app.own_memberships())::uuid[]) or id = any((select app.own_papers())::uuid[]))', own);
  call app.candidates_own('submission', own || ' and submitted_at is not null');
  call app.candidates_own('decision', 'submission_id = any((select app.own_submissions())::uuid[])');
  call app.candidates_own('credential', 'submission_id = any((select app.own_submissions())::uuid[])');
  call app.candidates_own('cohort', 'id = any((select app.own_cohorts())::uuid[])');
  call app.candidates_own('training_session', 'cohort_id = any((select app.own_cohorts())::uuid[])');
  call app.candidates_own('day_slot', own);
  call app.candidates_own('slot_notice', 'slot_id = any((select app.own_slots())::uuid[])');
  call app.candidates_own('assessment_day', 'id = any((select app.own_days())::uuid[])');
  call app.candidates_own('attendance', 'enrolment_id = any((select app.own_enrolments())::uuid[])');
  call app.candidates_own('calendar_feed', 'membership_id = any((select app.own_memberships())::uuid[])', 'membership_id = any((select app.own_memberships())::uuid[])');
  call app.candidates_own('personal_link', 'enrolment_id = any((select app.own_enrolments())::uuid[])');
end $$;
create policy candidate on audit_log as restrictive for select to accord_member using ((select app.candidate()) is null or person_id = (select app.candidate()));

-- +goose StatementEnd
create trigger moves before insert or update on candidate_access for each row execute function app.candidate_access_moves();
create trigger person_holds before update of person_id on candidate for each row when (old.person_id is distinct from new.person_id) execute function app.candidate_person_holds();
create trigger edits_own before update on candidate for each row when (app.candidate() is not null) execute function app.candidate_edits_own();

call app.merges('candidate_access', 'candidate_access_tenant_id_candidate_id_fkey', 83, 'moves',
  refuses => $$r.ended_at is null and exists (select from candidate_access k where k.tenant_id = r.tenant_id and k.candidate_id = g.kept_id and k.ended_at is null)$$);
call app.merges('candidate_contact', 'candidate_contact_tenant_id_candidate_id_fkey', 84, 'moves',
  stays => $$exists (select from candidate_contact k where k.tenant_id = r.tenant_id and k.candidate_id = g.kept_id)$$);
