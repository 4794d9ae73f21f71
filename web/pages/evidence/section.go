package evidence

import (
	"github.com/a-h/templ"

	"accord/app/candidates"
	"accord/app/evidence"
	"accord/app/standards"
	"accord/tenants"
	"accord/web"
	people "accord/web/pages/candidates"
)

// Section is the evidence in a candidate's file.
func Section() people.Section {
	return people.Section{Order: 40, Key: "evidence.title", Load: func(m *web.Member, tx *tenants.Tx, c candidates.Candidate) (templ.Component, error) {
		versions, err := evidence.OfCandidate(tx, c.ID)
		if err != nil {
			return nil, err
		}
		by := tx.Membership()
		document := evidence.Document{TenantID: tx.Tenant(), ID: tx.NewID(), CandidateID: &c.ID, Kind: standards.KindOther, CreatedBy: &by}
		adds := tx.Can("create", &document)
		if len(versions) == 0 && !adds {
			return nil, nil
		}
		return section(subjectOf(c), versions, adds, noneKey(m.OnlyCandidate())), nil
	}}
}
