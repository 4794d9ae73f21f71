package appeals_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"accord/app/appeals"
	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/tenants"
	"accord/tenants/fault"
	"accord/tenants/tenantstest"
)

// scene is a failed assessment by two assessors, of a candidate whom nobody here trained.
type scene struct {
	*apptest.World
	t          *testing.T
	org        apptest.Org
	candidate  candidates.Candidate
	assessment assessments.Assessment
}

func newScene(t *testing.T) scene {
	t.Helper()
	w := apptest.NewWorld(t)
	s := scene{World: w, t: t, org: w.Andina}
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		s.candidate, err = candidates.Add(tx, candidates.NewCandidate{Name: "Ana Lucía Torres", Email: uuid.NewString() + "@correo.example", Language: "es", Country: "EC"})
		return err
	})
	s.assessment = s.judged(s.org.Assessor, s.org.Assessor2)
	return s
}

func (s scene) judged(by ...tenants.Member) (a assessments.Assessment) {
	s.t.Helper()
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP})
		return err
	})
	for _, m := range by {
		s.ok(s.org.Manager, func(tx *tenants.Tx) error { _, err := assessments.Assign(tx, a.ID, m.Membership()); return err })
		s.ok(m, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
		s.ok(m, func(tx *tenants.Tx) error {
			now, err := assessments.MySheet(tx, a.ID)
			if err != nil {
				return err
			}
			in := assessments.SheetInput{AssessmentID: a.ID, Revision: now.Revision, Marks: map[uuid.UUID]assessments.Mark{}}
			for _, c := range now.Criteria {
				one := 1
				in.Marks[c.ID] = assessments.Mark{Points: &one, Note: "Not shown."}
			}
			_, err = assessments.SubmitSheet(tx, in)
			return err
		})
	}
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		a, err = assessments.Decide(tx, assessments.Decision{AssessmentID: a.ID, Outcome: assessments.Failed, Minute: "Below the floors."})
		return err
	})
	return a
}

// tell tells the candidate, who is then admitted by their link.
func (s scene) tell() tenants.Member {
	s.t.Helper()
	var r appeals.Result
	s.ok(s.org.Manager, func(tx *tenants.Tx) (err error) {
		r, err = appeals.Tell(tx, s.assessment.ID, "It was not enough.")
		return err
	})
	return s.guest(r.LinkID)
}

func (s scene) guest(link uuid.UUID) tenants.Member {
	s.t.Helper()
	l, err := s.DB.LinkOf(s.t.Context(), s.DB.LinkToken(link))
	if err != nil {
		s.t.Fatal(err)
	}
	m, err := s.DB.GuestMember(s.t.Context(), l, uuid.Nil, "test")
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

var statement = appeals.NewAppeal{Ground: "procedure", Statement: "The role-play began late."}

func (s scene) lodge(by tenants.Member) (a appeals.Appeal, err error) {
	in := statement
	in.AssessmentID = s.assessment.ID
	return a, s.try(by, func(tx *tenants.Tx) (err error) { a, err = appeals.Lodge(tx, in); return err })
}

// lodged is a scene whose candidate has contested the decision.
func (s scene) lodged() appeals.Appeal {
	s.t.Helper()
	a, err := s.lodge(s.tell())
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

func (s scene) name(a appeals.Appeal, who tenants.Member) (p appeals.Panellist, err error) {
	return p, s.try(s.org.Manager, func(tx *tenants.Tx) (err error) { p, err = appeals.Name(tx, a.ID, who.Membership()); return err })
}

// panel names people and has them declare.
func (s scene) panel(a appeals.Appeal, who ...tenants.Member) {
	s.t.Helper()
	for _, m := range who {
		if _, err := s.name(a, m); err != nil {
			s.t.Fatal(err)
		}
		s.ok(m, func(tx *tenants.Tx) error { _, err := appeals.Declare(tx, a.ID); return err })
	}
}

func (s scene) draft(by tenants.Member, a appeals.Appeal, over int, outcome appeals.State) (r appeals.Ruling, err error) {
	return r, s.try(by, func(tx *tenants.Tx) (err error) {
		r, err = appeals.Draft(tx, appeals.NewRuling{AppealID: a.ID, Over: over, Outcome: outcome, Minute: "Heard both.", Answer: "We have looked into it."})
		return err
	})
}

func (s scene) agree(by tenants.Member, r appeals.Ruling) error {
	return s.try(by, func(tx *tenants.Tx) error { _, err := appeals.Agree(tx, r.ID); return err })
}

func (s scene) dissent(by tenants.Member, r appeals.Ruling, reasons string) error {
	return s.try(by, func(tx *tenants.Tx) error { _, err := appeals.Dissent(tx, r.ID, reasons); return err })
}

// decide drafts, and has the others agree.
func (s scene) decide(a appeals.Appeal, outcome appeals.State, by tenants.Member, others ...tenants.Member) error {
	r, err := s.draft(by, a, 0, outcome)
	for _, m := range others {
		if err == nil {
			err = s.agree(m, r)
		}
	}
	return err
}

// behind is the login of the member door, as somebody, without any row policy.
func (s scene) behind(m tenants.Member) *pgx.Conn {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), tenantstest.Database(s.t).URL("member"))
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := conn.Exec(s.t.Context(), `select set_config('app.tenant_id', $1, false), set_config('app.person_id', $2, false), set_config('app.now', $3, false)`,
		m.Tenant().String(), m.Person().String(), s.Clock.Now().UTC().Format(time.RFC3339Nano)); err != nil {
		s.t.Fatal(err)
	}
	return conn
}

func (s scene) ok(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.try(m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s scene) try(m tenants.Member, fn func(*tenants.Tx) error) error {
	return s.DB.Write(s.t.Context(), m, fn)
}

func (s scene) refused(what string, err error, code fault.Code, key string) {
	s.t.Helper()
	if got := fault.CodeOf(err); got != code || key != "" && (err == nil || keyOf(err) != key) {
		s.t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}

func keyOf(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Key
	}
	return ""
}

// trained makes somebody a trainer of a cohort in which the candidate is enrolled.
func (s scene) trained(m tenants.Member) tenants.Member {
	s.t.Helper()
	cohort := uuid.Must(uuid.NewV7())
	s.Exec(`insert into cohort (tenant_id, id, program_id, code, title, language, starts_on, ends_on, capacity, required_hours, attendance_floor, created_at)
		values ($1,$2,$3,'FM-26','Foundations','en','2026-09-01','2026-10-30',20,40,90,$4)`, s.org.ID, cohort, s.org.CMTP, apptest.Start)
	s.Exec(`insert into cohort_trainer (tenant_id, id, cohort_id, membership_id, added_at) values ($1,$2,$3,$4,$5)`, s.org.ID, uuid.Must(uuid.NewV7()), cohort, m.Membership(), apptest.Start)
	s.Exec(`insert into enrolment (tenant_id, id, cohort_id, candidate_id, enrolled_at) values ($1,$2,$3,$4,$5)`, s.org.ID, uuid.Must(uuid.NewV7()), cohort, s.candidate.ID, apptest.Start)
	return m
}
