package quality

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/designs"
	"accord/app/programs"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxPairs is over how many assessments agreement is counted, the latest first:
// of so many a kappa's standard error is below 0.07.
const MaxPairs = 200

// Over is what agreement is counted over.
type Over struct {
	Program     uuid.UUID
	From, Until time.Time // of the decision: from the one, before the other; zero: any
	One, Other  uuid.UUID // two assessors' memberships; zero: any
}

// Pair is an assessment that two first assessors judged apart.
type Pair struct {
	Assessment assessments.Assessment
	A, B       assessments.Assignment             // who handed in first, unless one was asked for
	Passes     [2]bool                            // by the design's rule, each sheet alone
	Marks      map[uuid.UUID][2]assessments.Score // by the criterion's lineage
}

// Criterion is a criterion over all versions that keep it.
type Criterion struct {
	Lineage uuid.UUID
	Title   designs.Text // as the latest of these versions has it
	Figures Figures      // over the pairs in which both saw it
}

// Agreement is how far two assessors' sheets agree.
type Agreement struct {
	Program  programs.Program
	Pairs    []Pair // the latest first
	Verdict  Figures
	Criteria []Criterion
}

// Missing is how many pairs there must be more before kappa is given.
func (a Agreement) Missing() int { return max(0, MinPairs-len(a.Pairs)) }

// Agree counts over a program's decided assessments, in the same few questions
// whatever their number. Returns NotFound when the program is none of the
// organisation's, Invalid for two assessors who are one.
func Agree(tx *tenants.Tx, over Over) (Agreement, error) {
	var a Agreement
	var err error
	if a.Program, err = one[programs.Program](tx, "program", "id = ?", over.Program); err != nil {
		return a, err
	}
	if !tx.Can("read", &SamplingPlan{TenantID: tx.Tenant(), ID: tx.NewID(), ProgramID: over.Program}) {
		return a, fault.Denied()
	}
	var c fault.Check
	c.If(over.One != uuid.Nil && over.One == over.Other, "other", "quality.same_assessor")
	if err := c.Err(); err != nil {
		return a, err
	}
	of, err := judgedTwice(tx, over)
	if err != nil {
		return a, err
	}
	var which, versions []uuid.UUID
	for _, one := range of {
		which = append(which, one.ID)
		if !slices.Contains(versions, one.DesignID) {
			versions = append(versions, one.DesignID)
		}
	}
	m, err := markedOf(tx, which, versions)
	if err != nil {
		return a, err
	}
	a.Pairs = m.pairs(of, over)
	a.count(m)
	return a, nil
}

// pairs lays each assessment's first two sheets side by side.
func (m marked) pairs(of []assessments.Assessment, over Over) (all []Pair) {
	assigned := map[uuid.UUID][]assessments.Assignment{}
	for _, g := range m.assigned {
		assigned[g.AssessmentID] = append(assigned[g.AssessmentID], g)
	}
	criteria := map[uuid.UUID][]assessments.AssessmentCriterion{}
	for _, c := range m.criteria {
		criteria[c.AssessmentID] = append(criteria[c.AssessmentID], c)
	}
	type line struct{ criterion, member uuid.UUID }
	scores := make(map[line]assessments.Score, len(m.scores))
	for _, s := range m.scores {
		scores[line{s.CriterionID, s.MembershipID}] = s
	}
	rules, lineages := map[uuid.UUID]designs.Rule{}, map[uuid.UUID]uuid.UUID{}
	for _, d := range m.designs {
		rules[d.ID] = d.Rule
	}
	for _, c := range m.lineages {
		lineages[c.ID] = c.Lineage
	}
	for _, one := range of {
		first := assigned[one.ID]
		if len(first) < 2 {
			continue
		}
		p := Pair{Assessment: one, A: first[0], B: first[1], Marks: map[uuid.UUID][2]assessments.Score{}}
		if over.One != uuid.Nil && p.B.MembershipID == over.One || over.Other != uuid.Nil && p.A.MembershipID == over.Other {
			p.A, p.B = p.B, p.A
		}
		if over.One != uuid.Nil && p.A.MembershipID != over.One || over.Other != uuid.Nil && p.B.MembershipID != over.Other {
			continue // among three first sheets not the first two
		}
		var lines [2][]designs.Line
		for _, c := range criteria[one.ID] {
			both := [2]assessments.Score{scores[line{c.ID, p.A.MembershipID}], scores[line{c.ID, p.B.MembershipID}]}
			p.Marks[lineages[c.DesignCriterionID]] = both
			for i, s := range both {
				l := designs.Line{Weight: c.Weight, Of: c.ScaleMax, Floor: c.PassMark}
				if s.Points != nil {
					l.Marks = []designs.Seen{{Points: *s.Points}}
				} else if s.NotSeen {
					l.Marks = []designs.Seen{{Not: true}}
				}
				lines[i] = append(lines[i], l)
			}
		}
		for i := range lines {
			p.Passes[i] = rules[one.DesignID].Judge(lines[i]).Passes
		}
		all = append(all, p)
	}
	return all
}

// count makes the figures of the pairs.
func (a *Agreement) count(m marked) {
	seen := map[uuid.UUID]bool{}
	for _, d := range m.designs { // the latest version first
		for _, c := range m.lineages {
			if c.DesignID == d.ID && !seen[c.Lineage] {
				seen[c.Lineage] = true
				a.Criteria = append(a.Criteria, Criterion{Lineage: c.Lineage, Title: c.Title})
			}
		}
	}
	for line := range len(a.Criteria) + 1 {
		var marks [][2]int
		for _, p := range a.Pairs {
			if both, seen := a.marks(p, line); seen {
				marks = append(marks, both)
			}
		}
		if line == VerdictLine {
			a.Verdict = FiguresOf(marks)
		} else {
			a.Criteria[line-1].Figures = FiguresOf(marks)
		}
	}
}

// VerdictLine is the line of the verdicts; those after it are the criteria's.
const VerdictLine = 0

// Nearness is how near two marks of a pair are.
type Nearness string

// What the pairs behind a figure have in common.
const (
	Any      Nearness = ""
	SameMark Nearness = "same"
	NearMark Nearness = "near" // at most one point apart
)

// Behind are the pairs that a figure of a line counts: all, those of the same
// mark, or those of near marks; none of a line that there is not.
func (a Agreement) Behind(line int, n Nearness) (all []Pair) {
	for _, p := range a.Pairs {
		both, seen := a.marks(p, line)
		apart := max(both[0]-both[1], both[1]-both[0])
		if seen && (n == Any || n == SameMark && apart == 0 || n == NearMark && apart <= 1) {
			all = append(all, p)
		}
	}
	return all
}

// marks are those of a pair on a line, where both saw it: points, or for the
// verdict 1 for a pass.
func (a Agreement) marks(p Pair, line int) (both [2]int, seen bool) {
	switch {
	case line == VerdictLine:
		for side, passes := range p.Passes {
			if passes {
				both[side] = 1
			}
		}
		return both, true
	case line < 0 || line > len(a.Criteria):
		return both, false
	}
	marks := p.Marks[a.Criteria[line-1].Lineage]
	if marks[0].Points == nil || marks[1].Points == nil {
		return both, false
	}
	return [2]int{*marks[0].Points, *marks[1].Points}, true
}
