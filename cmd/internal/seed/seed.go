// Package seed fills a database with organisations at the size they have in
// earnest: one large centre among many smaller ones. The same size makes the
// same rows, ids included, whenever and wherever it is run.
package seed

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Size says how much is made.
type Size struct {
	Organisations int // besides the large one
	Candidates    int // of the large one
	Cohorts       int // of the large one; its candidates are shared out among them
	Sessions      int // of each of its cohorts: each candidate has a mark for each; one more awaits its marks
}

// Whole is the size at which pages are promised to be quick: 1,000,000 marks.
var Whole = Size{Organisations: 99, Candidates: 20_000, Cohorts: 200, Sessions: 50}

// Part is a share of Whole, above 0 and at most 1; nothing of it is none.
func Part(share float64) Size {
	of := func(n int) int { return max(1, int(math.Round(float64(n)*share))) }
	cohorts := of(Whole.Cohorts)
	return Size{Organisations: of(Whole.Organisations), Candidates: max(cohorts, of(Whole.Candidates)), Cohorts: cohorts, Sessions: Whole.Sessions}
}

// Marks is how many marks of attendance the large organisation has.
func (s Size) Marks() int { return s.Candidates * s.Sessions }

// Large is the large organisation's name in addresses.
const Large = "centro-grande"

// began is when everything in it was written; the first cohort began then.
var began = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)

// Fill makes the rows, as the owner of the tables, or none. It fails where they
// were made before. The managers have no password until they ask for a link.
func Fill(ctx context.Context, owner string, s Size) error {
	conn, err := pgx.Connect(ctx, owner)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	var there bool
	if err := conn.QueryRow(ctx, `select exists (select from organisation where slug = $1)`, Large).Scan(&there); err != nil {
		return err
	}
	if there {
		return fmt.Errorf("there is an organisation %q already: a database is filled once", Large)
	}
	if err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		for _, step := range steps(s) {
			if _, err := tx.Exec(ctx, step); err != nil {
				return fmt.Errorf("%w, in %.60q", err, step)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	// As a database that has been up for a while: what its indexes say alone is believed.
	_, err = conn.Exec(ctx, `vacuum (analyze, skip_locked)`)
	return err
}

// moved are the tables whose moves the rows do not go through: they come as
// they will be. Their foreign keys and checks hold all the same.
var moved = []string{"cohort", "cohort_trainer", "training_session", "enrolment", "attendance", "completion", "certificate", "cohort_offer", "application", "message", "message_delivery",
	"cohort_material", "personal_link", "exercise_round", "exercise_group", "exercise_seat", "feedback", "submission", "decision", "credential",
	"waiting", "evaluation", "evaluation_answered", "evaluation_answer", "document", "document_version", "logbook_entry",
	"assessment", "assessment_criterion", "candidate_access", "assessor_assignment", "score_sheet", "score", "disagreement", "moderation", "moderation_point", "result", "appeal", "panellist", "ruling", "panel_vote", "fallen_assessment",
	"assessment_day", "day_slot", "slot_part", "assessment_note", "knowledge_script", "knowledge_marking", "knowledge_mark", "standardisation", "standardisation_program", "standardisation_member"}

func steps(s Size) (all []string) {
	for _, table := range moved {
		all = append(all, `alter table `+table+` disable trigger user`)
	}
	all = append(all,
		`create function pg_temp.the(what text) returns uuid language sql immutable as $$ select md5('seed ' || what)::uuid $$`,
		fmt.Sprintf(`create temporary table big on commit drop as
			select pg_temp.the('organisation ' || n) tenant, n, case n when 0 then '%s' else 'centro-' || n end slug,
				case n when 0 then %d else 200 end people, case n when 0 then %d else 2 end cohorts, case n when 0 then %d else 10 end sessions, case n when 0 then %d else 2 end trainers,
				case n when 0 then %d else 4 end pairs
			from generate_series(0, %d) n`, Large, s.Candidates, s.Cohorts, s.Sessions, min(s.Cohorts, 60), min(max(s.Cohorts/5, 4), 30), s.Organisations),
		at(`insert into organisation (tenant_id, slug, name, country, time_zone, created_at)
			select tenant, slug, 'Centro de mediación ' || n, 'EC', 'America/Guayaquil', $at from big`),
		at(`insert into account (person_id, email, name, password_hash, created_at, password_changed_at)
			select pg_temp.the('person ' || n), 'gestion@' || slug || '.example', 'Gestión ' || n, 'none', $at, $at from big`),
		at(`insert into membership (tenant_id, id, person_id, name, email, created_at)
			select tenant, pg_temp.the('membership ' || n), pg_temp.the('person ' || n), 'Gestión ' || n, 'gestion@' || slug || '.example', $at from big`),
		at(`insert into membership_role (tenant_id, membership_id, role, given_at)
			select tenant, pg_temp.the('membership ' || n), r, $at from big, unnest(array['organisation_admin', 'program_manager']) r`),
		at(`insert into program (tenant_id, id, kind, title, language, city, country, course_hours, attendance_floor, created_at, proposed_at)
			select tenant, pg_temp.the('program ' || n), 'CMTP', 'Fundamentos de la mediación', 'es', 'Quito', 'EC', (sessions + 1) * 2, 90, $at, $at from big`),
		at(`insert into cohort (tenant_id, id, program_id, code, title, language, starts_on, ends_on, capacity, required_hours, attendance_floor, time_zone, created_at)
			select tenant, pg_temp.the('cohort ' || n || ' ' || c), pg_temp.the('program ' || n), 'C-' || c, 'Grupo ' || c, 'es',
				($at)::date + c, ($at)::date + c + sessions + 1, 1000, (sessions + 1) * 2, 90, 'America/Guayaquil', $at from big, generate_series(1, cohorts) c`),
		at(`insert into training_session (tenant_id, id, cohort_id, number, title, starts_at, ends_at, hours, created_at)
			select tenant, pg_temp.the('session ' || n || ' ' || c || ' ' || k), pg_temp.the('cohort ' || n || ' ' || c), k, 'Sesión ' || k,
				$at + make_interval(days => c + k), $at + make_interval(days => c + k, hours => 2), 2, $at
			from big, generate_series(1, cohorts) c, generate_series(1, sessions + 1) k`),
		at(`insert into candidate (tenant_id, id, name, email, language, country, reference, created_at, person_id)
			select tenant, pg_temp.the('candidate ' || n || ' ' || p),
				(array['Ana','Luis','Marta','Diego','Rosa','Iván','Elena','Pablo','Sofía','Tomás'])[1 + p % 10] || ' ' || initcap(substr(md5(n || ' ' || p), 1, 7)) || ' ' || p,
				'p' || p || '@' || slug || '.example', 'es', 'EC', 'R-' || p, $at, case p % 10 when 0 then pg_temp.the('candidate person ' || n || ' ' || p) end from big, generate_series(1, people) p`),
		at(`insert into enrolment (tenant_id, id, cohort_id, candidate_id, enrolled_at)
			select tenant, pg_temp.the('enrolment ' || n || ' ' || p), pg_temp.the('cohort ' || n || ' ' || (1 + p % cohorts)), pg_temp.the('candidate ' || n || ' ' || p), $at
			from big, generate_series(1, people) p`),
		at(`insert into attendance (tenant_id, id, cohort_id, training_session_id, enrolment_id, mark, hours, recorded_at)
			select tenant, pg_temp.the('attendance ' || n || ' ' || p || ' ' || k), pg_temp.the('cohort ' || n || ' ' || (1 + p % cohorts)),
				pg_temp.the('session ' || n || ' ' || (1 + p % cohorts) || ' ' || k), pg_temp.the('enrolment ' || n || ' ' || p),
				case when (p + k) % 11 = 0 then 'absent' else 'present' end, case when (p + k) % 11 = 0 then 0 else 2 end, $at
			from big, generate_series(1, people) p, generate_series(1, sessions) k`))
	all = append(slices.Concat(all, beside(), files(), assessors(), judged(), contested(), days(), kept(), quality(), told()), `set constraints all immediate`)
	for _, table := range moved {
		all = append(all, `alter table `+table+` enable trigger user`)
	}
	return append(all, `analyze`, `call app.stand_again()`, `analyze`) // the first so that working out what is kept knows how many rows there are
}

// at says the moment in a step.
func at(step string) string {
	return strings.ReplaceAll(step, "$at", "timestamptz '"+began.Format(time.RFC3339)+"'")
}
