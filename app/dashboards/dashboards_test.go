package dashboards_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/dashboards"
	"accord/app/paging"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

type scene struct {
	*apptest.World
	t   *testing.T
	org apptest.Org
}

func newScene(t *testing.T) scene {
	t.Helper()
	w := apptest.NewWorld(t)
	return scene{w, t, w.Andina}
}

func (s scene) ok(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.DB.Write(context.Background(), m, fn); err != nil {
		s.t.Fatal(err)
	}
}

// opened is an assessment of somebody new.
func (s scene) opened(name string) (a assessments.Assessment) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Add(tx, candidates.NewCandidate{Name: name, Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		if err == nil {
			a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: c.ID, ProgramID: s.org.QAP})
		}
		return err
	})
	return a
}

// passed is an assessment that somebody new passed, as the database has it then.
func (s scene) passed(name string, mediations int) assessments.Assessment {
	s.t.Helper()
	a := s.opened(name)
	s.Force(`update assessment set decided_at = $2, decision_minute = 'Both say so.', decided_by_name = 'Gestión', outcome = 'passed' where id = $1`, a.ID, s.Clock.Now())
	for i := range mediations {
		s.Row("logbook_entry", map[string]any{"tenant_id": s.org.ID, "candidate_id": a.CandidateID, "held_on": apptest.Start.AddDate(0, 0, -i-1), "role": "mediator", "medium": "in_person",
			"hours": 2, "parties": 2, "settled": "yes", "verified_at": apptest.Start})
	}
	return a
}

// submission puts a candidate forward under the program of an assessment.
func (s scene) submission(a assessments.Assessment, more map[string]any) uuid.UUID {
	s.t.Helper()
	row := map[string]any{"tenant_id": s.org.ID, "candidate_id": a.CandidateID, "program_id": a.ProgramID, "certification": standards.Certified,
		"holder": a.CandidateName, "rule_set": "certified/2025-09-01", "declaration": "d", "submitted_by_name": "n", "submitted_at": apptest.Start}
	for name, value := range more {
		row[name] = value
	}
	return s.Row("submission", row)
}

func (s scene) decided(submission uuid.UUID, outcome string) {
	s.t.Helper()
	s.Row("decision", map[string]any{"tenant_id": s.org.ID, "submission_id": submission, "outcome": outcome, "reasons": "r"})
}

func (s scene) due(m tenants.Member) (d dashboards.Due) {
	s.t.Helper()
	s.ok(m, func(tx *tenants.Tx) (err error) { d, err = dashboards.DueNow(tx); return err })
	return d
}

func (s scene) approaching(ask paging.Ask) (page paging.Page[dashboards.Approaching]) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) { page, err = dashboards.ListApproaching(tx, ask); return err })
	return page
}

func TestApproachingIsWhoPassedAndIsNotWithIMI(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	lacking := s.passed("Lacks mediations", 3)
	s.Clock.Add(time.Hour)
	ready := s.passed("Has all", 22)
	s.Clock.Add(time.Hour)
	returned, withdrawn, draft := s.passed("Was returned", 22), s.passed("Was withdrawn", 22), s.passed("Has a draft", 22)
	s.decided(s.submission(returned, nil), "returned")
	s.submission(withdrawn, map[string]any{"withdrawn_at": apptest.Start})
	s.submission(draft, map[string]any{"submitted_at": nil})
	for _, outcome := range []string{"", "accepted", "refused"} { // with IMI, certified, refused
		if id := s.submission(s.passed("With IMI", 22), nil); outcome != "" {
			s.decided(id, outcome)
		}
	}
	fallen := s.passed("Set aside", 22)
	s.Row("fallen_assessment", map[string]any{"tenant_id": s.org.ID, "id": fallen.ID, "candidate_id": fallen.CandidateID, "program_id": fallen.ProgramID})
	s.Force(`update assessment set fell_at = decided_at where id = $1`, fallen.ID) // as the database does with it
	failed := s.passed("Failed", 22)
	s.Force(`update assessment set outcome = 'failed' where id = $1`, failed.ID)
	s.opened("Not decided")

	page := s.approaching(paging.Ask{})
	if len(page.Items) != 5 || page.Items[0].Assessment.ID != lacking.ID || page.Items[1].Assessment.ID != ready.ID {
		t.Fatalf("approaching are %+v", page.Items)
	}
	if first := page.Items[0]; first.Ready() || first.Step.Lacks() != 1 || first.Step.Certification.ID != standards.Certified || first.Program.ID != s.org.QAP {
		t.Errorf("with 3 of 20 mediations: %+v", first.Step)
	}
	for _, one := range page.Items[1:] {
		if !one.Ready() {
			t.Errorf("%s lacks %d", one.Assessment.CandidateName, one.Step.Lacks())
		}
		if (one.Step.Returned != nil) != (one.Assessment.ID == returned.ID) {
			t.Errorf("%s: IMI gave %+v back", one.Assessment.CandidateName, one.Step.Returned)
		}
	}
	if d := s.due(s.org.Admin); d.Approaching != len(page.Items) {
		t.Errorf("%d are counted", d.Approaching)
	}
	two := s.approaching(paging.Ask{Limit: 2})
	rest := s.approaching(paging.Ask{Limit: 4, After: two.Next})
	if len(two.Items) != 2 || len(rest.Items) != 3 || rest.Next != "" || rest.Items[0].Assessment.ID == ready.ID {
		t.Errorf("in pages: %d and %d", len(two.Items), len(rest.Items))
	}
	if d := s.due(s.Nordic.Manager); !d.Nothing() {
		t.Errorf("another organisation has %+v", d)
	}
	for _, m := range []tenants.Member{s.org.Trainer, s.org.Assessor} {
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error { _, err := dashboards.ListApproaching(tx, paging.Ask{}); return err }); !fault.Is(err, fault.Forbidden) {
			t.Errorf("who does not put forward: %v", err)
		}
	}
}

func TestApproachingIsReadInAConstantNumberOfStatements(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.passed("One", 2)
	statements := func() int { return s.Statements(func() { s.approaching(paging.Ask{}) }) }
	statements()
	one := statements()
	for range 5 {
		s.submission(s.passed("Another", 3), map[string]any{"withdrawn_at": apptest.Start})
	}
	if many := statements(); many > one+1 { // what came of submissions is asked where there are any
		t.Errorf("%d statements for one, %d for six", one, many)
	}
}

func TestWhatIsDueIsWhatIsOpen(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	tenant := map[string]any{"tenant_id": s.org.ID}
	with := func(more map[string]any) map[string]any {
		row := map[string]any{}
		for _, m := range []map[string]any{tenant, more} {
			for name, value := range m {
				row[name] = value
			}
		}
		return row
	}
	s.Row("appeal", with(map[string]any{"ground": "facts", "state": "lodged", "lodged_at": apptest.Start, "due_at": apptest.Start.Add(time.Hour)}))
	s.Row("appeal", with(map[string]any{"ground": "facts", "state": "lodged", "lodged_at": apptest.Start, "due_at": apptest.Start.Add(90 * 24 * time.Hour)}))
	s.Row("appeal", with(map[string]any{"ground": "facts", "state": "withdrawn", "ended_at": apptest.Start, "lodged_at": apptest.Start, "due_at": apptest.Start.Add(time.Hour)}))
	s.Row("knowledge_script", with(nil))
	s.Row("knowledge_script", with(map[string]any{"removed_at": apptest.Start}))
	s.Row("knowledge_script", with(map[string]any{"settled_at": apptest.Start, "settled_by": "markers", "doubled": 20, "of_marks": 20, "passed": true}))
	s.Row("quality_check", with(nil))
	s.Row("quality_check", with(nil))
	s.Row("quality_check", with(map[string]any{"reviewed_at": apptest.Start, "reviewed_by": uuid.New(), "reviewed_by_name": "n", "outcome": "sound"}))
	s.Clock.Add(24 * time.Hour)
	if d := s.due(s.org.Manager); d != (dashboards.Due{Appeals: 2, Late: 1, Scripts: 1, Checks: 2}) {
		t.Errorf("due are %+v", d)
	}
	for _, m := range []tenants.Member{s.org.Trainer, s.org.Assessor} {
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error { _, err := dashboards.DueNow(tx); return err }); !fault.Is(err, fault.Forbidden) {
			t.Errorf("who does not manage counts: %v", err)
		}
		if err := s.DB.Read(t.Context(), m, func(tx *tenants.Tx) error { _, err := dashboards.LoadNow(tx, time.UTC, 5); return err }); !fault.Is(err, fault.Forbidden) {
			t.Errorf("who does not manage sees the load: %v", err)
		}
	}
}

func TestLoadIsTheSheetsThatAreDueByAssessor(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	assign := func(a assessments.Assessment, all ...tenants.Member) {
		for _, m := range all {
			s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
		}
	}
	load := func(m tenants.Member, limit int) (l dashboards.Load) {
		s.ok(m, func(tx *tenants.Tx) (err error) { l, err = dashboards.LoadNow(tx, time.UTC, limit); return err })
		return l
	}
	if l := load(s.org.Manager, 5); len(l.Most) != 0 || l.Sheets != 0 {
		t.Errorf("without assessments: %+v", l)
	}
	assign(s.opened("One"), s.org.Assessor, s.org.Assessor2)
	assign(s.opened("Two"), s.org.Assessor)
	handed, decided := s.opened("Handed in"), s.opened("Decided")
	assign(handed, s.org.Assessor2)
	assign(decided, s.org.Assessor2)
	s.Force(`update assessor_assignment set sheet_in_at = $2 where assessment_id = $1`, handed.ID, apptest.Start)
	s.Force(`update assessment set decided_at = $2, decision_minute = 'm', decided_by_name = 'n', outcome = 'failed' where id = $1`, decided.ID, apptest.Start)
	s.Row("assessor_profile", map[string]any{"tenant_id": s.org.ID, "id": s.org.Assessor2.Membership(), "monthly_limit": 3})

	l := load(s.org.Manager, 5)
	if l.Assessors != 2 || l.Sheets != 3 || len(l.Most) != 2 {
		t.Fatalf("the load is %+v", l)
	}
	if first := l.Most[0]; first.ID != s.org.Assessor.Membership() || first.Open != 2 || first.ThisMonth != 2 || first.AtLimit() || first.Name == "" {
		t.Errorf("most has %+v", first)
	}
	if second := l.Most[1]; second.ID != s.org.Assessor2.Membership() || second.Open != 1 || second.ThisMonth != 3 || second.MonthlyLimit != 3 || !second.AtLimit() {
		t.Errorf("then %+v", second)
	}
	if l := load(s.org.Manager, 1); l.Assessors != 2 || l.Sheets != 3 || len(l.Most) != 1 {
		t.Errorf("by name at most one: %+v", l)
	}
	s.Clock.Add(40 * 24 * time.Hour)
	if l := load(s.org.Manager, 5); l.Most[0].ThisMonth != 0 || l.Sheets != 3 {
		t.Errorf("in another month: %+v", l)
	}
	if l := load(s.Nordic.Manager, 5); l.Sheets != 0 {
		t.Errorf("another organisation has %+v", l)
	}
}
