package merges

import (
	"github.com/google/uuid"

	"accord/app/applications"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/certificates"
	"accord/app/days"
	"accord/app/evidence"
	"accord/app/programs"
	"accord/app/submissions"
	"accord/app/trainings"
	"accord/tenants"
)

// Side is what one of two records has.
type Side struct {
	Candidate    candidates.Candidate
	Enrolments   []trainings.Enrolment
	Completions  []trainings.Completion
	Waiting      []trainings.Waiting // for a place, still
	Logbook      []candidates.LogbookEntry
	Referees     []candidates.RefereeRequest
	Exemptions   []candidates.Exemption // in force
	Assessments  []assessments.Assessment
	Submissions  []submissions.Submission
	Documents    []evidence.Document
	Certificates []certificates.Certificate
	Applications []applications.Application
	Slots        []days.Slot         // of assessment days, but for those that were cancelled
	Access       []candidates.Access // to their own file, that is open
}

// Names are what the rows of both sides are called by.
type Names struct {
	Cohorts  map[uuid.UUID]trainings.Cohort
	Programs map[uuid.UUID]programs.Program
}

// sides reads what both records have, in as many queries whoever they are.
func sides(tx *tenants.Tx, kept, merged candidates.Candidate) (a, b Side, n Names, err error) {
	a.Candidate, b.Candidate = kept, merged
	both := []uuid.UUID{kept.ID, merged.ID}
	of := func(id uuid.UUID) *Side {
		if id == kept.ID {
			return &a
		}
		return &b
	}
	steps := []func() error{
		func() error {
			return share(tx, "candidate_id in ?", both, func(r trainings.Enrolment) { s := of(r.CandidateID); s.Enrolments = append(s.Enrolments, r) })
		},
		func() error {
			return share(tx, "candidate_id in ?", both, func(r trainings.Completion) { s := of(r.CandidateID); s.Completions = append(s.Completions, r) })
		},
		func() error {
			return share(tx, "candidate_id in ? and left_at is null", both, func(r trainings.Waiting) { s := of(r.CandidateID); s.Waiting = append(s.Waiting, r) })
		},
		func() error {
			return share(tx, "candidate_id in ? and removed_at is null", both, func(r candidates.LogbookEntry) { s := of(r.CandidateID); s.Logbook = append(s.Logbook, r) })
		},
		func() error {
			return share(tx, "candidate_id in ? and state in ('asked', 'answered')", both, func(r candidates.RefereeRequest) { s := of(r.CandidateID); s.Referees = append(s.Referees, r) })
		},
		func() error {
			return share(tx, "candidate_id in ? and withdrawn_at is null", both, func(r candidates.Exemption) { s := of(r.CandidateID); s.Exemptions = append(s.Exemptions, r) })
		},
		func() error {
			return share(tx, "candidate_id in ?", both, func(r assessments.Assessment) { s := of(r.CandidateID); s.Assessments = append(s.Assessments, r) })
		},
		func() error {
			return share(tx, "candidate_id in ?", both, func(r submissions.Submission) { s := of(r.CandidateID); s.Submissions = append(s.Submissions, r) })
		},
		func() error {
			return share(tx, "candidate_id in ?", both, func(r evidence.Document) { s := of(*r.CandidateID); s.Documents = append(s.Documents, r) })
		},
		func() error {
			return share(tx, "candidate_id in ?", both, func(r certificates.Certificate) { s := of(r.CandidateID); s.Certificates = append(s.Certificates, r) })
		},
		func() error {
			return share(tx, "candidate_id in ?", both, func(r applications.Application) { s := of(*r.CandidateID); s.Applications = append(s.Applications, r) })
		},
		func() error {
			return share(tx, "candidate_id in ? and state <> 'cancelled'", both, func(r days.Slot) { s := of(*r.CandidateID); s.Slots = append(s.Slots, r) })
		},
		func() error {
			return share(tx, "candidate_id in ? and ended_at is null", both, func(r candidates.Access) { s := of(r.CandidateID); s.Access = append(s.Access, r) })
		},
	}
	for _, step := range steps {
		if err = step(); err != nil {
			return a, b, n, err
		}
	}
	n, err = namesOf(tx, a, b)
	return a, b, n, err
}

func share[M any](tx *tenants.Tx, condition string, both []uuid.UUID, give func(M)) error {
	rows, err := where[M](tx, condition, both)
	for _, r := range rows {
		give(r)
	}
	return err
}

func namesOf(tx *tenants.Tx, all ...Side) (Names, error) {
	var cohorts, courses []uuid.UUID
	for _, s := range all {
		for _, e := range s.Enrolments {
			cohorts = append(cohorts, e.CohortID)
		}
		for _, w := range s.Waiting {
			cohorts = append(cohorts, w.CohortID)
		}
		for _, a := range s.Assessments {
			courses = append(courses, a.ProgramID)
		}
		for _, x := range s.Submissions {
			courses = append(courses, x.ProgramID)
		}
		for _, x := range s.Applications {
			courses = append(courses, x.ProgramID)
		}
	}
	n := Names{Cohorts: map[uuid.UUID]trainings.Cohort{}, Programs: map[uuid.UUID]programs.Program{}}
	known, err := trainings.ByIDs(tx, cohorts)
	if err != nil {
		return n, err
	}
	for _, c := range known {
		n.Cohorts[c.ID] = c
	}
	found, err := where[programs.Program](tx, "id in ?", courses)
	for _, p := range found {
		n.Programs[p.ID] = p
	}
	return n, err
}
