-- +goose Up
-- What is arranged for a candidate with a need, so that they are assessed like
-- everybody else. Why they need it is nobody's here to keep.
create table adjustment (
  tenant_id       uuid not null,
  id              uuid not null,
  candidate_id    uuid not null,
  kind            text not null check (kind in ('extra_time','breaks','interpreter','reader_or_scribe','technology','place','online','other')),
  arrangement     text not null check (length(arrangement) between 1 and 1000),
  state           text not null check (state in ('asked','granted','refused','ended')),
  asked_at        timestamptz not null,
  asked_by        uuid,
  asked_by_name   text not null,
  decided_at      timestamptz,
  decided_by      uuid,
  decided_by_name text not null default '',
  reason          text not null default '' check (length(reason) <= 1000), -- of a refusal
  ended_at        timestamptz,
  ended_by        uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, candidate_id) references candidate,
  check ((state = 'asked') = (decided_at is null)),
  check ((decided_at is null) = (decided_by_name = '')),
  check ((state = 'ended') = (ended_at is not null)),
  check ((state = 'refused') = (reason <> ''))
);
create index adjustment_candidate on adjustment (tenant_id, candidate_id, asked_at desc);
call app.organisation_side('adjustment');

-- +goose StatementBegin
create function app.adjustment_moves() returns trigger language plpgsql as $$
declare moved text[] := array['candidate_id'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'asked' then
      raise exception 'an adjustment begins as it is asked for' using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if new.state is distinct from old.state then
    if not (old.state = 'asked' and new.state in ('granted','refused') or old.state = 'granted' and new.state = 'ended') then
      raise exception 'adjustment % is %', old.id, old.state using errcode = 'restrict_violation';
    end if;
    moved := moved || case new.state when 'ended' then array['state','ended_at','ended_by'] else array['state','decided_at','decided_by','decided_by_name','reason'] end;
  end if;
  if (to_jsonb(new) - moved) is distinct from (to_jsonb(old) - moved) then
    raise exception 'adjustment % stays as it was', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger moves before insert or update on adjustment for each row execute function app.adjustment_moves();
call app.merges('adjustment', 'adjustment_tenant_id_candidate_id_fkey', 58, 'moves');
