package assessors

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// Wanted is how many judge an assessment: one of them at least is independent
// of the organisation's training of the candidate (IMI-QA-08). A third does
// where two disagree.
const Wanted = 2

// Suggestion is somebody against whom nothing stands, and how they stand.
type Suggestion struct {
	Assessor
	Independent bool // has taught in no program in which the candidate was trained here
	Appointed   bool // for the assessment's program
	Speaks      bool // the candidate's language
	Proposed    bool
}

// Fit says what keeps somebody from being proposed; nil is nothing.
func (s Suggestion) Fit() *fault.Sentence {
	key := ""
	switch {
	case !s.Appointed:
		key = "assessor.not_appointed"
	case !s.Qualified():
		key = "assessor.not_qualified"
	case s.Availability() == IsAway:
		key = "assessor.is_away"
	case s.Availability() == Full:
		key = "assessor.is_full"
	default:
		return nil
	}
	said := fault.Say(key, "Name", s.Member.Name)
	return &said
}

// Why says how they stand in each point of the order, the first first.
func (s Suggestion) Why() []fault.Sentence {
	point := func(is bool, key string) fault.Sentence {
		if !is {
			key += "_not"
		}
		return fault.Say("assessor.why." + key)
	}
	return []fault.Sentence{point(s.Independent, "independent"), point(s.Appointed, "appointed"), point(s.Qualified(), "qualified"),
		fault.Say("assessor.why." + string(s.Availability())), fault.Say("assessor.why.load", "Count", s.Open, "Month", s.ThisMonth), point(s.Speaks, "speaks")}
}

// Refused is somebody who cannot judge, and why: the conflict gate's word.
type Refused struct {
	Member people.Membership
	Why    fault.Sentence
}

// Proposal is whom to assign to an assessment.
type Proposal struct {
	Assessment  assessments.Assessment
	Assigned    []assessments.Assignment // who judges already
	Suggestions []Suggestion             // in the order of the proposal
	Refused     []Refused
	Open        int  // places that are to be filled
	Independent bool // somebody assigned or proposed is
	judged      bool // by somebody independent already
	third       bool // two disagree, and a third is wanted
}

// Proposed are those whom it proposes.
func (p Proposal) Proposed() (all []Suggestion) {
	for _, s := range p.Suggestions {
		if s.Proposed {
			all = append(all, s)
		}
	}
	return all
}

// Propose says whom to assign to an assessment, in a constant number of
// questions. Returns NotFound when the actor may not see it, Forbidden when
// they may not assign, Conflict when it is decided.
func Propose(tx *tenants.Tx, assessment uuid.UUID) (Proposal, error) {
	a, err := assessments.Get(tx, assessment)
	if err != nil {
		return Proposal{}, err
	}
	if !tx.Can("assign", &assessments.Assignment{TenantID: tx.Tenant(), ID: tx.NewID(), AssessmentID: a.ID, CandidateID: a.CandidateID}) {
		return Proposal{}, fault.Denied()
	}
	if a.DecidedAt != nil {
		return Proposal{}, fault.New(fault.Conflict, "assessment.decided")
	}
	p := Proposal{Assessment: a}
	if p.Assigned, err = assessments.Assignments(tx, a.ID); err != nil {
		return p, err
	}
	d, disagree, err := assessments.DisagreementOf(tx, a.ID)
	if err != nil {
		return p, err
	}
	p.third = disagree && d.SettledAt == nil
	choices, err := assessments.Choices(tx, a.ID)
	if err != nil {
		return p, err
	}
	candidate, err := candidates.Get(tx, a.CandidateID)
	if err != nil {
		return p, err
	}
	taught, err := teaching(tx, a.CandidateID)
	if err != nil {
		return p, err
	}
	independent := func(m people.Membership) bool { return !taught[m.ID] && (m.PersonID == nil || !taught[*m.PersonID]) }
	var can []people.Membership
	for _, c := range choices {
		switch {
		case slices.ContainsFunc(p.Assigned, func(g assessments.Assignment) bool { return g.MembershipID == c.Membership.ID }):
			p.judged = p.judged || independent(c.Membership)
		case c.Refusal != nil:
			p.Refused = append(p.Refused, Refused{c.Membership, *c.Refusal})
		default:
			can = append(can, c.Membership)
		}
	}
	all, err := gather(tx, can)
	if err != nil {
		return p, err
	}
	for _, one := range all {
		p.Suggestions = append(p.Suggestions, Suggestion{Assessor: one, Independent: independent(one.Member),
			Appointed: one.AppointedFor(a.ProgramID), Speaks: one.Profile.Speaks(candidate.Language)})
	}
	p.order()
	return p, nil
}

// order puts the suggestions in their order and marks those who are proposed.
// Whoever is independent comes first, so that of two one is where there is one.
func (p *Proposal) order() {
	slices.SortStableFunc(p.Suggestions, func(a, b Suggestion) int {
		return cmp.Or(first(a.Independent, b.Independent), first(a.Appointed && a.Qualified(), b.Appointed && b.Qualified()),
			cmp.Compare(a.Availability().rank(), b.Availability().rank()), cmp.Compare(a.Open, b.Open), first(a.Speaks, b.Speaks))
	})
	wanted := Wanted
	if p.third {
		wanted++
	}
	p.Open, p.Independent = max(0, wanted-len(p.Assigned)), p.judged
	left := p.Open
	for i := range p.Suggestions {
		s := &p.Suggestions[i]
		if left > 0 && s.Fit() == nil {
			s.Proposed, left = true, left-1
			p.Independent = p.Independent || s.Independent
		}
	}
}

// first puts what is before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// AssignProposed assigns some of those whom the proposal is made of, all or
// none. Returns Invalid when nobody is named; NotFound when the assessment or a
// person is; Conflict, with the reason, when something stands against one of
// them, when one is not appointed for the program, not qualified, away or has
// as many as they take, and when enough would judge and none of them
// independent of the candidate's training.
func AssignProposed(tx *tenants.Tx, assessment uuid.UUID, members []uuid.UUID) ([]assessments.Assignment, error) {
	var c fault.Check
	if c.If(len(members) == 0, "assessor", "assessor.choose") {
		return nil, c.Err()
	}
	if err := tx.Lock(assessment); err != nil {
		return nil, err
	}
	p, err := Propose(tx, assessment)
	if err != nil {
		return nil, err
	}
	independent := p.judged
	var made []assessments.Assignment
	for _, id := range members {
		if i := slices.IndexFunc(p.Suggestions, func(s Suggestion) bool { return s.Member.ID == id }); i >= 0 {
			s := p.Suggestions[i]
			if against := s.Fit(); against != nil {
				return nil, fault.New(fault.Conflict, against.Key, "Name", s.Member.Name)
			}
			independent = independent || s.Independent
		}
		g, err := assessments.Assign(tx, assessment, id) // the gate says no to everybody else, and why
		if err != nil {
			return nil, err
		}
		made = append(made, g)
	}
	if len(p.Assigned)+len(made) >= Wanted && !independent {
		return nil, fault.New(fault.Conflict, "assessor.none_independent")
	}
	return made, nil
}
