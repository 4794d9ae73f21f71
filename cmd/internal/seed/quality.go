package seed

// quality fills how an organisation looks after its own assessing: for each program a
// plan that ended and one in force, the sheets that they drew, most of them reviewed,
// and the minutes of meetings.
func quality() []string {
	plan := func(number, from, until string) string {
		return at(`insert into sampling_plan (tenant_id, id, program_id, from_on, until_on, percent, least, first_cases, seed, opened_at, opened_by, opened_by_name)
			select tenant, pg_temp.the('plan ' || n || ' ' || j || ' ` + number + `'), pg_temp.the('assessing ' || n || ' ' || j), '` + from + `', '` + until + `', 10, 2, 1, 4711 + j, $at + interval '1 day', pg_temp.the('membership ' || n), 'Gestión ' || n
			from assessing, generate_series(1, cardinality(kinds)) j`)
	}
	draw := func(number, within string) string {
		return `insert into quality_check (tenant_id, id, plan_id, program_id, score_sheet_id, assessment_id, candidate_id, membership_id, assessor_name, drawn_at, drawn_by)
			select tenant, pg_temp.the('check ' || sheet), pg_temp.the('plan ' || n || ' ' || j || ' ` + number + `'), program, sheet, id, candidate, member, member_name, decided_at + interval '2 days', manager
			from judge where stage = 'decided' and (k + seat) % 12 = 0 and decided_at ` + within
	}
	return []string{
		plan("1", "2026-01-01", "2026-03-31"),
		draw("1", `< '2026-03-31'`),
		at(`update sampling_plan set ended_at = $at + interval '85 days', ended_by = opened_by`),
		plan("2", "2026-04-01", "2027-03-31"),
		draw("2", `> '2026-04-02'`),
		`update quality_check c set reviewed_at = drawn_at + interval '7 days', reviewed_by = drawn_by, reviewed_by_name = 'Gestión', outcome = case k % 3 when 0 then 'advice' else 'sound' end, note = case k % 3 when 0 then 'Falta una nota en el criterio 2.' else '' end
			from judged j where j.tenant = c.tenant_id and j.id = c.assessment_id and k % 7 > 0`,
		at(`insert into standardisation (tenant_id, id, held_on, title, minute, recorded_at, recorded_by, recorded_by_name)
			select tenant, pg_temp.the('meeting ' || n || ' ' || m), ($at)::date + 10 * m, 'Reunión ' || m, 'Vimos dos grabaciones y acordamos qué es un tres.', $at + make_interval(days => 10 * m + 1), pg_temp.the('membership ' || n), 'Gestión ' || n
			from assessing, generate_series(1, case n when 0 then 30 else 2 end) m`),
		`insert into standardisation_program (tenant_id, id, standardisation_id, program_id)
			select tenant, pg_temp.the('about ' || n || ' ' || m), pg_temp.the('meeting ' || n || ' ' || m), pg_temp.the('assessing ' || n || ' ' || 1 + m % 2) from assessing, generate_series(1, case n when 0 then 30 else 2 end) m`,
		`insert into standardisation_member (tenant_id, id, standardisation_id, membership_id, name)
			select tenant, pg_temp.the('met ' || n || ' ' || m || ' ' || a), pg_temp.the('meeting ' || n || ' ' || m), pg_temp.the('assessor ' || n || ' ' || a), 'Evaluadora ' || a
			from assessing, generate_series(1, case n when 0 then 30 else 2 end) m, generate_series(0, 2 * pairs - 1) a where (a + m) % 3 > 0`,
	}
}
