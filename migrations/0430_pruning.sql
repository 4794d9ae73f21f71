-- +goose Up
-- What nobody needs any more may be deleted: by the login that keeps it moving,
-- and only when it is old. The ages stand here as well as in tenants.Prune, so
-- that a program that errs deletes nothing young. What failed stays until
-- somebody looked at it, and the journal stays for ever.

create policy clerk_prunes on outbox as restrictive for delete to accord_clerk
  using (state in ('done', 'cancelled') and coalesce(finished_at, created_at) < app.now() - interval '30 days');
grant select (finished_at, created_at) on outbox to accord_clerk;
grant delete on outbox to accord_clerk;

create policy clerk on idempotency for select to accord_clerk using (true);
create policy clerk_prunes on idempotency for delete to accord_clerk using (created_at < app.now() - interval '30 days');
grant select (tenant_id, person_id, key, created_at), delete on idempotency to accord_clerk;

create policy clerk on link for select to accord_clerk using (true);
create policy clerk_prunes on link for delete to accord_clerk using (expires_at < app.now() - interval '30 days');
grant select (tenant_id, id, expires_at), delete on link to accord_clerk;

create policy gate_prunes on account_session as restrictive for delete to accord_gate
  using (least(coalesce(revoked_at, expires_at), expires_at) < app.now() - interval '30 days');
grant delete on account_session to accord_gate;

create policy gate_prunes on link_redemption as restrictive for delete to accord_gate
  using (redeemed_at < app.now() - interval '30 days');
grant delete on link_redemption to accord_gate;
