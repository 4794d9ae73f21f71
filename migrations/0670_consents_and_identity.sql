-- +goose Up
-- What an organisation tells the people on its files, and what they say to it:
-- versions of its privacy notice and of its recording consent, who acknowledged
-- which, and who may be recorded. And whose identity was checked, how.

create table notice (
  tenant_id         uuid not null references organisation,
  id                uuid not null,
  kind              text not null check (kind in ('privacy', 'recording')),
  number            integer not null check (number >= 1),
  text_en           text not null default '' check (length(text_en) <= 20000),
  text_es           text not null default '' check (length(text_es) <= 20000),
  in_force_from     date not null,              -- in the organisation's zone
  published_at      timestamptz not null,
  published_by      uuid,
  published_by_name text not null default '',   -- '' for the text that ships
  primary key (tenant_id, id),
  unique (tenant_id, kind, number),
  check (text_en <> '' or text_es <> '')
);
call app.organisation_side('notice', null, 'select, insert');

create table acknowledgement (
  tenant_id      uuid not null,
  id             uuid not null,
  candidate_id   uuid not null,
  notice_id      uuid not null,
  language       text not null check (language in ('en', 'es')), -- in which they read it
  at             timestamptz not null,
  how            text not null check (how in ('application', 'file', 'link', 'paper')),
  application_id uuid,
  document_id    uuid,                          -- of the paper
  by_id          uuid,                          -- the membership; none by a link
  by_name        text not null,
  primary key (tenant_id, id),
  unique (tenant_id, candidate_id, notice_id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, notice_id) references notice,
  foreign key (tenant_id, application_id) references application,
  foreign key (tenant_id, document_id) references document,
  check ((how = 'application') = (application_id is not null)),
  check ((how = 'paper') = (document_id is not null))
);
create index acknowledgement_notice on acknowledgement (tenant_id, notice_id, candidate_id);
call app.organisation_side('acknowledgement');

create table recording_consent (
  tenant_id    uuid not null,
  id           uuid not null,
  candidate_id uuid not null,
  notice_id    uuid not null,                   -- what they were told
  language     text not null check (language in ('en', 'es')),
  answer       text not null check (answer in ('given', 'refused', 'withdrawn')),
  at           timestamptz not null,
  how          text not null check (how in ('file', 'link', 'paper', 'told')), -- told: they said so, by word or mail
  document_id  uuid,
  by_id        uuid,
  by_name      text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, notice_id) references notice,
  foreign key (tenant_id, document_id) references document,
  check ((how = 'paper') = (document_id is not null)),
  check (how <> 'told' or answer <> 'given')    -- to be recorded is agreed to in writing; to end it, a word is enough
);
create index recording_consent_latest on recording_consent (tenant_id, candidate_id, at desc, id desc);
create index recording_consent_notice on recording_consent (tenant_id, notice_id, candidate_id);
call app.organisation_side('recording_consent');

create table identity_check (
  tenant_id       uuid not null,
  id              uuid not null,
  candidate_id    uuid,                         -- once they are on file
  application_id  uuid,                         -- when it was made of an applicant
  outcome         text not null check (outcome in ('done', 'failed')),
  paper           text not null check (paper in ('passport', 'national_id', 'residence_permit', 'driving_licence')),
  country         text not null check (country ~ '^[A-Z]{2}$'), -- that issued it
  seen            text not null check (seen in ('in_person', 'by_video', 'copy')),
  last_signs      text not null default '' check (last_signs ~ '^([0-9A-Z]{2,4})?$'), -- of its number; never the whole
  reason          text not null default '' check (length(reason) <= 1000),
  checked_on      date not null,
  checked_at      timestamptz not null,         -- when it was noted
  checked_by      uuid,
  checked_by_name text not null,
  renews_id       uuid,                         -- the one before, which this takes the place of
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  foreign key (tenant_id, application_id) references application,
  foreign key (tenant_id, renews_id) references identity_check,
  check (num_nonnulls(candidate_id, application_id) >= 1),
  check ((outcome = 'failed') = (reason <> '')),
  check (outcome = 'failed' or last_signs <> '')
);
create index identity_check_candidate on identity_check (tenant_id, candidate_id, checked_at desc, id desc) where candidate_id is not null;
create index identity_check_application on identity_check (tenant_id, application_id, checked_at desc, id desc) where application_id is not null;
create unique index identity_check_renews on identity_check (tenant_id, renews_id) where renews_id is not null;
call app.organisation_side('identity_check');

alter table application
  add column notice_id       uuid,
  add column notice_language text not null default '' check (notice_language in ('', 'en', 'es')),
  add foreign key (tenant_id, notice_id) references notice;

-- +goose StatementBegin
create function app.notice_holds() returns trigger language plpgsql as $$
declare last notice;
begin
  if tg_op <> 'INSERT' then
    raise exception 'a published version of a notice stays as it is' using errcode = 'restrict_violation';
  end if;
  select * into last from notice n where n.tenant_id = new.tenant_id and n.kind = new.kind order by n.number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 or new.in_force_from < coalesce(last.in_force_from, new.in_force_from) then
    raise exception 'versions of a notice follow each other' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.acknowledgement_holds() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was acknowledged stays' using errcode = 'restrict_violation';
  end if;
  if not exists (select from notice n where n.tenant_id = new.tenant_id and n.id = new.notice_id and n.kind = 'privacy') then
    raise exception 'a privacy notice is acknowledged' using errcode = 'restrict_violation';
  end if;
  if new.document_id is not null and not exists (select from document d where d.tenant_id = new.tenant_id and d.id = new.document_id and d.candidate_id = new.candidate_id) then
    raise exception 'the paper is about somebody else' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- none ─▶ given ⇄ withdrawn; none ─▶ refused ─▶ given; the same again, or no again, only to another version
create function app.recording_consent_holds() returns trigger language plpgsql as $$
declare last recording_consent;
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was answered stays' using errcode = 'restrict_violation';
  end if;
  if not exists (select from notice n where n.tenant_id = new.tenant_id and n.id = new.notice_id and n.kind = 'recording') then
    raise exception 'consent answers what is told of recordings' using errcode = 'restrict_violation';
  end if;
  if new.document_id is not null and not exists (select from document d where d.tenant_id = new.tenant_id and d.id = new.document_id and d.candidate_id = new.candidate_id) then
    raise exception 'the paper is about somebody else' using errcode = 'restrict_violation';
  end if;
  perform from candidate c where c.tenant_id = new.tenant_id and c.id = new.candidate_id for update; -- two answers at once
  select * into last from recording_consent r where r.tenant_id = new.tenant_id and r.candidate_id = new.candidate_id order by r.at desc, r.id desc limit 1;
  if last.at > new.at
    or new.answer = 'withdrawn' and last.answer is distinct from 'given'
    or new.answer = 'refused' and (last.answer = 'given' or last.answer = 'withdrawn' and new.notice_id = last.notice_id)
    or new.answer = last.answer and new.notice_id = last.notice_id then
    raise exception 'consent does not go from % to %', coalesce(last.answer, 'none'), new.answer using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Whether somebody's consent to be recorded is in force: their latest answer counts.
create function app.may_record(of_tenant uuid, of_candidate uuid) returns boolean language sql stable as $$
  select coalesce((select r.answer = 'given' from recording_consent r where r.tenant_id = of_tenant and r.candidate_id = of_candidate order by r.at desc, r.id desc limit 1), false)
$$;

-- A recording of somebody is kept with their consent, or not at all.
create function app.recording_allowed() returns trigger language plpgsql as $$
begin
  if not app.may_record(new.tenant_id, new.candidate_id) then
    raise exception 'candidate % has not agreed to be recorded', new.candidate_id using errcode = 'restrict_violation', constraint = 'recording_consent';
  end if;
  return new;
end $$;

create function app.identity_check_holds() returns trigger language plpgsql as $$
declare last identity_check;
begin
  if tg_op = 'UPDATE' then -- an applicant comes on file with what was checked of them
    if old.candidate_id is not null or new.candidate_id is null or (to_jsonb(new) - 'candidate_id') is distinct from (to_jsonb(old) - 'candidate_id')
      or not exists (select from application a where a.tenant_id = new.tenant_id and a.id = new.application_id and a.candidate_id = new.candidate_id) then
      raise exception 'an identity check stays as it was noted' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if new.renews_id is not null and not exists (select from identity_check o where o.tenant_id = new.tenant_id and o.id = new.renews_id and o.outcome = 'done'
      and (o.candidate_id = new.candidate_id or o.application_id = new.application_id)) then
    raise exception 'a check renews one that was done of the same person' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.shipped_notice(of_kind text, language text, organisation text) returns text language sql immutable as $$
  select replace(case of_kind || ' ' || language
  when 'privacy en' then '{organisation} keeps your application to decide on it and, if you are admitted, as part of your file. It reads what you send here and shares it with nobody else, with one exception: IMI, which recognises the program, may ask to see applications when it checks the work of {organisation}. It then sees only what it asked for, only for a time, and every reading is recorded. If you are not admitted, your application is deleted at the latest 24 months after the decision. You may ask {organisation} at any time for a copy, a correction or the deletion of your data, and withdraw your application until it is decided.'
  when 'privacy es' then '{organisation} conserva su solicitud para decidir sobre ella y, si se le admite, como parte de su expediente. Lee lo que envía aquí y no lo comparte con nadie más, con una excepción: el IMI, que reconoce el programa, puede pedir ver solicitudes cuando comprueba el trabajo de {organisation}. Ve entonces solo lo que pidió, solo por un tiempo, y cada lectura queda registrada. Si no se le admite, su solicitud se elimina como máximo 24 meses después de la decisión. Puede pedir a {organisation} en cualquier momento una copia, una corrección o la eliminación de sus datos, y retirar su solicitud hasta que se decida.'
  when 'recording en' then '{organisation} would like to record your role-plays and interviews on video, so that your assessors can watch them again, a third assessor can settle a disagreement, and IMI can see how you were assessed if it asks. Only those people watch them. A recording is kept until the program''s next audit by IMI is closed, and 24 months at most. You may refuse: you are then assessed live. You may withdraw your consent at any time; from then on nothing more of you is recorded.'
  when 'recording es' then '{organisation} quisiera grabar en vídeo sus juegos de rol y entrevistas, para que quienes le evalúan puedan verlos otra vez, una tercera persona pueda resolver un desacuerdo y el IMI pueda ver cómo se le evaluó si lo pide. Solo esas personas los ven. Una grabación se conserva hasta que se cierre la próxima auditoría del programa por el IMI, y como máximo 24 meses. Puede negarse: entonces se le evalúa en directo. Puede retirar su consentimiento en cualquier momento; desde entonces no se le graba más.'
  end, '{organisation}', organisation)
$$;

-- Nobody starts without a text: the first versions ship.
create function app.ship_notices() returns trigger language plpgsql as $$
begin
  insert into notice (tenant_id, id, kind, number, text_en, text_es, in_force_from, published_at)
    select o.tenant_id, gen_random_uuid(), k, 1, app.shipped_notice(k, 'en', o.name), app.shipped_notice(k, 'es', o.name), least(new.updated_at::date, date '2026-11-02'), new.updated_at
    from organisation o cross join unnest(array['privacy', 'recording']) k where o.tenant_id = new.tenant_id;
  return null;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update or delete on notice for each row execute function app.notice_holds();
create trigger holds before insert or update or delete on acknowledgement for each row execute function app.acknowledgement_holds();
create trigger holds before insert or update or delete on recording_consent for each row execute function app.recording_consent_holds();
create trigger holds before insert or update on identity_check for each row execute function app.identity_check_holds();
create trigger ships after insert on organisation_profile for each row execute function app.ship_notices();
create trigger consented before insert on document_version for each row
  when (new.candidate_id is not null and (new.kind = 'recording' or new.declared_type like 'video/%')) execute function app.recording_allowed();

insert into notice (tenant_id, id, kind, number, text_en, text_es, in_force_from, published_at)
  select o.tenant_id, gen_random_uuid(), k, 1, app.shipped_notice(k, 'en', o.name), app.shipped_notice(k, 'es', o.name), least(p.updated_at::date, date '2026-11-02'), p.updated_at
  from organisation_profile p join organisation o on o.tenant_id = p.tenant_id cross join unnest(array['privacy', 'recording']) k;

-- What was accepted by the day of its version was the text that ships.
alter table application disable trigger user;
update application a set notice_id = n.id, notice_language = a.locale from notice n where n.tenant_id = a.tenant_id and n.kind = 'privacy' and n.number = 1 and a.notice_at is not null;
alter table application enable trigger user;
insert into acknowledgement (tenant_id, id, candidate_id, notice_id, language, at, how, application_id, by_name)
  select distinct on (a.tenant_id, a.candidate_id) a.tenant_id, gen_random_uuid(), a.candidate_id, a.notice_id, a.notice_language, a.notice_at, 'application', a.id, a.name
  from application a where a.candidate_id is not null and a.notice_id is not null order by a.tenant_id, a.candidate_id, a.notice_at;

-- The notice that was accepted is part of what was submitted.
create function app.application_notice_stays() returns trigger language plpgsql as
  'begin raise exception ''application % stays as it was submitted'', old.id using errcode = ''restrict_violation''; end';
create trigger notice_stays before update on application for each row
  when (old.state <> 'draft' and (new.notice_id, new.notice_language) is distinct from (old.notice_id, old.notice_language)) execute function app.application_notice_stays();

call app.merges('acknowledgement', 'acknowledgement_tenant_id_candidate_id_fkey', 80, 'moves',
  stays => $$exists (select from acknowledgement k where k.tenant_id = r.tenant_id and k.notice_id = r.notice_id and k.candidate_id = g.kept_id)$$);
call app.merges('recording_consent', 'recording_consent_tenant_id_candidate_id_fkey', 81, 'moves');
call app.merges('identity_check', 'identity_check_tenant_id_candidate_id_fkey', 82, 'moves', along => 'application_id', along_of => 'application');
