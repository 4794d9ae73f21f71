package migrations_test

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/migrations"
	"accord/tenants/tenantstest"
)

// What programs judged by before they had designs becomes their first: in force
// where IMI recognises them, a draft where not, and assessments are by it.
func TestWhatProgramsJudgedByBecomesTheirFirstDesign(t *testing.T) {
	t.Parallel()
	url := tenantstest.EmptyDatabase(t).URL("owner")
	if err := migrations.UpTo(t.Context(), url, 599); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	tenant, recognised, proposed, trains, bare, candidate, assessment, judged := uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()
	run(t, conn, `insert into organisation (tenant_id, slug, name, country, time_zone, created_at) values ($1, 'andina', 'Andina', 'EC', 'UTC', now())`, tenant)
	for id, is := range map[uuid.UUID][2]string{recognised: {"QAP", "en"}, proposed: {"ICQAP", "es"}, trains: {"CMTP", "en"}, bare: {"MAQAP", "en"}} {
		run(t, conn, `insert into program (tenant_id, id, kind, title, language, created_at) values ($1, $2, $3, $3, $4, '2025-01-01')`, tenant, id, is[0], is[1])
	}
	for i, c := range []struct {
		program                   uuid.UUID
		heading, title, benchmark string
		top, pass                 int
	}{{recognised, "knowledge", "Knows the law", "Names the statute", 10, 6}, {recognised, "skills", "Listens", "", 5, 3},
		{proposed, "skills", "Autoconciencia", "Reconoce sus sesgos", 5, 3}, {proposed, "skills", "Otra cosa", "", 5, 0}, {trains, "skills", "Attends", "", 5, 3}} {
		run(t, conn, `insert into program_criterion (tenant_id, id, program_id, heading, title, benchmark, position, scale_max, pass_mark) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8)`,
			tenant, c.program, c.heading, c.title, c.benchmark, i+1, c.top, c.pass)
	}
	run(t, conn, `update program set proposed_at = '2025-03-01' where id = $1`, recognised)
	run(t, conn, `insert into recognition (tenant_id, id, program_id, recognised_at, next_audit_on) values ($1, gen_random_uuid(), $2, '2025-06-01', '2027-06-30')`, tenant, recognised)
	run(t, conn, `insert into candidate (tenant_id, id, name, email, created_at) values ($1, $2, 'Ana', 'ana@example.org', now())`, tenant, candidate)
	run(t, conn, `insert into assessment (tenant_id, id, candidate_id, program_id, candidate_name, rule_set, opened_at) values ($1, $2, $3, $4, 'Ana', 'r', now())`, tenant, judged, candidate, recognised)
	run(t, conn, `insert into assessment_criterion (tenant_id, id, assessment_id, program_criterion_id, heading, title, position, scale_max, pass_mark)
		select tenant_id, gen_random_uuid(), $2, id, heading, title, position, scale_max, pass_mark from program_criterion where tenant_id = $1 and program_id = $3`, tenant, judged, recognised)
	run(t, conn, `alter table assessment disable trigger holds`)
	run(t, conn, `update assessment set decided_at = now(), outcome = 'passed', decision_minute = 'Both agree.' where id = $1`, judged)
	run(t, conn, `alter table assessment enable trigger holds`)
	run(t, conn, `insert into assessment (tenant_id, id, candidate_id, program_id, candidate_name, rule_set, opened_at) values ($1, $2, $3, $4, 'Ana', 'r', now())`, tenant, assessment, candidate, recognised)

	if err := migrations.Up(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	says := func(what, want, sql string, args ...any) {
		t.Helper()
		var got string
		if err := conn.QueryRow(t.Context(), sql, args...).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", what, got, err, want)
		}
	}
	const version = `select coalesce(number::text, 'draft') || ' ' || coalesce(published_at::date::text, '') || ' ' || pass_percent || ' ' || may_fall_short from assessment_design where program_id = $1`
	says("what is recognised", "1 2025-06-01 0 0", version, recognised)
	says("what is not", "draft  0 0", version, proposed)
	says("what trains, or has no criteria", "0", `select count(*)::text from assessment_design where program_id = any($1)`, []uuid.UUID{trains, bare})
	const criteria = `select string_agg(concat_ws('|', heading, title_en, title_es, benchmark_en, benchmark_es, scale_max, weight, floor, published_at is not null), ' ' order by position) from design_criterion where design_id = $1`
	says("its criteria", "knowledge|Knows the law||Names the statute||10|10|6|t skills|Listens||||5|5|3|t", criteria, recognised)
	says("the other's, by its own headings", "self_awareness||Autoconciencia||Reconoce sus sesgos|5|5|3|f skills||Otra cosa|||5|5|0|f", criteria, proposed)
	says("assessments", "2", `select count(*)::text from assessment where design_id = $1 and rule_outcome is null and differs_because = ''`, recognised)
	says("what they are judged on", "2", `select count(*)::text from assessment_criterion c join design_criterion d on d.id = c.design_criterion_id and d.title_en = c.title and c.weight = c.scale_max where c.assessment_id = $1`, judged)
	if _, err := conn.Exec(t.Context(), `update assessment set decision_minute = 'Other' where id = $1`, judged); err == nil {
		t.Error("what was decided before can be changed now")
	}
}
