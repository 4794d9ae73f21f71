-- +goose Up
-- What an assessor notes at a place of a document while judging: at a second of
-- a recording, or on a page. It is theirs alone until it goes in with their
-- score sheet, and stays as it is from then on.

create table assessment_note (
  tenant_id           uuid not null,
  id                  uuid not null,
  assessment_id       uuid not null,
  membership_id       uuid not null,               -- the assessor
  document_version_id uuid not null,
  document_title      text not null,               -- as it stood: the document closes to the assessor with the decision
  timed               boolean not null,            -- a recording: its places are seconds
  mark                text not null check (length(mark) between 1 and 100), -- by which the page that wrote it names it: sent twice, it is one note
  place               integer not null check (place between 0 and 359999),  -- the second of a recording; the page of anything else
  criterion_id        uuid,
  words               text not null check (length(words) <= 2000),
  revision            integer not null check (revision > 0), -- counts the savings: one that starts from an older note is refused
  saved_key           text not null check (length(saved_key) <= 100), -- of the last saving
  written_at          timestamptz not null,
  saved_at            timestamptz not null,
  removed_at          timestamptz,                 -- its words are gone
  submitted_at        timestamptz,                 -- the sheet's: a trigger copies it
  primary key (tenant_id, id),
  unique (tenant_id, assessment_id, membership_id, mark),
  foreign key (tenant_id, assessment_id) references assessment,
  foreign key (tenant_id, membership_id) references membership,
  foreign key (tenant_id, document_version_id) references document_version,
  foreign key (tenant_id, assessment_id, criterion_id) references assessment_criterion (tenant_id, assessment_id, id),
  check ((removed_at is null) = (words <> '')),
  check (removed_at is null or submitted_at is null)
);
call app.organisation_side('assessment_note');

-- Hidden as scores are, whoever asks; and nobody writes in another's name.
create policy apart on assessment_note as restrictive for select to accord_member using (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid))
  or submitted_at is not null and assessment_id <> all(array(
    select g.assessment_id from assessor_assignment g join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
    where g.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid and g.removed_at is null and g.sheet_in_at is null)));
create policy own_new on assessment_note as restrictive for insert to accord_member with check (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid)));
create policy own_changed on assessment_note as restrictive for update to accord_member using (
  membership_id = any(array(select m.id from membership m where m.tenant_id = (select app.tenant()) and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid)));

-- +goose StatementBegin
create function app.note_holds() returns trigger language plpgsql as $$
declare submitted timestamptz;
begin
  select s.submitted_at into submitted from score_sheet s
    where s.tenant_id = new.tenant_id and s.assessment_id = new.assessment_id and s.membership_id = new.membership_id;
  if tg_op = 'UPDATE' then
    if old.submitted_at is not null or old.removed_at is not null then
      raise exception 'note % stays as it is', old.id using errcode = 'restrict_violation';
    end if;
    if (new.assessment_id, new.membership_id, new.document_version_id, new.document_title, new.timed, new.mark, new.written_at)
      is distinct from (old.assessment_id, old.membership_id, old.document_version_id, old.document_title, old.timed, old.mark, old.written_at) then
      raise exception 'note % stays its assessor''s', old.id using errcode = 'restrict_violation';
    end if;
    if new.submitted_at is not null then
      if new.submitted_at is distinct from submitted or to_jsonb(new) - 'submitted_at' is distinct from to_jsonb(old) - 'submitted_at' then
        raise exception 'note % goes in as it is, with its sheet', old.id using errcode = 'restrict_violation';
      end if;
      return new;
    end if;
  elsif new.submitted_at is not null or new.removed_at is not null then
    raise exception 'a note begins as a draft' using errcode = 'restrict_violation';
  end if;
  perform app.assessment_open(new.tenant_id, new.assessment_id);
  if submitted is not null then
    raise exception 'the score sheet beside note % is submitted', new.id using errcode = 'restrict_violation'; -- IMI-QA-14
  end if;
  if not exists (select from assessor_assignment g where g.tenant_id = new.tenant_id and g.assessment_id = new.assessment_id
      and g.membership_id = new.membership_id and g.declared_at is not null and g.removed_at is null) then
    raise exception 'no conflict was declared away' using errcode = 'restrict_violation'; -- IMI-QA-13
  end if;
  if tg_op = 'INSERT' and not exists (select from document_version v join assessment a on a.tenant_id = v.tenant_id and a.candidate_id = v.candidate_id
      where v.tenant_id = new.tenant_id and v.id = new.document_version_id and a.id = new.assessment_id and v.state = 'typed') then
    raise exception 'the document of note % is not the candidate''s', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.notes_submitted() returns trigger language plpgsql as $$
begin
  update assessment_note set submitted_at = new.submitted_at
    where tenant_id = new.tenant_id and assessment_id = new.assessment_id and membership_id = new.membership_id and removed_at is null;
  return null;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update on assessment_note for each row execute function app.note_holds();
create trigger notes_submitted after update of submitted_at on score_sheet for each row when (new.submitted_at is not null) execute function app.notes_submitted();

-- The gate on a candidate's documents, whoever asks: somebody who does nothing
-- but assess reads those of candidates for whom they have declared that no
-- conflict exists, on an assessment or on an appeal's panel, until that ends.
-- +goose StatementBegin
create function app.only_assesses() returns boolean language sql stable as $$
  select count(*) > 0 and bool_and(r.role = 'assessor')
  from membership m join membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id
  where m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid and m.ended_at is null
$$;
create function app.opened_to_assessor() returns setof uuid language sql stable as $$
  select g.candidate_id from membership m
  join assessor_assignment g on g.tenant_id = m.tenant_id and g.membership_id = m.id and g.removed_at is null and g.declared_at is not null
  join assessment a on a.tenant_id = g.tenant_id and a.id = g.assessment_id and a.decided_at is null
  where m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid
  union
  select p.candidate_id from membership m
  join panellist p on p.tenant_id = m.tenant_id and p.membership_id = m.id and p.declared_at is not null and p.out_at is null and p.ended_at is null
  where m.tenant_id = app.tenant() and m.person_id = nullif(current_setting('app.person_id', true), '')::uuid
$$;
-- +goose StatementEnd
create policy gate on document as restrictive for select to accord_member using (
  candidate_id is null or not (select app.only_assesses()) or candidate_id = any(array(select app.opened_to_assessor())));
create policy gate on document_version as restrictive for select to accord_member using (
  candidate_id is null or not (select app.only_assesses()) or candidate_id = any(array(select app.opened_to_assessor())));
