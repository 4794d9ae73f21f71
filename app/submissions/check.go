package submissions

import (
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/evidence"
	"accord/app/identities"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// Mend says where what a line lacks can be mended.
type Mend string

// The places.
const (
	AtProgram    Mend = "program"
	AtLogbook    Mend = "logbook"
	AtTraining   Mend = "training"
	AtAssessment Mend = "assessment"
	AtDocuments  Mend = "documents"
	AtReason     Mend = "reason"
	AtSubmission Mend = "submission"
	AtCandidate  Mend = "candidate"
)

// Line is one thing that a submission must have, held against what is there.
type Line struct {
	standards.Line
	Mend Mend
	Kind string // of the document, where one is asked for
}

// Check is a submission held line by line against the rule set in force.
type Check struct {
	RuleSet standards.RuleSet
	Lines   []Line
}

// Missing counts the lines that are missing.
func (c Check) Missing() int {
	n := 0
	for _, l := range c.Lines {
		if l.State == standards.Missing {
			n++
		}
	}
	return n
}

// err says what is missing, each line a field of its own, or nil.
func (c Check) err() error {
	if c.Missing() == 0 {
		return nil
	}
	f := fault.New(fault.Conflict, "submission.incomplete", "Count", c.Missing())
	for _, l := range c.Lines {
		if l.State == standards.Missing {
			f.Fields = append(f.Fields, fault.FieldError{Field: l.field(), Sentence: l.Sentence})
		}
	}
	return f
}

// field names what a line is about: a kind of document, or where it is mended.
func (l Line) field() string {
	if l.Kind != "" {
		return l.Kind
	}
	return string(l.Mend)
}

// CheckOf holds a draft against the rule set in force today.
func CheckOf(tx *tenants.Tx, submission uuid.UUID) (Check, error) {
	s, err := Find(tx, submission)
	if err != nil {
		return Check{}, err
	}
	d, err := gather(tx, s)
	if err != nil {
		return Check{}, err
	}
	return d.check(), nil
}

func (d *dossier) check() Check {
	c := Check{RuleSet: d.rules}
	c.add(AtProgram, "IMI-SU-01", d.recognition != nil && d.program.ClosedAt == nil, "submission.program_recognised", "submission.program_not_recognised", "Program", d.program.Title)
	if !d.inForce {
		c.add(AtProgram, "IMI-SU-02", false, "", "submission.not_awarded")
		return c
	}
	if slices.Contains(d.held, d.submission.Certification) {
		c.add(AtSubmission, "IMI-SU-02", false, "", "submission.holds_already")
	}
	for _, other := range d.others {
		if _, decided := d.decisions[other.ID]; !decided {
			c.add(AtSubmission, "IMI-SU-02", false, "", "submission.pending_already", "Reference", other.Reference)
		}
	}
	for _, l := range d.rules.Eligibility(d.facts()) {
		c.Lines = append(c.Lines, Line{Line: l, Mend: mend(l)})
	}
	if d.rules.Assessed {
		d.checkAssessment(&c)
	}
	d.checkDocuments(&c)
	d.checkIdentity(&c)
	return c
}

// mend says where a line of eligibility is mended.
func mend(l standards.Line) Mend {
	switch o, _ := standards.ObligationNamed(l.Citation); {
	case l.Citation == "IMI-QM-03":
		return AtReason
	case o.Area() == "QM":
		return AtTraining
	}
	return AtLogbook
}

func (d *dossier) checkAssessment(c *Check) {
	a := d.assessment
	switch {
	case a == nil:
		c.add(AtAssessment, "IMI-QA-12", false, "", "submission.not_assessed")
	case a.DecidedAt == nil:
		c.add(AtAssessment, "IMI-QA-12", false, "", "submission.not_decided")
	case a.FellAt != nil:
		c.add(AtAssessment, "IMI-QA-12", false, "", "submission.set_aside", "On", standards.DayOf(*a.FellAt, d.zone).Format("2006-01-02"))
	default:
		c.add(AtAssessment, "IMI-QA-12", *a.Outcome == assessments.Passed, "submission.passed", "submission.failed",
			"On", standards.DayOf(*a.DecidedAt, d.zone).Format("2006-01-02"), "By", a.DecidedByName)
		c.add(AtAssessment, "IMI-QA-08", len(d.independent) > 0, "submission.independent", "submission.not_independent", "Count", len(d.independent))
	}
}

// checkIdentity warns where the file does not say that the candidate's identity
// was checked. It stops nothing: the paper of the check is what IMI asks for.
func (d *dossier) checkIdentity(c *Check) {
	if len(d.identity) > 0 && d.identity[0].Outcome == identities.Done {
		i := d.identity[0]
		c.add(AtCandidate, "IMI-SU-03", true, "submission.identity_checked", "", "On", i.CheckedOn.Format("2006-01-02"), "By", i.CheckedByName)
		return
	}
	c.Lines = append(c.Lines, Line{Line: standards.Line{Citation: "IMI-SU-03", State: standards.Awaited, Sentence: fault.Say("submission.identity_unchecked")}, Mend: AtCandidate})
}

func (d *dossier) checkDocuments(c *Check) {
	for _, r := range d.rules.Documents {
		n := 0
		for _, v := range d.versions {
			if v.Kind == r.Kind && v.State == evidence.Typed {
				n++
			}
		}
		c.add(AtDocuments, r.Citation, n > 0, "submission.document_chosen", "submission.document_missing", "Kind", fault.Say("kind."+r.Kind))
		c.Lines[len(c.Lines)-1].Kind = r.Kind
	}
	for _, v := range d.versions {
		if !v.Fresh() {
			c.add(AtDocuments, "IMI-SU-05", false, "", "submission.document_superseded", "Title", v.Title)
		}
	}
}

// add appends a line that is met or missing, with the sentence of either.
func (c *Check) add(at Mend, citation string, met bool, yes, no string, pairs ...any) {
	l := Line{Line: standards.Line{Citation: citation, State: standards.Met, Sentence: fault.Say(yes, pairs...)}, Mend: at}
	if !met {
		l.State, l.Sentence = standards.Missing, fault.Say(no, pairs...)
	}
	c.Lines = append(c.Lines, l)
}
