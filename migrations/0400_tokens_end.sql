-- +goose Up
-- Whoever sets a new password, or signs out everywhere else, shuts out whoever
-- holds a token of theirs too. The gate may end a token, and no more than that:
-- neither make one, nor bring one back, nor change whose it is.
create policy gate_ends on api_token for update to accord_gate using (revoked_at is null) with check (revoked_at is not null);
grant update (revoked_at) on api_token to accord_gate;
create index api_token_membership on api_token (tenant_id, membership_id) where revoked_at is null;
