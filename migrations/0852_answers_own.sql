-- +goose Up
-- What a request was answered is kept for who sent it, and says what they read:
-- an assessor's own marks, a panel's draft. At the tables it is theirs alone too.
create policy own on idempotency as restrictive for all to accord_member
  using (person_id = (select coalesce(nullif(current_setting('app.person_id', true), '')::uuid, '00000000-0000-0000-0000-000000000000')))
  with check (person_id = (select coalesce(nullif(current_setting('app.person_id', true), '')::uuid, '00000000-0000-0000-0000-000000000000')));
