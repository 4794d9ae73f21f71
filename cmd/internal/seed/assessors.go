package seed

import (
	"strconv"
	"strings"
)

// assessors fill by what is assessed, and by whom: programs that assess, each with
// its designs in versions, a knowledge test of the first, and assessors who are
// qualified and appointed. None of it is written but through its own moves.
func assessors() []string {
	all := []string{
		// 20 assessments a day, on four rooms; the last days are to come, and nothing of them is judged yet
		`create temporary table assessing on commit drop as
			select tenant, n, slug, people, pairs, kinds, people * 3 / 10 cases, days - greatest(1, days / 15) held, days, case n when 0 then 3 else 2 end versions
			from big, lateral (select (people * 3 / 10 + 19) / 20 days, case n when 0 then array['QAP','MAQAP','ICQAP','ODRQAP'] else array['QAP','MAQAP'] end kinds) d`,
		at(`insert into program (tenant_id, id, kind, title, language, city, country, created_at, proposed_at)
			select tenant, pg_temp.the('assessing ' || n || ' ' || j), kinds[j], 'Evaluación ' || kinds[j], 'es', 'Quito', 'EC', $at, $at from assessing, generate_series(1, cardinality(kinds)) j`),
		at(`insert into recognition (tenant_id, id, program_id, recognised_at, next_audit_on)
			select tenant, pg_temp.the('recognition ' || n || ' ' || j), pg_temp.the('assessing ' || n || ' ' || j), $at, '2028-01-01' from assessing, generate_series(1, cardinality(kinds)) j`),

		at(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at)
			select pg_temp.the('assessor person ' || n || ' ' || a), 'evalua' || a || '@' || slug || '.example', 'Evaluadora ' || a, 'none', $at, $at from assessing, generate_series(0, 2 * pairs - 1) a`),
		at(`insert into membership (tenant_id, id, person_id, name, email, created_at, accepted_at)
			select tenant, pg_temp.the('assessor ' || n || ' ' || a), pg_temp.the('assessor person ' || n || ' ' || a), 'Evaluadora ' || a, 'evalua' || a || '@' || slug || '.example', $at, $at
			from assessing, generate_series(0, 2 * pairs - 1) a`),
		at(`insert into membership_role (tenant_id, membership_id, role, given_at) select tenant, pg_temp.the('assessor ' || n || ' ' || a), 'assessor', $at from assessing, generate_series(0, 2 * pairs - 1) a`),
		at(`insert into qualification (tenant_id, id, membership_id, training, provider, trained_on, training_confirmed_at, training_confirmed_by, law, updated_at)
			select tenant, pg_temp.the('qualified ' || n || ' ' || a), pg_temp.the('assessor ' || n || ' ' || a), 'Formación de evaluadoras', 'Centro de mediación ' || n, '2018-03-02', $at,
				pg_temp.the('membership ' || n), 'does_not', $at from assessing, generate_series(0, 2 * pairs - 1) a`),
		at(`insert into practice (tenant_id, id, membership_id, held_on, hours, role, field, created_at, confirmed_at, confirmed_by)
			select tenant, pg_temp.the('judged practice ' || n || ' ' || a || ' ' || k), pg_temp.the('assessor ' || n || ' ' || a), ($at)::date - 35 * k, 6, 'mediator', 'Comercio', $at, $at, pg_temp.the('membership ' || n)
			from assessing, generate_series(0, 2 * pairs - 1) a, generate_series(1, 21) k`),
		at(`insert into assessor_profile (tenant_id, id, languages, monthly_limit, updated_at)
			select tenant, pg_temp.the('assessor ' || n || ' ' || a), case a % 3 when 0 then 'es en' else 'es' end, 20, $at from assessing, generate_series(0, 2 * pairs - 1) a`),
		at(`insert into assessor_appointment (tenant_id, id, membership_id, program_id, grounds, appointed_at, appointed_by)
			select tenant, pg_temp.the('appointment ' || n || ' ' || a || ' ' || j), pg_temp.the('assessor ' || n || ' ' || a), pg_temp.the('assessing ' || n || ' ' || j),
				'Diez años de evaluar mediaciones.', $at, pg_temp.the('membership ' || n) from assessing, generate_series(0, 2 * pairs - 1) a, generate_series(1, cardinality(kinds)) j`),
		at(`insert into assessor_time (tenant_id, id, membership_id, kind, from_on, until_on, added_at)
			select tenant, pg_temp.the('time ' || n || ' ' || a || ' ' || t), pg_temp.the('assessor ' || n || ' ' || a), case t % 2 when 0 then 'away' else 'free' end,
				($at)::date + 90 * t + a % 30, ($at)::date + 90 * t + a % 30 + case t % 2 when 0 then 9 else 100 end, $at from assessing, generate_series(0, 2 * pairs - 1) a, generate_series(1, 8) t`),
	}
	for version := 1; version <= 3; version++ { // one follows upon the other
		for _, step := range []string{
			`insert into assessment_design (tenant_id, id, program_id, methods, pass_percent, may_fall_short, attempts, resit_after, revision, created_at, saved_at)
				select tenant, pg_temp.the('design ' || n || ' ' || j || ' ' || $version), pg_temp.the('assessing ' || n || ' ' || j),
					jsonb_build_array(jsonb_build_object('name', case j when 1 then 'knowledge_test' else 'interview' end, 'note', '{}'::jsonb), jsonb_build_object('name', 'role_play_live', 'note', '{}'::jsonb)),
					60, 0, 3, 30, 1, $at, $at from assessing, generate_series(1, cardinality(kinds)) j where versions >= $version`,
			`insert into design_criterion (tenant_id, id, design_id, lineage, heading, position, title_es, benchmark_es, scale_max, levels, weight, floor, methods, revision)
				select tenant, pg_temp.the('criterion ' || n || ' ' || j || ' ' || $version || ' ' || c), pg_temp.the('design ' || n || ' ' || j || ' ' || $version), pg_temp.the('lineage ' || n || ' ' || j || ' ' || c),
					case kinds[j] when 'ICQAP' then (app.design_headings('ICQAP'))[c] else (app.design_headings('QAP'))[1 + (c - 1) / 2] end, c, 'Criterio ' || c,
					'Se ve con claridad a lo largo de la sesión.', 5, '[{"from":0,"says":{"es":"No se ve."}},{"from":3,"says":{"es":"Se ve."}},{"from":5,"says":{"es":"Se ve siempre."}}]', 5, 3,
					case when j = 1 and c = 3 then 'knowledge_test' when c = 3 then 'interview' else 'role_play_live' end, 1
				from assessing, generate_series(1, cardinality(kinds)) j, generate_series(1, 6) c where versions >= $version`,
			`update assessment_design set number = $version, published_at = $at + make_interval(days => 120 * ($version - 1)), published_by_name = 'Gestión' where published_at is null`,
			`insert into knowledge_test (tenant_id, id, program_id, title, label, pass_mark, apart, revision, created_at, saved_at)
				select tenant, pg_temp.the('test ' || n || ' ' || $version), pg_temp.the('assessing ' || n || ' 1'), 'Prueba de conocimientos', 'P-' || $version, 60, 10, 1, $at, $at from assessing where versions >= $version`,
			`insert into knowledge_question (tenant_id, id, test_id, position, words, marks)
				select tenant, pg_temp.the('question ' || n || ' ' || $version || ' ' || c), pg_temp.the('test ' || n || ' ' || $version), c, '¿Qué debe hacerse en el caso ' || c || '?', 10
				from assessing, generate_series(1, 10) c where versions >= $version`,
			`update knowledge_test set number = $version, published_at = $at + make_interval(days => 120 * ($version - 1)), published_by_name = 'Gestión' where published_at is null`,
		} {
			all = append(all, at(versioned(step, version)))
		}
	}
	return all
}

// versioned says the version in a step.
func versioned(step string, version int) string {
	return strings.ReplaceAll(step, "$version", strconv.Itoa(version))
}
