package assessments

import (
	"strings"
	"time"
	"unicode/utf8"

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
	Because     string // why it is opened in spite of the limits of resits; "" where it is within them
}

// MaxBeyond bounds the reason for an attempt beyond the limits, in characters.
const MaxBeyond = 1000

// Open begins the assessment of a candidate by the version of the program's
// design that is in force, and with a copy of its criteria.
// Returns NotFound when candidate or program is, and Conflict when the program
// does not assess, is not recognised (IMI-SU-01), is closed or has published no
// design, or when one is open already; Invalid when the design allows no
// other attempt, or none yet, and no reason is given.
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
	if err := a.tries(tx, design.Rule, in.Because); err != nil {
		return Assessment{}, err
	}
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
		Detail: map[string]any{"program": program.ID, "rule_set": a.RuleSet, "version": design.Version(), "attempt": a.Attempt, "beyond_because": a.BeyondBecause}})
	return a, nil
}

// tries numbers the attempt, and asks for a reason where the rule allows none.
func (a *Assessment) tries(tx *tenants.Tx, rule designs.Rule, because string) error {
	next, err := NextAttempt(tx, a.CandidateID, a.ProgramID, rule)
	if err != nil {
		return err
	}
	a.Attempt = next.Number
	if !next.Over() && !next.Early(a.OpenedAt) {
		return nil
	}
	a.BeyondBecause = strings.Join(strings.Fields(because), " ")
	var c fault.Check
	switch n := utf8.RuneCountInString(a.BeyondBecause); {
	case c.If(n == 0 && next.Over(), "because", "assessment.resit_over", "Name", a.CandidateName, "Count", next.Limit):
	case c.If(n == 0, "because", "assessment.resit_early", "Name", a.CandidateName, "From", next.From):
	case c.If(n > MaxBeyond, "because", "candidate.too_long", "Max", MaxBeyond):
	}
	return c.Err()
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
