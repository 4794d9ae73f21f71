package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/standards"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// NewAssessment says who is to be judged, under which program.
type NewAssessment struct {
	CandidateID uuid.UUID
	ProgramID   uuid.UUID
}

// Open begins the assessment of a candidate with the criteria as they stand.
// Returns NotFound when candidate or program is, and Conflict when the program
// does not assess, is not recognised (IMI-SU-01), is closed or has no criteria,
// or when one is open already.
func Open(tx *tenants.Tx, in NewAssessment) (Assessment, error) {
	candidate, err := candidates.Get(tx, in.CandidateID)
	if err != nil {
		return Assessment{}, err
	}
	program, recognised, err := program(tx, in.ProgramID)
	if err != nil {
		return Assessment{}, err
	}
	day, err := today(tx)
	if err != nil {
		return Assessment{}, err
	}
	a := Assessment{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: candidate.ID, ProgramID: program.ID,
		CandidateName: candidate.Name, OpenedAt: tx.Now(), OpenedBy: id(tx.Membership())}
	if err := tx.Allow("open", &a); err != nil {
		return Assessment{}, err
	}
	certification, _ := standards.CertificationOf(program.Kind)
	sets, err := standards.Load(tx)
	if err != nil {
		return Assessment{}, err
	}
	rules, inForce := sets.InForce(certification.ID, day)
	switch {
	case !program.Assesses() || !inForce || !rules.Assessed:
		return Assessment{}, fault.New(fault.Conflict, "assessment.program_trains")
	case !recognised:
		return Assessment{}, fault.New(fault.Conflict, "assessment.program_not_recognised", "Program", program.Title)
	case program.ClosedAt != nil:
		return Assessment{}, fault.New(fault.Conflict, "assessment.program_closed", "Program", program.Title)
	}
	a.RuleSet = rules.ID
	criteria, err := programCriteria(tx, program.ID)
	if err != nil {
		return Assessment{}, err
	}
	if len(criteria) == 0 {
		return Assessment{}, fault.New(fault.Conflict, "assessment.no_criteria", "Program", program.Title)
	}
	if err := inserted(tx, &a); err != nil {
		if tenants.Violates(err, "assessment_open") {
			return Assessment{}, fault.New(fault.Conflict, "assessment.already_open", "Candidate", candidate.Name)
		}
		return Assessment{}, err
	}
	copies := make([]AssessmentCriterion, len(criteria))
	for i, c := range criteria {
		copies[i] = AssessmentCriterion{TenantID: a.TenantID, ID: tx.NewID(), AssessmentID: a.ID, ProgramCriterionID: c.ID,
			Heading: c.Heading, Title: c.Title, Benchmark: c.Benchmark, Position: i + 1, ScaleMax: c.ScaleMax, PassMark: c.PassMark}
	}
	if err := inserted(tx, &copies); err != nil {
		return Assessment{}, err
	}
	tx.Record(tenants.Event{Action: "assessment.opened", Resource: "assessment", Subject: a.ID, Case: a.CandidateID,
		Detail: map[string]any{"program": program.ID, "rule_set": a.RuleSet}})
	return a, nil
}

// today is the day in the organisation's zone.
func today(tx *tenants.Tx) (time.Time, error) {
	zone, err := trainings.Zone(tx)
	if err != nil {
		return time.Time{}, err
	}
	return standards.DayOf(tx.Now(), zone), nil
}

// id is a pointer to an id, nil for none.
func id(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
