package appeals

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"accord/app/assessments"
	"accord/app/candidates"
	"accord/app/letters"
	"accord/app/people"
	"accord/tenants"
	"accord/tenants/fault"
)

// MaxConflict is the longest text about a conflict, in characters.
const MaxConflict = 1000

// Choice is a person who could be on a panel, or why they cannot.
type Choice struct {
	Membership people.Membership
	Refusal    *fault.Sentence // nil: can be named
}

// Choices lists who works for the organisation, by name, each with what stands
// against them as a panellist of an appeal.
func Choices(tx *tenants.Tx, appeal uuid.UUID) ([]Choice, error) {
	a, err := Get(tx, appeal)
	if err != nil {
		return nil, err
	}
	return choices(tx, a)
}

func choices(tx *tenants.Tx, a Appeal) ([]Choice, error) {
	staff, err := members(tx)
	if err != nil {
		return nil, err
	}
	had, err := partIn(tx, a)
	if err != nil {
		return nil, err
	}
	seated, err := Panel(tx, a.ID)
	if err != nil {
		return nil, err
	}
	down, err := steppedDown(tx, a.ID)
	if err != nil {
		return nil, err
	}
	all := make([]Choice, len(staff))
	for i, m := range staff {
		all[i] = Choice{Membership: m, Refusal: had.against(m, staff)}
		is := func(p Panellist) bool { return p.MembershipID == m.ID }
		switch {
		case all[i].Refusal != nil:
		case slices.ContainsFunc(seated, is):
			all[i].Refusal = said("appeal.member_named", m)
		case slices.ContainsFunc(down, is):
			all[i].Refusal = said("appeal.member_conflict", m)
		}
	}
	return all, nil
}

// part is who had one in a decision.
type part struct {
	candidate candidates.Candidate
	decider   *uuid.UUID
	teller    *uuid.UUID
	asked     []assessments.Assignment
	moderated []uuid.UUID
	trained   func(people.Membership) bool
}

func partIn(tx *tenants.Tx, a Appeal) (p part, err error) {
	assessment, err := assessments.Get(tx, a.AssessmentID)
	if err != nil {
		return p, err
	}
	r, err := ResultOf(tx, a.AssessmentID)
	if err != nil {
		return p, err
	}
	p.decider, p.teller = assessment.DecidedBy, r.ToldBy
	if p.candidate, err = candidates.Get(tx, a.CandidateID); err != nil {
		return p, err
	}
	if p.asked, err = everAsked(tx, a.AssessmentID); err != nil {
		return p, err
	}
	if p.moderated, err = moderators(tx, a.AssessmentID); err != nil {
		return p, err
	}
	p.trained, err = assessments.TaughtBy(tx, a.CandidateID)
	return p, err
}

// against says what stands against a person, under whichever membership of theirs.
func (p part) against(m people.Membership, staff []people.Membership) *fault.Sentence {
	theirs := func(id uuid.UUID) bool {
		return id == m.ID || m.PersonID != nil && slices.ContainsFunc(staff, func(o people.Membership) bool {
			return o.ID == id && o.PersonID != nil && *o.PersonID == *m.PersonID
		})
	}
	switch {
	case m.PersonID == nil:
		return said("appeal.member_invited", m)
	case p.candidate.PersonID != nil && *p.candidate.PersonID == *m.PersonID, p.candidate.Email == m.Email:
		return said("appeal.member_is_candidate", m)
	case p.decider != nil && theirs(*p.decider), p.teller != nil && theirs(*p.teller):
		return said("appeal.member_decided", m)
	case slices.ContainsFunc(p.asked, func(g assessments.Assignment) bool { return theirs(g.MembershipID) }):
		return said("appeal.member_judged", m)
	case slices.ContainsFunc(p.moderated, theirs):
		return said("appeal.member_moderated", m)
	case p.trained(m):
		return said("appeal.member_trained", m)
	}
	return nil
}

func said(key string, m people.Membership) *fault.Sentence {
	s := fault.Say(key, "Name", m.Name)
	return &s
}

// Name puts a person on an appeal's panel. Returns NotFound when the appeal or the
// person is, and Conflict, with the reason, when they had a part in the decision
// or the appeal has ended.
func Name(tx *tenants.Tx, appeal, membership uuid.UUID) (Panellist, error) {
	a, err := locked(tx, appeal)
	if err != nil {
		return Panellist{}, err
	}
	p := Panellist{TenantID: tx.Tenant(), ID: tx.NewID(), AppealID: a.ID, AssessmentID: a.AssessmentID, CandidateID: a.CandidateID,
		MembershipID: membership, NamedAt: tx.Now(), NamedBy: by(tx)}
	if err := tx.Allow("name", &p); err != nil {
		return p, err
	}
	all, err := choices(tx, a)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(all, func(c Choice) bool { return c.Membership.ID == membership })
	if i < 0 {
		return p, fault.Absent("membership")
	}
	if s := all[i].Refusal; s != nil {
		return p, refused(*s)
	}
	r, err := ResultOf(tx, a.AssessmentID)
	if err != nil {
		return p, err
	}
	p.Name, p.CandidateName = all[i].Membership.Name, r.CandidateName
	if err := insert(tx, &p); err != nil {
		return p, err
	}
	tx.Enqueue(letters.ToMembership(letters.PanelNamed, p.ID, p.MembershipID))
	tx.Record(tenants.Event{Action: "appeal.panel_named", Resource: "appeal", Subject: a.ID, Case: a.CandidateID, Detail: map[string]any{"panellist": p.Name}})
	return p, nil
}

func refused(s fault.Sentence) error {
	var pairs []any
	for name, value := range s.Args {
		pairs = append(pairs, name, value)
	}
	return fault.New(fault.Conflict, s.Key, pairs...)
}

// Declare is a panellist's word that no conflict exists. The assessment and its
// evidence open to them until the appeal ends. Returns NotFound to who is not on the panel.
func Declare(tx *tenants.Tx, appeal uuid.UUID) (Panellist, error) {
	p, err := seated(tx, appeal)
	if err != nil || p.DeclaredAt != nil {
		return p, err
	}
	if err := tx.Allow("declare", &p); err != nil {
		return p, err
	}
	now := tx.Now()
	p.DeclaredAt = &now
	tx.Record(tenants.Event{Action: "appeal.panel_declared", Resource: "panellist", Subject: p.ID, Case: p.CandidateID, Detail: map[string]any{"panellist": p.Name}})
	return p, update(tx, &p, "DeclaredAt")
}

// StepDown leaves a panel because of a conflict, in the panellist's words: nobody
// names them again. Returns Invalid without words.
func StepDown(tx *tenants.Tx, appeal uuid.UUID, conflict string) (Panellist, error) {
	conflict = strings.TrimSpace(conflict)
	var c fault.Check
	c.If(conflict == "", "conflict", "assessment.conflict_required")
	c.If(utf8.RuneCountInString(conflict) > MaxConflict, "conflict", "assessment.conflict_long", "Max", MaxConflict)
	if err := c.Err(); err != nil {
		return Panellist{}, err
	}
	p, err := seated(tx, appeal)
	if err != nil {
		return p, err
	}
	p.Conflict = conflict
	tx.Enqueue(letters.ToRoles(letters.PanelSteppedDown, p.ID, tenants.RoleProgramManager))
	return out(tx, p, "appeal.panel_stepped_down")
}

// Remove takes somebody off a panel. Returns Conflict when the appeal has ended.
func Remove(tx *tenants.Tx, panellist uuid.UUID) (Panellist, error) {
	p, err := PanellistOf(tx, panellist)
	if err != nil {
		return p, err
	}
	if p.OutAt != nil {
		return p, fault.Absent("panellist")
	}
	if err := open(tx, p); err != nil {
		return p, err
	}
	return out(tx, p, "appeal.panel_removed")
}

func out(tx *tenants.Tx, p Panellist, action string) (Panellist, error) {
	if err := tx.Allow("remove", &p); err != nil {
		return p, err
	}
	now := tx.Now()
	p.OutAt = &now
	tx.Record(tenants.Event{Action: action, Resource: "panellist", Subject: p.ID, Case: p.CandidateID, Detail: map[string]any{"panellist": p.Name}})
	return p, update(tx, &p, "OutAt", "Conflict")
}

// seated is the actor's own place on a panel, to change it. Who has not declared
// cannot read the appeal: that it is open, their place says.
func seated(tx *tenants.Tx, appeal uuid.UUID) (Panellist, error) {
	p, err := Seat(tx, appeal)
	if err != nil {
		return p, err
	}
	if err := open(tx, p); err != nil {
		return p, err
	}
	return Seat(tx, appeal)
}

func open(tx *tenants.Tx, p Panellist) error {
	if err := tx.Lock(p.AssessmentID); err != nil {
		return err
	}
	p, err := PanellistOf(tx, p.ID)
	if err == nil && p.EndedAt != nil {
		err = fault.New(fault.Conflict, "appeal.over")
	}
	return err
}
