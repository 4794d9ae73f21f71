package submissions

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/standards"
	"accord/tenants"
	"accord/tenants/fault"
)

// The kinds of fact, in the order they are told.
const (
	FactHolder      = "holder"
	FactProgram     = "program"
	FactEligibility = "eligibility"
	FactTraining    = "training"
	FactTrainer     = "trainer"
	FactAssessor    = "assessor"
	FactScores      = "score"
	FactDecision    = "decision"
)

// Holder is who is put forward.
type Holder struct {
	Name      string     `json:"name"`
	PersonID  *uuid.UUID `json:"person_id,omitempty"`
	Reference string     `json:"reference,omitempty"` // the organisation's own number
	Language  string     `json:"language"`
	Country   string     `json:"country,omitempty"`
}

// ProgramFact is under which program, as it stood.
type ProgramFact struct {
	Title        string `json:"title"`
	Kind         string `json:"kind"`
	RecognisedOn string `json:"recognised_on"` // a day, 2026-11-16
	RuleSet      string `json:"rule_set"`
}

// EligibilityFact is one line of eligibility as it was met.
type EligibilityFact struct {
	Citation string          `json:"citation"`
	State    standards.State `json:"state"`
	Key      string          `json:"key"` // of its sentence
	Args     map[string]any  `json:"args,omitempty"`
	NoteKey  string          `json:"note_key,omitempty"` // who decided and why, or that the program asks for more than IMI
	NoteArgs map[string]any  `json:"note_args,omitempty"`
}

// TrainingFact is one training that the candidate completed.
type TrainingFact struct {
	Program     string  `json:"program"`
	Cohort      string  `json:"cohort"`
	Hours       float64 `json:"hours"`
	Required    float64 `json:"required_hours"`
	CompletedOn string  `json:"completed_on"`
	Exception   string  `json:"exception,omitempty"`
	Reason      string  `json:"reason,omitempty"` // for a completion before the recognition
}

// PersonFact is somebody who trained or assessed the candidate.
type PersonFact struct {
	ID          uuid.UUID `json:"id"` // the membership
	Name        string    `json:"name"`
	Independent bool      `json:"independent,omitempty"` // of an assessor: did not train the candidate
	DeclaredOn  string    `json:"declared_on,omitempty"` // of an assessor: that no conflict exists
	Third       bool      `json:"third,omitempty"`       // of an assessor: assigned to settle a disagreement
}

// ScoresFact is one assessor's sheet, without the notes.
type ScoresFact struct {
	AssessorID uuid.UUID   `json:"assessor_id"`
	Assessor   string      `json:"assessor"`
	Submitted  string      `json:"submitted_on"`
	Points     int         `json:"points"`
	Of         int         `json:"of"`
	Lines      []ScoreFact `json:"lines"`
}

// ScoreFact is one criterion's mark.
type ScoreFact struct {
	Heading   string `json:"heading"`
	Criterion string `json:"criterion"`
	Points    int    `json:"points"`
	Of        int    `json:"of"`
	Pass      int    `json:"pass"`
	NotSeen   bool   `json:"not_seen,omitempty"` // there was no occasion to see it: then no points
}

// DecisionFact is the organisation's own decision and its minute.
type DecisionFact struct {
	Outcome string `json:"outcome"`
	Minute  string `json:"minute"`
	By      string `json:"by"`
	On      string `json:"on"`
	RuleSet string `json:"rule_set"`
	Version int    `json:"version,omitempty"` // of the program's design
	Rule    string `json:"rule,omitempty"`    // what the design's rule said then
	Because string `json:"because,omitempty"` // why the decision is another

	Moderated *ModeratedFact `json:"moderated,omitempty"` // where the assessors disagreed, and did not leave it to a third
}

// ModeratedFact is what a moderation agreed on, without its reasons.
type ModeratedFact struct {
	By    string      `json:"by"`
	On    string      `json:"on"`
	Lines []ScoreFact `json:"lines"`
}

// Told is what IMI was told of a candidate, read back.
type Told struct {
	Holder      Holder
	Program     ProgramFact
	Eligibility []EligibilityFact
	Trainings   []TrainingFact
	Trainers    []PersonFact
	Assessors   []PersonFact
	Sheets      []ScoresFact
	Decision    *DecisionFact
}

// Sentence is how a line of eligibility is said.
func (e EligibilityFact) Sentence() fault.Sentence { return fault.Sentence{Key: e.Key, Args: e.Args} }

// Note is what is told beside a line; its key is "" where there is nothing.
func (e EligibilityFact) Note() fault.Sentence {
	return fault.Sentence{Key: e.NoteKey, Args: e.NoteArgs}
}

// FactsOf reads what was told with a submission. Before it is submitted
// nothing was.
func FactsOf(tx tenants.Transaction, submission uuid.UUID) (Told, error) {
	rows, err := many[Fact](tx, "position", "submission_id = ?", submission)
	if err != nil {
		return Told{}, err
	}
	var t Told
	for _, f := range rows {
		if err := t.read(f); err != nil {
			return t, fault.Wrap(fmt.Errorf("submissions: fact %s: %w", f.ID, err), fault.Internal, "fault.internal")
		}
	}
	return t, nil
}

func (t *Told) read(f Fact) error {
	switch f.Kind {
	case FactHolder:
		return json.Unmarshal(f.Value, &t.Holder)
	case FactProgram:
		return json.Unmarshal(f.Value, &t.Program)
	case FactEligibility:
		return appended(&t.Eligibility, f.Value)
	case FactTraining:
		return appended(&t.Trainings, f.Value)
	case FactTrainer:
		return appended(&t.Trainers, f.Value)
	case FactAssessor:
		return appended(&t.Assessors, f.Value)
	case FactScores:
		return appended(&t.Sheets, f.Value)
	case FactDecision:
		return json.Unmarshal(f.Value, &t.Decision)
	}
	return fmt.Errorf("of the unknown kind %q", f.Kind)
}

func appended[T any](all *[]T, value []byte) error {
	var one T
	err := json.Unmarshal(value, &one)
	*all = append(*all, one)
	return err
}

// copied are the facts of a dossier, in their order.
func (d *dossier) copied(tx *tenants.Tx, check Check) ([]Fact, error) {
	var rows []Fact
	var failed error
	tell := func(kind string, value any) {
		b, err := json.Marshal(value)
		if err != nil {
			failed = err
		}
		rows = append(rows, Fact{TenantID: d.submission.TenantID, ID: tx.NewID(), SubmissionID: d.submission.ID, Position: len(rows) + 1,
			Kind: kind, Label: "fact." + kind, Value: b})
	}
	day := func(at time.Time) string { return standards.DayOf(at, d.zone).Format(time.DateOnly) }
	tell(FactHolder, Holder{Name: d.candidate.Name, PersonID: d.candidate.PersonID, Reference: d.candidate.Reference, Language: d.candidate.Language, Country: d.candidate.Country})
	tell(FactProgram, ProgramFact{Title: d.program.Title, Kind: d.program.Kind, RecognisedOn: day(d.recognition.RecognisedAt), RuleSet: d.rules.ID})
	for _, l := range d.rules.Eligibility(d.facts()) {
		tell(FactEligibility, EligibilityFact{Citation: l.Citation, State: l.State, Key: l.Key, Args: l.Args, NoteKey: l.Note.Key, NoteArgs: l.Note.Args})
	}
	for _, c := range d.completions {
		f := TrainingFact{Hours: c.Hours, CompletedOn: c.CompletedOn.Format(time.DateOnly), Exception: c.ExceptionReason}
		for _, t := range d.trainings {
			if t.Cohort.ID == c.CohortID {
				f.Program, f.Cohort, f.Required = t.Program.Title, t.Cohort.Code, t.Cohort.RequiredHours
			}
		}
		if c.ProgramID == d.program.ID {
			f.Reason = d.submission.Reason
		}
		tell(FactTraining, f)
	}
	for _, m := range d.trainers {
		tell(FactTrainer, PersonFact{ID: m.ID, Name: m.Name})
	}
	if d.rules.Assessed {
		d.copyAssessment(tell, day)
	}
	return rows, failed
}

func (d *dossier) copyAssessment(tell func(string, any), day func(time.Time) string) {
	for _, g := range d.sheets.Assignments {
		p := PersonFact{ID: g.MembershipID, Name: g.AssessorName, Third: g.Third()}
		for _, i := range d.independent {
			p.Independent = p.Independent || i.ID == g.ID
		}
		if g.DeclaredAt != nil {
			p.DeclaredOn = day(*g.DeclaredAt)
		}
		tell(FactAssessor, p)
	}
	for i, sheet := range d.sheets.Sheets {
		tell(FactScores, d.scores(i, sheet, day))
	}
	a := d.assessment
	f := DecisionFact{Outcome: string(*a.Outcome), Minute: a.DecisionMinute, By: a.DecidedByName, On: day(*a.DecidedAt), RuleSet: a.RuleSet,
		Version: d.sheets.Design.Version(), Because: a.DiffersBecause}
	if a.RuleOutcome != nil {
		f.Rule = string(*a.RuleOutcome)
	}
	f.Moderated = d.moderated()
	tell(FactDecision, f)
}

func (d *dossier) scores(i int, sheet assessments.ScoreSheet, day func(time.Time) string) ScoresFact {
	f := ScoresFact{AssessorID: sheet.MembershipID, Submitted: day(*sheet.SubmittedAt), Points: d.sheets.Totals[i].Points, Of: d.sheets.Totals[i].Of}
	for _, g := range d.sheets.Assignments {
		if g.MembershipID == sheet.MembershipID {
			f.Assessor = g.AssessorName
		}
	}
	for _, r := range d.sheets.Rows {
		if s := r.Scores[i]; s.Marked() {
			f.Lines = append(f.Lines, lineOf(r.Criterion, s.Points))
		}
	}
	return f
}

// moderated is what was agreed, nil where nothing had to be.
func (d *dossier) moderated() *ModeratedFact {
	m := d.sheets.Moderation
	if m == nil {
		return nil
	}
	f := &ModeratedFact{By: m.HeldByName, On: m.HeldOn.Format(time.DateOnly)}
	for _, r := range d.sheets.Rows {
		if r.Agreed != nil {
			f.Lines = append(f.Lines, lineOf(r.Criterion, r.Agreed.Points))
		}
	}
	return f
}

// lineOf is a mark for a criterion; without points there was no occasion to see it.
func lineOf(c assessments.AssessmentCriterion, points *int) ScoreFact {
	f := ScoreFact{Heading: c.Heading, Criterion: c.Title, Of: c.ScaleMax, Pass: c.PassMark, NotSeen: points == nil}
	if points != nil {
		f.Points = *points
	}
	return f
}
