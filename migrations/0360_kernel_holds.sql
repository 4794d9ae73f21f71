-- +goose Up
-- What a kernel table takes from a door that could be misled.

-- A new password or a new address is signing in's alone: a link to it that an
-- organisation or oversight could plant would be another person's account.
create policy not_of_accounts on link as restrictive for insert to accord_member, accord_overseer
  with check (act not in ('reset', 'email'));

-- A job acts for the person who caused it, behind the door they came by. Across
-- doors, and for nobody in particular, a clerk acts with a clerk's rights.
create policy own_person on outbox as restrictive for insert to accord_member
  with check (person_id is null or (door = 'member' and person_id = (select app.person())));
create policy own_person_imi on outbox as restrictive for insert to accord_overseer
  with check (person_id is null or (door = 'overseer' and person_id = (select app.person())));
