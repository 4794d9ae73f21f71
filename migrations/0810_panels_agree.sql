-- +goose Up
-- A panel decides, and nobody alone for it: one of it drafts, every other says
-- whether they agree, and what more than half agree on is the decision. A draft
-- and a vote stay as they were given; another draft takes the place of the last.

create table ruling (
  tenant_id     uuid not null,
  id            uuid not null,
  appeal_id     uuid not null,
  number        integer not null check (number between 1 and 1000),
  panellist_id  uuid not null,                -- this and the next two: who drafted it
  membership_id uuid not null,
  name          text not null,                -- as it stood
  outcome       text not null check (outcome in ('allowed','dismissed','inadmissible')),
  minute        text not null check (length(minute) between 1 and 4000),
  answer        text not null check (length(answer) between 1 and 4000), -- to the candidate, once it is decided
  drafted_at    timestamptz not null,
  ended_at      timestamptz,                  -- the appeal's: until then it is the panel's alone
  primary key (tenant_id, id),
  unique (tenant_id, appeal_id, number),
  foreign key (tenant_id, appeal_id) references appeal,
  foreign key (tenant_id, panellist_id) references panellist,
  foreign key (tenant_id, membership_id) references membership
);
call app.organisation_side('ruling');

create table panel_vote (
  tenant_id     uuid not null,
  id            uuid not null,
  appeal_id     uuid not null,
  ruling_id     uuid not null,
  panellist_id  uuid not null,
  membership_id uuid not null,
  name          text not null,                -- as it stood
  agrees        boolean not null,
  reasons       text not null default '' check (length(reasons) <= 4000), -- of a dissent
  cast_at       timestamptz not null,
  ended_at      timestamptz,                  -- as above
  primary key (tenant_id, id),
  unique (tenant_id, ruling_id, panellist_id),
  foreign key (tenant_id, appeal_id) references appeal,
  foreign key (tenant_id, ruling_id) references ruling,
  foreign key (tenant_id, panellist_id) references panellist,
  foreign key (tenant_id, membership_id) references membership,
  check (agrees = (reasons = ''))
);
create index panel_vote_appeal on panel_vote (tenant_id, appeal_id);
call app.organisation_side('panel_vote');

-- +goose StatementBegin
-- Who sits on a panel and has declared that no conflict exists reads what it
-- drafts; others when the appeal has ended, and its candidate never.
create function app.panel_opens(of_appeal uuid, ended timestamptz) returns boolean language plpgsql stable as $$
begin
  return pg_trigger_depth() > 0
    or (ended is not null and not app.gated()
        or exists (select from panellist p where p.tenant_id = app.tenant() and p.appeal_id = of_appeal and p.membership_id = any(app.person_memberships())
          and p.declared_at is not null and p.out_at is null))
      and not exists (select from appeal a where a.tenant_id = app.tenant() and a.id = of_appeal and a.candidate_id = any(app.acting_candidates()));
end $$;

-- Takes an open appeal, and asks that a place on its panel is held by whom is said.
create function app.panel_sits(of_tenant uuid, of_appeal uuid, of_panellist uuid, of_membership uuid) returns void language plpgsql as $$
begin
  perform from appeal a where a.tenant_id = of_tenant and a.id = of_appeal and a.state = 'lodged' for update;
  if not found then
    raise exception 'appeal % has ended', of_appeal using errcode = 'restrict_violation';
  end if;
  if not exists (select from panellist p where p.tenant_id = of_tenant and p.id = of_panellist and p.appeal_id = of_appeal and p.membership_id = of_membership
      and p.declared_at is not null and p.out_at is null) then
    raise exception 'appeal % is its panel''s to decide', of_appeal using errcode = 'restrict_violation';
  end if;
end $$;

create function app.ruling_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'ended_at') is distinct from (to_jsonb(old) - 'ended_at') or not exists (select from appeal a
      where a.tenant_id = new.tenant_id and a.id = new.appeal_id and a.ended_at = new.ended_at) then
      raise exception '% % stays as it was given', tg_table_name, old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  perform app.panel_sits(new.tenant_id, new.appeal_id, new.panellist_id, new.membership_id);
  if new.ended_at is not null or new.number <> 1 + (select coalesce(max(r.number), 0) from ruling r where r.tenant_id = new.tenant_id and r.appeal_id = new.appeal_id) then
    raise exception 'another draft of appeal % is there', new.appeal_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.vote_holds() returns trigger language plpgsql as $$
begin
  perform app.panel_sits(new.tenant_id, new.appeal_id, new.panellist_id, new.membership_id);
  if new.ended_at is not null or new.ruling_id is distinct from (select r.id from ruling r where r.tenant_id = new.tenant_id and r.appeal_id = new.appeal_id order by r.number desc limit 1) then
    raise exception 'another draft of appeal % is there', new.appeal_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Whether a panel has decided so: its last draft says it, who drafted it sits,
-- everybody who sits has declared and voted, and more than half agree.
create function app.panel_carries(a appeal) returns boolean language plpgsql stable as $$
declare r ruling; sitting integer; declared integer; voted integer; agreed integer;
begin
  select * into r from ruling x where x.tenant_id = a.tenant_id and x.appeal_id = a.id order by x.number desc limit 1;
  if r.id is null or (r.outcome, r.minute, r.answer, r.membership_id, r.name) is distinct from (a.state, a.minute, a.answer, a.decided_by, a.decided_by_name) then
    return false;
  end if;
  select count(*), count(p.declared_at), count(v.id), count(v.id) filter (where v.agrees) into sitting, declared, voted, agreed
    from panellist p left join panel_vote v on v.tenant_id = p.tenant_id and v.ruling_id = r.id and v.panellist_id = p.id
    where p.tenant_id = a.tenant_id and p.appeal_id = a.id and p.out_at is null;
  return sitting >= 2 and declared = sitting and voted = sitting and 2 * agreed > sitting
    and exists (select from panellist p where p.tenant_id = a.tenant_id and p.id = r.panellist_id and p.out_at is null);
end $$;

-- As in 0650; what is decided is what the panel's last draft says, and more than half of it agreed to.
create or replace function app.appeal_moves() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'lodged' then
      raise exception 'an appeal begins as it is lodged' using errcode = 'restrict_violation';
    end if;
    if not exists (select from result r where r.tenant_id = new.tenant_id and r.id = new.assessment_id and r.candidate_id = new.candidate_id and r.appeal_until >= app.now()) then
      raise exception 'the decision of assessment % cannot be contested', new.assessment_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if old.state <> 'lodged' then
    raise exception 'appeal % has ended', old.id using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(new) - array['state','ended_at','decided_by','decided_by_name','minute','answer']) is distinct from (to_jsonb(old) - array['state','ended_at','decided_by','decided_by_name','minute','answer']) then
    raise exception 'appeal % stays as it was lodged', old.id using errcode = 'restrict_violation';
  end if;
  if new.decided_by is not null and not app.panel_carries(new) then
    raise exception 'appeal % is its panel''s to decide', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create or replace function app.appeal_ended() returns trigger language plpgsql as $$
begin
  update panellist set ended_at = new.ended_at where tenant_id = new.tenant_id and appeal_id = new.id and out_at is null;
  update ruling set ended_at = new.ended_at where tenant_id = new.tenant_id and appeal_id = new.id;
  update panel_vote set ended_at = new.ended_at where tenant_id = new.tenant_id and appeal_id = new.id;
  return null;
end $$;

-- Who sits on a panel leaves it with their reason; nobody takes themselves off without one.
create function app.leaves_with_reason() returns trigger language plpgsql as $$
begin
  if current_user = 'accord_member' and new.membership_id = any(app.person_memberships()) then
    raise exception 'panellist % steps down with a reason', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd

create trigger holds before insert or update on ruling for each row execute function app.ruling_holds();
create trigger holds before insert on panel_vote for each row execute function app.vote_holds();
create trigger holds_since before update on panel_vote for each row execute function app.ruling_holds();
create trigger leaves_with_reason before update on panellist for each row
  when (old.out_at is null and new.out_at is not null and new.conflict = '') execute function app.leaves_with_reason();

create policy panels on ruling as restrictive for select to accord_member using (app.panel_opens(appeal_id, ended_at));
create policy panels on panel_vote as restrictive for select to accord_member using (app.panel_opens(appeal_id, ended_at));
create policy own_new on ruling as restrictive for insert to accord_member with check (membership_id = any((select app.person_memberships())::uuid[]));
create policy own_new on panel_vote as restrictive for insert to accord_member with check (membership_id = any((select app.person_memberships())::uuid[]));
