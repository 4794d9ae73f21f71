-- +goose Up
-- A candidate's address that was wrong is corrected: whoever had mail at the
-- wrong one keeps no key. What was mailed there ends with the correction, and
-- no link is made for an address that is not the candidate's any more.

alter table personal_link drop constraint personal_link_ended_how_check;
alter table personal_link add constraint personal_link_ended_how_check check (ended_how in ('', 'replaced', 'withdrawn', 'readdressed'));

-- +goose StatementBegin
create function app.candidate_readdressed() returns trigger language plpgsql as $$
begin
  update personal_link set ended_at = coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()), ended_how = 'readdressed'
    where tenant_id = new.tenant_id and ended_at is null
      and enrolment_id in (select e.id from enrolment e where e.tenant_id = new.tenant_id and e.candidate_id = new.id);
  return null;
end $$;
-- +goose StatementEnd
create trigger readdressed after update of email on candidate for each row
  when (old.email is distinct from new.email) execute function app.candidate_readdressed();

-- A link that is being made waits for a correction that is being made.
-- +goose StatementBegin
create function app.personal_link_addressed() returns trigger language plpgsql as $$
declare
  address text;
begin
  select c.email into address from enrolment e join candidate c on c.tenant_id = e.tenant_id and c.id = e.candidate_id
    where e.tenant_id = new.tenant_id and e.id = new.enrolment_id for share of c;
  if not exists (select 1 from link l where l.tenant_id = new.tenant_id and l.id = new.id and l.act = 'attend' and l.email = address) then
    raise exception 'personal link % is not for the address of its trainee', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger addressed before insert on personal_link for each row execute function app.personal_link_addressed();
