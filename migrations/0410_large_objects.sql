-- +goose Up
-- Large objects stand outside the walls: they have no tenant and no policy, and
-- PostgreSQL lets every login make them. These functions are the superuser's, so
-- that an owner who is none cannot take them from PUBLIC; whoever makes the
-- database then does (see the README), and this changes nothing.
-- +goose StatementBegin
do $$
declare f regprocedure;
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    return;
  end if;
  for f in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace
    and proname in ('lo_creat','lo_create','lo_from_bytea','lo_open','lo_put','lowrite','lo_truncate','lo_truncate64','lo_import','lo_unlink') loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
-- +goose StatementEnd
