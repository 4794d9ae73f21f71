-- +goose Up
-- What the walls ask in every statement is planned once in a connection: a
-- function in SQL that reads tables is parsed and planned anew each time it is
-- called, one in PL/pgSQL keeps its plan. Whose rows are one's own stands behind
-- thirty tables, and a page of a candidate's own asks fifty questions.

-- +goose StatementBegin
do $$
declare f record; body text;
begin
  for f in select p.proname, p.prosrc, p.proretset, pg_get_function_result(p.oid) as result
    from pg_proc p join pg_language l on l.oid = p.prolang and l.lanname = 'sql'
    where p.pronamespace = 'app'::regnamespace and p.pronargs = 0 and p.provolatile = 's'
      and p.prosrc ~* '\mfrom\M'
  loop
    body := replace(f.prosrc, 'any(app.own_candidates())', 'any((select app.own_candidates())::uuid[])');
    execute format('create or replace function app.%I() returns %s language plpgsql stable as %L', f.proname, f.result,
      case when f.proretset then format('begin return query %s; end', body) else format('begin return (%s); end', body) end);
  end loop;
end $$;
-- +goose StatementEnd
