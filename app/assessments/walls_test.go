package assessments_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/jackc/pgx/v5"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/designs"
	"accord/app/evidence"
	"accord/tenants"
	"accord/tenants/tenantstest"
)

// behindPolicy counts the sheets and the scores of an assessment that the
// tables' own walls show somebody, by the login of the member door and without
// any row policy.
func (s stage) behindPolicy(t *testing.T, m tenants.Member, a assessments.Assessment) (sheets, scores int) {
	t.Helper()
	conn := s.behind(t, m)
	defer func() { _ = conn.Close(context.Background()) }()
	if err := conn.QueryRow(t.Context(), `select (select count(*) from score_sheet where assessment_id = $1), (select count(*) from score where assessment_id = $1)`, a.ID).Scan(&sheets, &scores); err != nil {
		t.Fatal(err)
	}
	return sheets, scores
}

// behind is the login of the member door, as somebody, without any row policy.
func (s stage) behind(t *testing.T, m tenants.Member) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).URL("member"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `select set_config('app.tenant_id', $1, false), set_config('app.person_id', $2, false), set_config('app.now', '2026-11-16T14:00:00Z', false)`,
		m.Tenant().String(), m.Person().String()); err != nil {
		t.Fatal(err)
	}
	return conn
}

// byPolicy counts those that the row policies show somebody.
func (s stage) byPolicy(t *testing.T, m tenants.Member, a assessments.Assessment) (sheets, scores int) {
	t.Helper()
	s.read(t, m, func(tx *tenants.Tx) error {
		var n, of int64
		if err := tx.DB().Model(&assessments.ScoreSheet{}).Where("assessment_id = ?", a.ID).Count(&n).Error; err != nil {
			return err
		}
		err := tx.DB().Model(&assessments.Score{}).Where("assessment_id = ?", a.ID).Count(&of).Error
		sheets, scores = int(n), int(of)
		return err
	})
	return sheets, scores
}

// Whoever has yet to judge sees no sheet but their own, and a draft is its
// assessor's: the row policies say so for every role, and the tables' walls say
// it again for those who judge, whatever other roles they have.
func TestSheetsAreHiddenAtBothWallsFromEveryRole(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	manages := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	heads := s.Member(s.org, tenants.RoleAdministrator, tenants.RoleAssessor)
	third, idle, candidate := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleCandidate)
	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, manages, heads)
	const none = -1 // what the wall of the tables leaves to the policies
	sees := func(when string, who tenants.Member, what string, policy, wall int) {
		t.Helper()
		if sheets, scores := s.byPolicy(t, who, a); sheets != policy || scores != 3*policy {
			t.Errorf("%s, %s sees %d sheets and %d scores by policy, want %d sheets", when, what, sheets, scores, policy)
		}
		if sheets, scores := s.behindPolicy(t, who, a); wall != none && (sheets != wall || scores != 3*wall) {
			t.Errorf("%s, %s sees %d sheets and %d scores behind the policies, want %d sheets", when, what, sheets, scores, wall)
		}
	}
	others := func(when string, in int) {
		t.Helper()
		sees(when, s.org.Manager, "the manager", in, in)
		sees(when, s.org.Admin, "the administrator", in, in)
		sees(when, s.org.Trainer, "a trainer", 0, in)
		sees(when, idle, "an assessor of others", 0, 0)
		sees(when, candidate, "a candidate", 0, in)
		sees(when, s.Nordic.Manager, "another organisation", 0, 0)
	}
	draft := func(m tenants.Member) {
		t.Helper()
		s.write(t, m, func(tx *tenants.Tx) error { _, err := assessments.SaveSheet(tx, filled(t, tx, a, 1, 1, 1)); return err })
	}
	s.declare(t, a, s.org.Assessor, heads) // manages has yet to declare
	draft(s.org.Assessor)
	draft(heads)
	when := "with two drafts"
	sees(when, s.org.Assessor, "the first", 1, 1)
	sees(when, manages, "a manager who has yet to declare", 0, 0)
	sees(when, heads, "an administrator who judges", 1, 1)
	others(when, 0)

	s.sheet(t, a, s.org.Assessor, 4, 4, 3)
	when = "with one sheet in"
	sees(when, s.org.Assessor, "the first", 1, 1)
	sees(when, manages, "a manager who has yet to declare", 0, 0)
	sees(when, heads, "an administrator who judges", 1, 1)
	others(when, 0)

	s.declare(t, a, manages)
	s.sheet(t, a, heads, 4, 4, 3)
	when = "with two of three in"
	sees(when, manages, "a manager who has yet to judge", 0, 0)
	sees(when, heads, "an administrator who has judged", 1, 1)
	sees(when, s.org.Assessor, "the first", 1, 1)
	others(when, 0)

	s.sheet(t, a, manages, 4, 1, 3)
	when = "with all in"
	for _, m := range []tenants.Member{s.org.Assessor, manages, heads} {
		sees(when, m, "one of the three", 3, 3)
	}
	others(when, 3)

	s.assign(t, a, third)
	sees("before declaring", third, "the settling assessor", 0, 0)
	s.declare(t, a, third)
	sees("before judging", third, "the settling assessor", 0, 0)
	draft(third)
	sees("with a draft", third, "the settling assessor", 1, 1)
	others("with a settling draft", 3)
	s.sheet(t, a, third, 4, 3, 3)
	sees("afterwards", third, "the settling assessor", 4, 4)
	sees("afterwards", s.org.Assessor, "the first", 4, 4)
	others("afterwards", 4)
}

// Nothing of a candidate but the name is open before the declaration: for who
// does nothing but assess that is their record, logbook and documents; who also
// manages keeps the record, and gets the rest with the declaration. The row
// policies say so for every role, and the tables' walls for those who judge.
func TestTheGateClosesACandidatesRecordLogbookAndDocumentsAtBothWalls(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	manages := s.Member(s.org, tenants.RoleProgramManager, tenants.RoleAssessor)
	heads := s.Member(s.org, tenants.RoleAdministrator, tenants.RoleAssessor)
	gives, idle, candidate := s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleAssessor), s.Member(s.org, tenants.RoleCandidate)
	of := map[string]any{"tenant_id": s.org.ID, "candidate_id": s.candidate.ID}
	row := func(table string, more map[string]any) {
		maps.Copy(more, of)
		s.Row(table, more)
	}
	row("logbook_entry", map[string]any{"role": "mediator", "medium": "online", "settled": "yes", "parties": 2})
	row("document", map[string]any{"kind": "recording"})
	row("document_version", map[string]any{"kind": "recording", "state": "typed", "origin": "upload", "media_type": "video/webm", "store_version": "1", "sha256": make([]byte, 32)})
	general := s.Row("document", map[string]any{"tenant_id": s.org.ID, "program_id": s.org.QAP, "kind": "other"}) // of no candidate
	row("adjustment", map[string]any{"kind": "breaks", "state": "asked"})
	row("exemption", map[string]any{"program_id": s.org.QAP, "citation": "IMI-CM-01", "reason": "Sole mediator in ten cases."})
	row("identity_check", map[string]any{"outcome": "done", "paper": "passport", "country": "EC", "seen": "in_person", "last_signs": "1234", "reason": ""})
	row("recording_consent", map[string]any{"answer": "refused", "how": "told", "language": "es", "notice_id": s.Notice(s.org, "recording")})
	type opens struct{ Record, Logbook, Documents, Versions int64 }
	shut, whole, run := opens{}, opens{1, 1, 1, 1}, opens{Record: 1}
	const queries = `select (select count(*) from candidate where id = $1), (select count(*) from logbook_entry where candidate_id = $1),
		(select count(*) from document where candidate_id = $1), (select count(*) from document_version where candidate_id = $1)`
	sees := func(when, what string, m tenants.Member, policy, wall opens) {
		t.Helper()
		var by, behind opens
		s.read(t, m, func(tx *tenants.Tx) error {
			for _, c := range []struct {
				model any
				where string
				n     *int64
			}{{&candidates.Candidate{}, "id = ?", &by.Record}, {&candidates.LogbookEntry{}, "candidate_id = ?", &by.Logbook}, {&evidence.Document{}, "candidate_id = ?", &by.Documents}, {&evidence.Version{}, "candidate_id = ?", &by.Versions}} {
				if err := tx.DB().Model(c.model).Where(c.where, s.candidate.ID).Count(c.n).Error; err != nil {
					return err
				}
			}
			return nil
		})
		conn := s.behind(t, m)
		defer func() { _ = conn.Close(context.Background()) }()
		if err := conn.QueryRow(t.Context(), queries, s.candidate.ID).Scan(&behind.Record, &behind.Logbook, &behind.Documents, &behind.Versions); err != nil {
			t.Fatal(err)
		}
		var kept, want int64 // with the record, where they do nothing but assess
		if err := conn.QueryRow(t.Context(), `select (select count(*) from adjustment where candidate_id = $1) + (select count(*) from exemption where candidate_id = $1)
			+ (select count(*) from identity_check where candidate_id = $1) + (select count(*) from recording_consent where candidate_id = $1)`, s.candidate.ID).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		if want = 4 * wall.Record; kept != want {
			t.Errorf("%s, %s sees %d rows of what else is kept behind the policies, want %d", when, what, kept, want)
		}
		if by != policy || behind != wall {
			t.Errorf("%s, %s sees %+v by policy and %+v behind it, want %+v and %+v", when, what, by, behind, policy, wall)
		}
	}
	others := func(when string) {
		t.Helper()
		sees(when, "the manager", s.org.Manager, whole, whole)
		sees(when, "the administrator", s.org.Admin, whole, whole)
		sees(when, "the trainer", s.org.Trainer, opens{1, 0, 1, 1}, whole)
		sees(when, "another trainer", s.org.Trainer2, shut, whole)
		sees(when, "an assessor of others", idle, shut, shut)
		sees(when, "a candidate", candidate, shut, whole)
		sees(when, "another organisation", s.Nordic.Manager, shut, shut)
	}
	when := "before it is opened"
	sees(when, "who manages and assesses", manages, whole, whole)
	sees(when, "an assessor", s.org.Assessor, shut, shut)

	a := s.opened(t)
	s.assign(t, a, s.org.Assessor, manages, heads, gives)
	when = "before declaring"
	sees(when, "an assessor", s.org.Assessor, shut, shut)
	sees(when, "a manager who is to judge", manages, run, run)
	sees(when, "an administrator who is to judge", heads, run, run)
	others(when)
	s.read(t, manages, func(tx *tenants.Tx) error {
		var n int64
		err := tx.DB().Model(&evidence.Document{}).Where("id = ?", general).Count(&n).Error
		if n != 1 {
			t.Error("what is no candidate's is closed to who is to judge one")
		}
		return err
	})

	s.declare(t, a, s.org.Assessor, manages)
	s.write(t, heads, func(tx *tenants.Tx) error {
		_, err := assessments.Decline(tx, a.ID, "We have worked together.")
		return err
	})
	when = "once declared"
	sees(when, "an assessor", s.org.Assessor, whole, whole)
	sees(when, "a manager who judges", manages, whole, whole)
	sees(when, "an administrator who gave it back", heads, whole, whole)
	sees(when, "one who has yet to declare", gives, shut, shut)
	others(when)

	s.write(t, s.org.Manager, func(tx *tenants.Tx) error { // gives takes no part
		all, err := assessments.Assignments(tx, a.ID)
		for _, g := range all {
			if g.MembershipID == gives.Membership() {
				_, err = assessments.Unassign(tx, g.ID)
			}
		}
		return err
	})
	s.sheet(t, a, s.org.Assessor, 4, 4, 4)
	s.sheet(t, a, manages, 4, 4, 4)
	if err := s.decide(s.org.Manager, a, assessments.Passed, "Both recommend."); err != nil {
		t.Fatal(err)
	}
	when = "once decided"
	sees(when, "an assessor", s.org.Assessor, shut, shut)
	sees(when, "a manager who judged", manages, whole, whole)
	others(when)
}

// What the rule says of sheets, the database says of the rows.
func TestTheDatabaseAndTheRuleAgreeOnWhoDisagrees(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.disputed(t)
	conn, err := pgx.Connect(t.Context(), tenantstest.Database(t).Super())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec(`set session_replication_role = replica`) // what is judged changes under the triggers
	random := rand.New(rand.NewPCG(20261122, 4))
	some := 0
	for range 150 {
		rule := designs.Rule{PassPercent: random.IntN(101), MayFallShort: random.IntN(3), MarksApart: 10 * random.IntN(11), ResultApart: 5 * random.IntN(21)}
		exec(`update assessment_design set pass_percent = $2, may_fall_short = $3, marks_apart = $4, result_apart = $5 where tenant_id = $1`,
			s.org.ID, rule.PassPercent, rule.MayFallShort, rule.MarksApart, rule.ResultApart)
		sheets := [][]designs.Line{make([]designs.Line, 3), make([]designs.Line, 3)}
		for i := range 3 {
			of := 1 + random.IntN(12)
			l := designs.Line{Weight: random.IntN(4), Of: of, Floor: random.IntN(of + 1)}
			exec(`update assessment_criterion set scale_max = $3, weight = $4, pass_mark = $5 where tenant_id = $1 and assessment_id = $2 and position = $6`, s.org.ID, a.ID, l.Of, l.Weight, l.Floor, i+1)
			for at, m := range []tenants.Member{s.org.Assessor, s.org.Assessor2} {
				seen := designs.Seen{Points: random.IntN(of + 1), Not: random.IntN(6) == 0}
				var points *int
				if !seen.Not {
					points = &seen.Points
				}
				exec(`update score set points = $4, not_seen = $5 where tenant_id = $1 and membership_id = $2 and criterion_id = (select id from assessment_criterion where tenant_id = $1 and assessment_id = $3 and position = $6)`,
					s.org.ID, m.Membership(), a.ID, points, seen.Not, i+1)
				l.Marks = []designs.Seen{seen}
				sheets[at][i] = l
			}
		}
		var says bool
		if err := conn.QueryRow(t.Context(), `select app.sheets_disagree($1, $2)`, s.org.ID, a.ID).Scan(&says); err != nil {
			t.Fatal(err)
		}
		want := rule.Disagree(sheets).Any()
		if says != want {
			t.Errorf("by %+v, %+v disagree: %v, and the database says %v", rule, sheets, want, says)
		}
		if want {
			some++
		}
	}
	if some < 20 || some > 130 {
		t.Errorf("%d of 150 disagree: the marks say too little", some)
	}
}

// What the answer to a request said, such as an assessor's own marks, is kept for
// who sent it: nobody else reads or changes it at the tables, or sends in their name.
func TestAnAnswerIsItsSendersAtTheTables(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if err := s.Try(`insert into idempotency (tenant_id, person_id, key, route, created_at, status, body) values ($1, $2, 'sheet-of-mine', 'PUT', now(), 200, '{"points":3}')`, s.org.ID, s.org.Assessor.Person()); err != nil {
		t.Fatal(err)
	}
	for who, m := range map[string]tenants.Member{"the assessor": s.org.Assessor, "the manager": s.org.Manager, "the other assessor": s.org.Assessor2, "the administrator": s.org.Admin, "another organisation": s.Nordic.Manager} {
		conn, want := s.behind(t, m), 0
		if m.Person() == s.org.Assessor.Person() {
			want = 1
		}
		var n int
		if err := conn.QueryRow(t.Context(), `select count(*) from idempotency where key = 'sheet-of-mine'`).Scan(&n); err != nil || n != want {
			t.Errorf("%s reads %d answers, not %d: %v", who, n, want, err)
		}
		if done, err := conn.Exec(t.Context(), `update idempotency set body = '' where key = 'sheet-of-mine'`); err != nil || int(done.RowsAffected()) != want {
			t.Errorf("%s changes %d answers, not %d: %v", who, done.RowsAffected(), want, err)
		}
		if _, err := conn.Exec(t.Context(), `insert into idempotency (tenant_id, person_id, key, route, created_at) values ($1, $2, 'another-of-mine', 'PUT', app.now())`, s.org.ID, s.org.Assessor.Person()); (err == nil) != (want == 1) {
			t.Errorf("%s sends in the assessor's name: %v", who, err)
		}
		_ = conn.Close(context.Background())
	}
}
