package seed

// files fill what is kept of each: who waits for a place, what a cohort thought of its
// course, every candidate's identity document and each program's criteria, and the
// logbooks of those who came first. The documents' bytes are in no store.
func files() []string {
	return []string{
		at(`insert into waiting (tenant_id, id, cohort_id, candidate_id, since)
			select tenant, pg_temp.the('waiting ' || n || ' ' || c || ' ' || k), pg_temp.the('cohort ' || n || ' ' || c), pg_temp.the('candidate ' || n || ' ' || p), $at + make_interval(mins => k)
			from big, generate_series(1, cohorts) c, generate_series(1, case n when 0 then 10 else 1 end) k, lateral (select 1 + (c + 1 + (k - 1) * cohorts) % people p) who
			where c <> 1 + p % cohorts`),
		at(`insert into evaluation (tenant_id, id, cohort_id, program_id, questions, opens_at, closes_at, opened_at, answered)
			select c.tenant_id, pg_temp.the('evaluation ' || c.id), c.id, c.program_id,
				'[{"kind":"scale","en":"The course kept its promise","es":"El curso cumplió lo que prometía"},{"kind":"scale","en":"The trainers","es":"Las personas formadoras"},
					{"kind":"scale","en":"The practice","es":"La práctica"},{"kind":"text","en":"What should be different?","es":"¿Qué debería ser distinto?"}]',
				c.ends_on, c.ends_on + 14, c.ends_on, (select count(*) from enrolment e where e.tenant_id = c.tenant_id and e.cohort_id = c.id) from cohort c join big on tenant = c.tenant_id`),
		at(`insert into evaluation_answered (tenant_id, id, evaluation_id, enrolment_id)
			select e.tenant_id, pg_temp.the('answered ' || e.id), pg_temp.the('evaluation ' || e.cohort_id), e.id from enrolment e join big on tenant = e.tenant_id`),
		at(`insert into evaluation_answer (tenant_id, id, evaluation_id, cohort_id, answers)
			select e.tenant_id, pg_temp.the('answer ' || e.id), pg_temp.the('evaluation ' || e.cohort_id), e.cohort_id,
				('[{"score":' || 1 + p % 5 || '},{"score":' || 1 + p % 3 || '},{"score":' || 3 + p % 3 || '},{"text":"Más tiempo para practicar."}]')::jsonb
			from big, generate_series(1, people) p, enrolment e where e.tenant_id = tenant and e.id = pg_temp.the('enrolment ' || n || ' ' || p)`),
		at(`create temporary table kept on commit drop as
			select tenant, pg_temp.the('document ' || n || ' ' || p) id, pg_temp.the('candidate ' || n || ' ' || p) candidate, null::uuid program, 'identity_check' kind, 'Cédula' title, $at + make_interval(secs => p) moment
			from big, generate_series(1, people) p
			union all select tenant, pg_temp.the('criteria of ' || n), null, pg_temp.the('program ' || n), 'published_criteria', 'Criterios publicados', $at from big`),
		`insert into document (tenant_id, id, candidate_id, program_id, kind, title, created_at) select tenant, id, candidate, program, kind, title, moment from kept`,
		`insert into document_version (tenant_id, id, document_id, candidate_id, program_id, number, kind, title, file_name, size, declared_type, media_type, sha256, store_key, store_version, origin, state,
				created_at, created_by_name, received_at, typed_at)
			select tenant, pg_temp.the('version ' || id), id, candidate, program, 1, kind, title, 'documento.pdf', 48213, 'application/pdf', 'application/pdf', sha256(convert_to(id::text, 'UTF8')), 'seed/' || id, '1', 'upload', 'typed',
				moment, 'Gestión', moment, moment from kept`,
		at(`insert into logbook_entry (tenant_id, id, candidate_id, held_on, role, medium, hours, field, parties, settled, created_at, verified_at)
			select tenant, pg_temp.the('entry ' || n || ' ' || p || ' ' || k), pg_temp.the('candidate ' || n || ' ' || p), ($at)::date - 9 * k, (array['mediator', 'co_mediator'])[1 + k % 2],
				(array['in_person', 'online'])[1 + k % 2], 4, 'Familia', 2 + k % 3, (array['yes', 'no', 'partly'])[1 + k % 3], $at, case when k % 4 > 0 then $at end
			from big, generate_series(1, people / 10) p, generate_series(1, 22) k`),
	}
}
