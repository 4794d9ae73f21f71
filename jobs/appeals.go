package jobs

import (
	"github.com/google/uuid"

	"accord/app/appeals"
	"accord/app/assessments"
	"accord/app/letters"
	"accord/app/trainings"
	"accord/tenants"
)

// The letters about a result and an appeal. What was decided stands behind their link.
var (
	_ = writes(toContestant(letters.ResultTold))
	_ = writes(toContestant(letters.AppealReceived))
	_ = writes(toContestant(letters.AppealDecided))
	_ = writes(ofAppeal(letters.AppealLodged))
	_ = writes(ofAppeal(letters.AppealClosed))
	_ = writes(dueAppeal(letters.AppealDue))
	_ = writes(dueAppeal(letters.AppealOverdue))
	_ = writes(toPanellist(letters.PanelNamed))
	_ = writes(toPanellist(letters.RulingDrafted))
	_ = writes(Writer{Letter: letters.PanelSteppedDown, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		p, err := appeals.PanellistOf(tx, t.ArgID("subject"))
		return Facts{Path: appealPath(p.AppealID), Data: letters.Data{"Panellist": p.Name}, Moot: p.EndedAt != nil}, err
	}})
)

// A panel is reminded of an appeal, until it has decided.
var _ = register(Kind{
	Name: appeals.RemindKind,
	Do: func(tx *tenants.Tx, t tenants.Task) error {
		return appeals.Remind(tx, t.ArgID("subject"), t.ArgText("stage"))
	},
})

func appealPath(id uuid.UUID) string { return "appeals/" + id.String() }

// toContestant is a letter to the candidate of a result, with its link.
func toContestant(k letters.Kind) Writer {
	return Writer{Letter: k, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		r, err := appeals.ResultOf(tx, t.ArgID("subject"))
		return Facts{Link: r.LinkID, To: []letters.Recipient{{Name: r.CandidateName, Email: r.Email, Locale: r.Language}}, Data: letters.Data{"Program": r.ProgramTitle}}, err
	}}
}

// toPanellist is a letter to one of a panel, while they are on it.
func toPanellist(k letters.Kind) Writer {
	return Writer{Letter: k, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		p, err := appeals.PanellistOf(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		program, err := assessments.ProgramOf(tx, p.AssessmentID)
		return Facts{Path: appealPath(p.AppealID), Data: letters.Data{"Program": program.Title}, Moot: p.OutAt != nil || p.EndedAt != nil}, err
	}}
}

// ofAppeal is a letter to those who run the program.
func ofAppeal(k letters.Kind) Writer {
	return Writer{Letter: k, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		a, err := appeals.Get(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		r, err := appeals.ResultOf(tx, a.AssessmentID)
		return Facts{Path: appealPath(a.ID), Data: letters.Data{"Program": r.ProgramTitle}}, err
	}}
}

// dueAppeal is a letter about an appeal that is not decided.
func dueAppeal(k letters.Kind) Writer {
	return Writer{Letter: k, Member: func(tx *tenants.Tx, t tenants.Task) (Facts, error) {
		a, err := appeals.Get(tx, t.ArgID("subject"))
		if err != nil {
			return Facts{}, err
		}
		r, err := appeals.ResultOf(tx, a.AssessmentID)
		if err != nil {
			return Facts{}, err
		}
		zone, err := trainings.Zone(tx)
		return Facts{Path: appealPath(a.ID), Moot: a.State != appeals.Lodged,
			Data: letters.Data{"Program": r.ProgramTitle, "Due": letters.Moment{At: a.DueAt, Zone: zone.String()}}}, err
	}}
}
