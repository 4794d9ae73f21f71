-- +goose Up
-- Why a candidate cannot come is theirs and the planners'; who does nothing but
-- assess reads it at the table's wall as little as by the policies.
create policy gate on slot_answer as restrictive for select to accord_member using (not (select app.gated()));
