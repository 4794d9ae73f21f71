#!/bin/sh
# Makes Accord's logins, once, in a database "accord" that is there already. compose.yaml runs it when PostgreSQL
# first starts; with a server of your own, whoever may make roles runs it, and psql finds the server by PGHOST, PGPORT
# and PGPASSWORD:
#
#   createdb accord
#   POSTGRES_USER=postgres POSTGRES_PASSWORD=the-logins-password migrations/logins.sh
set -eu
# Accord's logins. None but the owner owns anything; none is superuser or passes row-level security.
export PGUSER="$POSTGRES_USER"
for login in owner public member self overseer gate clerk; do
  psql -v ON_ERROR_STOP=1 -v login=accord_$login -v password="$POSTGRES_PASSWORD" -d accord <<'SQL'
create role :"login" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
grant connect on database accord to :"login";
SQL
done
psql -v ON_ERROR_STOP=1 -d accord <<'SQL'
alter database accord owner to accord_owner;
alter schema public owner to pg_database_owner;
revoke connect, temporary on database accord, postgres, template1 from public;
revoke execute on function lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea), lo_open(oid, int), lo_put(oid, bigint, bytea),
  lowrite(int, bytea), lo_truncate(int, int), lo_truncate64(int, bigint), lo_import(text), lo_import(text, oid), lo_unlink(oid) from public;
SQL
