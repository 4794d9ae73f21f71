package merges_test

import (
	"testing"
	"time"

	"accord/app/apptest"
	"accord/app/candidates"
	"accord/app/merges"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

func TestWhatCameSinceStandsInTheWayOfUndoing(t *testing.T) {
	t.Parallel()
	for key, sets := range map[string]func(*testing.T, *stage){
		"merge.certificate_since": func(t *testing.T, s *stage) {
			e := s.ID("select id from enrolment where tenant_id = $1", s.org.ID)
			s.Row("certificate", map[string]any{"tenant_id": s.org.ID, "enrolment_id": e, "candidate_id": s.ana.ID, "program_id": s.org.CMTP, "number": "C-1", "holder": "Ana"})
		},
		"merge.submitted_since": func(t *testing.T, s *stage) {
			s.Row("submission", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.ana.ID, "program_id": s.org.QAP, "reference": "SU-1", "submitted_at": apptest.Start,
				"rule_set": "r", "declaration": "d", "submitted_by_name": "Elena"})
		},
		"merge.decided_since": func(t *testing.T, s *stage) {
			s.Row("assessment", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.ana.ID, "program_id": s.org.QAP, "decided_at": apptest.Start, "outcome": "passed", "decision_minute": "Yes."})
		},
		"merge.merged_again": func(t *testing.T, s *stage) {
			third := s.add(t, candidates.NewCandidate{Name: "Ana L. Torres", Email: "ana3@correo.example", Language: "es"})
			if _, err := s.merge(s.org.Manager, third.ID, s.ana.ID); err != nil {
				t.Fatal(err)
			}
		},
		"merge.address_taken": func(t *testing.T, s *stage) {
			s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
				_, err := candidates.Edit(tx, s.ana.ID, candidates.NewCandidate{Name: s.ana.Name, Email: "nueva@correo.example", Language: "es"})
				return err
			})
			s.add(t, candidates.NewCandidate{Name: "Pedro Vega", Email: s.dupe.Email, Language: "es"})
		},
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			s.cohort(t, "WENT", s.org.Trainer, s.dupe)
			m := s.merged(t, "email")
			sets(t, s)
			refused(t, "undoing", s.undo(m), fault.Conflict, key)
			if s.Try("update candidate_merge set state = 'undoing' where tenant_id = $1 and id = $2", s.org.ID, m.ID) == nil {
				t.Error("the database undoes it")
			}
		})
	}
}

func TestWhatCameToHangOnAMovedRowGoesBackWithIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	c := s.cohort(t, "WENT", s.org.Trainer, s.dupe)
	m := s.merged(t)
	e := s.ID("select id from enrolment where tenant_id = $1 and cohort_id = $2", s.org.ID, c.ID)
	s.Row("completion", map[string]any{"tenant_id": s.org.ID, "enrolment_id": e, "cohort_id": c.ID, "candidate_id": s.ana.ID, "program_id": s.org.CMTP, "hours": 40})
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := candidates.Edit(tx, s.ana.ID, candidates.NewCandidate{Name: "Ana Lucía Torres Vega", Email: s.ana.Email, Language: "es", Country: "EC", Reference: "A-1"})
		return err
	})
	if err := s.undo(m); err != nil {
		t.Fatal(err)
	}
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		done, err := trainings.CompletionsOf(tx, s.dupe.ID)
		if err != nil || len(done) != 1 {
			t.Errorf("%d completions went back, %v", len(done), err)
		}
		if kept, err := candidates.Get(tx, s.ana.ID); err != nil || kept.Name != "Ana Lucía Torres Vega" {
			t.Errorf("what was corrected since is %q, %v", kept.Name, err)
		}
		return nil
	})
}

func TestAfterThirtyDaysAMergeIsFinalAndKeepsNothingForUndoing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.cohort(t, "WENT", s.org.Trainer, s.dupe)
	m := s.merged(t)
	if s.Count("select count(*) from deadline where subject_id = $1 and kind = $2 and due_at = $3", m.ID, merges.FinalKind, m.UndoUntil) != 1 {
		t.Error("nothing is due when it can be undone no more")
	}
	clerk, err := s.DB.AdmitClerk(t.Context(), s.org.ID, merges.FinalKind, "test")
	if err != nil {
		t.Fatal(err)
	}
	finish := func() { s.write(t, clerk, func(tx *tenants.Tx) error { return merges.Finish(tx, m.ID) }) }
	s.Clock.Add(29 * 24 * time.Hour)
	final := func() int {
		return s.Count("select count(*) from candidate_merge g where tenant_id = $1 and id = $2 and state = 'final' and kept_before is null and merged_before is null and not exists (select from candidate_merge_row r where r.merge_id = g.id)", s.org.ID, m.ID)
	}
	if finish(); final() != 0 {
		t.Error("it is final a day early")
	}
	s.Clock.Add(24 * time.Hour)
	refused(t, "undoing on the thirtieth day", s.undo(m), fault.Conflict, "merge.too_late")
	if finish(); final() != 1 {
		t.Error("it is not final, or keeps what undoing needed")
	}
	finish() // once more: left alone
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		if into, err := candidates.Stays(tx, s.dupe.ID); err != nil || into != s.ana.ID {
			t.Errorf("the one that went leads to %v, %v", into, err)
		}
		return nil
	})
}
