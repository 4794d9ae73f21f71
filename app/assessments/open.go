package assessments

import (
	"time"

	"github.com/google/uuid"

	"accord/app/candidates"
	"accord/app/designs"
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

// Open begins the assessment of a candidate by the version of the program's
// design that is in force, and with a copy of its criteria.
// Returns NotFound when candidate or program is, and Conflict when the program
// does not assess, is not recognised (IMI-SU-01), is closed or has published no
// design, or when one is open already.
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
	design, published, err := designs.Optional(designs.Current(tx, program.ID))
	if err != nil {
		return Assessment{}, err
	}
	if !published {
		return Assessment{}, fault.New(fault.Conflict, "assessment.no_design", "Program", program.Title)
	}
	a.DesignID = design.ID
	if err := inserted(tx, &a); err != nil {
		if tenants.Violates(err, "assessment_open") {
			return Assessment{}, fault.New(fault.Conflict, "assessment.already_open", "Candidate", candidate.Name)
		}
		return Assessment{}, err
	}
	copies := copied(tx, a, design)
	if err := inserted(tx, &copies); err != nil {
		return Assessment{}, err
	}
	tx.Record(tenants.Event{Action: "assessment.opened", Resource: "assessment", Subject: a.ID, Case: a.CandidateID,
		Detail: map[string]any{"program": program.ID, "rule_set": a.RuleSet, "version": design.Version()}})
	return a, nil
}

// copied are a design's criteria, as an assessment keeps them.
func copied(tx *tenants.Tx, a Assessment, design designs.Whole) []AssessmentCriterion {
	copies := make([]AssessmentCriterion, len(design.Criteria))
	for i, c := range design.Criteria {
		copies[i] = AssessmentCriterion{TenantID: a.TenantID, ID: tx.NewID(), AssessmentID: a.ID, DesignCriterionID: c.ID, Heading: c.Heading,
			Title: c.Title.In(design.Program.Language), Benchmark: c.Benchmark.In(design.Program.Language), Position: i + 1, ScaleMax: c.ScaleMax, PassMark: c.Floor,
			Weight: c.Weight, Optional: c.Optional, Texts: Texts{c.Title, c.Benchmark, c.Levels, c.SeenBy()}}
	}
	return copies
}

// today is the day in the organisation's zone.
func today(tx *tenants.Tx) (time.Time, error) {
	return dayOf(tx, tx.Now())
}

// dayOf is the day of a moment in the organisation's zone.
func dayOf(tx *tenants.Tx, at time.Time) (time.Time, error) {
	zone, err := trainings.Zone(tx)
	if err != nil {
		return time.Time{}, err
	}
	return standards.DayOf(at, zone), nil
}

// id is a pointer to an id, nil for none.
func id(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
