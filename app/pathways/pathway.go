package pathways

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/organisations"
	"accord/app/programs"
	"accord/app/register"
	"accord/app/standards"
	"accord/app/submissions"
	"accord/app/trainings"
	"accord/tenants"
	"accord/tenants/fault"
)

// Stage is how far a candidate is with one certification.
type Stage string

// The stages.
const (
	Held      Stage = "held"
	WithIMI   Stage = "with_imi"  // submitted, not decided
	Ready     Stage = "ready"     // nothing of what the rules ask is missing
	Missing   Stage = "missing"   // something is
	Elsewhere Stage = "elsewhere" // the organisation has no recognised program for it
)

// Step is one certification of the pathway.
type Step struct {
	Certification standards.Certification
	Stage         Stage
	RuleSet       standards.RuleSet   // in force today, as the program applies it
	Program       *programs.Listed    // under which they would be put forward; nil: none
	Lines         []standards.Line    // what the rules ask; none once it is held
	Exemptable    []standards.Line    // those of the lines from which the program may except them
	Submission    *submissions.Listed // the one that waits for IMI
}

// Lacks counts the lines that are missing.
func (s Step) Lacks() int {
	n := 0
	for _, l := range s.Lines {
		if l.State == standards.Missing {
			n++
		}
	}
	return n
}

// Pathway is where a candidate stands.
type Pathway struct {
	Steps      []Step
	Next       int                    // the step to work on next; -1: every one is held
	Exemptions []candidates.Exemption // decided for the candidate, the newest first
}

// onPath are the certifications of the pathway, in their order: what is trained
// for, what is certified, and what specialises.
var onPath = []string{standards.Qualified, standards.Certified, standards.Advocate, standards.Intercultural, standards.Online}

// Of reads where a candidate stands today, in a fixed number of statements.
// It is for those who put forward: others do not see all that it is drawn
// from. Returns Forbidden to them, and NotFound when the actor may not see the
// candidate.
func Of(tx *tenants.Tx, candidate uuid.UUID) (Pathway, error) {
	c, err := candidates.Get(tx, candidate)
	if err == nil && !tx.Can("record", &candidates.Exemption{TenantID: c.TenantID, ID: tx.NewID(), CandidateID: c.ID}) {
		err = fault.Denied()
	}
	if err != nil {
		return Pathway{Next: -1}, err
	}
	return drawn(tx, c, nil)
}

// Own reads where a candidate stands who is signed in, from what is theirs to
// see: of an assessment, what they were told. Returns NotFound when it is not
// their own file.
func Own(tx *tenants.Tx, candidate uuid.UUID) (Pathway, error) {
	c, err := candidates.Get(tx, candidate)
	if err != nil {
		return Pathway{Next: -1}, err
	}
	told, err := appeals.ResultsOf(tx, c.ID)
	if err != nil {
		return Pathway{Next: -1}, err
	}
	return drawn(tx, c, told)
}

func drawn(tx *tenants.Tx, c candidates.Candidate, told []appeals.Result) (Pathway, error) {
	k, err := read(tx, c)
	if err != nil {
		return Pathway{Next: -1}, err
	}
	k.told = told
	p := Pathway{Exemptions: k.exemptions}
	for _, id := range onPath {
		p.Steps = append(p.Steps, k.step(id))
	}
	p.Next = p.next()
	return p, nil
}

// next is the first step on which something can be done here, else the first
// that waits for IMI, else the first that is offered elsewhere.
func (p Pathway) next() int {
	for _, among := range [][]Stage{{Ready, Missing}, {WithIMI}, {Elsewhere}} {
		if i := slices.IndexFunc(p.Steps, func(s Step) bool { return slices.Contains(among, s.Stage) }); i >= 0 {
			return i
		}
	}
	return -1
}

// known is what a pathway is drawn from.
type known struct {
	day         time.Time
	zone        *time.Location
	rules       standards.RuleSets
	programs    []programs.Listed
	floors      map[uuid.UUID]standards.Floor
	logbook     []candidates.LogbookEntry
	completions []trainings.Completion
	assessments []assessments.Assessment
	submissions []submissions.Listed
	exemptions  []candidates.Exemption
	held        []string
	told        []appeals.Result // of an assessment, where its rows are not theirs to read
}

func read(tx *tenants.Tx, c candidates.Candidate) (k known, err error) {
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return k, err
	}
	k.zone = o.Zone()
	k.day = standards.DayOf(tx.Now(), k.zone)
	var programIDs, submissionIDs []uuid.UUID
	for _, read := range []func() error{
		func() (err error) { k.rules, err = standards.Load(tx); return err },
		func() (err error) { k.programs, err = programs.List(tx); return err },
		func() (err error) { k.logbook, err = candidates.Logbook(tx, c.ID); return err },
		func() (err error) { k.completions, err = trainings.CompletionsOf(tx, c.ID); return err },
		func() (err error) { k.assessments, err = assessments.OfCandidate(tx, c.ID); return err },
		func() (err error) { k.submissions, err = submissions.ListedOfCandidate(tx, c.ID); return err },
		func() (err error) { k.exemptions, err = candidates.ExemptionsOf(tx, c.ID); return err },
	} {
		if err := read(); err != nil {
			return k, err
		}
	}
	for _, p := range k.programs {
		programIDs = append(programIDs, p.ID)
	}
	for _, s := range k.submissions {
		submissionIDs = append(submissionIDs, s.ID)
	}
	if k.floors, err = programs.Floors(tx, programIDs...); err != nil {
		return k, err
	}
	k.held, err = register.Held(tx, submissionIDs...)
	return k, err
}

// step holds what is known against one certification.
func (k known) step(id string) Step {
	c, _ := standards.CertificationNamed(id)
	s := Step{Certification: c, Stage: Missing, Program: k.program(c.Program)}
	s.RuleSet, _ = k.rules.InForce(id, k.day) // IMI-SU-02
	if s.Program != nil {
		s.RuleSet = s.RuleSet.Raised(k.floors[s.Program.ID])
	}
	if slices.Contains(k.held, id) {
		s.Stage = Held
		return s
	}
	s.Lines = k.lines(s)
	for i, one := range k.submissions {
		if one.Certification == id && one.Status == submissions.Waiting {
			s.Stage, s.Submission = WithIMI, &k.submissions[i]
			return s
		}
	}
	switch {
	case s.Program == nil:
		s.Stage = Elsewhere
	case s.Lacks() == 0:
		s.Stage = Ready
	default:
		for _, l := range s.Lines {
			if l.State == standards.Missing && slices.Contains(s.RuleSet.Exemptable(), s.ruleOf(l)) {
				s.Exemptable = append(s.Exemptable, l)
			}
		}
	}
	return s
}

// ruleOf is the rule that a line is about: one that an exemption eased is
// still about the rule that it eases.
func (s Step) ruleOf(l standards.Line) string {
	if e := s.RuleSet.Experience; e != nil && slices.ContainsFunc(e.Exemptions, func(x standards.Exemption) bool { return x.Citation == l.Citation }) {
		return e.Citation
	}
	return l.Citation
}

// program is the one of a kind under which they would be put forward: where
// they were trained or assessed last, else the first that is open.
func (k known) program(kind string) *programs.Listed {
	open := func(p programs.Listed) bool { return p.Kind == kind && p.State() == programs.Recognised }
	for _, a := range k.assessments {
		if i := slices.IndexFunc(k.programs, func(p programs.Listed) bool { return p.ID == a.ProgramID && open(p) }); i >= 0 {
			return &k.programs[i]
		}
	}
	for _, c := range k.completions {
		if i := slices.IndexFunc(k.programs, func(p programs.Listed) bool { return p.ID == c.ProgramID && open(p) }); i >= 0 {
			return &k.programs[i]
		}
	}
	if i := slices.IndexFunc(k.programs, open); i >= 0 {
		return &k.programs[i]
	}
	return nil
}

// lines are what the rules ask, and the assessment where one is asked.
func (k known) lines(s Step) []standards.Line {
	lines := s.RuleSet.Eligibility(k.facts(s.Program))
	if s.RuleSet.Assessed {
		lines = append(lines, k.assessed(s.Program))
	}
	return lines
}

func (k known) facts(p *programs.Listed) standards.Facts {
	f := standards.Facts{On: k.day, Holds: k.held}
	f.Mediations, f.Unverified = candidates.Counting(k.logbook)
	if p == nil {
		return f
	}
	f.Exempted = candidates.Exempted(k.exemptions, p.ID, k.zone)
	for _, c := range k.completions {
		if c.ProgramID == p.ID {
			f.Completion = &standards.Completion{On: c.CompletedOn, Hours: c.Hours, FullyOnline: p.Online && p.City == "", RecognisedOn: standards.DayOf(p.Recognition.RecognisedAt, k.zone)}
			break
		}
	}
	return f
}

// assessed is the latest assessment under a program.
func (k known) assessed(p *programs.Listed) standards.Line {
	l := standards.Line{Citation: "IMI-QA-12", State: standards.Missing, Sentence: fault.Say("submission.not_assessed")}
	for _, a := range k.assessments {
		if p == nil || a.ProgramID != p.ID {
			continue
		}
		switch {
		case a.DecidedAt == nil:
			l.Sentence = fault.Say("submission.not_decided")
		case *a.Outcome == assessments.Passed:
			l.State, l.Sentence = standards.Met, fault.Say("submission.passed", "On", standards.DayOf(*a.DecidedAt, k.zone).Format(time.DateOnly), "By", a.DecidedByName)
		default:
			l.Sentence = fault.Say("submission.failed", "On", standards.DayOf(*a.DecidedAt, k.zone).Format(time.DateOnly), "By", a.DecidedByName)
		}
		return l
	}
	for _, r := range k.told {
		if p == nil || r.ProgramTitle != p.Title { // a program keeps its title once it was proposed
			continue
		}
		key := "submission.failed_told"
		if r.Outcome == assessments.Passed {
			l.State, key = standards.Met, "submission.passed_told"
		}
		l.Sentence = fault.Say(key, "On", standards.DayOf(r.ToldAt, k.zone).Format(time.DateOnly))
		return l
	}
	return l
}
