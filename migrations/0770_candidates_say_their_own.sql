-- +goose Up
-- A candidate writes their own rows, but not what others say of them: a referee
-- of their logbook, and the panel of their appeal. No policy line gave them
-- that; the wall says so too.

-- +goose StatementBegin
do $$
declare own text := 'candidate_id = any((select app.own_candidates())::uuid[])';
begin
  call app.candidates_own('logbook_entry', own, own || ' and (verified_at is null or removed_at is not null)');
  call app.candidates_own('referee_request', own, own || $s$ and state in ('asked', 'withdrawn')$s$);
  call app.candidates_own('referee_item', own, own || $s$ and state in ('asked', 'withdrawn')$s$);
  call app.candidates_own('appeal', own, own || $s$ and state in ('lodged', 'withdrawn')$s$);
end $$;
-- +goose StatementEnd
