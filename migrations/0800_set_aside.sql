-- +goose Up
-- That an appeal set a decision aside stands on the assessment, and on what the
-- candidate was told, for whoever reads either. The database copies it; nothing
-- else of them changes by it.

alter table assessment add column fell_at timestamptz, add constraint assessment_fell check (fell_at is null or decided_at is not null);
alter table result add column fell_at timestamptz;

-- +goose StatementBegin
create function app.fell_holds() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (to_jsonb(new) - 'fell_at') is distinct from (to_jsonb(old) - 'fell_at')
    or not exists (select from fallen_assessment f where f.tenant_id = new.tenant_id and f.id = new.id and f.fell_at = new.fell_at) then
    raise exception 'no appeal has set assessment % aside', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function app.fell() returns trigger language plpgsql as $$
begin
  update assessment set fell_at = new.fell_at where tenant_id = new.tenant_id and id = new.id;
  update result set fell_at = new.fell_at where tenant_id = new.tenant_id and id = new.id;
  return null;
end $$;
-- +goose StatementEnd

drop trigger holds on assessment;
drop trigger holds on result;

-- What had fallen before.
update assessment a set fell_at = f.fell_at from fallen_assessment f where f.tenant_id = a.tenant_id and f.id = a.id;
update result r set fell_at = f.fell_at from fallen_assessment f where f.tenant_id = r.tenant_id and f.id = r.id;

create trigger holds before update on assessment for each row -- a merge takes it along (0610)
  when (new.fell_at is not distinct from old.fell_at and (old.candidate_id is null or new.candidate_id is not distinct from old.candidate_id)) execute function app.assessment_holds();
create trigger falls before update on assessment for each row when (new.fell_at is distinct from old.fell_at) execute function app.fell_holds();
create trigger begins_standing before insert on assessment for each row when (new.fell_at is not null) execute function app.fell_holds();
create trigger holds before insert on result for each row execute function app.result_holds();
create trigger stays before update on result for each row when (new.fell_at is not distinct from old.fell_at) execute function app.result_holds();
create trigger falls before update on result for each row when (new.fell_at is distinct from old.fell_at) execute function app.fell_holds();
create trigger begins_standing before insert on result for each row when (new.fell_at is not null) execute function app.fell_holds();
create trigger fell after insert on fallen_assessment for each row execute function app.fell();

-- The list of what fell, and of what stands.
create index assessment_fallen on assessment (tenant_id, opened_at desc, id desc) where fell_at is not null;
