-- +goose Up
-- What a search of candidates looks in, kept in plain letters: working it out
-- anew for 20,000 of them was the time of the search. No index serves it: under
-- row security a row is looked at before a pattern is.
create function app.plain(words text) returns text language sql immutable parallel safe
  return translate(lower(words), 'áàâäãåéèêëíìîïóòôöõøúùûüñçýÿ', 'aaaaaaeeeeiiiioooooouuuuncyy');
alter table candidate add column found_by text generated always as (app.plain(name || ' ' || email || ' ' || reference)) stored;
