-- +goose Up
-- The candidates' wall (0697) asked whether a value is null, of which a plan
-- reckons that it hardly ever is: that of 20,000 rows a hundred are seen. It
-- chose for a hundred, and searched thousands one by one. The same, asked as one
-- yes or no, is reckoned as even, and plans are made for what is there.

-- +goose StatementBegin
create or replace procedure app.candidates_own(t regclass, sees text default 'false', writes text default 'false') language plpgsql as $$
begin
  execute format('drop policy if exists candidate on %s', t);
  execute format('drop policy if exists candidate_deletes on %s', t);
  execute format('create policy candidate on %s as restrictive for all to accord_member using ((select app.candidate() is null) or (%s)) with check ((select app.candidate() is null) or (%s))', t, sees, writes);
  execute format('create policy candidate_deletes on %s as restrictive for delete to accord_member using ((select app.candidate() is null))', t);
end $$;

do $$
declare p record; was text := '(( SELECT app.candidate() AS candidate) IS NULL)'; is_now text := '( SELECT app.candidate() IS NULL)';
begin
  for p in select polname, polrelid::regclass of_table, pg_get_expr(polqual, polrelid) sees, pg_get_expr(polwithcheck, polrelid) writes from pg_policy
      where polname in ('candidate', 'candidate_deletes') loop
    if position(was in p.sees) = 0 or p.writes is not null and position(was in p.writes) = 0 then
      raise exception 'the policy % on % is another', p.polname, p.of_table;
    end if;
    execute format('alter policy %I on %s using (%s)', p.polname, p.of_table, replace(p.sees, was, is_now));
    if p.writes is not null then
      execute format('alter policy %I on %s with check (%s)', p.polname, p.of_table, replace(p.writes, was, is_now));
    end if;
  end loop;
end $$;
-- +goose StatementEnd
