package merges_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/merges"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// laden gives the record that goes something of everything that moves.
func (s *stage) laden(t *testing.T) assessments.Assessment {
	t.Helper()
	s.cohort(t, "KEPT", s.org.Trainer, s.ana)
	c := s.cohort(t, "GONE", s.org.Trainer2, s.dupe)
	enrolment := s.ID("select id from enrolment where tenant_id = $1 and cohort_id = $2", s.org.ID, c.ID)
	s.Row("completion", map[string]any{"tenant_id": s.org.ID, "enrolment_id": enrolment, "cohort_id": c.ID, "candidate_id": s.dupe.ID, "program_id": s.org.CMTP, "hours": 40, "confirmed_at": apptest.Start})
	full := s.cohort(t, "FULL", s.org.Trainer)
	s.Row("waiting", map[string]any{"tenant_id": s.org.ID, "cohort_id": full.ID, "candidate_id": s.dupe.ID})
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		e, err := candidates.AddEntry(tx, s.dupe.ID, candidates.NewEntry{HeldOn: apptest.Start.Add(-72 * time.Hour), Role: "mediator", Medium: "online", Hours: 4, Field: "Lease", Parties: 2, Settled: "yes"}, apptest.Start)
		if err != nil {
			return err
		}
		_, err = candidates.AskReferee(tx, s.dupe.ID, candidates.NewReferee{Name: "Mercedes Albán", Email: "mercedes@centro.example", Relation: "co-mediator", Language: "es", Entries: []uuid.UUID{e.ID}})
		return err
	})
	document := s.Row("document", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.dupe.ID, "kind": "identity", "title": "Passport"})
	s.Row("document_version", map[string]any{"tenant_id": s.org.ID, "document_id": document, "candidate_id": s.dupe.ID, "kind": "identity", "title": "Passport", "number": 1, "size": 9, "origin": "upload", "state": "uploading"})
	s.Row("submission", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.dupe.ID, "program_id": s.org.QAP, "reference": "SU-DRAFT"})
	a := s.assessed(t, s.dupe, s.org.Assessor)
	s.write(t, s.org.Assessor, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	s.Row("score_sheet", map[string]any{"tenant_id": s.org.ID, "assessment_id": a.ID, "candidate_id": s.dupe.ID, "membership_id": s.org.Assessor.Membership()})
	return a
}

func TestAMergeTakesEverythingAlongAndUndoingPutsBackExactlyThat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.laden(t)
	before := s.dump(t)
	m := s.merged(t, "email", "language")
	s.read(t, s.org.Manager, func(tx *tenants.Tx) error {
		c, err := candidates.Get(tx, s.ana.ID)
		if err != nil || c.Name != s.ana.Name || c.Email != s.dupe.Email || c.Language != "en" || c.Reference != "A-1" {
			t.Errorf("who stays is %+v, %v", c, err)
		}
		_, err = candidates.Get(tx, s.dupe.ID)
		refused(t, "the one that went", err, fault.NotFound, "not_found.candidate")
		into, err := candidates.Stays(tx, s.dupe.ID)
		if err != nil || into != s.ana.ID {
			t.Errorf("the one that went leads to %v, %v", into, err)
		}
		for _, address := range []string{s.ana.Email, s.dupe.Email} {
			if found, err := candidates.ByEmail(tx, address); err != nil || found.ID != s.ana.ID {
				t.Errorf("%s finds %v, %v", address, found.ID, err)
			}
		}
		all, err := trainings.TrainingsOf(tx, s.ana.ID)
		if err != nil || len(all) != 2 {
			t.Errorf("%d trainings, %v", len(all), err)
		}
		return nil
	})
	for _, table := range []string{"enrolment", "enrolment_standing", "completion", "waiting", "logbook_entry", "referee_request", "referee_item", "document", "document_version", "submission", "assessment", "assessor_assignment", "score_sheet"} {
		if n := s.Count("select count(*) from "+table+" where tenant_id = $1 and candidate_id = $2", s.org.ID, s.dupe.ID); n != 0 {
			t.Errorf("%d rows of %s stay with the one that went", n, table)
		}
		if s.Count("select count(*) from candidate_merge_row where tenant_id = $1 and merge_id = $2 and of_table = $3", s.org.ID, m.ID, table) != 1 {
			t.Errorf("it is not noted what of %s was moved", table)
		}
	}
	if err := s.undo(m); err != nil {
		t.Fatal(err)
	}
	same(t, before, s.dump(t))
	if s.Count("select count(*) from candidate_merge where tenant_id = $1 and state = 'undone' and kept_before is null and merged_before is null", s.org.ID) != 1 {
		t.Error("what undoing needed was not erased")
	}
	if err := s.undo(m); err != nil {
		t.Errorf("undone before: %v", err)
	}
}

func TestTwoTabsMergeARecordOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	both := make(chan error, 2)
	for _, way := range [][2]uuid.UUID{{s.ana.ID, s.dupe.ID}, {s.dupe.ID, s.ana.ID}} {
		go func() { _, err := s.merge(s.org.Manager, way[0], way[1]); both <- err }()
	}
	a, b := <-both, <-both
	if (a == nil) == (b == nil) {
		t.Fatalf("one of two merges goes through: %v, %v", a, b)
	}
	if a == nil {
		a = b
	}
	refused(t, "the later one", a, fault.NotFound, "not_found.candidate")
}

func TestWhatWasNotShownIsNotMerged(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	var c merges.Comparison
	s.read(t, s.org.Manager, func(tx *tenants.Tx) (err error) { c, err = merges.Compare(tx, s.ana.ID, s.dupe.ID); return err })
	s.cohort(t, "SINCE", s.org.Trainer, s.dupe)
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := merges.Unite(tx, merges.NewMerge{Kept: s.ana.ID, Merged: s.dupe.ID, Digest: c.Digest()})
		return err
	})
	refused(t, "a comparison of before", err, fault.Conflict, "merge.changed")
	err = s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := merges.Unite(tx, merges.NewMerge{Kept: s.ana.ID, Merged: s.dupe.ID, Take: []string{"person_id"}, Digest: c.Digest()})
		return err
	})
	refused(t, "a field that is none", err, fault.Invalid, "merge.no_field")
}

func TestOnlyProgramManagersMergeAndOnlyTheirOwn(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.cohort(t, "MINE", s.org.Trainer, s.ana, s.dupe)
	_, err := s.merge(s.org.Trainer, s.ana.ID, s.dupe.ID)
	refused(t, "a trainer of both", err, fault.Forbidden, "")
	_, err = s.merge(s.org.Assessor, s.ana.ID, s.dupe.ID)
	refused(t, "an assessor", err, fault.NotFound, "not_found.candidate")
	_, err = s.merge(s.Nordic.Manager, s.ana.ID, s.dupe.ID)
	refused(t, "another organisation", err, fault.NotFound, "not_found.candidate")
	_, err = s.merge(s.org.Manager, s.ana.ID, s.ana.ID)
	refused(t, "one record", err, fault.Invalid, "merge.same")
	other := newStage(t)
	m := other.merged(t)
	err = other.try(other.Nordic.Manager, func(tx *tenants.Tx) error { _, err := merges.Undo(tx, m.ID); return err })
	refused(t, "undoing another organisation's", err, fault.NotFound, "not_found.candidate_merge")
	err = other.try(other.org.Trainer, func(tx *tenants.Tx) error { _, err := merges.Undo(tx, m.ID); return err })
	refused(t, "a trainer undoing", err, fault.NotFound, "not_found.candidate_merge")
}

func TestNothingIsHungOnARecordThatWasMerged(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	c := s.cohort(t, "LATER", s.org.Trainer)
	s.merged(t)
	if err := s.Try(`insert into enrolment (tenant_id, id, cohort_id, candidate_id, enrolled_at) values ($1,$2,$3,$4,$5)`, s.org.ID, uuid.New(), c.ID, s.dupe.ID, apptest.Start); err == nil {
		t.Error("the database hangs an enrolment on it")
	}
	if err := s.Try(`update candidate set name = 'Somebody' where tenant_id = $1 and id = $2`, s.org.ID, s.dupe.ID); err == nil {
		t.Error("the database changes it")
	}
	if err := s.Try(`update candidate set merged_into = null where tenant_id = $1 and id = $2`, s.org.ID, s.dupe.ID); err == nil {
		t.Error("the database parts it without a merge")
	}
	s.write(t, s.org.Manager, func(tx *tenants.Tx) error {
		_, err := trainings.Enrol(tx, c.ID, candidates.NewCandidate{Name: s.ana.Name, Email: s.dupe.Email, Language: "es"}, "")
		return err
	})
	if s.Count("select count(*) from enrolment where tenant_id = $1 and candidate_id = $2", s.org.ID, s.ana.ID) != 1 || s.Count("select count(*) from candidate where tenant_id = $1", s.org.ID) != 2 {
		t.Error("the address of the one that went does not enrol the one that stays")
	}
}
