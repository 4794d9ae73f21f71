-- +goose Up
-- Two records of one person become one, and apart again for 30 days.
--
-- The record that goes stays as a row that points to the one that stays: it
-- is read no more, keeps its address, and nothing is hung on it. What hung on
-- it is re-pointed in the same transaction, and each row that was is noted, so
-- that an undoing puts back exactly these.
--
--   merging ─▶ merged ─▶ undoing ─▶ undone
--                 └────▶ final            30 days later, what undoing needs is erased
--
-- merging and undoing are never seen: no transaction ends in them.

-- What a name, an address and a number are compared by.
-- +goose StatementBegin
create function app.name_key(name text) returns text language sql immutable parallel safe as $$
  select coalesce((select string_agg(word, ' ' order by word collate "C") from regexp_split_to_table(
    regexp_replace(translate(lower(name), 'áàâäãåéèêëíìîïóòôöõøúùûüñçýÿšž', 'aaaaaaeeeeiiiioooooouuuuncyysz'), '[^[:alnum:]]+', ' ', 'g'), ' ') word where word <> ''), '')
$$;
-- The part before the @, without dots and without what follows a plus; too short, it tells nobody from another.
create function app.email_key(email text) returns text language sql immutable parallel safe as $$
  select case when length(k) >= 8 then k else '' end from (select replace(replace(replace(split_part(split_part(email, '@', 1), '+', 1), '.', ''), '_', ''), '-', '') k) s
$$;
create function app.reference_key(reference text) returns text language sql immutable parallel safe as $$
  select regexp_replace(upper(reference), '[^[:alnum:]]+', '', 'g')
$$;
-- +goose StatementEnd

-- Stored, not an index on what the functions say: these are not leakproof, and
-- row-level security would keep the index out of use.
alter table candidate
  add column merged_into uuid,
  add column name_key text not null generated always as (app.name_key(name)) stored,
  add column email_key text not null generated always as (app.email_key(email)) stored,
  add column reference_key text not null generated always as (app.reference_key(reference)) stored,
  add constraint candidate_merged_into foreign key (tenant_id, merged_into) references candidate,
  add check (merged_into <> id);
create index candidate_merged on candidate (tenant_id, merged_into) where merged_into is not null;
create index candidate_name_key on candidate (tenant_id, name_key) where merged_into is null and name_key <> '';
create index candidate_email_key on candidate (tenant_id, email_key) where merged_into is null and email_key <> '';
create index candidate_reference_key on candidate (tenant_id, reference_key) where merged_into is null and reference_key <> '';

create table candidate_merge (
  tenant_id      uuid not null,
  id             uuid not null,
  kept_id        uuid not null,
  merged_id      uuid not null,
  merged_name    text not null check (merged_name <> ''), -- as it stood
  kept_before    jsonb,  -- what undoing needs; erased when it is over
  kept_after     jsonb,
  merged_before  jsonb,
  merged_after   jsonb,
  state          text not null check (state in ('merging', 'merged', 'undoing', 'undone', 'final')),
  merged_at      timestamptz not null,
  merged_by      uuid,
  merged_by_name text not null,
  undo_until     timestamptz not null,
  undone_at      timestamptz,
  undone_by      uuid,
  undone_by_name text not null default '',
  final_at       timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, kept_id) references candidate,
  foreign key (tenant_id, merged_id) references candidate,
  check (kept_id <> merged_id),
  check ((state = 'undone') = (undone_at is not null)),
  check ((state = 'final') = (final_at is not null)),
  check ((state in ('merging', 'merged', 'undoing')) = (num_nonnulls(kept_before, kept_after, merged_before, merged_after) = 4)),
  check (state in ('merging', 'merged', 'undoing') or num_nonnulls(kept_before, kept_after, merged_before, merged_after) = 0)
);
-- Two tabs: a record is merged once.
create unique index candidate_merge_once on candidate_merge (tenant_id, merged_id) where state <> 'undone';
create index candidate_merge_kept on candidate_merge (tenant_id, kept_id, merged_at desc);
call app.organisation_side('candidate_merge');

-- A row that a merge re-pointed.
create table candidate_merge_row (
  tenant_id uuid not null,
  merge_id  uuid not null,
  of_table  text not null,
  id        uuid not null, -- the row's
  primary key (tenant_id, merge_id, of_table, id),
  foreign key (tenant_id, merge_id) references candidate_merge
);
call app.organisation_side('candidate_merge_row', null, 'select, insert, delete');

-- Two records that may be one person's, found when either changes.
create table candidate_pair (
  tenant_id         uuid not null,
  id                uuid not null,
  one_id            uuid not null, -- the elder
  other_id          uuid not null,
  by_name           boolean not null,
  by_email          boolean not null,
  by_reference      boolean not null,
  dismissed_at      timestamptz,  -- "not the same person", remembered
  dismissed_by      uuid,
  dismissed_by_name text not null default '',
  primary key (tenant_id, id),
  unique (tenant_id, one_id, other_id),
  foreign key (tenant_id, one_id) references candidate,
  foreign key (tenant_id, other_id) references candidate,
  check (one_id < other_id),
  check ((dismissed_at is null) = (dismissed_by_name = ''))
);
create index candidate_pair_open on candidate_pair (tenant_id, id) where dismissed_at is null;
create index candidate_pair_other on candidate_pair (tenant_id, other_id);
call app.organisation_side('candidate_pair', null, 'select, insert, update, delete');

-- What becomes of the rows of a table whose column names a candidate:
--   moves    re-pointed, but for those that "stays" finds; what "refuses" finds stands in the way
--   refuses  stands in the way, all of it
--   stays    of the record itself, not of the person
-- In both conditions r is the row and g the merge. "along" names the column of
-- r, and the table, of the row with which it goes back when a merge is undone.
-- It stands outside the organisations' tables: it is the same for all of them.
create table app.merge_rule (
  of_table regclass not null,
  of_key   name not null,   -- the foreign key's
  position integer not null,
  rule     text not null check (rule in ('moves', 'refuses', 'stays')),
  refuses  text not null default 'false',
  stays    text not null default 'false',
  along    name,
  along_of regclass,
  primary key (of_table, of_key),
  check ((along is null) = (along_of is null))
);
grant select on app.merge_rule to accord_member;

-- +goose StatementBegin
create function app.merge_between(of_tenant uuid, of_table text, of_row uuid, was uuid, becomes uuid) returns boolean language sql stable as $$
  select exists (select from candidate_merge g join candidate_merge_row m on m.tenant_id = g.tenant_id and m.merge_id = g.id
    where g.tenant_id = of_tenant and m.of_table = $2 and m.id = of_row
      and ((g.state = 'merging' and g.merged_id = was and g.kept_id = becomes) or (g.state = 'undoing' and g.kept_id = was and g.merged_id = becomes)))
$$;

-- A row goes from one record to another by a merge alone, as it stands.
create function app.repointed() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'candidate_id' is distinct from to_jsonb(old) - 'candidate_id'
    or not app.merge_between(new.tenant_id, tg_table_name, new.id, old.candidate_id, new.candidate_id) then
    raise exception '% % is one candidate''s', tg_table_name, old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Nothing is hung on a record that was merged. It waits for a merge that is under way.
create function app.not_merged() returns trigger language plpgsql as $$
declare gone uuid;
begin
  select c.merged_into into gone from candidate c where c.tenant_id = new.tenant_id and c.id = new.candidate_id for key share;
  if gone is not null then
    raise exception 'candidate % was merged', new.candidate_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Says what becomes of a table's rows, by the foreign key that leads to the
-- candidate. For rows that move: the triggers that watch over a change of the
-- row look away from a change of its candidate, over which "repointed" watches
-- alone; and keys that hold parts to their whole wait for the transaction's end.
create procedure app.merges(t regclass, of_key name, at integer, how text, refuses text default 'false', stays text default 'false', along name default null, along_of regclass default null) language plpgsql as $$
declare g record; body text;
begin
  insert into app.merge_rule values (t, of_key, at, how, refuses, stays, along, along_of);
  if how = 'stays' then return; end if;
  execute format('create trigger not_merged before insert on %s for each row when (new.candidate_id is not null) execute function app.not_merged()', t);
  execute format('create trigger not_merged_since before update on %s for each row when (old.candidate_id is null and new.candidate_id is not null) execute function app.not_merged()', t);
  if how <> 'moves' then return; end if;
  for g in select x.*, p.oid::regproc as fn, pg_get_triggerdef(x.oid) as def from pg_trigger x join pg_proc p on p.oid = x.tgfoid
    where x.tgrelid = t and not x.tgisinternal and (x.tgtype & 1) = 1 and (x.tgtype & 2) = 2 and (x.tgtype & 16) = 16 loop
    if g.tgqual is not null or g.tgattr <> ''::int2vector then
      continue; -- it has a condition of its own
    end if;
    execute format('drop trigger %I on %s', g.tgname, t);
    execute format('create trigger %I before update on %s for each row when (old.candidate_id is null or new.candidate_id is not distinct from old.candidate_id) execute function %s()', g.tgname, t, g.fn);
    if (g.tgtype & 4) = 4 then
      execute format('create trigger %I before insert on %s for each row execute function %s()', g.tgname || '_new', t, g.fn);
    end if;
    if (g.tgtype & 8) = 8 then
      execute format('create trigger %I before delete on %s for each row execute function %s()', g.tgname || '_gone', t, g.fn);
    end if;
  end loop;
  execute format('create trigger repointed before update on %s for each row when (old.candidate_id is not null and new.candidate_id is distinct from old.candidate_id) execute function app.repointed()', t);
end $$;

-- Moves what hangs on the one record to the other, and writes down what.
create function app.merge_moves(g candidate_merge) returns void language plpgsql as $$
declare r record; hit uuid;
begin
  for r in select * from app.merge_rule where rule <> 'stays' order by position loop
    execute format('select 1 from %s r where r.tenant_id = $1.tenant_id and r.candidate_id in ($1.merged_id, $1.kept_id) for update', r.of_table) using g;
    execute format('select r.id from %s r, (select $1.*) g where r.tenant_id = g.tenant_id and r.candidate_id = g.merged_id and (%s) limit 1',
      r.of_table, case r.rule when 'refuses' then 'true' else r.refuses end) into hit using g;
    if hit is not null then
      raise exception '% % stands in the way of merging', r.of_table, hit using errcode = 'restrict_violation', constraint = 'merge_refused';
    end if;
  end loop;
  set constraints all deferred;
  for r in select * from app.merge_rule where rule = 'moves' order by position loop
    execute format('insert into candidate_merge_row (tenant_id, merge_id, of_table, id)
      select r.tenant_id, g.id, %L, r.id from %s r, (select $1.*) g where r.tenant_id = g.tenant_id and r.candidate_id = g.merged_id and not (%s)', r.of_table::text, r.of_table, r.stays) using g;
    execute format('update %s r set candidate_id = $1.kept_id where r.tenant_id = $1.tenant_id and r.candidate_id = $1.merged_id
      and r.id = any(array(select m.id from candidate_merge_row m where m.tenant_id = $1.tenant_id and m.merge_id = $1.id and m.of_table = %L))', r.of_table, r.of_table::text) using g;
  end loop;
end $$;

-- Puts back what was moved, and what came to hang on it since.
create function app.merge_undoes(g candidate_merge) returns void language plpgsql as $$
declare r record;
begin
  set constraints all deferred;
  for r in select * from app.merge_rule where rule = 'moves' order by position loop
    if r.along is not null then
      execute format('insert into candidate_merge_row (tenant_id, merge_id, of_table, id)
        select r.tenant_id, $1.id, %L, r.id from %s r where r.tenant_id = $1.tenant_id and r.candidate_id = $1.kept_id
          and r.%I in (select m.id from candidate_merge_row m where m.tenant_id = $1.tenant_id and m.merge_id = $1.id and m.of_table = %L) on conflict do nothing',
        r.of_table::text, r.of_table, r.along, r.along_of::text) using g;
    end if;
    execute format('update %s r set candidate_id = $1.merged_id where r.tenant_id = $1.tenant_id and r.candidate_id = $1.kept_id
      and r.id = any(array(select m.id from candidate_merge_row m where m.tenant_id = $1.tenant_id and m.merge_id = $1.id and m.of_table = %L))', r.of_table, r.of_table::text) using g;
  end loop;
end $$;

-- The record and all that were merged into it.
create function app.records_of(of_tenant uuid, of_candidate uuid) returns setof uuid language sql stable as $$
  with recursive r as (select of_candidate as id union select c.id from candidate c join r on c.merged_into = r.id where c.tenant_id = of_tenant) select id from r
$$;

-- Whether an assessment of the one that is open has an assessor who trained the other, or is the other; or the one
-- has been, or is to be, the other's referee.
create function app.merge_conflicts(of_tenant uuid, one uuid, other uuid) returns boolean language sql stable as $$
  select exists (select from assessment a join assessor_assignment g on g.tenant_id = a.tenant_id and g.assessment_id = a.id and g.removed_at is null
    join membership m on m.tenant_id = g.tenant_id and m.id = g.membership_id
    cross join lateral (select case a.candidate_id when one then other else one end as id) o
    where a.tenant_id = of_tenant and a.candidate_id in (one, other) and a.decided_at is null
      and (app.trained(of_tenant, m.id, o.id) or exists (select from candidate c where c.tenant_id = of_tenant
        and c.id in (select app.records_of(of_tenant, o.id)) and (c.email = m.email or c.person_id = m.person_id))))
    or exists (select from referee_request r join candidate c on c.tenant_id = r.tenant_id and c.id in (one, other) and c.id <> r.candidate_id
      where r.tenant_id = of_tenant and r.candidate_id in (one, other) and r.state in ('asked', 'answered') and app.mailbox(c.email) = app.mailbox(r.email))
$$;

create function app.merge_profile(c candidate) returns jsonb language sql immutable as $$
  select jsonb_build_object('name', c.name, 'email', c.email, 'language', c.language, 'country', c.country, 'reference', c.reference, 'person_id', c.person_id)
$$;

-- Puts a profile on each of two records at once: the one may take the other's address.
create function app.merge_dresses(of_tenant uuid, kept uuid, of_kept jsonb, merged uuid, of_merged jsonb, gone uuid) returns void language plpgsql as $$
begin
  update candidate set email = id::text, name = of_merged->>'name', language = of_merged->>'language', country = of_merged->>'country', reference = of_merged->>'reference',
    person_id = (of_merged->>'person_id')::uuid, merged_into = gone where tenant_id = of_tenant and id = merged;
  update candidate set email = of_kept->>'email', name = of_kept->>'name', language = of_kept->>'language', country = of_kept->>'country', reference = of_kept->>'reference',
    person_id = (of_kept->>'person_id')::uuid where tenant_id = of_tenant and id = kept;
  update candidate set email = of_merged->>'email' where tenant_id = of_tenant and id = merged;
end $$;

-- What the record that stayed says after an undoing: as before, but for what was changed since.
create function app.merge_back(g candidate_merge) returns jsonb language sql stable as $$
  select jsonb_object_agg(k.key, case when k.value = g.kept_after->k.key then g.kept_before->k.key else k.value end)
  from candidate c cross join lateral jsonb_each(app.merge_profile(c)) k where c.tenant_id = g.tenant_id and c.id = g.kept_id
$$;

create function app.merge_holds() returns trigger language plpgsql as $$
declare kept jsonb; merged jsonb;
begin
  perform from candidate c where c.tenant_id = new.tenant_id and c.id in (new.kept_id, new.merged_id) order by c.id for update;
  if tg_op = 'INSERT' then
    if new.state <> 'merging' or new.merged_at <> app.now() or new.undo_until <> new.merged_at + interval '30 days' then
      raise exception 'a merge begins with merging, and can be undone for 30 days' using errcode = 'restrict_violation';
    end if;
    select app.merge_profile(c) into kept from candidate c where c.tenant_id = new.tenant_id and c.id = new.kept_id and c.merged_into is null;
    select app.merge_profile(c) into merged from candidate c where c.tenant_id = new.tenant_id and c.id = new.merged_id and c.merged_into is null;
    if kept is null or merged is null then
      raise exception 'one of the records was merged before' using errcode = 'restrict_violation';
    end if;
    if kept->>'person_id' <> merged->>'person_id' then
      raise exception 'the records are of two accounts' using errcode = 'restrict_violation', constraint = 'merge_refused';
    end if;
    if exists (select from jsonb_each(new.kept_after) k where k.value not in (kept->k.key, merged->k.key)) then
      raise exception 'a merge chooses from what is on file' using errcode = 'restrict_violation';
    end if;
    if app.merge_conflicts(new.tenant_id, new.kept_id, new.merged_id) then
      raise exception 'an assessor of the one has trained the other' using errcode = 'restrict_violation', constraint = 'merge_refused'; -- IMI-QA-09
    end if;
    new.kept_before := kept;
    new.merged_before := merged;
    new.kept_after := kept || new.kept_after || jsonb_build_object('person_id', coalesce(kept->>'person_id', merged->>'person_id'));
    new.merged_after := merged || jsonb_build_object('person_id', null, 'email', case when new.kept_after->'email' = merged->'email' then kept->'email' else merged->'email' end);
    return new;
  end if;
  if (to_jsonb(new) - array['state','kept_before','kept_after','merged_before','merged_after','undone_at','undone_by','undone_by_name','final_at'])
    is distinct from (to_jsonb(old) - array['state','kept_before','kept_after','merged_before','merged_after','undone_at','undone_by','undone_by_name','final_at'])
    or new.state in ('merged', 'undoing') and (new.kept_before, new.kept_after, new.merged_before, new.merged_after) is distinct from (old.kept_before, old.kept_after, old.merged_before, old.merged_after) then
    raise exception 'merge % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  if (old.state, new.state) not in (('merging', 'merged'), ('merged', 'undoing'), ('undoing', 'undone'), ('merged', 'final')) then
    raise exception 'merge % does not go from % to %', old.id, old.state, new.state using errcode = 'restrict_violation';
  end if;
  if new.state = 'undoing' and new.undo_until <= app.now() or new.state = 'final' and new.undo_until > app.now() then
    raise exception 'merge % can be undone until %, and no longer', old.id, old.undo_until using errcode = 'restrict_violation';
  end if;
  if new.state = 'undoing' and (
      exists (select from candidate c where c.tenant_id = new.tenant_id and c.id = new.kept_id and c.merged_into is not null)
      or exists (select from candidate c where c.tenant_id = new.tenant_id and c.id not in (new.kept_id, new.merged_id) and c.email in (new.merged_before->>'email', app.merge_back(new)->>'email'))
      or app.merge_back(new)->>'email' = new.merged_before->>'email'
      or exists (select from certificate x join candidate_merge_row m on m.tenant_id = x.tenant_id and m.merge_id = new.id and m.of_table = 'enrolment' and m.id = x.enrolment_id
        where x.tenant_id = new.tenant_id)
      or exists (select from submission s where s.tenant_id = new.tenant_id and s.candidate_id = new.kept_id and s.submitted_at >= new.merged_at)
      or exists (select from assessment a where a.tenant_id = new.tenant_id and a.candidate_id = new.kept_id and a.decided_at >= new.merged_at)) then
    raise exception 'what came since stands in the way of undoing merge %', old.id using errcode = 'restrict_violation', constraint = 'undo_refused';
  end if;
  return new;
end $$;

create function app.merge_acts() returns trigger language plpgsql as $$
begin
  if new.state = 'merging' then
    perform app.merge_moves(new);
    perform app.merge_dresses(new.tenant_id, new.kept_id, new.kept_after, new.merged_id, new.merged_after, new.kept_id);
  elsif new.state = 'undoing' then
    perform app.merge_undoes(new);
    perform app.merge_dresses(new.tenant_id, new.kept_id, app.merge_back(new), new.merged_id, new.merged_before, null);
  elsif new.state in ('undone', 'final') then
    delete from candidate_merge_row where tenant_id = new.tenant_id and merge_id = new.id;
  end if;
  return null;
end $$;

create function app.merge_settled() returns trigger language plpgsql as $$
begin
  if exists (select from candidate_merge g where g.tenant_id = new.tenant_id and g.id = new.id and g.state in ('merging', 'undoing')) then
    raise exception 'merge % is half done', new.id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create function app.merge_under_way(of_tenant uuid, of_candidate uuid) returns boolean language sql stable as $$
  select exists (select from candidate_merge g where g.tenant_id = of_tenant and of_candidate in (g.kept_id, g.merged_id) and g.state in ('merging', 'undoing'))
$$;

create function app.merge_row_holds() returns trigger language plpgsql as $$
declare n candidate_merge_row; s text;
begin
  if tg_op = 'DELETE' then n := old; else n := new; end if;
  select g.state into s from candidate_merge g where g.tenant_id = n.tenant_id and g.id = n.merge_id;
  if s is null or tg_op = 'INSERT' and s not in ('merging', 'undoing') or tg_op = 'DELETE' and s not in ('undone', 'final') then
    raise exception 'what merge % moved stays written down', n.merge_id using errcode = 'restrict_violation';
  end if;
  return n;
end $$;

-- A record is merged, and parted again, by a merge alone; between the two it does not change.
create function app.candidate_merged_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.merged_into is not null then
      raise exception 'a candidate begins unmerged' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if (new.merged_into is not null or old.merged_into is not null) and not app.merge_under_way(new.tenant_id, new.id) then
    raise exception 'candidate % was merged', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Nobody judges themselves by a second address.
create function app.assessor_is_other() returns trigger language plpgsql as $$
begin
  if exists (select from membership m join candidate c on c.tenant_id = m.tenant_id and (c.email = m.email or c.person_id = m.person_id)
      where m.tenant_id = new.tenant_id and m.id = new.membership_id and c.id in (select app.records_of(new.tenant_id, new.candidate_id))) then
    raise exception 'the assessor is the candidate' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Finds for some records, of those that are read, whose else they may be. Of
-- many namesakes the first five are named.
create function app.pair_up(of_tenant uuid, ids uuid[]) returns void language sql as $$
  delete from candidate_pair p where p.tenant_id = of_tenant and (p.one_id = any(ids) or p.other_id = any(ids)) and p.dismissed_at is null;
  insert into candidate_pair (tenant_id, id, one_id, other_id, by_name, by_email, by_reference)
  select of_tenant, md5(a.id::text || b.id::text)::uuid, a.id, b.id,
    a.name_key = b.name_key and a.name_key <> '', a.email_key = b.email_key and a.email_key <> '', a.reference_key = b.reference_key and a.reference_key <> ''
  from (select distinct least(f.id, c.id) as one, greatest(f.id, c.id) as other from candidate f cross join lateral (
      (select c.id from candidate c where c.tenant_id = of_tenant and c.name_key = f.name_key and c.name_key <> '' and c.merged_into is null and c.id <> f.id order by c.id limit 5)
      union all
      (select c.id from candidate c where c.tenant_id = of_tenant and c.email_key = f.email_key and c.email_key <> '' and c.merged_into is null and c.id <> f.id order by c.id limit 5)
      union all
      (select c.id from candidate c where c.tenant_id = of_tenant and c.reference_key = f.reference_key and c.reference_key <> '' and c.merged_into is null and c.id <> f.id order by c.id limit 5)) c
    where f.tenant_id = of_tenant and f.id = any(ids) and f.merged_into is null) found
  join candidate a on a.tenant_id = of_tenant and a.id = found.one
  join candidate b on b.tenant_id = of_tenant and b.id = found.other
  on conflict (tenant_id, one_id, other_id) do update set by_name = excluded.by_name, by_email = excluded.by_email, by_reference = excluded.by_reference
$$;

create function app.candidates_came() returns trigger language plpgsql as $$
begin
  perform app.pair_up(f.tenant_id, array_agg(f.id)) from fresh f group by f.tenant_id;
  return null;
end $$;

create function app.candidates_changed() returns trigger language plpgsql as $$
begin
  perform app.pair_up(f.tenant_id, array_agg(f.id)) from fresh f join stale s on s.tenant_id = f.tenant_id and s.id = f.id
    where (f.name_key, f.email_key, f.reference_key, f.merged_into) is distinct from (s.name_key, s.email_key, s.reference_key, s.merged_into) group by f.tenant_id;
  return null;
end $$;

create function app.pair_holds() returns trigger language plpgsql as $$
begin
  if (new.id, new.one_id, new.other_id) is distinct from (old.id, old.one_id, old.other_id) then
    raise exception 'pair % is of two records', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update on candidate_merge for each row execute function app.merge_holds();
create trigger acts after insert or update on candidate_merge for each row execute function app.merge_acts();
create constraint trigger settled after insert or update on candidate_merge deferrable initially deferred for each row
  when (new.state in ('merging', 'undoing')) execute function app.merge_settled();
create trigger holds before insert or update or delete on candidate_merge_row for each row execute function app.merge_row_holds();
create trigger holds before update on candidate_pair for each row execute function app.pair_holds();
create trigger merged before insert or update on candidate for each row execute function app.candidate_merged_holds();
create trigger came after insert on candidate referencing new table as fresh for each statement execute function app.candidates_came();
create trigger changed after update on candidate referencing old table as stale new table as fresh for each statement execute function app.candidates_changed();
create trigger other before insert on assessor_assignment for each row execute function app.assessor_is_other();

-- Both addresses are the same person's: a merge ends no link.
drop trigger readdressed on candidate;
create trigger readdressed after update of email on candidate for each row
  when (old.email is distinct from new.email and not app.merge_under_way(new.tenant_id, new.id)) execute function app.candidate_readdressed();

alter table assessor_assignment alter constraint assessor_assignment_tenant_id_assessment_id_candidate_id_fkey deferrable initially immediate;
alter table score_sheet alter constraint score_sheet_tenant_id_assessment_id_candidate_id_fkey deferrable initially immediate;

call app.merges('enrolment', 'enrolment_tenant_id_candidate_id_fkey', 10, 'moves',
  -- two places in one cohort, or one and a claim to one; a place that was given up stays what it was
  refuses => $$r.withdrawn_at is null and (exists (select from enrolment k where k.tenant_id = r.tenant_id and k.cohort_id = r.cohort_id and k.candidate_id = g.kept_id)
    or exists (select from waiting k where k.tenant_id = r.tenant_id and k.cohort_id = r.cohort_id and k.candidate_id = g.kept_id and k.left_at is null))$$,
  stays => $$exists (select from enrolment k where k.tenant_id = r.tenant_id and k.cohort_id = r.cohort_id and k.candidate_id = g.kept_id)$$);
call app.merges('enrolment_standing', 'enrolment_standing_tenant_id_candidate_id_fkey', 20, 'moves',
  stays => $$r.id in (select e.id from enrolment e where e.tenant_id = r.tenant_id and e.candidate_id = g.merged_id)$$, along => 'id', along_of => 'enrolment');
call app.merges('completion', 'completion_tenant_id_candidate_id_fkey', 21, 'moves', along => 'enrolment_id', along_of => 'enrolment');
call app.merges('certificate', 'certificate_tenant_id_candidate_id_fkey', 22, 'refuses'); -- its PDF is sealed
call app.merges('waiting', 'waiting_tenant_id_candidate_id_fkey', 30, 'moves',
  refuses => $$r.left_at is null and (exists (select from waiting k where k.tenant_id = r.tenant_id and k.cohort_id = r.cohort_id and k.candidate_id = g.kept_id and k.left_at is null)
    or exists (select from enrolment k where k.tenant_id = r.tenant_id and k.cohort_id = r.cohort_id and k.candidate_id = g.kept_id and k.withdrawn_at is null))$$);
call app.merges('message_delivery', 'message_delivery_tenant_id_candidate_id_fkey', 31, 'moves',
  stays => $$exists (select from message_delivery k where k.tenant_id = r.tenant_id and k.message_id = r.message_id and k.candidate_id = g.kept_id)
    or r.enrolment_id in (select e.id from enrolment e where e.tenant_id = r.tenant_id and e.candidate_id = g.merged_id)$$, along => 'enrolment_id', along_of => 'enrolment');
call app.merges('application', 'application_tenant_id_candidate_id_fkey', 32, 'moves', along => 'waiting_id', along_of => 'waiting');
call app.merges('logbook_entry', 'logbook_entry_tenant_id_candidate_id_fkey', 40, 'moves');
call app.merges('referee_request', 'referee_request_tenant_id_candidate_id_fkey', 42, 'moves');
call app.merges('referee_item', 'referee_item_tenant_id_candidate_id_fkey', 43, 'moves', along => 'request_id', along_of => 'referee_request');
call app.merges('exemption', 'exemption_tenant_id_candidate_id_fkey', 41, 'moves',
  refuses => $$r.withdrawn_at is null and exists (select from exemption k where k.tenant_id = r.tenant_id and k.program_id = r.program_id and k.citation = r.citation and k.candidate_id = g.kept_id and k.withdrawn_at is null)$$);
call app.merges('assessment', 'assessment_tenant_id_candidate_id_fkey', 50, 'moves',
  refuses => $$r.decided_at is null and exists (select from assessment k where k.tenant_id = r.tenant_id and k.candidate_id = g.kept_id and k.decided_at is null)$$);
call app.merges('assessor_assignment', 'assessor_assignment_tenant_id_assessment_id_candidate_id_fkey', 51, 'moves', along => 'assessment_id', along_of => 'assessment');
call app.merges('score_sheet', 'score_sheet_tenant_id_assessment_id_candidate_id_fkey', 52, 'moves', along => 'assessment_id', along_of => 'assessment');
call app.merges('document', 'document_tenant_id_candidate_id_fkey', 60, 'moves');
call app.merges('document_version', 'document_version_tenant_id_candidate_id_fkey', 61, 'moves', along => 'document_id', along_of => 'document');
call app.merges('submission', 'submission_tenant_id_candidate_id_fkey', 70, 'moves',
  -- what was put forward to IMI was put forward of this record
  refuses => $$r.submitted_at is not null or exists (select from submission k where k.tenant_id = r.tenant_id and k.candidate_id = g.kept_id and k.program_id = r.program_id and k.submitted_at is null)$$);
call app.merges('candidate', 'candidate_merged_into', 90, 'stays');
call app.merges('candidate_merge', 'candidate_merge_tenant_id_kept_id_fkey', 91, 'stays');
call app.merges('candidate_merge', 'candidate_merge_tenant_id_merged_id_fkey', 92, 'stays');
call app.merges('candidate_pair', 'candidate_pair_tenant_id_one_id_fkey', 93, 'stays');
call app.merges('candidate_pair', 'candidate_pair_tenant_id_other_id_fkey', 94, 'stays');
revoke execute on procedure app.merges(regclass, name, integer, text, text, text, name, regclass) from public;

select app.pair_up(c.tenant_id, array_agg(c.id)) from candidate c group by c.tenant_id;
