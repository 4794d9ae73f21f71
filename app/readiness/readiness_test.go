package readiness_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/readiness"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

type scene struct {
	*apptest.World
	t         *testing.T
	org       apptest.Org
	candidate candidates.Candidate
}

func newScene(t *testing.T) *scene {
	t.Helper()
	w := apptest.NewWorld(t)
	s := &scene{World: w, t: t, org: w.Andina}
	s.do(s.org.Manager, func(tx *tenants.Tx) (err error) {
		s.candidate, err = candidates.Add(tx, candidates.NewCandidate{Name: "Lucía Ferrán", Email: uuid.NewString() + "@correo.example", Language: "es"})
		return err
	})
	return s
}

func (s *scene) do(m tenants.Member, fn func(*tenants.Tx) error) {
	s.t.Helper()
	if err := s.DB.Write(context.Background(), m, fn); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) entries(n int, verified bool) {
	for i := range n {
		row := map[string]any{"tenant_id": s.org.ID, "candidate_id": s.candidate.ID, "held_on": apptest.Start.AddDate(0, 0, -i-1), "role": "mediator", "medium": "in_person", "hours": 2, "parties": 2, "settled": "yes"}
		if verified {
			row["verified_at"] = apptest.Start
		}
		s.Row("logbook_entry", row)
	}
}

func (s *scene) identified(outcome string) {
	row := map[string]any{"tenant_id": s.org.ID, "candidate_id": s.candidate.ID, "outcome": outcome, "paper": "passport", "country": "EC", "seen": "copy", "last_signs": "A471", "checked_at": s.Clock.Now()}
	if outcome == "failed" {
		row["reason"] = "It cannot be read."
	}
	s.Row("identity_check", row)
	s.Clock.Add(1)
}

func (s *scene) lacks(m tenants.Member, programKinds ...string) (kinds []readiness.Kind, all []readiness.Lack) {
	s.t.Helper()
	s.do(m, func(tx *tenants.Tx) (err error) {
		all, err = readiness.OfCandidate(tx, s.candidate.ID, programKinds...)
		return err
	})
	for _, l := range all {
		kinds = append(kinds, l.Kind)
	}
	return kinds, all
}

func (s *scene) are(what string, got []readiness.Kind, want ...readiness.Kind) {
	s.t.Helper()
	if !slices.Equal(got, want) {
		s.t.Errorf("%s: missing are %v, want %v", what, got, want)
	}
}

// IMI-SU-03, IMI-QA-11
func TestAFileSaysWhatIsMissingBeforeSomebodyJudges(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	kinds, _ := s.lacks(s.org.Manager, "QAP")
	s.are("a new file", kinds, readiness.Identity, readiness.Empty, readiness.Asked)
	s.entries(3, false)
	s.identified("failed")
	kinds, all := s.lacks(s.org.Manager, "QAP")
	s.are("with entries that nobody verified", kinds, readiness.Identity, readiness.Verify, readiness.Asked)
	if all[0].Key != "readiness.identity_failed" || all[1].Args["Count"] != 3 || all[1].Args["Of"] != 3 || all[2].Certification != standards.Certified || all[2].Args["Have"] != 0 {
		t.Errorf("missing are %+v", all)
	}
	s.identified("done")
	s.entries(20, true)
	kinds, _ = s.lacks(s.org.Manager, "QAP")
	s.are("with twenty that are verified", kinds, readiness.Verify)
	s.Force(`update logbook_entry set verified_at = $2 where candidate_id = $1`, s.candidate.ID, apptest.Start)
	kinds, _ = s.lacks(s.org.Manager, "QAP")
	s.are("a whole file", kinds)
	if err := s.DB.Read(t.Context(), s.Nordic.Manager, func(tx *tenants.Tx) error { _, err := readiness.OfCandidate(tx, s.candidate.ID, "QAP"); return err }); !fault.Is(err, fault.NotFound) {
		t.Errorf("another organisation reads of the file: %v", err)
	}
}

func TestAnApplicantsLogbookBeginsWithTheAdmission(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	of := func(a applications.Application, assesses bool) (kinds []readiness.Kind) {
		s.do(s.org.Manager, func(tx *tenants.Tx) error {
			all, err := readiness.OfApplicant(tx, a, assesses)
			for _, l := range all {
				kinds = append(kinds, l.Kind)
			}
			return err
		})
		return kinds
	}
	a := applications.Application{TenantID: s.org.ID, ID: uuid.New()}
	s.are("to be assessed", of(a, true), readiness.Identity, readiness.Empty)
	s.are("to be trained", of(a, false), readiness.Identity)
	s.Row("identity_check", map[string]any{"tenant_id": s.org.ID, "application_id": a.ID, "outcome": "done", "paper": "passport", "country": "EC", "seen": "copy", "last_signs": "A471"})
	s.are("once checked", of(a, false))
}

// An assessor reads the figures with what the program asks, from what is open
// to them.
func TestASheetSaysWhatTheLogbookComesTo(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.entries(3, true)
	s.entries(2, false)
	var a assessments.Assessment
	s.do(s.org.Manager, func(tx *tenants.Tx) (err error) {
		if a, err = assessments.Open(tx, assessments.NewAssessment{CandidateID: s.candidate.ID, ProgramID: s.org.QAP}); err == nil {
			_, err = assessments.Assign(tx, a.ID, s.org.Assessor.Membership())
		}
		return err
	})
	s.do(s.org.Assessor, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	of := func() (sheet readiness.Sheet) {
		s.do(s.org.Assessor, func(tx *tenants.Tx) error {
			entries, err := candidates.Logbook(tx, a.CandidateID)
			if err == nil {
				sheet, err = readiness.OfSheet(tx, a, entries)
			}
			return err
		})
		return sheet
	}
	sheet := of()
	if sheet.Verified != 3 || sheet.Entries != 5 || sheet.Hours != 6 || sheet.Asked == nil || sheet.Asked.State != standards.Missing || sheet.Asked.Args["Need"] != 20 || len(sheet.Lacks) != 2 {
		t.Errorf("the sheet says %+v", sheet)
	}
	s.identified("done")
	s.entries(20, true)
	if sheet = of(); sheet.Asked.State != standards.Met || len(sheet.Lacks) != 1 || sheet.Lacks[0].Kind != readiness.Verify {
		t.Errorf("with 23 verified: %+v", sheet)
	}
}
