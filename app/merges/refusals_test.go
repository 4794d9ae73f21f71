package merges_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"accord/app/apptest"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/merges"
	"accord/tenants"
	"accord/tenants/fault"
)

// forced tries a merge past the domain: the database says no by itself.
func (s *stage) forced() error {
	return s.Try(`insert into candidate_merge (tenant_id, id, kept_id, merged_id, merged_name, state, kept_after, kept_before, merged_before, merged_after, merged_at, merged_by_name, undo_until)
		values ($1, $2, $3, $4, 'Ana', 'merging', '{}', '{}', '{}', '{}', app.now(), 'Elena', app.now() + interval '30 days')`, s.org.ID, uuid.Must(uuid.NewV7()), s.ana.ID, s.dupe.ID)
}

// Each thing that stands in the way is said by the domain, and refused by the database too.
func TestWhatStandsInTheWayOfAMergeIsSaidAndRefusedAtBothWalls(t *testing.T) {
	t.Parallel()
	for key, sets := range map[string]func(*testing.T, *stage){
		"merge.same_cohort": func(t *testing.T, s *stage) { s.cohort(t, "BOTH", s.org.Trainer, s.ana, s.dupe) },
		"merge.also_waits": func(t *testing.T, s *stage) {
			c := s.cohort(t, "BOTH", s.org.Trainer, s.ana)
			s.Row("waiting", map[string]any{"tenant_id": s.org.ID, "cohort_id": c.ID, "candidate_id": s.dupe.ID})
		},
		"merge.has_certificate": func(t *testing.T, s *stage) {
			c := s.cohort(t, "CERT", s.org.Trainer, s.dupe)
			s.Row("certificate", map[string]any{"tenant_id": s.org.ID, "cohort_id": c.ID, "candidate_id": s.dupe.ID, "program_id": s.org.CMTP, "number": "C-1", "holder": "Ana"})
		},
		"merge.was_submitted": func(t *testing.T, s *stage) {
			s.Row("submission", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.dupe.ID, "program_id": s.org.QAP, "reference": "SU-1", "submitted_at": apptest.Start,
				"rule_set": "r", "declaration": "d", "submitted_by_name": "Elena"})
		},
		"merge.both_drafted": func(t *testing.T, s *stage) {
			for _, c := range []candidates.Candidate{s.ana, s.dupe} {
				s.Row("submission", map[string]any{"tenant_id": s.org.ID, "candidate_id": c.ID, "program_id": s.org.QAP, "reference": "SU-" + c.Language})
			}
		},
		"merge.same_exemption": func(t *testing.T, s *stage) {
			for _, c := range []candidates.Candidate{s.ana, s.dupe} {
				s.Row("exemption", map[string]any{"tenant_id": s.org.ID, "candidate_id": c.ID, "program_id": s.org.QAP, "citation": "IMI-CM-01", "reason": "Long practice."})
			}
		},
		"merge.both_assessed": func(t *testing.T, s *stage) { s.assessed(t, s.ana); s.assessed(t, s.dupe) },
		"merge.two_accounts": func(t *testing.T, s *stage) {
			for _, c := range []candidates.Candidate{s.ana, s.dupe} {
				s.Force("update candidate set person_id = $3 where tenant_id = $1 and id = $2", s.org.ID, c.ID, uuid.New())
			}
		},
		"merge.own_referee": func(t *testing.T, s *stage) {
			s.Row("referee_request", map[string]any{"tenant_id": s.org.ID, "candidate_id": s.ana.ID, "candidate_name": "Ana", "name": "Ana", "email": "anatorres+fe@trabajo.example", "language": "es",
				"relation": "co-mediator", "by_candidate": true, "state": "asked", "lapses_at": apptest.Start.AddDate(0, 0, 9)})
		},
		"merge.same_hour": func(t *testing.T, s *stage) {
			for i, c := range []candidates.Candidate{s.ana, s.dupe} {
				a := s.assessed(t, c)
				if i == 1 { // what is decided may go along; its slot may not
					s.Force("update assessment set decided_at = $2, outcome = 'failed', decision_minute = 'x' where id = $1", a.ID, apptest.Start)
				}
				day := s.Row("assessment_day", map[string]any{"tenant_id": s.org.ID, "program_id": s.org.QAP, "held_on": apptest.Start, "time_zone": "America/Guayaquil", "place": "Quito", "state": "planned", "language": "es"})
				at := apptest.Start.Add(time.Duration(i) * 30 * time.Minute)
				s.Row("day_slot", map[string]any{"tenant_id": s.org.ID, "day_id": day, "assessment_id": a.ID, "candidate_id": c.ID, "candidate_name": c.Name, "state": "planned", "starts_at": at, "ends_at": at.Add(time.Hour)})
			}
		},
		"merge.both_invited": func(t *testing.T, s *stage) {
			for _, c := range []candidates.Candidate{s.ana, s.dupe} {
				s.write(t, s.org.Manager, func(tx *tenants.Tx) error { _, err := candidates.InviteToFile(tx, c.ID); return err })
			}
		},
		// IMI-QA-09: whoever trained the duplicate has trained the person.
		"merge.assessor_trained": func(t *testing.T, s *stage) {
			s.cohort(t, "TAUGHT", s.org.Assessor, s.dupe)
			s.assessed(t, s.ana, s.org.Assessor)
		},
	} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			sets(t, s)
			before := s.dump(t)
			_, err := s.merge(s.org.Manager, s.ana.ID, s.dupe.ID)
			refused(t, "merging", err, fault.Conflict, key)
			if err := s.forced(); err == nil {
				t.Error("the database merges them")
			}
			same(t, before, s.dump(t))
		})
	}
}

// The gate against conflicts of interest is not passed by merging: neither the
// policy line nor the database lets who trained the duplicate judge the person.
func TestWhoTrainedTheDuplicateHasTrainedThePerson(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.cohort(t, "TAUGHT", s.org.Assessor, s.dupe)
	s.merged(t)
	a := s.assessed(t, s.ana, s.org.Assessor2)
	err := s.try(s.org.Manager, func(tx *tenants.Tx) error {
		_, err := assessments.Assign(tx, a.ID, s.org.Assessor.Membership())
		return err
	})
	refused(t, "appointing who trained the duplicate", err, fault.Conflict, "assessment.assessor_trained")
	appoint := func(m tenants.Member) error {
		return s.Try(`insert into assessor_assignment (tenant_id, id, assessment_id, candidate_id, membership_id, assessor_name, assigned_at) values ($1,$2,$3,$4,$5,'X',$6)`,
			s.org.ID, uuid.New(), a.ID, s.ana.ID, m.Membership(), apptest.Start)
	}
	if appoint(s.org.Assessor) == nil {
		t.Error("the database appoints who trained the duplicate")
	}
	s.Row("assessor_assignment", map[string]any{"tenant_id": s.org.ID, "assessment_id": a.ID, "candidate_id": s.ana.ID, "membership_id": s.org.Assessor.Membership(), "assessor_name": "X"})
	err = s.try(s.org.Assessor, func(tx *tenants.Tx) error { _, err := assessments.Declare(tx, a.ID); return err })
	if err == nil {
		t.Error("who trained the duplicate declares that there is no conflict")
	}
	s.Exec("update membership set email = $3 where tenant_id = $1 and id = $2", s.org.ID, s.org.Trainer.Membership(), s.dupe.Email)
	if appoint(s.org.Trainer) == nil {
		t.Error("the database appoints the candidate by their second address")
	}
}

func TestNoMoveOutsideTheStatesOfAMerge(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	m := s.merged(t)
	for what, sql := range map[string]string{
		"undone without undoing":  "update candidate_merge set state = 'undone', undone_at = app.now() where tenant_id = $1 and id = $2",
		"left half undone":        "update candidate_merge set state = 'undoing' where tenant_id = $1 and id = $2",
		"final before its time":   "update candidate_merge set state = 'final', final_at = app.now(), kept_before = null, kept_after = null, merged_before = null, merged_after = null where tenant_id = $1 and id = $2",
		"of another record":       "update candidate_merge set kept_id = merged_id where tenant_id = $1 and id = $2",
		"what it moved forgotten": "delete from candidate_merge_row where tenant_id = $1 and merge_id = $2",
		"longer to undo":          "update candidate_merge set undo_until = undo_until + interval '1 day' where tenant_id = $1 and id = $2",
	} {
		before := s.dump(t)
		_ = s.Try(sql, s.org.ID, m.ID)
		same(t, before, s.dump(t))
		if s.Count("select count(*) from candidate_merge where tenant_id = $1 and id = $2 and state = 'merged' and undo_until = merged_at + interval '30 days'", s.org.ID, m.ID) != 1 {
			t.Errorf("a merge is %s", what)
		}
	}
	if s.Try("update enrolment set candidate_id = $2 where tenant_id = $1", s.org.ID, s.dupe.ID) != nil {
		t.Error("an update of no row fails")
	}
	s.cohort(t, "FIXED", s.org.Trainer, s.ana)
	if s.Try("update enrolment set candidate_id = $2 where tenant_id = $1", s.org.ID, s.dupe.ID) == nil {
		t.Error("an enrolment goes to another candidate without a merge")
	}
	var other merges.Merge
	if other.Open(apptest.Start) {
		t.Error("a merge that is none can be undone")
	}
}
