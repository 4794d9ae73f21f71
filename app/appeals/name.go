package appeals

import (
	"accord/app/letters"
	"accord/tenants"
	"accord/tenants/fault"
	"slices"

	"github.com/google/uuid"
)

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
