-- +goose Up
-- How often a candidate may be assessed under a program, and how long they wait
-- after a failure. A decision that an appeal has set aside does not count.

alter table assessment_design
  add column attempts integer not null default 0 check (attempts between 0 and 20),           -- 0: as often as they like
  add column resit_after integer not null default 0 check (resit_after between 0 and 730);    -- days after the decision

alter table assessment disable trigger user;
alter table assessment
  add column attempt integer not null default 1 check (attempt > 0), -- the first, the second … under the program
  add column beyond_because text not null default '' check (length(beyond_because) <= 1000); -- why it is open in spite of the limits
update assessment a set attempt = 1 + (select count(*) from assessment e
  where e.tenant_id = a.tenant_id and e.candidate_id = a.candidate_id and e.program_id = a.program_id and e.outcome = 'failed' and e.decided_at <= a.opened_at
    and not exists (select from fallen_assessment f where f.tenant_id = e.tenant_id and f.id = e.id and f.fell_at <= a.opened_at));
alter table assessment enable trigger user;
create index assessment_failed on assessment (tenant_id, candidate_id, program_id, decided_at desc) where outcome = 'failed';

-- +goose StatementBegin
create function app.resit_holds() returns trigger language plpgsql as $$
declare failed integer; latest timestamptz; rule record;
begin
  if tg_op = 'UPDATE' then
    if (new.attempt, new.beyond_because) is distinct from (old.attempt, old.beyond_because) then
      raise exception 'assessment % stays the attempt it is', old.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  select count(*), max(e.decided_at) into failed, latest from assessment e
    where e.tenant_id = new.tenant_id and e.candidate_id = new.candidate_id and e.program_id = new.program_id and e.outcome = 'failed'
      and not exists (select from fallen_assessment f where f.tenant_id = e.tenant_id and f.id = e.id);
  if new.attempt <> failed + 1 then
    raise exception 'assessment % is attempt %', new.id, failed + 1 using errcode = 'restrict_violation';
  end if;
  select d.attempts, d.resit_after into rule from assessment_design d where d.tenant_id = new.tenant_id and d.id = new.design_id;
  if new.beyond_because = '' and (rule.attempts > 0 and failed >= rule.attempts or latest + rule.resit_after * interval '24 hours' > new.opened_at) then
    raise exception 'the design of assessment % allows no other attempt now', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger resits before insert on assessment for each row execute function app.resit_holds();
create trigger resits_stay before update on assessment for each row when ((new.attempt, new.beyond_because) is distinct from (old.attempt, old.beyond_because)) execute function app.resit_holds();
