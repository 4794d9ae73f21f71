package seed

// days fill the days on which candidates are assessed: a slot for each, with the two
// who judge and a role-player, one that was called off, and on those to come two
// that are free.
func days() []string {
	return []string{
		at(`insert into assessment_day (tenant_id, id, program_id, title, held_on, time_zone, place, language, state, created_at, published_at, ended_at)
			select distinct on (tenant, day) tenant, pg_temp.the('day ' || n || ' ' || day), program, 'Jornada ' || day + 1, day_on, 'America/Guayaquil', 'Quito', 'es', case when day < held then 'closed' else 'published' end,
				$at, opened_at, case when day < held then (day_on + 1 + time '12:00') at time zone 'UTC' end from judged order by tenant, day, k`),
		`create temporary table slot on commit drop as
			select tenant, n, slug, day, day_on, day < held past, pg_temp.the('slot ' || id) slot, id, candidate, candidate_name, 'Sala ' || 1 + place / 5 room, place % 5 as hour, stage, opened_at, manager from judged
			union all select distinct on (tenant, day, extra) tenant, n, slug, day, day_on, day < held, pg_temp.the('free ' || n || ' ' || day || ' ' || extra), null, null, '', 'Sala 5', extra, 'free', opened_at, manager
			from judged, generate_series(0, case when day < held then 0 else 1 end) extra`,
		`insert into day_slot (tenant_id, id, day_id, starts_at, ends_at, room, room_key, assessment_id, candidate_id, candidate_name, scenario, scenario_version, state, created_at, changed_at, settled_at, settled_by)
			select tenant, slot, pg_temp.the('day ' || n || ' ' || day), begins, begins + interval '90 minutes', room, app.name_key('Quito') || ' / ' || app.name_key(room), id, candidate, candidate_name,
				case when id is null then '' else 'El muro' end, case when id is null then '' else '2' end, case when past and id is null then 'cancelled' when past then 'held' when stage = 'assigned' then 'invited' else 'planned' end,
				opened_at, opened_at, case when past then begins + interval '2 hours' end, case when past then manager end
			from slot, lateral (select (day_on + time '08:00') at time zone 'America/Guayaquil' + make_interval(mins => 100 * hour) begins) b`,
		`insert into slot_part (tenant_id, id, slot_id, part, membership_id, name, email, starts_at, ends_at, active, added_at)
			select j.tenant, pg_temp.the('part ' || assignment), s.id, 'assessor', m.id, m.name, m.email, s.starts_at, s.ends_at, true, opened_at + interval '4 hours'
			from judge j join day_slot s on s.tenant_id = tenant and s.id = pg_temp.the('slot ' || j.id) join membership m on m.tenant_id = tenant and m.id = member where seat < 3
			union all select tenant, pg_temp.the('player ' || s.id), s.id, 'role_player', null, 'Actriz ' || right(s.room, 1), 'actriz' || right(s.room, 1) || '@' || slug || '.example', s.starts_at, s.ends_at, true, opened_at + interval '4 hours'
			from judged j join day_slot s on s.tenant_id = tenant and s.id = pg_temp.the('slot ' || j.id) where stage <> 'unassigned'`,
		`insert into slot_notice (tenant_id, id, slot_id, kind, was_starts_at, was_zone, starts_at, ends_at, zone, place, reason, told, told_at)
			select tenant, pg_temp.the('told ' || s.id), s.id, 'invited', s.starts_at, 'America/Guayaquil', s.starts_at, s.ends_at, 'America/Guayaquil', 'Quito', '', 4, opened_at + interval '5 hours'
			from judged j join day_slot s on s.tenant_id = tenant and s.id = pg_temp.the('slot ' || j.id) where stage <> 'unassigned'`,
	}
}
