package seed

// judged fill the assessments: most are decided, some wait for a sheet, a decision or
// the settling of what two disagree on, and those of the days to come for all.
// Whoever failed and tries again, contests the decision, or is judged apart, is
// told by the number of their case.
func judged() []string {
	return []string{
		at(`create temporary table judged on commit drop as
			select c.*, pg_temp.the('assessment ' || n || ' ' || k) id, pg_temp.the('candidate ' || n || ' ' || p) candidate, pg_temp.the('assessing ' || n || ' ' || j) program,
				pg_temp.the('design ' || n || ' ' || j || ' ' || version) design, pg_temp.the('membership ' || n) manager, 'Gestión ' || n manager_name, (select name from candidate x where x.tenant_id = tenant and x.id = pg_temp.the('candidate ' || n || ' ' || p)) candidate_name,
				stage = 'disputed' or stage = 'decided' and k % 12 = 5 contested, k % 5 = 3 and stage <> 'disputed' and k % 12 <> 5 fails,
				case when stage = 'decided' then (day_on + 10 + time '16:00') at time zone 'UTC' end decided_at
			from (select a.*, k, d.day, place, 1 + d.day % cardinality(kinds) j, (day * 4 + place / 5) % pairs one, (day * 4 + place / 5 + day % 2) % pairs two, (day * 4 + place / 5 + day % 2 + 2) % pairs other,
					3 * case when resits then f else k end p, case when resits then 2 else 1 end attempt, day_on, opened_at,
					least(versions, 1 + (opened_at::date - ($at)::date) / 120) version,
					case when day >= held then case place % 5 when 4 then 'unassigned' else 'assigned' end
						when k > cases / 2 and k % 8 = 0 and not resits then (array['begun','judged','disputed','begun'])[1 + k / 8 % 4] else 'decided' end stage
				from assessing a, generate_series(1, cases) k,
					lateral (select (k - 1) / 20 as day, (k - 1) % 20 as place, k - (cases / 2 + 20 * cardinality(kinds) - 1) / (20 * cardinality(kinds)) * 20 * cardinality(kinds) f) d,
					lateral (select f > 0 and f % 10 = 3 and f % 12 <> 5 resits, ($at)::date + case when day < held then 7 + day * 287 / held else 329 + 14 * (day - held) end day_on) w,
					lateral (select case when day < held then (day_on - 6 + time '15:00') at time zone 'UTC' else $at + interval '300 days' end + make_interval(secs => k) opened_at) o) c`),
		`insert into assessment (tenant_id, id, candidate_id, program_id, design_id, candidate_name, rule_set, opened_at, opened_by, decided_at, decided_by, decided_by_name, outcome, rule_outcome, decision_minute, attempt)
			select tenant, id, candidate, program, design, candidate_name, '00000000-0000-7000-8000-00000450000' || (array[4, 6, 7, 8])[j], opened_at, manager, decided_at,
				case when stage = 'decided' then manager end, case when stage = 'decided' then manager_name else '' end, case when stage = 'decided' then case when fails then 'failed' else 'passed' end end,
				case when stage = 'decided' then case when fails then 'failed' else 'passed' end end, case when stage = 'decided' then 'Se decide según las hojas.' else '' end, attempt from judged`,
		`insert into assessment_criterion (tenant_id, id, assessment_id, design_criterion_id, heading, title, benchmark, texts, position, scale_max, pass_mark, weight)
			select tenant, pg_temp.the('judged by ' || j.id || c.position), j.id, c.id, c.heading, c.title_es, c.benchmark_es,
				jsonb_build_object('title', jsonb_build_object('es', c.title_es), 'benchmark', jsonb_build_object('es', c.benchmark_es), 'levels', c.levels, 'methods', jsonb_build_array(c.methods)), c.position, c.scale_max, c.floor, c.weight
			from judged j join design_criterion c on c.tenant_id = tenant and c.design_id = design`,

		// two judge each, and a third where half of what they disagree on is settled so
		`create temporary table judge on commit drop as
			select j.*, seat, pg_temp.the('assessor ' || n || ' ' || who) member, 'Evaluadora ' || who member_name, pg_temp.the('assignment ' || id || seat) assignment, pg_temp.the('sheet ' || id || seat) sheet,
				case when stage in ('decided', 'judged', 'disputed') or stage = 'begun' and k % 16 = 0 and seat = 1 then (day_on + (array[1, 2, 5])[seat] + time '12:00') at time zone 'UTC' end in_at,
				stage not in ('unassigned', 'assigned') or place % 5 < 3 declared
			from judged j, generate_series(1, 3) seat, lateral (select (array[2 * one, 2 * two + 1, 2 * other])[seat] who) w
			where stage <> 'unassigned' and (seat < 3 or contested and stage = 'decided' and k % 24 = 5)`,
		`insert into disagreement (tenant_id, id, assessment_id, candidate_id, opened_at, settled_at)
			select tenant, pg_temp.the('disagreement ' || id), id, candidate, (day_on + 2 + time '12:00') at time zone 'UTC', null from judged where contested`,
		`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at, assigned_by, declared_at, sheet_in_at, settles)
			select tenant, assignment, id, candidate, member, member_name, opened_at + make_interval(hours => seat), manager, case when declared then opened_at + interval '1 day' end, in_at,
				case seat when 3 then pg_temp.the('disagreement ' || id) end from judge`,
		`insert into score_sheet (tenant_id, id, assessment_id, candidate_id, membership_id, started_at, saved_at, revision, submitted_at, comment)
			select tenant, sheet, id, candidate, member, opened_at + interval '5 days', opened_at + interval '7 days', 3, in_at, 'Escucha bien y ordena la conversación.' from judge where stage not in ('assigned')`,
		`insert into score (tenant_id, id, score_sheet_id, assessment_id, membership_id, criterion_id, points, note, submitted_at)
			select tenant, pg_temp.the('score ' || sheet || c), sheet, j.id, member, pg_temp.the('judged by ' || j.id || c),
				case when seat = 3 then case c when 3 then 5 else 4 end when seat = 1 then first when contested and c = 3 then 1 when (k + c) % 4 > 0 then first
					when fails and c < 3 then 3 - first when first = 5 then 4 else first + 1 end, case c when 1 then 'Abre la sesión con calma.' else '' end, in_at
			from judge j, generate_series(1, 6) c, lateral (select case when fails and c < 3 then 1 + (k + c) % 2 else 3 + (k + c) % 3 end first) f
			where stage <> 'assigned' and (in_at is not null or c < 4)`,

		// what is not settled by a third is by a minute
		`insert into moderation (tenant_id, id, disagreement_id, assessment_id, held_on, held_by, held_by_name, written_at, reasons)
			select tenant, pg_temp.the('moderation ' || id), pg_temp.the('disagreement ' || id), id, day_on + 5, manager, manager_name, (day_on + 5 + time '12:00') at time zone 'UTC', 'La parada se vio en la segunda parte.'
			from judged where contested and stage = 'decided' and k % 24 <> 5`,
		`insert into moderation_point (tenant_id, id, moderation_id, disagreement_id, assessment_id, criterion_id, points)
			select tenant_id, pg_temp.the('agreed ' || id), id, disagreement_id, assessment_id, pg_temp.the('judged by ' || assessment_id || 3), 3 from moderation`,
		`update disagreement d set settled_at = (day_on + 5 + time '12:00') at time zone 'UTC', settled_by_sheet = case k % 24 when 5 then pg_temp.the('sheet ' || j.id || 3) end,
				moderation_id = case when k % 24 <> 5 then pg_temp.the('moderation ' || j.id) end
			from judged j where d.tenant_id = tenant and d.assessment_id = j.id and stage = 'decided'`,
	}
}

// contested fill what follows a decision: what the candidate was told, and who looks
// again where they contest it.
func contested() []string {
	return []string{
		`insert into link (tenant_id, id, token_hash, act, subject_id, email, name, locale, created_at, expires_at)
			select tenant, pg_temp.the('result link ' || j.id), sha256(convert_to('result ' || j.id, 'UTF8')), 'result', j.id, c.email, c.name, 'es', decided_at + interval '1 day', decided_at + interval '400 days'
			from judged j join candidate c on c.tenant_id = tenant and c.id = candidate where stage = 'decided'`,
		`insert into result (tenant_id, id, candidate_id, candidate_name, program_title, outcome, words, email, language, link_id, told_at, told_by, told_by_name, appeal_until)
			select tenant, j.id, candidate, candidate_name, p.title, case when fails then 'failed' else 'passed' end, 'Le comunicamos la decisión.', l.email, 'es', l.id, l.created_at, manager, manager_name,
				case when fails then l.created_at + interval '28 days' end
			from judged j join link l on l.tenant_id = tenant and l.id = pg_temp.the('result link ' || j.id) join program p on p.tenant_id = tenant and p.id = program`,
		`create temporary table contested on commit drop as
			select j.*, pg_temp.the('appeal ' || id) appeal, state, decided_at + interval '6 days' lodged_at, case when state <> 'lodged' then decided_at + interval '16 days' end ended_at, state in ('allowed', 'dismissed', 'inadmissible') by_panel
			from judged j, lateral (select (array['allowed','dismissed','withdrawn','lodged','inadmissible'])[1 + k / 20 % 5] state) s where stage = 'decided' and fails and k % 20 = 8`,
		`insert into appeal (tenant_id, id, assessment_id, candidate_id, ground, statement, by_candidate, lodged_at, due_at, state, ended_at, decided_by, decided_by_name, minute, answer)
			select tenant, appeal, id, candidate, (array['procedure','facts','circumstances'])[1 + k / 20 % 3], 'Me faltó tiempo en la segunda parte.', true, lodged_at, lodged_at + interval '28 days', state, ended_at,
				case when by_panel then pg_temp.the('assessor ' || n || ' ' || 2 * other) end, case when by_panel then 'Evaluadora ' || 2 * other else '' end,
				case when by_panel then 'El panel ha oído a todas las personas.' else '' end, case when by_panel then 'Hemos vuelto a mirar.' else '' end from contested`,
		`insert into panellist (tenant_id, id, appeal_id, assessment_id, candidate_id, candidate_name, membership_id, name, named_at, declared_at, ended_at)
			select tenant, pg_temp.the('panellist ' || id || s), appeal, id, candidate, candidate_name, pg_temp.the('assessor ' || n || ' ' || 2 * other + s), 'Evaluadora ' || 2 * other + s, lodged_at + interval '1 day',
				case when state <> 'lodged' or k % 40 = 8 then lodged_at + interval '2 days' end, ended_at from contested, generate_series(0, 1) s`,
		`insert into ruling (tenant_id, id, appeal_id, number, panellist_id, membership_id, name, outcome, minute, answer, drafted_at, ended_at)
			select a.tenant_id, pg_temp.the('ruling ' || a.id), a.id, 1, p.id, p.membership_id, p.name, a.state, a.minute, a.answer, a.ended_at - interval '2 days', a.ended_at
			from contested c join appeal a on a.tenant_id = c.tenant and a.id = c.appeal join panellist p on p.tenant_id = a.tenant_id and p.appeal_id = a.id and p.membership_id = a.decided_by where c.by_panel`,
		`insert into panel_vote (tenant_id, id, appeal_id, ruling_id, panellist_id, membership_id, name, agrees, cast_at, ended_at)
			select r.tenant_id, pg_temp.the('vote ' || p.id), r.appeal_id, r.id, p.id, p.membership_id, p.name, true, r.drafted_at + interval '1 day', r.ended_at
			from ruling r join panellist p on p.tenant_id = r.tenant_id and p.appeal_id = r.appeal_id`,
		`insert into fallen_assessment (tenant_id, id, candidate_id, program_id, appeal_id, fell_at) select tenant, id, candidate, program, appeal, ended_at from contested where state = 'allowed'`,
		`update assessment a set fell_at = f.fell_at from fallen_assessment f where f.tenant_id = a.tenant_id and f.id = a.id`,
		`update result r set fell_at = f.fell_at from fallen_assessment f where f.tenant_id = r.tenant_id and f.id = r.id`,
	}
}
