package seed

// beside fill the lists that stand beside marks: who teaches and by what, who
// applied, what was written to whom, what was practised, who completed and was
// certified and put forward, and what the journal says of it. The small
// organisations have some of each, so that a page asks them what it asks the
// large one.
func beside() []string {
	return []string{
		// who teaches: a cohort has one trainer, and no trainer two cohorts at a time
		at(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at)
			select pg_temp.the('trainer person ' || n || ' ' || t), 'formacion' || t || '@' || slug || '.example', 'Formadora ' || t, 'none', $at, $at from big, generate_series(1, trainers) t`),
		at(`insert into membership (tenant_id, id, person_id, name, email, created_at, accepted_at)
			select tenant, pg_temp.the('trainer ' || n || ' ' || t), pg_temp.the('trainer person ' || n || ' ' || t), 'Formadora ' || t, 'formacion' || t || '@' || slug || '.example', $at, $at
			from big, generate_series(1, trainers) t`),
		at(`insert into membership_role (tenant_id, membership_id, role, given_at)
			select tenant, pg_temp.the('trainer ' || n || ' ' || t), 'trainer', $at from big, generate_series(1, trainers) t`),
		at(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at)
			select tenant, pg_temp.the('cohort trainer ' || n || ' ' || c), pg_temp.the('cohort ' || n || ' ' || c), pg_temp.the('trainer ' || n || ' ' || 1 + c % trainers), $at
			from big, generate_series(1, cohorts) c`),
		at(`insert into qualification (tenant_id, id, membership_id, training, provider, trained_on, training_confirmed_at, training_confirmed_by, law, register, number,
				registered_until, registration_confirmed_at, registration_confirmed_by, updated_at)
			select tenant, pg_temp.the('qualification ' || n || ' ' || t), pg_temp.the('trainer ' || n || ' ' || t), 'Formación de formadores', 'Centro de mediación ' || n, '2019-05-04', $at,
				pg_temp.the('membership ' || n), 'asks', 'Consejo de la Judicatura', 'M-' || t, case when t % 7 = 0 then date '2026-06-30' else '2029-12-31' end, $at, pg_temp.the('membership ' || n), $at
			from big, generate_series(1, trainers) t where t % 10 > 0`),
		at(`insert into practice (tenant_id, id, membership_id, held_on, hours, role, field, created_at, confirmed_at, confirmed_by)
			select tenant, pg_temp.the('practice ' || n || ' ' || t || ' ' || k), pg_temp.the('trainer ' || n || ' ' || t), ($at)::date - 40 * k, 5, 'mediator', 'Familia', $at,
				case when k > 1 then $at end, case when k > 1 then pg_temp.the('membership ' || n) end
			from big, generate_series(1, trainers) t, generate_series(1, 27) k`),

		// who applied, to cohorts that are published
		at(`insert into program (tenant_id, id, kind, title, language, city, country, course_hours, attendance_floor, created_at, proposed_at)
			select tenant, pg_temp.the('program ' || n || ' ' || k), 'CMTP', 'Curso ' || k, 'es', 'Quito', 'EC', 40, 90, $at, $at from big, generate_series(1, case n when 0 then 11 else 1 end) k`),
		at(`insert into cohort_offer (tenant_id, id, program_id, title, language, place, starts_on, ends_on, fee_note, free, opens_at, closes_at, offered_at)
			select c.tenant_id, c.id, c.program_id, c.title, 'es', '', c.starts_on, c.ends_on, '', 10, $at, $at + interval '1 day', $at from cohort c join big on tenant = c.tenant_id`),
		at(`insert into application (tenant_id, id, program_id, cohort_id, email, link_id, link_until, locale, name, language, country, profession, motivation, notice, notice_at, state,
				started_at, saved_at, submitted_at, decided_at, decided_by, decided_by_name, reason, withdrawn_at, candidate_id)
			select tenant, pg_temp.the('application ' || n || ' ' || p), pg_temp.the('program ' || n), pg_temp.the('cohort ' || n || ' ' || (1 + p % cohorts)),
				case when s = 'admitted' then c.email else 'a' || p || '@' || slug || '.example' end, pg_temp.the('application link ' || n || ' ' || p), $at + interval '90 days', 'es', c.name, 'es', 'EC',
				'Abogada', 'Quiero acompañar a familias.', '2026-01-01', $at, s, $at, $at, $at + make_interval(secs => p),
				case when s in ('admitted', 'declined') then $at + interval '1 day' end, pg_temp.the('membership ' || n), case when s in ('admitted', 'declined') then 'Gestión ' || n else '' end,
				case s when 'declined' then 'No hay plazas.' else '' end, case s when 'withdrawn' then $at + interval '1 day' end, case s when 'admitted' then c.id end
			from big, generate_series(1, people / 4) p, lateral (select (array['received', 'admitted', 'declined', 'admitted', 'withdrawn'])[1 + p % 5] s) state, candidate c
			where c.tenant_id = tenant and c.id = pg_temp.the('candidate ' || n || ' ' || p)`),

		// what was written to whom, what they are given, and by which link they come
		at(`insert into message_template (tenant_id, id, kind, name, version, created_at)
			select tenant, pg_temp.the('template ' || n || ' ' || k), 'general', 'Plantilla ' || k, 1, $at from big, generate_series(1, case n when 0 then 20 else 2 end) k`),
		at(`insert into message_template_version (tenant_id, id, message_template_id, number, fallback, subject_en, body_en, subject_es, body_es, saved_at)
			select tenant_id, pg_temp.the('version ' || id), id, 1, 'es', '', '', name, 'Hola {{name}}.', $at from message_template`),
		at(`insert into message (tenant_id, id, cohort_id, kind, name, fallback, subject_en, body_en, subject_es, body_es, audience, created_at, created_by, created_by_name,
				send_at, confirmed_by, confirmed_by_name, started_at, finished_at)
			select tenant, pg_temp.the('message ' || n || ' ' || c || ' ' || k), pg_temp.the('cohort ' || n || ' ' || c), (array['joining', 'reminder', 'general'])[k], 'Mensaje ' || k, 'es', '', '',
				'Mensaje ' || k, 'Hola {{name}}.', 'enrolled', m.moment, pg_temp.the('membership ' || n), 'Gestión ' || n, m.moment, pg_temp.the('membership ' || n), 'Gestión ' || n, m.moment, m.moment
			from big, generate_series(1, cohorts) c, generate_series(1, case n when 0 then 3 else 1 end) k, lateral (select $at + make_interval(days => c, mins => k) moment) m`),
		at(`insert into message_delivery (tenant_id, id, message_id, cohort_id, candidate_id, enrolment_id, name, state, tries, locale, subject, body, settled_at)
			select m.tenant_id, pg_temp.the('delivery ' || m.id || e.id), m.id, m.cohort_id, e.candidate_id, e.id, c.name, 'sent', 1, 'es', m.subject_es, 'Hola ' || c.name || '.', m.finished_at
			from message m join enrolment e on e.tenant_id = m.tenant_id and e.cohort_id = m.cohort_id join candidate c on c.tenant_id = e.tenant_id and c.id = e.candidate_id`),
		at(`insert into cohort_material (tenant_id, id, cohort_id, title, address, visible_from, added_at)
			select tenant, pg_temp.the('material ' || n || ' ' || c || ' ' || k), pg_temp.the('cohort ' || n || ' ' || c), 'Lectura ' || k, 'https://lecturas.example/' || k, $at, $at
			from big, generate_series(1, cohorts) c, generate_series(1, case n when 0 then 10 else 1 end) k`),
		at(`insert into personal_link (tenant_id, id, cohort_id, enrolment_id, made_at, sent_at, sent)
			select tenant_id, pg_temp.the('link ' || id), cohort_id, id, $at, $at, 1 from enrolment join big on tenant = tenant_id`),

		// what the first cohorts practised: tables of five, one of them mediates and has been told how
		at(`insert into exercise (tenant_id, id, program_id, kind, title, version, created_at)
			select tenant, pg_temp.the('exercise ' || n || ' ' || k), pg_temp.the('program ' || n), 'role_play', 'Caso ' || k, 1, $at from big, generate_series(1, case n when 0 then 120 else 2 end) k`),
		at(`insert into exercise_version (tenant_id, id, exercise_id, number, title, scenario, mediators, roles, minutes, method, created_at)
			select tenant_id, pg_temp.the('version ' || id), id, 1, title, 'Dos vecinas discuten por un muro.', 1, E'Parte 1\nParte 2\nParte 3\nParte 4', 60, 'role_plays', $at from exercise`),
		at(`create temporary table round on commit drop as
			select tenant, n, c, k, people, cohorts, pg_temp.the('round ' || n || ' ' || c || ' ' || k) id, pg_temp.the('cohort ' || n || ' ' || c) cohort
			from big, generate_series(1, least(cohorts, 20)) c, generate_series(1, case n when 0 then least(8, sessions) else 1 end) k`),
		at(`insert into exercise_round (tenant_id, id, cohort_id, training_session_id, exercise_id, version_id, revised_at, revised_by_name, planned_at)
			select tenant, id, cohort, pg_temp.the('session ' || n || ' ' || c || ' ' || k), e, pg_temp.the('version ' || e), $at, 'Gestión ' || n, $at
			from round, lateral (select pg_temp.the('exercise ' || n || ' ' || 1 + k % 2) e) exercise`),
		at(`insert into exercise_group (tenant_id, id, cohort_id, round_id, number)
			select tenant, pg_temp.the('group ' || id || g), cohort, id, g from round, generate_series(1, (people / cohorts + 5) / 5) g`),
		at(`insert into exercise_seat (tenant_id, id, cohort_id, round_id, group_id, enrolment_id, trainee, role, mediates)
			select r.tenant, pg_temp.the('seat ' || r.id || e.id), r.cohort, r.id, pg_temp.the('group ' || r.id || 1 + e.place / 5), e.id, e.name, case e.place % 5 when 0 then 'mediator' else 'Parte ' || e.place % 5 end, e.place % 5 = 0
			from round r join (select e.tenant_id, e.cohort_id, e.id, c.name, row_number() over (partition by e.tenant_id, e.cohort_id order by e.id) - 1 place
				from enrolment e join candidate c on c.tenant_id = e.tenant_id and c.id = e.candidate_id) e on e.tenant_id = r.tenant and e.cohort_id = r.cohort`),
		at(`insert into feedback (tenant_id, id, cohort_id, round_id, group_id, seat_id, enrolment_id, exercise, role, held_on, coach_name, revision, saved_at, number, given_at)
			select s.tenant_id, pg_temp.the('feedback ' || s.id), s.cohort_id, s.round_id, s.group_id, s.id, s.enrolment_id, 'Caso', s.role, $at, 'Gestión', 1, $at, 1, $at from exercise_seat s where s.mediates`),
		at(`insert into feedback_version (tenant_id, id, feedback_id, cohort_id, group_id, enrolment_id, number, notes, given_at, given_by_name)
			select tenant_id, pg_temp.the('version ' || id), id, cohort_id, group_id, enrolment_id, 1, '[{"heading":"opening","strengths":"Abre con calma.","level":3}]', $at, 'Gestión' from feedback`),

		// every second of a cohort completed and was certified; every twentieth was put forward and entered
		at(`insert into completion (tenant_id, id, enrolment_id, cohort_id, candidate_id, program_id, hours, completed_on, exception_reason, confirmed_by, confirmed_at)
			select tenant, pg_temp.the('completion ' || n || ' ' || p), pg_temp.the('enrolment ' || n || ' ' || p), c.id, pg_temp.the('candidate ' || n || ' ' || p), c.program_id,
				sessions * 2, c.ends_on, 'Recuperó las horas en tutoría.', pg_temp.the('membership ' || n), c.ends_on + time '18:00' at time zone 'UTC'
			from big, generate_series(1, people) p, cohort c where p / cohorts % 2 = 0 and c.tenant_id = tenant and c.id = pg_temp.the('cohort ' || n || ' ' || (1 + p % cohorts))`),
		at(`insert into certificate_run (tenant_id, id, cohort_id, total, started_at)
			select tenant_id, pg_temp.the('run ' || cohort_id), cohort_id, count(*), max(confirmed_at) from completion group by tenant_id, cohort_id`),
		at(`insert into certificate (tenant_id, id, completion_id, enrolment_id, cohort_id, candidate_id, program_id, run_id, number, holder, organisation, program, course, hours, starts_on, completed_on,
				wording_en, wording_es, signatory, signatory_title, issued_on, issued_at, revoked_at, revoked_on, revoked_reason)
			select d.tenant_id, pg_temp.the('certificate ' || d.id), d.id, d.enrolment_id, d.cohort_id, d.candidate_id, d.program_id, pg_temp.the('run ' || d.cohort_id),
				'CC-' || upper(substr(md5('number ' || d.id), 1, 12)), p.name, 'Centro de mediación ' || n, 'Fundamentos de la mediación', c.title, d.hours, c.starts_on, d.completed_on,
				'has completed the course', 'ha completado el curso', 'Gestión ' || n, '', d.completed_on, d.confirmed_at,
				case when revoked then d.confirmed_at end, case when revoked then d.completed_on end, case when revoked then 'Emitido por error.' else '' end
			from completion d join big on tenant = d.tenant_id join cohort c on c.tenant_id = d.tenant_id and c.id = d.cohort_id join candidate p on p.tenant_id = d.tenant_id and p.id = d.candidate_id,
				lateral (select substr(md5(d.id::text), 1, 2) = '00' revoked) r`),
		at(`insert into published_certificate (tenant_id, id, number, holder, organisation, program, course, hours, starts_on, completed_on, issued_on, revoked_on, published_at)
			select tenant_id, id, number, holder, organisation, program, course, hours, starts_on, completed_on, issued_on, revoked_on, issued_at from certificate`),
		at(`insert into submission (tenant_id, id, reference, candidate_id, program_id, certification, holder, rule_set, declaration, created_at, submitted_at, submitted_by_name)
			select tenant, pg_temp.the('submission ' || n || ' ' || p), 'SU-' || n || '-' || p, c.id, pg_temp.the('program ' || n), 'qualified_mediator', c.name, '2026', 'Declaro que es cierto.', $at, $at + make_interval(secs => p), 'Gestión ' || n
			from big, generate_series(20, people, 20) p, candidate c where c.tenant_id = tenant and c.id = pg_temp.the('candidate ' || n || ' ' || p)`),
		at(`insert into decision (tenant_id, id, submission_id, outcome, decided_at, decided_by_name) select tenant_id, pg_temp.the('decision ' || id), id, 'accepted', $at + interval '9 days', 'IMI' from submission`),
		at(`insert into credential (tenant_id, id, submission_id, program_id, number, holder, certification, awarded_on)
			select tenant_id, pg_temp.the('credential ' || id), id, program_id, 'IMI-' || upper(substr(md5('number ' || id), 1, 12)), holder, certification, ($at)::date + 9 from submission`),
		at(`insert into published_credential (tenant_id, id, number, holder, holder_key, certification, organisation, program, country, awarded_on, published_at)
			select tenant_id, id, number, holder, lower(holder), certification, 'Centro de mediación ' || n, 'Fundamentos de la mediación', 'EC', awarded_on, $at from credential join big on tenant = tenant_id`),
	}
}

// told is the journal: that everybody was enrolled, that who completed was
// certified, and that who was judged was. Ids are in the order of time, and each leaf is over the form of its row
// that the kernel's is over.
func told() []string {
	return []string{
		at(`create temporary table happened on commit drop as
			select big.tenant, big.n, e.enrolled_at + make_interval(secs => row_number() over (partition by e.tenant_id order by e.id)) happened, 'candidate.enrolled' action, 'enrolment' resource,
				e.id subject, e.candidate_id "case", '{"candidate":"' || e.candidate_id || '","code":"' || c.code || '","cohort":"' || c.id || '"}' detail
			from enrolment e join big on tenant = e.tenant_id join cohort c on c.tenant_id = e.tenant_id and c.id = e.cohort_id
			union all select big.tenant, big.n, c.issued_at + make_interval(secs => row_number() over (partition by c.cohort_id order by c.id)), 'certificate.issued', 'certificate',
				c.id, c.candidate_id, '{"candidate":"' || c.candidate_id || '","cohort":"' || c.cohort_id || '","number":"' || c.number || '"}'
			from certificate c join big on tenant = c.tenant_id
			union all select tenant, n, opened_at, 'assessment.opened', 'assessment', id, candidate, '{"attempt":' || attempt || ',"program":"' || program || '"}' from judged
			union all select tenant, n, decided_at, 'assessment.decided', 'assessment', id, candidate, '{"outcome":"' || case when fails then 'failed' else 'passed' end || '"}' from judged where stage = 'decided'`),
		at(`insert into audit_log (tenant_id, id, at, door, person_id, membership_id, actor, roles, request_id, action, resource, subject_id, case_id, detail, leaf)
			select tenant, i.id, happened, 'member', person, member, 'Gestión ' || n, '{organisation_admin,program_manager}', 'seed', action, resource, subject, "case", detail::jsonb,
				sha256(convert_to('{"Tenant":"' || tenant || '","ID":"' || i.id || '","At":"' || to_char(happened at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","Door":"member","Person":"' || person
					|| '","Membership":"' || member || '","Actor":"Gestión ' || n || '","Roles":["organisation_admin","program_manager"],"Request":"seed","Purpose":"","Action":"' || action
					|| '","Resource":"' || resource || '","Subject":"' || subject || '","Case":"' || "case" || '","Detail":' || detail || ',"Told":false}', 'UTF8'))
			from happened, lateral (select pg_temp.the('person ' || n) person, pg_temp.the('membership ' || n) member,
				(lpad(to_hex((extract(epoch from happened) * 1000)::bigint), 12, '0') || '7' || substr(md5(action || subject), 1, 3) || '8' || substr(md5(action || subject), 4, 15))::uuid id) i`),
	}
}
