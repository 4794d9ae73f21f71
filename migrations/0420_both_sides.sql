-- +goose Up
-- What an organisation did towards IMI stands in its journal, and IMI holds it
-- too: a submission, a release, the mails about a request. The event says so
-- itself when it is written; no event becomes told later.
alter table audit_log add column told boolean not null default false;
drop policy imi on audit_log;
create policy imi on audit_log for select to accord_overseer using (door = 'overseer' or told or tenant_id = app.oversight());

-- A request that should not have been issued is withdrawn, and nothing is held
-- against the organisation.
alter table finding drop constraint finding_outcome_check;
alter table finding add constraint finding_outcome_check check (outcome in ('satisfactory','satisfactory_with_actions','unsatisfactory','not_supplied','withdrawn'));
