package seed

// kept fill what is kept of each candidate beside: what they were told and said to
// it, who looked at their papers, what is arranged for them, and who signs in to
// their own file; of those who were judged the recording, what was noted at its
// places, and the script of the knowledge test with its marks.
func kept() []string {
	return []string{
		at(`insert into notice (tenant_id, id, kind, number, text_en, text_es, in_force_from, published_at)
			select tenant, pg_temp.the('notice ' || n || kind || number), kind, number, app.shipped_notice(kind, 'en', slug), app.shipped_notice(kind, 'es', slug), ($at)::date + 240 * (number - 1) - 4, $at + make_interval(days => 240 * (number - 1) - 4)
			from big, unnest(array['privacy','recording']) kind, generate_series(1, 2) number order by number`),
		at(`insert into acknowledgement (tenant_id, id, candidate_id, notice_id, language, at, how, by_name)
			select tenant, pg_temp.the('looked ' || n || ' ' || p || ' ' || number), c.id, pg_temp.the('notice ' || n || 'privacy' || number), 'es', $at + make_interval(days => 240 * (number - 1), secs => p), 'link', c.name
			from big, generate_series(1, 2) number, generate_series(1, people) p, candidate c where p % 10 < case number when 1 then 8 else 4 end and c.tenant_id = tenant and c.id = pg_temp.the('candidate ' || n || ' ' || p)`),
		at(`insert into recording_consent (tenant_id, id, candidate_id, notice_id, language, answer, at, how, by_name)
			select tenant, pg_temp.the('answer ' || n || ' ' || p || ' ' || number), c.id, pg_temp.the('notice ' || n || 'recording' || number), 'es', case p % 3 when 0 then 'given' else 'refused' end,
				$at + make_interval(days => 240 * (number - 1), secs => p), 'link', c.name
			from big, generate_series(1, 2) number, generate_series(1, people) p, candidate c where (p % 3 = 0 and (number = 1 or p % 2 = 0) or p % 9 = 1 and number = 1) and c.tenant_id = tenant and c.id = pg_temp.the('candidate ' || n || ' ' || p)
			order by number`),
		at(`insert into identity_check (tenant_id, id, candidate_id, outcome, paper, country, seen, last_signs, reason, checked_on, checked_at, checked_by_name)
			select tenant, pg_temp.the('checked ' || n || ' ' || p), pg_temp.the('candidate ' || n || ' ' || p), case when p % 50 = 1 then 'failed' else 'done' end, 'national_id', 'EC', 'copy', lpad((p % 1000)::text, 3, '0'),
				case when p % 50 = 1 then 'La copia no se lee.' else '' end, ($at)::date, $at + make_interval(secs => p), 'Gestión ' || n from big, generate_series(1, people) p where p % 2 = 0 or p % 50 = 1`),
		at(`insert into adjustment (tenant_id, id, candidate_id, kind, arrangement, state, asked_at, asked_by_name)
			select tenant, pg_temp.the('arranged ' || n || ' ' || p), pg_temp.the('candidate ' || n || ' ' || p), 'extra_time', 'Media hora más.', 'asked', $at + interval '1 hour', 'Gestión ' || n from big, generate_series(51, people, 51) p`),
		at(`update adjustment set state = 'granted', decided_at = asked_at + interval '1 day', decided_by_name = asked_by_name where substr(id::text, 1, 1) <> '0'`),

		// every tenth was invited to sign in and does; as many were invited and did not come
		at(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at)
			select person_id, email, name, 'none', $at, $at from candidate where person_id is not null`),
		at(`insert into membership (tenant_id, id, person_id, name, email, created_at, accepted_at)
			select tenant_id, pg_temp.the('access ' || id), person_id, name, email, $at, $at from candidate where person_id is not null`),
		at(`insert into membership_role (tenant_id, membership_id, role, given_at) select tenant_id, pg_temp.the('access ' || id), 'candidate', $at from candidate where person_id is not null`),
		at(`insert into candidate_access (tenant_id, id, candidate_id, email, language, link_id, invited_at, invited_by_name, until)
			select tenant, pg_temp.the('access ' || c.id), c.id, c.email, 'es', pg_temp.the('access link ' || c.id), $at, 'Gestión ' || n, $at + interval '14 days'
			from big, generate_series(5, people, 5) p, candidate c where c.tenant_id = tenant and c.id = pg_temp.the('candidate ' || n || ' ' || p)`),
		at(`update candidate_access a set accepted_at = invited_at + interval '1 hour', person_id = c.person_id, membership_id = a.id from candidate c where c.tenant_id = a.tenant_id and c.id = a.candidate_id and c.person_id is not null`),
		at(`insert into candidate_contact (tenant_id, id, candidate_id, phone, languages, saved_at)
			select tenant_id, pg_temp.the('contact ' || id), id, '+593 99 123 4567', 'en', $at + interval '1 day' from candidate where person_id is not null`),

		`create temporary table filed on commit drop as
			select tenant, n, id assessment, candidate, 'recording' kind, 'Grabación' title, 'video/mp4' type, pg_temp.the('recording ' || id) id, day_on from judged where stage not in ('unassigned', 'assigned') and attempt = 1
			union all select tenant, n, id, candidate, 'knowledge_script', 'Prueba escrita', 'application/pdf', pg_temp.the('paper ' || id), day_on from judged where stage not in ('unassigned', 'assigned') and j = 1`,
		`insert into document (tenant_id, id, candidate_id, kind, title, created_at) select tenant, id, candidate, kind, title, day_on + time '18:00' at time zone 'UTC' from filed`,
		`insert into document_version (tenant_id, id, document_id, candidate_id, number, kind, title, file_name, size, declared_type, media_type, sha256, store_key, store_version, origin, state,
				created_at, created_by_name, received_at, typed_at)
			select tenant, pg_temp.the('version ' || id), id, candidate, 1, kind, title, kind, 480213, type, type, sha256(convert_to(id::text, 'UTF8')), 'seed/' || id, '1', 'upload', 'typed', moment, 'Gestión', moment, moment
			from filed, lateral (select day_on + time '18:00' at time zone 'UTC' moment) m`,
		`insert into assessment_note (tenant_id, id, assessment_id, membership_id, document_version_id, document_title, timed, mark, place, words, revision, saved_key, written_at, saved_at, submitted_at)
			select tenant, pg_temp.the('note ' || sheet || m), id, member, pg_temp.the('version ' || pg_temp.the('recording ' || id)), 'Grabación', true, 'm' || m, 400 * m + k % 60, 'Aquí resume lo que oye.', 1, '', opened_at + interval '7 days', opened_at + interval '7 days', in_at
			from judge, generate_series(1, 3) m where stage not in ('assigned') and attempt = 1 and k % 2 = 0 and seat < 3`,

		// the script is marked twice; of an assessment that was begun once so far
		`insert into knowledge_script (tenant_id, id, assessment_id, program_id, candidate_name, test_id, document_version_id, sat_on, filed_at, settled_at, settled_by, doubled, of_marks, passed)
			select tenant, pg_temp.the('script ' || id), id, program, candidate_name, pg_temp.the('test ' || n || ' ' || version), pg_temp.the('version ' || pg_temp.the('paper ' || id)), day_on, day_on + time '18:00' at time zone 'UTC',
				case when stage <> 'begun' then day_on + 3 + time '12:00' at time zone 'UTC' end, case when stage <> 'begun' then 'markers' else '' end, case when stage <> 'begun' then 162 end, case when stage <> 'begun' then 100 end, case when stage <> 'begun' then true end
			from judged where stage not in ('unassigned', 'assigned') and j = 1`,
		`insert into knowledge_marking (tenant_id, id, script_id, assessment_id, membership_id, marker_name, place, assigned_at, declared_at, revision, saved_at, submitted_at)
			select tenant, pg_temp.the('marking ' || assignment), pg_temp.the('script ' || id), id, member, member_name, seat, opened_at, day_on + 1 + time '18:00' at time zone 'UTC', 1, day_on + 2 + time '18:00' at time zone 'UTC',
				case when stage <> 'begun' or seat = 1 then day_on + 2 + seat + time '00:00' at time zone 'UTC' end from judge where stage not in ('unassigned', 'assigned') and j = 1 and seat < 3`,
		`insert into knowledge_mark (tenant_id, id, marking_id, script_id, assessment_id, membership_id, test_id, question_id, marks, submitted_at)
			select tenant, pg_temp.the('mark ' || g.id || q), g.id, script_id, g.assessment_id, membership_id, pg_temp.the('test ' || n || ' ' || version), pg_temp.the('question ' || n || ' ' || version || ' ' || q), 7 + (q + seat) % 3 + case when q = 10 then 1 else 0 end, g.submitted_at
			from judge j join knowledge_marking g on g.tenant_id = tenant and g.id = pg_temp.the('marking ' || assignment), generate_series(1, 10) q where g.submitted_at is not null`,
		`update knowledge_script s set markers = app.markers_of(s) where settled_at is not null`,
		`update assessment a set decided_test = app.test_result(tenant_id, id) where decided_at is not null and app.test_asked(a)`,
		`update result r set test = a.decided_test - array['settled_by', 'markers', 'minute', 'minute_by'] from assessment a where a.tenant_id = r.tenant_id and a.id = r.id and a.decided_test is not null`,
	}
}
