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
	Returned      *submissions.Listed // the last one, where IMI gave it back: its reasons are to be met
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

// Among reads where each of some candidates stands, in a fixed number of
// statements whatever their number. It is for those who put forward, and leaves
// out whom the actor does not.
func Among(tx *tenants.Tx, of []uuid.UUID) (map[uuid.UUID]Pathway, error) {
	known, err := read(tx, slices.DeleteFunc(slices.Clone(of), func(id uuid.UUID) bool {
		return !tx.Can("record", &candidates.Exemption{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: id})
	}))
	all := make(map[uuid.UUID]Pathway, len(of))
	for id, k := range known {
		all[id] = k.pathway()
	}
	return all, err
}

// For is the step of one certification; false where it is not on the pathway.
func (p Pathway) For(certification string) (Step, bool) {
	i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.Certification.ID == certification })
	if i < 0 {
		return Step{}, false
	}
	return p.Steps[i], true
}

func drawn(tx *tenants.Tx, c candidates.Candidate, told []appeals.Result) (Pathway, error) {
	known, err := read(tx, []uuid.UUID{c.ID})
	if err != nil {
		return Pathway{Next: -1}, err
	}
	k := known[c.ID]
	k.told = told
	return k.pathway(), nil
}

func (k known) pathway() Pathway {
	p := Pathway{Exemptions: k.exemptions}
	for _, id := range onPath {
		p.Steps = append(p.Steps, k.step(id))
	}
	p.Next = p.next()
	return p
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

// read reads what each candidate's pathway is drawn from.
func read(tx *tenants.Tx, of []uuid.UUID) (map[uuid.UUID]known, error) {
	all := make(map[uuid.UUID]known, len(of))
	if len(of) == 0 {
		return all, nil
	}
	here, err := organisation(tx)
	if err != nil {
		return nil, err
	}
	theirs, err := gather(tx, of)
	if err != nil {
		return nil, err
	}
	for _, id := range of {
		k := here
		k.logbook, k.completions, k.assessments = theirs.logbooks[id], theirs.completions[id], theirs.assessments[id]
		k.submissions, k.exemptions = theirs.submissions[id], theirs.exemptions[id]
		for _, s := range k.submissions {
			k.held = append(k.held, theirs.held[s.ID]...)
		}
		all[id] = k
	}
	return all, nil
}

// organisation is what is the same for every candidate of the organisation's.
func organisation(tx *tenants.Tx) (k known, err error) {
	o, err := organisations.Find(tx, tx.Tenant())
	if err != nil {
		return k, err
	}
	k.zone = o.Zone()
	k.day = standards.DayOf(tx.Now(), k.zone)
	if k.rules, err = standards.Load(tx); err != nil {
		return k, err
	}
	if k.programs, err = programs.List(tx); err != nil {
		return k, err
	}
	ids := make([]uuid.UUID, len(k.programs))
	for i, p := range k.programs {
		ids[i] = p.ID
	}
	k.floors, err = programs.Floors(tx, ids...)
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
	s.Returned = k.returned(id)
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

// returned is the last submission for a certification where IMI gave it back; a
// draft that follows it changes nothing of that.
func (k known) returned(certification string) *submissions.Listed {
	for i, one := range k.submissions {
		if one.Certification == certification && one.SubmittedAt != nil && one.WithdrawnAt == nil {
			if one.Status == submissions.WasReturned {
				return &k.submissions[i]
			}
			return nil
		}
	}
	return nil
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
		case a.FellAt != nil:
			l.Sentence = fault.Say("submission.set_aside", "On", standards.DayOf(*a.FellAt, k.zone).Format(time.DateOnly))
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
		if r.FellAt != nil {
			l.Sentence = fault.Say("submission.set_aside", "On", standards.DayOf(*r.FellAt, k.zone).Format(time.DateOnly))
		}
		return l
	}
	return l
}
