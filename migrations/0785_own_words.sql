-- +goose Up
-- What a tables' wall left to the policies alone. Nobody writes a score, or a
-- word of their own, in another's name, not by a statement without a condition
-- either; nobody sees, or decides, how they themselves are judged; and what the
-- kernel keeps opens to a candidate for their own alone.

-- +goose StatementBegin
create function app.person_memberships() returns uuid[] language sql stable as $$
  select array(select m.id from membership m where m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid)
$$;
-- Whom the one who acts is on file as, whatever else they are; no one for the database's own triggers.
create function app.acting_candidates() returns uuid[] language sql stable as $$
  select array(select c.id from candidate c where pg_trigger_depth() = 0 and c.tenant_id = app.tenant() and c.person_id = nullif(current_setting('app.person_id', true), '')::uuid)
$$;
create function app.acting_assessments() returns uuid[] language sql stable as $$
  select array(select a.id from assessment a where a.tenant_id = app.tenant() and a.candidate_id = any(app.acting_candidates()))
$$;
-- +goose StatementEnd

-- As with notes (0671) and marks (0698). A merge takes a sheet along.
create policy own_new on score_sheet as restrictive for insert to accord_member with check (membership_id = any((select app.person_memberships())::uuid[]));
create policy own_changed on score_sheet as restrictive for update to accord_member
  using (membership_id = any((select app.person_memberships())::uuid[]) or app.merge_under_way(tenant_id, candidate_id));
create policy own_new on score as restrictive for insert to accord_member with check (membership_id = any((select app.person_memberships())::uuid[]));
create policy own_changed on score as restrictive for update to accord_member using (membership_id = any((select app.person_memberships())::uuid[]));

-- Whoever runs programs and is on file themselves reads of their assessment what every candidate does: the result.
create policy of_others on score_sheet as restrictive for select to accord_member using (candidate_id <> all((select app.acting_candidates())::uuid[]));
create policy of_others on score as restrictive for select to accord_member using (assessment_id <> all((select app.acting_assessments())::uuid[]));
create policy of_others on assessment_note as restrictive for select to accord_member using (assessment_id <> all((select app.acting_assessments())::uuid[]));
create policy of_others on moderation as restrictive for select to accord_member using (assessment_id <> all((select app.acting_assessments())::uuid[]));
create policy of_others on moderation_point as restrictive for select to accord_member using (assessment_id <> all((select app.acting_assessments())::uuid[]));
create policy of_others on knowledge_mark as restrictive for select to accord_member using (assessment_id <> all((select app.acting_assessments())::uuid[]));

-- +goose StatementBegin
-- Whether a membership is the candidate's own.
create function app.is_candidate(of_tenant uuid, of_membership uuid, of_candidate uuid) returns boolean language sql stable as $$
  select exists (select from membership m join candidate c on c.tenant_id = m.tenant_id and (c.email = m.email or c.person_id = m.person_id)
    where m.tenant_id = of_tenant and m.id = of_membership and c.id in (select app.records_of(of_tenant, of_candidate)))
$$;

create function app.decider_is_other() returns trigger language plpgsql as $$
begin
  if app.is_candidate(new.tenant_id, new.decided_by, new.candidate_id) then
    raise exception 'the candidate decides assessment %', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.settler_is_other() returns trigger language plpgsql as $$
begin
  if exists (select from assessment a where a.tenant_id = new.tenant_id and a.id = new.assessment_id and app.is_candidate(a.tenant_id, new.minute_by, a.candidate_id)) then
    raise exception 'the candidate settles script %', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.verifier_is_other() returns trigger language plpgsql as $$
begin
  if app.is_candidate(new.tenant_id, new.verified_by, new.candidate_id) then
    raise exception 'the candidate verifies logbook entry %', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- A declaration, and what came of it, is given by whom it is of: through the member door by nobody else.
create function app.own_word() returns trigger language plpgsql as $$
begin
  if current_user = 'accord_member' and new.membership_id <> all(app.person_memberships()) then
    raise exception '% % is declared by whom it is of', tg_table_name, new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger decider_is_other before update of decided_at on assessment for each row
  when (old.decided_at is null and new.decided_at is not null) execute function app.decider_is_other();
create trigger settler_is_other before update of settled_at on knowledge_script for each row
  when (old.settled_at is null and new.minute_by is not null) execute function app.settler_is_other();
create trigger verifier_is_other before update of verified_at on logbook_entry for each row
  when (new.verified_at is not null and new.verified_by is not null and old.verified_at is distinct from new.verified_at) execute function app.verifier_is_other();
create trigger own_word before update on assessor_assignment for each row
  when (old.declared_at is null and new.declared_at is not null or old.conflict is distinct from new.conflict) execute function app.own_word();
create trigger own_word before update on panellist for each row
  when (old.declared_at is null and new.declared_at is not null or old.conflict is distinct from new.conflict) execute function app.own_word();
create trigger own_word before update on knowledge_marking for each row
  when (old.declared_at is null and new.declared_at is not null or old.submitted_at is null and new.submitted_at is not null or old.conflict is distinct from new.conflict) execute function app.own_word();

-- Paper that says how somebody was marked is hidden as the marks are: from who has yet to judge, or to mark.
-- +goose StatementBegin
create function app.yet_to_judge() returns setof uuid language sql stable as $$
  select g.candidate_id from assessor_assignment g
    where g.tenant_id = app.tenant() and g.membership_id = any(app.person_memberships()) and g.removed_at is null and g.sheet_in_at is null
$$;
create function app.yet_to_mark() returns setof uuid language sql stable as $$
  select a.candidate_id from knowledge_marking g
    join knowledge_script s on s.tenant_id = g.tenant_id and s.id = g.script_id and s.removed_at is null and s.settled_at is null
    join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id
    where g.tenant_id = app.tenant() and g.membership_id = any(app.person_memberships()) and g.removed_at is null and g.submitted_at is null
$$;
-- +goose StatementEnd
create policy apart on document_version as restrictive for select to accord_member using (
  candidate_id is null or kind not in ('score_sheet', 'knowledge_marks', 'moderation') or created_by = any((select app.person_memberships())::uuid[])
  or candidate_id <> all((select app.acting_candidates())::uuid[])
    and (kind <> 'score_sheet' or candidate_id <> all(array(select app.yet_to_judge())))
    and (kind <> 'knowledge_marks' or candidate_id <> all(array(select app.yet_to_mark()))));

-- What the kernel keeps. A candidate's session enqueues what follows from what they
-- do, and reads nothing of what runs; a deadline, a link and an answer given before are of their own rows.
-- +goose StatementBegin
create function app.own_subjects() returns uuid[] language sql stable as $$
  select array(select a.id from appeal a where a.tenant_id = app.tenant() and a.candidate_id = any(app.own_candidates())
    union all select r.id from referee_request r where r.tenant_id = app.tenant() and r.candidate_id = any(app.own_candidates())
    union all select i.id from logbook_import i where i.tenant_id = app.tenant() and i.candidate_id = any(app.own_candidates())
    union all select v.id from document_version v where v.tenant_id = app.tenant() and v.created_by = any(app.own_memberships()))
$$;
-- +goose StatementEnd
create policy candidate on outbox as restrictive for all to accord_member using ((select app.candidate() is null))
  with check ((select app.candidate() is null) or door = 'member' and kind in ('mail', 'evidence.type') and state = 'open' and generation = 0 and not dispatched and attempts = 0
    and last_error is null and finished_at is null and (person_id is null or person_id = (select app.candidate())));
create policy candidate on deadline as restrictive for all to accord_member using ((select app.candidate() is null) or subject_id = any((select app.own_subjects())::uuid[]))
  with check ((select app.candidate() is null) or subject_id = any((select app.own_subjects())::uuid[]) and door = 'member' and fired_at is null
    and kind in ('appeal.remind', 'logbook.remind_referee', 'logbook.lapse_referee', 'logbook.forget_import', 'evidence.lapse'));
create policy candidate on idempotency as restrictive for all to accord_member using ((select app.candidate() is null) or person_id = (select app.candidate()))
  with check ((select app.candidate() is null) or person_id = (select app.candidate()));
create policy candidate on link as restrictive for all to accord_member
  using ((select app.candidate() is null) or act = 'referee' and subject_id = any((select app.own_subjects())::uuid[]) or act = 'calendar' and subject_id = any((select app.own_memberships())::uuid[]))
  with check ((select app.candidate() is null) or act = 'referee' or act = 'calendar' and subject_id = any((select app.own_memberships())::uuid[]));
